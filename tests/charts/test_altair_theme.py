"""The house's style as a theme that an analyst enables."""

import re

import altair as alt
import pandas as pd
import vl_convert

import ilacs_bench as ib


def test_charts_have_the_houses_style_once_it_is_asked_for():
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a")
    before = alt.theme.active
    try:
        ib.altair_theme()
        assert chart.to_dict()["config"]["mark"]["color"] == "#0f5b54"
        assert chart.configure_mark(color="red").to_dict()["config"]["mark"]["color"] == "red"
    finally:
        alt.theme.enable(before)


def test_no_part_of_a_chart_keeps_vegas_own_black_that_a_dark_page_hides():
    rows = pd.DataFrame({"n": [1, 2], "name": ["A", "B"]})
    base = alt.Chart(rows).encode(x="n", y="name")
    layers = base.mark_text().encode(text="name", color=alt.value("#0b0c0c")) + base.mark_text()
    legend = base.mark_bar().encode(color=alt.Color("name", title="Of whom"))
    chart = (layers + base.mark_rule()).facet("name") | legend
    with alt.theme.enable("ilacs_bench"):
        svg = vl_convert.vegalite_to_svg(chart.to_dict())
    assert "Of whom" in svg
    assert not re.findall(r'(?:fill|stroke)="(?:black|#000|#000000)"', svg)

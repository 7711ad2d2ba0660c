"""The house's style as a theme that an analyst enables."""

import altair as alt
import pandas as pd

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

"""What changes with a choice is sent beside a chart's form, which a browser draws once."""

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.dashboard.page_chart import PageChart, spec_parts

ROWS = pd.DataFrame({"region": ["London"], "n": [3]})


def chart(words, height=80):
    bars = alt.Chart(ROWS, title=words).mark_bar()
    return bars.encode(
        x=alt.X("n", title=f"Councils of {words}"),
        y=alt.Y("region", axis=alt.Axis(title=f"Region {words}")),
        color=alt.Color("region", title=f"Key of {words}"),
    ).properties(height=height)


@pytest.mark.parametrize("height", [80, alt.Step(20)])
def test_titles_of_chart_axes_and_legends_are_not_of_the_form(height):
    kent, leeds = (spec_parts(chart(words, height).to_dict()) for words in ("Kent", "Leeds"))
    assert kent["form"] == leeds["form"]
    assert kent["tag"] != leeds["tag"]
    assert kent["title"] == "Kent"
    assert list(kent["titles"].values()) == ["Councils of Kent", "Region Kent", "Key of Kent"]


def test_picture_has_the_titles_again():
    name, svg = PageChart(spec_parts(chart("Kent").to_dict()), "", "kent").picture("svg")
    assert name == "kent.svg"
    for title in (b"Councils of Kent", b"Region Kent", b"Key of Kent"):
        assert title in svg


def test_axis_that_is_left_out_stays_so():
    bars = alt.Chart(ROWS).mark_bar().encode(x=alt.X("n", title="Councils", axis=None))
    assert spec_parts(bars.to_dict())["titles"] == {}

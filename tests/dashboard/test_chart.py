"""An analyst's chart becomes the house's: its colours, words, rows, and nothing from outside."""

import re

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.charts.palette import GREY
from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.charts.style import THEME
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.dashboard.chart import MOST_POINTS, house_chart
from ilacs_bench.errors import IlacsBenchError

ROWS = pd.DataFrame(
    {
        "la_name": ["Kent", "Hull"],
        "grade": ["good", "inadequate"],
        "days": [10, 20],
        "judgement_area": ["leaders", "in_care"],
        "start": pd.to_datetime(["2025-01-06", "2024-01-08"]),
        "unused": [1, 2],
    }
)
BARS = alt.Chart(ROWS).mark_bar().encode(x="days", y="la_name", color="grade")
BAR_OF = r'd="M([\d.]+),13h[^"]*" fill="([^"]+)"'
RULE = alt.Chart(pd.DataFrame({"q": [15]})).mark_rule().encode(x="q")


def test_grades_have_their_colours_in_order_of_merit_and_their_words():
    colour = house_chart(BARS, "T").spec["encoding"]["color"]
    assert colour["scale"]["domain"] == ["good", "inadequate"]
    assert colour["scale"]["range"] == [GRADE_COLOURS[g].fill for g in ("good", "inadequate")]
    assert '"inadequate": "Inadequate"' in colour["legend"]["labelExpr"]


def test_patterns_of_the_lower_grades_are_in_the_picture():
    drawn = draw_picture(house_chart(BARS, "T").spec, "")
    assert 'fill="url(#inadequate)"' in drawn.svg
    assert ">Inadequate<" in drawn.svg
    assert ">Local authority<" not in drawn.svg  # names of councils say so themselves


def test_grades_are_stacked_from_the_highest_to_the_lowest():
    rows = pd.DataFrame({"grade": ["good", "inadequate", "outstanding"], "n": [1, 2, 4]})
    bars = alt.Chart(rows).mark_bar().encode(x="n", color="grade")
    fills = [GRADE_COLOURS[grade].fill for grade in ("outstanding", "good")]
    for chart in (bars, alt.layer(bars)):
        drawn = re.findall(BAR_OF, draw_picture(house_chart(chart, "T").spec, "").svg)
        in_order = [fill for _, fill in sorted((float(x), fill) for x, fill in drawn)]
        assert in_order == [*fills, "url(#inadequate)"]


def test_every_mark_tells_its_values_in_words():
    spec = house_chart(alt.layer(BARS, BARS.mark_text().encode(text="days"), RULE), "T").spec
    bars, text, rule = spec["layer"]
    assert [(each["field"], each["title"]) for each in bars["encoding"]["tooltip"]] == [
        ("days", "Wait so far (days)"),
        ("la_name", "Local authority"),
        ("grade in words", "Grade"),
    ]
    assert '"inadequate": "Inadequate"' in bars["transform"][0]["calculate"]
    assert "tooltip" not in text["encoding"]
    assert rule["encoding"]["tooltip"][0]["field"] == "q"


def test_tooltips_have_shares_and_days_in_words_and_those_of_the_analyst_stand():
    rows = ROWS.assign(share=[0.25, 0.5])
    drawn = alt.Chart(rows).mark_point().encode(x="start", y="share")
    told = house_chart(drawn, "T").spec["encoding"]["tooltip"]
    assert [(each["field"], each["format"]) for each in told] == [
        ("start", "%-d %B %Y"),
        ("share", ".0%"),
    ]
    own = house_chart(BARS.encode(tooltip="unused"), "T").spec["encoding"]["tooltip"]
    assert own["field"] == "unused"
    line = house_chart(drawn.mark_line(), "T").spec
    assert line["mark"]["point"]["opacity"] == 0  # each point of a line tells its values
    assert line["encoding"]["tooltip"] == told


def test_scale_labels_and_titles_of_the_analyst_stand():
    given = BARS.encode(
        color=alt.Color("grade", scale=alt.Scale(scheme="dark2"), title="Mine", legend=None),
        y=alt.Y("judgement_area", title=None),
    )
    encoding = house_chart(given, "T").spec["encoding"]
    assert encoding["color"]["scale"] == {"scheme": "dark2"}
    assert (encoding["color"]["title"], encoding["color"]["legend"]) == ("Mine", None)
    assert encoding["y"]["title"] is None
    assert "Children in care" in encoding["y"]["axis"]["labelExpr"]


def test_title_is_the_heading_and_words_are_its_alternative_text():
    drawn = house_chart(BARS, "Longest waits", "In days.")
    assert (drawn.spec["title"], drawn.is_titled) == ("Longest waits", False)
    assert drawn.spec["description"] == "Longest waits. In days."
    own = house_chart(BARS.properties(title=["Two", "lines"], description="A picture."), "T")
    assert (own.spec["title"], own.is_titled) == (["Two", "lines"], True)
    assert own.spec["description"] == "A picture."


@pytest.mark.parametrize(
    ("chart", "fits"),
    [
        (BARS, True),
        (BARS.properties(width=200), False),
        (alt.layer(BARS, RULE), True),
        (BARS | RULE, False),
        (BARS & RULE, False),
        (BARS.encode(column="judgement_area"), False),
        (BARS.facet("judgement_area"), False),
        (BARS.repeat(row=["days", "unused"]), False),
    ],
)
def test_every_kind_of_chart_is_drawn_offline(chart, fits):
    drawn = house_chart(chart, "T")
    assert drawn.fits is fits
    assert draw_picture(drawn.spec, "").svg.startswith("<svg")


def test_theme_is_the_houses_and_is_put_back():
    before = alt.theme.active
    config = house_chart(BARS, "T").spec["config"]
    assert config["font"].startswith("Arial")
    assert alt.theme.active == before != THEME


def test_rows_at_an_address_are_refused():
    for chart in (
        alt.Chart("https://example.org/a.csv").mark_point(),
        alt.Chart("a.csv").mark_bar(),
    ):
        with pytest.raises(IlacsBenchError, match="Give it a DataFrame"):
            house_chart(chart.encode(x="a:Q"), "T")


def test_too_many_points_are_refused_in_words():
    rows = pd.DataFrame({"n": range(MOST_POINTS + 1)})
    with pytest.raises(IlacsBenchError, match=r"more than 5,000 points"):
        house_chart(alt.Chart(rows).mark_point().encode(x="n"), "T")


def test_a_mark_without_a_grade_is_grey_not_invisible():
    rows = ROWS.assign(grade=["good", None])
    bars = alt.Chart(rows).mark_bar().encode(x="days", y="la_name", color="grade")
    drawn = house_chart(bars, "T")
    condition = drawn.spec["encoding"]["color"]["condition"]
    assert condition == {"test": 'datum["grade"] == null', "value": GREY}
    assert f'fill="{GREY}"' in draw_picture(drawn.spec, "").svg

"""The colours of the pages: readable in light and in dark, and all that charts are drawn with."""

import re

import pandas as pd
import pytest
import vl_convert
from charts.test_style import contrast
from charts.test_themes import CONTRAST, SHARES, YEARS
from charts.test_trajectories import TRAJECTORIES, UNTIL

from ilacs_bench.charts import themes
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.palette import PALETTE
from ilacs_bench.charts.shares import shares_over_time_spec
from ilacs_bench.charts.trajectories import trajectories_spec
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.vocabulary import GRADES

_RULE = re.compile(r"--ilacs-([\w-]+): (#[0-9a-f]{6});")
LIGHT, _, REST = page_styles().partition("@media screen and (prefers-color-scheme: dark)")
SCHEMES = {
    "light": dict(_RULE.findall(LIGHT)),
    "dark": dict(_RULE.findall(LIGHT)) | dict(_RULE.findall(REST)),
}
TEXTS = [
    *[(text, ground) for text in ("ink", "quiet", "link") for ground in ("paper", "panel")],
    ("error", "paper"),
    ("accent", "paper"),
    ("weak", "paper"),
    ("ink", "field"),
    ("ink", "mark"),
    ("ink", "warning"),
    ("on-bar", "bar"),
    ("on-button", "button"),
    ("on-button", "button-over"),
    ("on-focus", "focus"),
]
MARKS = [("grey", "paper"), ("ink", "paper"), ("accent", "panel"), ("warning-edge", "warning")]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(scheme, text, ground):
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_edges_can_be_seen(scheme, mark, ground):
    assert contrast(SCHEMES[scheme][mark], SCHEMES[scheme][ground]) >= 3


def test_grades_stand_out_from_a_dark_page_by_their_edge():
    dark = SCHEMES["dark"]
    assert contrast(dark["grade-edge"], dark["paper"]) >= 3
    assert contrast(dark["bar-edge"], dark["paper"]) >= 3


def test_a_page_has_the_charts_own_colours_in_light():
    assert {name: SCHEMES["light"][name] for name in PALETTE} == PALETTE | {"paper": "#ffffff"}


def test_every_colour_of_a_chart_has_its_place_in_the_styles():
    distribution = pd.DataFrame(
        {
            "judgement_area": "leaders",
            "grade": pd.Categorical(GRADES, categories=GRADES),
            "n": [5, 20, 50, 20],
            "judged": 95,
            "of": 120,
        }
    )
    days = pd.to_datetime(["2019-03-31", "2020-03-31"])
    shares = pd.DataFrame({"as_at": [*days, *days, *days], "judged": 10, "of": 10, "share": 0.5})
    shares["group"] = [name for name in ("England", "London", "North West") for _ in days]
    charts = [
        grade_distribution_spec(distribution, "Grades"),
        trajectories_spec(TRAJECTORIES, UNTIL, "Grades"),
        shares_over_time_spec(shares, "Shares", "London"),
        themes.by_year_spec(YEARS, "Years"),
        themes.theme_grades_spec(SHARES, "Grades"),
        themes.theme_contrast_spec(CONTRAST, "Contrast"),
    ]
    known = {*PALETTE.values(), "none", "transparent"}
    known |= {colour for of in GRADE_COLOURS.values() for colour in (of.fill, of.text)}
    for chart in charts:
        svg = vl_convert.vegalite_to_svg(chart | {"width": 500, "title": ""})
        assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= known

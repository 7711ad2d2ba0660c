"""Charts of themes are valid and say their figures."""

import altair as alt
import pandas as pd
import pytest
import vl_convert

from ilacs_bench.charts import themes as charts
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.vocabulary import GRADES, THEME_LABELS

YEARS = pd.DataFrame(
    {
        "year": [2019, 2020, 2021],
        "value": [20.0, None, 30.0],
        "lower": [10.0, None, 25.0],
        "upper": [30.0, None, 35.0],
    }
)
SHARES = pd.DataFrame(
    {
        "theme": ["voice"] * 4 + ["supervision"] * 4,
        "grade": [*GRADES] * 2,
        "share": [0.1, 0.2, 0.3, None, 0.5, 0.6, 0.7, 0.8],
    }
)
CONTRAST = pd.DataFrame(
    {
        "theme": ["voice", "supervision"],
        "difference": [0.25, -0.1],
        "difference_lower": [0.1, -0.3],
        "difference_upper": [0.4, 0.1],
    }
)
ALL = [
    (charts.by_year_spec, YEARS),
    (charts.theme_grades_spec, SHARES),
    (charts.theme_contrast_spec, CONTRAST),
]


@pytest.mark.parametrize(("chart", "rows"), ALL)
def test_chart_is_valid_draws_and_its_marks_say_nothing(chart, rows):
    spec = chart(rows, "A title") | {"width": 500}
    alt.LayerChart.from_dict(spec)  # validates
    assert "<svg" in vl_convert.vegalite_to_svg(spec)
    assert all(layer["mark"]["aria"] is False for layer in spec["layer"])


def test_descriptions_say_the_figures():
    assert (
        "2019: 20.0%; 2020: no figure; 2021: 30.0%" in charts.by_year_spec(YEARS, "")["description"]
    )
    said = charts.theme_grades_spec(SHARES, "")["description"]
    assert f"{THEME_LABELS['voice']}: inadequate 10%, requires improvement to be good 20%" in said
    said = charts.theme_contrast_spec(CONTRAST, "")["description"]
    assert f"{THEME_LABELS['voice']}: +25 (+10 to +40)" in said


def test_grades_have_their_colours_and_a_shape_each():
    dots = charts.theme_grades_spec(SHARES, "")["layer"][1]["encoding"]
    best_first = [GRADE_COLOURS[grade].fill for grade in reversed(GRADES)]
    assert dots["color"]["scale"]["range"] == best_first
    assert len(set(dots["shape"]["scale"]["range"])) == 4
    assert dots["shape"]["scale"]["domain"] == dots["color"]["scale"]["domain"]

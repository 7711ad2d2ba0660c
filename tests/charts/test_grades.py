import re
from datetime import date

import altair as alt
import pandas as pd
import pytest
import vl_convert
from factories import authority, inspected, some_tables

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.vocabulary import GRADE_LABELS, GRADES

AREAS = ["leaders", "care_leavers"]
LABELS_BEST_FIRST = [GRADE_LABELS[grade] for grade in reversed(GRADES)]


@pytest.fixture(scope="module")
def distribution() -> pd.DataFrame:
    tables = some_tables(
        inspected("B", "2023-05-01", "2023-07-01", leaders="good", care_leavers="outstanding"),
        inspected("C", "2023-05-01", "2023-07-01", leaders="inadequate"),
        authorities=[authority(code) for code in "ABCD"],
    )
    return snapshot(tables, "A", "england", as_at=date(2024, 1, 1), areas=AREAS).distribution


@pytest.fixture(scope="module")
def spec(distribution) -> dict:
    return grade_distribution_spec(distribution, "Grades")


def rows_of(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(spec["data"]["values"])


def test_segments_are_the_counts_and_fill_every_bar(spec):
    rows = rows_of(spec).pivot(index="area", columns="grade", values="n")
    assert rows.loc["Leaders"].to_dict() == {
        "Outstanding": 0,
        "Good": 1,
        "Requires improvement to be good": 0,
        "Inadequate": 1,
        "Not graded": 1,
    }
    assert rows.loc["Care leavers", "Not graded"] == 2
    assert set(rows.sum(axis=1)) == {3}


def test_stack_and_legend_follow_the_order_of_grades(spec):
    bars, counts = spec["layer"]
    rows = rows_of(spec).drop_duplicates("grade").sort_values("rank")
    assert rows["grade"].to_list() == [*LABELS_BEST_FIRST, "Not graded"]
    for layer in (bars, counts):
        assert layer["encoding"]["order"]["field"] == "rank"
        assert layer["encoding"]["color"]["scale"]["domain"] == rows["grade"].to_list()


def test_colours_are_those_of_the_grades(spec):
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    assert all(colours[GRADE_LABELS[g]] == GRADE_COLOURS[g].fill for g in GRADES)


def test_areas_stand_in_the_order_asked_for(spec):
    assert spec["layer"][0]["encoding"]["y"]["sort"] is None  # as they come
    assert rows_of(spec)["area"].drop_duplicates().to_list() == ["Leaders", "Care leavers"]


def test_description_says_the_figures_and_marks_say_nothing(spec):
    assert spec["description"] == (
        "Grades. Stacked bars. Leaders: 1 good, 1 inadequate, 1 not graded; "
        "Care leavers: 1 outstanding, 2 not graded."
    )
    assert all(layer["mark"]["aria"] is False for layer in spec["layer"])


def test_bars_say_letter_and_count_where_these_fit():
    counts = pd.DataFrame(
        {
            "judgement_area": "leaders",
            "grade": pd.Categorical(GRADES, categories=GRADES, ordered=True),
            "n": [2, 8, 90, 0],
            "judged": 100,
            "of": 120,
        }
    )
    rows = rows_of(grade_distribution_spec(counts, "")).set_index("grade")
    assert rows["label"].to_dict() == {
        "Outstanding": "",
        "Good": "G 90",
        "Requires improvement to be good": "8",
        "Inadequate": "",
        "Not graded": "– 20",
    }


def test_long_title_is_broken_into_lines(distribution):
    assert len(grade_distribution_spec(distribution, "word " * 20)["title"]) > 1


def test_bars_are_drawn_best_grade_first(distribution):
    leaders = distribution[distribution["judgement_area"] == "leaders"]
    svg = vl_convert.vegalite_to_svg(grade_distribution_spec(leaders, "") | {"width": 600})
    bars = re.findall(r'<path d="M(\d+),[^>]*fill="(#\w+)" stroke="white"', svg)
    drawn = {fill: int(left) for left, fill in bars}
    best_first = [GRADE_COLOURS[grade].fill for grade in reversed(GRADES)]
    assert [drawn[fill] for fill in best_first] == [0, 0, 200, 200]


def test_group_of_nobody_still_draws(distribution):
    nobody = distribution.assign(n=0, judged=0, of=0)
    spec = grade_distribution_spec(nobody, "") | {"width": 600}
    assert "Leaders" in vl_convert.vegalite_to_svg(spec)


def test_spec_is_valid(spec):
    alt.LayerChart.from_dict(spec)

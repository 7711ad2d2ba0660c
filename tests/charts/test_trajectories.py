from datetime import date

import altair as alt
import pytest

from ilacs_bench.benchmark.trajectories import Step, Trajectory
from ilacs_bench.charts.style import GRADE_COLOURS
from ilacs_bench.charts.trajectories import trajectories_spec
from ilacs_bench.vocabulary import GRADES

UNTIL = date(2025, 1, 1)
OWN, FORMER = "E1", "E2"


def step(day, framework, grade):
    return Step(date.fromisoformat(day), "start", framework, grade, grade and "leaders", 1, None)


TRAJECTORIES = [
    Trajectory(
        OWN,
        "Ayshire",
        None,
        None,
        (
            step("2016-05-02", "sif", "inadequate"),
            step("2018-02-05", "sif", None),
            step("2020-01-06", "ilacs_2018", "good"),
            step("2024-05-06", "ilacs_2023", "outstanding"),
        ),
    ),
    Trajectory(
        FORMER, "Beeshire", "Ayshire", date(2019, 3, 31), (step("2017-05-02", "sif", "good"),)
    ),
]


@pytest.fixture(scope="module")
def spec():
    return trajectories_spec(TRAJECTORIES, UNTIL, "Leaders", OWN)


def marks(spec, *kinds):
    return [row for row in spec["data"]["values"] if row["kind"] in kinds]


def test_each_grade_is_a_step_until_the_next_inspection_or_the_end_of_the_council(spec):
    assert [(s["text"], s["is_apart"], s["start"], s["end"]) for s in marks(spec, "step")] == [
        ("I", True, "2016-05-02", "2018-02-05"),
        ("G", False, "2020-01-06", "2024-05-06"),
        ("O", False, "2024-05-06", "2025-01-01"),
        ("G", True, "2017-05-02", "2019-03-31"),
    ]


def test_better_grade_stands_higher_in_the_lane(spec):
    inadequate, good, outstanding, of_the_next = (s["y"] for s in marks(spec, "step"))
    assert outstanding < good < inadequate < of_the_next


def test_change_joins_two_grades_and_no_gap(spec):
    assert [c["start"] for c in marks(spec, "change")] == ["2024-05-06"]


def test_frameworks_are_marked_by_their_first_day_and_name(spec):
    told = {row["text"]: row["start"] for row in marks(spec, "framework")}
    assert told == {"SIF": "2016-05-02", "ILACS 2018": "2018-01-01", "ILACS 2023": "2023-01-01"}


def test_own_council_is_in_bold_and_a_former_one_is_named_so(spec):
    assert [row["text"] for row in marks(spec, "own")] == ["Ayshire"]
    assert [row["text"] for row in marks(spec, "name")] == ["Beeshire (former)"]


def test_colours_are_those_of_the_grades(spec):
    scales = [layer["encoding"].get("color", {}).get("scale", {}) for layer in spec["layer"]]
    assert [GRADE_COLOURS[grade].fill for grade in GRADES] in [s.get("range") for s in scales]


def test_description_tells_every_grade(spec):
    assert "Ayshire: 2016 inadequate, 2020 good, 2024 outstanding" in spec["description"]
    assert "Beeshire (former): 2017 good" in spec["description"]


def test_spec_is_valid(spec):
    alt.LayerChart.from_dict(spec)

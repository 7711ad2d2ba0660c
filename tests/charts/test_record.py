import pandas as pd
import pytest
from factories import inspected, some_tables

from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.charts.record import chart_record, record_spec
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.vocabulary import GRADES

TABLES = some_tables(
    inspected("A", "2016-05-02", "2016-07-01", overall="inadequate"),
    inspected("A", "2020-01-06", "2020-03-01", overall="good", leaders="good"),
    inspected("A", "2024-05-06", "2024-07-01", overall="good"),
)


@pytest.fixture(scope="module")
def record():
    rows = trajectories(TABLES, "A", as_at="2025-01-01", areas=["leaders", "overall"])
    return rows.assign(until=pd.Timestamp("2025-01-01"))


@pytest.fixture(scope="module")
def spec(record):
    return chart_record(record, "Record").to_dict()


def marks(spec, kind):
    (values,) = spec["datasets"].values()
    return [row for row in values if row["kind"] == kind]


def test_each_grade_is_a_step_until_the_next_inspection(spec):
    assert [(s["grade"], s["start"], s["end"], s["y"]) for s in marks(spec, "step")] == [
        ("Good", "2020-01-06", "2024-05-06", 7),
        ("Inadequate", "2016-05-02", "2020-01-06", 0),
        ("Good", "2020-01-06", "2024-05-06", 2),
        ("Good", "2024-05-06", "2025-01-01", 2),
    ]


def test_change_joins_two_grades(spec):
    assert [(c["start"], c["y"], c["y2"]) for c in marks(spec, "change")] == [("2020-01-06", 0, 2)]


def test_first_inspection_under_each_framework_is_marked(spec):
    told = {row["framework"]: row["start"] for row in marks(spec, "framework")}
    assert told == {"SIF": "2016-05-02", "ILACS 2018": "2020-01-06", "ILACS 2023": "2024-05-06"}


def test_colours_are_those_of_the_grades(spec):
    scale = spec["layer"][2]["encoding"]["color"]["scale"]
    assert scale["range"] == [GRADE_COLOURS[grade].fill for grade in GRADES]


def test_description_tells_the_grades(spec):
    assert "Overall effectiveness: 2016 inadequate, 2020 good, 2024 good" in spec["description"]


def test_refilled_spec_is_the_chart(record, spec):
    quick = dict(record_spec(record, "Record"))
    (rows,) = spec["datasets"].values()
    assert quick.pop("data")["values"] == rows
    slow = {name: part for name, part in spec.items() if name not in ("datasets", "data")}
    assert quick == slow

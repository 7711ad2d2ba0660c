"""Steps of trajectories: the same inspections and grades as the frame of `trajectories` has."""

from datetime import date

import pandas as pd
import pytest
from factories import DEFAULT_AREAS, authority, inspected, some_tables

from ilacs_bench import Tables, read_tables
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.trajectories import trajectories, trajectory_steps
from ilacs_bench.errors import UnknownName


@pytest.fixture(scope="module")
def facts() -> Tables:
    return read_tables()


@pytest.mark.parametrize("area", [*DEFAULT_AREAS, "overall"])
@pytest.mark.parametrize("as_at", ["2017-12-31", "2022-08-01", "2025-03-31"])
def test_steps_are_the_rows_of_trajectories(facts, area, as_at):
    rows = trajectories(facts, "Kent", "england", as_at=as_at, areas=[area])
    codes = rows["belongs_to"].drop_duplicates().to_list()
    told = [
        (one.la_code, step.dated, step.framework, step.source_url)
        for one in trajectory_steps(select(facts, as_at=as_at), codes, area)
        for step in one.steps
    ]
    urls = rows["source_url"].astype(object).where(rows["source_url"].notna(), None)
    expected = zip(rows["la_code"], rows["dated"].dt.date, rows["framework"], urls, strict=True)
    assert told == list(expected)


@pytest.mark.parametrize("area", DEFAULT_AREAS)
def test_grade_is_that_of_the_picture_or_of_the_inspection_before(facts, area):
    rows = trajectories(facts, "Kent", "england", as_at="2025-03-31", areas=[area])
    codes = rows["belongs_to"].drop_duplicates().to_list()
    chosen = select(facts, as_at="2025-03-31")
    steps = [step for one in trajectory_steps(chosen, codes, area) for step in one.steps]
    given = rows["grade"].astype(object).to_list()
    assert [
        (step.grade, step.graded_as)
        for step, grade in zip(steps, given, strict=True)
        if not pd.isna(grade)
    ] == [
        (grade, graded_as)
        for grade, graded_as in zip(given, rows["graded_as"], strict=True)
        if not pd.isna(grade)
    ]
    # As the one before, an earlier form of the judgement stands in: the next row says which.
    follows = (rows["number"] > 1).to_numpy()
    before = [step for step, next_follows in zip(steps, follows[1:], strict=False) if next_follows]
    previous = rows.loc[follows, ["previous_grade", "previous_area"]].astype(object)
    assert [(step.grade, step.graded_as) for step in before] == [
        tuple(None if pd.isna(value) else value for value in row) for row in previous.to_numpy()
    ]


@pytest.fixture
def split() -> Tables:
    """A county that ended, and one of two that took over from it."""
    return some_tables(
        inspected("Old", "2017-03-06", "2017-05-01", framework="sif", leadership="inadequate"),
        inspected("New", "2021-06-07", "2021-08-02", leaders="good"),
        authorities=[
            authority("Old", valid_to="2019-03-31", successor_la_codes="New; Other"),
            authority("New", valid_from="2019-04-01"),
        ],
    )


def test_former_authority_stands_behind_its_successor_and_lends_it_no_grade(split):
    new, old = trajectory_steps(select(split, as_at="2022-01-01"), ["New"], "leaders")
    assert (old.la_name, old.successor, old.ended) == ("Old", "New", date(2019, 3, 31))
    assert [(step.grade, step.graded_as) for step in old.steps] == [("inadequate", "leadership")]
    assert [step.grade for step in new.steps] == ["good"]
    assert (new.successor, new.ended) == (None, None)


def test_one_that_several_took_over_from_stands_once(facts):
    codes = ["E06000059", "E06000058"]  # Dorset, and the other council that took over from Dorset
    told = trajectory_steps(select(facts), codes, "overall")
    assert [one.la_name for one in told if one.successor] == ["Dorset", "Bournemouth", "Poole"]
    rows = trajectories(facts, codes[0], codes[1:], areas=["overall"])
    assert not rows["inspection_id"].duplicated().any()
    assert set(rows["la_code"]) >= {"E10000009", "E06000028", "E06000029"}


def test_what_was_not_published_by_then_is_no_step(split):
    for published_by, n in ((None, 0), ("2021-09-01", 1)):
        chosen = select(split, as_at="2021-07-01", published_by=published_by)
        new, _ = trajectory_steps(chosen, ["New"], "leaders")
        assert len(new.steps) == n


def test_unknown_area_is_said(split):
    with pytest.raises(UnknownName, match="weather"):
        trajectory_steps(select(split), ["New"], "weather")

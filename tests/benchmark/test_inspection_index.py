"""The index: what is prepared once is what the tables say."""

import dataclasses
import gc
import weakref
from datetime import date

import numpy as np
from factories import authority, bullet, inspected, neighbours, some_tables

from ilacs_bench.benchmark.inspection_index import NOT_GRADED, inspection_index
from ilacs_bench.benchmark.recurring import recurring_among
from ilacs_bench.benchmark.theme_rows import coded_reports, period_of
from ilacs_bench.benchmark.theme_years import reports_coded
from ilacs_bench.tables.official_sheets import SHEETS
from ilacs_bench.vocabulary import AREAS

TABLES = some_tables(
    inspected("B", "2023-05-01", "2023-07-01", leaders="good"),
    inspected("A", "2019-05-13", None, overall="outstanding", end="2019-05-24"),
    inspected("A", None, "2016-02-10", framework="sif", leadership="inadequate"),
    authorities=[
        authority("A"),
        authority("B", valid_from="2021-04-01"),
        authority("Old", valid_to="2021-03-31", successor_la_codes="B; C"),
    ],
)


def test_inspections_stand_oldest_first_within_each_authority():
    index = inspection_index(TABLES)
    assert index.inspections["la_code"].to_list() == ["A", "A", "B"]
    assert [str(day) for day in index.dated] == ["2016-02-10", "2019-05-13", "2023-05-01"]
    assert index.inspections["dated_by"].to_list() == ["published", "start", "start"]
    assert [str(day) for day in index.known] == ["2016-02-10", "2019-05-24", "2023-07-01"]


def test_grades_are_codes_from_the_lowest_and_nothing_is_filled_in():
    grades = inspection_index(TABLES).grades
    assert grades[0, AREAS.index("leadership")] == 0
    assert grades[1, AREAS.index("overall")] == 3
    assert grades[2, AREAS.index("leaders")] == 2
    assert (grades == NOT_GRADED).sum() == grades.size - 3


def test_last_and_before_are_of_the_same_authority():
    index = inspection_index(TABLES)
    last, before = index.last_of(np.array([0, 1, 2]))
    by_code = dict(zip(index.authorities["la_code"], index.number, strict=True))
    assert last[[by_code["A"], by_code["B"], by_code["Old"]]].tolist() == [1, 2, -1]
    assert before[[by_code["A"], by_code["B"], by_code["Old"]]].tolist() == [0, -1, -1]
    nothing, _ = index.last_of(np.array([], dtype="intp"))
    assert set(nothing) == {-1}


def test_authorities_have_their_time_and_predecessors():
    index = inspection_index(TABLES)
    names = index.authorities["la_name"]
    assert names[index.existing(np.datetime64("2021-03-31"))].to_list() == ["A", "Old"]
    assert names[index.existing(np.datetime64("2021-04-01"))].to_list() == ["A", "B"]
    assert names[index.predecessors["B"]].to_list() == ["Old"]
    assert index.last_day == date(2023, 7, 1)


def test_other_tables_have_another_index_and_it_goes_with_them():
    other = dataclasses.replace(TABLES, inspections=TABLES.inspections.iloc[:1])
    assert inspection_index(TABLES) is inspection_index(TABLES)
    assert len(inspection_index(other).inspections) == 1
    kept = weakref.ref(inspection_index(other))
    del other
    gc.collect()
    assert kept() is None


def test_a_report_without_publication_became_known_on_its_last_day_whoever_asks():
    undated = inspected("A", "2019-12-16", None, end="2020-01-10", overall="good")
    tables = some_tables(undated, coded=[bullet(undated, "voice")])
    assert [str(day) for day in inspection_index(tables).known] == ["2020-01-10"]
    assert list(period_of(coded_reports(tables), "year")) == ["2020"]
    assert reports_coded(tables, 2020, 2020).inspections == 1
    among = recurring_among(tables, ["A"], as_at="2022-01-09", months=24)
    assert among["n"].sum() == 1
    assert recurring_among(tables, ["A"], as_at="2022-01-10", months=24)["n"].sum() == 0
    sheet = next(sheet for sheet in SHEETS if sheet.holds == "all")
    on_time = dataclasses.replace(sheet, as_at=date(2020, 1, 1), published_by=date(2020, 1, 10))
    assert on_time.should_hold(tables.inspections).all()
    too_early = dataclasses.replace(on_time, published_by=date(2020, 1, 9))
    assert not too_early.should_hold(tables.inspections).any()


def test_neighbours_stand_by_rank_whatever_the_order_of_their_rows():
    pairs = neighbours("A", "D", "C", "B")
    shuffled = [pairs[1], pairs[2], pairs[0]]
    tables = some_tables(authorities=[authority(code) for code in "ABCD"], neighbours=shuffled)
    assert [code for code, *_ in inspection_index(tables).neighbours["2025", "A"]] == [
        "D",
        "C",
        "B",
    ]

"""The place among those inspected under a framework, by publication and by first day on site."""

from dataclasses import replace

import pytest
from factories import authority, inspected, some_tables

from ilacs_bench.benchmark.framework_place import framework_place
from ilacs_bench.benchmark.selection import select

TABLES = some_tables(
    inspected("A", "2018-02-05", "2018-04-02", overall="good"),
    inspected("B", "2018-03-05", "2018-04-02", overall="good"),
    inspected("C", "2018-01-15", "2018-05-01", overall="good"),
    inspected("C", "2021-06-07", "2021-08-02", overall="good"),
    inspected("D", "2016-05-02", "2016-07-01", overall="good"),
    inspected("E", "2018-01-08", "2018-09-03", overall="good"),
    authorities=[authority(code) for code in "ABCDEFGHIJKLMNOP"],
)


@pytest.mark.parametrize(
    ("code", "place", "joint", "on_site"), [("A", 1, 2, 3), ("B", 1, 2, 4), ("C", 3, 1, 2)]
)
def test_places_by_publication_and_on_site(code, place, joint, on_site):
    told = framework_place(select(TABLES, code, as_at="2018-06-01"))
    assert (told.place, told.joint, told.place_on_site, told.n) == (place, joint, on_site, 3)


def test_tables_of_a_part_give_no_place():
    part = replace(TABLES, coverage=TABLES.coverage.iloc[:0])
    assert framework_place(select(part, "A", as_at="2018-06-01")) is None


def test_few_are_the_first_and_a_joint_place_is_said():
    told = framework_place(select(TABLES, "A", as_at="2018-06-01")).sentence
    assert "one of the first 3 local authorities" in told
    assert told.endswith("published on 2 April 2018, was jointly the 1st.")


def test_a_second_inspection_keeps_the_place_of_the_first():
    told = framework_place(select(TABLES, "C", as_at="2022-01-01"))
    assert (told.place, told.n) == (3, 4)
    assert "its first one, published on 1 May 2018" in told.sentence


@pytest.mark.parametrize(("n", "are_first"), [(3, True), (4, True), (5, False)])
def test_a_quarter_are_the_first_and_more_are_not(n, are_first):
    tables = some_tables(
        *(inspected(code, "2018-02-05", "2018-04-02", overall="good") for code in "ABCDE"[:n]),
        authorities=[authority(code) for code in "ABCDEFGHIJKLMNOP"],
    )
    told = framework_place(select(tables, "A", as_at="2018-06-01")).sentence
    assert told.startswith(f"A is one of the first {n} local") == are_first


def test_where_many_have_a_report_the_place_is_said_and_former_ones_are_named():
    tables = some_tables(
        *(inspected(code, "2018-02-05", "2018-04-02", overall="good") for code in "AB"),
        inspected("C", "2018-01-15", "2018-05-01", overall="good"),
        authorities=[authority("A", valid_to="2020-03-31"), authority("B"), authority("C")],
    )
    assert framework_place(select(tables, "C", as_at="2019-06-01")).sentence == (
        "C was the 3rd of 3 local authorities with a report of a full inspection under ILACS 2018 "
        "to 2022, as at 1 June 2019: its report was published on 1 May "
        "2018."
    )
    later = framework_place(select(tables, "B", as_at="2021-01-01")).sentence
    assert later.startswith("B was jointly the 1st of 3 local authorities (1 of them former) with")


def test_the_only_one_is_called_so():
    told = framework_place(select(TABLES, "D", as_at="2017-01-01")).sentence
    assert told.startswith("D is the only local authority with a report of a full inspection under")


def test_nobody_has_a_place_before_publication_or_without_an_inspection():
    assert framework_place(select(TABLES, "A", as_at="2018-03-01")) is None
    assert framework_place(select(TABLES, "F", as_at="2018-06-01")) is None
    assert framework_place(select(TABLES, "E", as_at="2018-06-01")) is None

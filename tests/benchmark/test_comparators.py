from datetime import date

import pytest
from factories import authority, neighbours, some_tables

from ilacs_bench.benchmark.comparators import (
    COMPARATOR_LABELS,
    COMPARATORS,
    comparators,
    missing_neighbours,
)
from ilacs_bench.errors import UnknownName

DAY = date(2024, 1, 1)
TABLES = some_tables(
    authorities=[
        authority("A", ofsted_region="North", ons_region="North East"),
        authority("B", ofsted_region="North", ons_region="Yorkshire"),
        authority("C", ofsted_region="North", ons_region="North East"),
        authority("D", ofsted_region="South", ons_region="South", valid_from="2023-04-01"),
        authority("Old", ofsted_region="North", ons_region="North East", valid_to="2023-03-31"),
    ],
    neighbours=[
        *neighbours("A", "D", "C", "Old"),
        *neighbours("A", "B", model="2021", closeness="not close"),
        *neighbours("B", "A", "C"),
    ],
)


@pytest.mark.parametrize(
    ("comparator", "group"),
    [
        ("statistical_neighbours_2025", ["D", "C"]),
        ("statistical_neighbours_2021", ["B"]),
        ("ofsted_region", ["B", "C"]),
        ("ons_region", ["C"]),
        ("england", ["B", "C", "D"]),
        ("own_list", ["C", "B"]),
    ],
)
def test_group_is_those_in_existence_without_the_authority_itself(comparator, group):
    rows = comparators(TABLES, "A", comparator, as_at=DAY, own_list=["C", "A", "B", "C"])
    assert rows["la_code"].to_list() == group
    assert rows["la_name"].to_list() == group
    assert rows["reason"].str.len().min() > 0


def test_every_comparator_has_a_label_and_a_group():
    assert list(COMPARATOR_LABELS) == list(COMPARATORS)
    for comparator in COMPARATORS:
        assert comparators(TABLES, "A", comparator, as_at=DAY).columns.to_list() == [
            "la_code",
            "la_name",
            "reason",
            "rank",
            "closeness",
        ]


def test_neighbours_carry_rank_and_closeness_and_others_none():
    rows = comparators(TABLES, "A", "statistical_neighbours_2025", as_at=DAY)
    assert rows["rank"].to_list() == [1, 2]
    assert set(rows["closeness"]) == {"close"}
    region = comparators(TABLES, "A", "ofsted_region", as_at=DAY)
    assert region[["rank", "closeness"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("as_at", "missing"), [(date(2023, 3, 31), ["D"]), (date(2023, 4, 1), ["Old"])]
)
def test_neighbours_not_in_existence_are_named(as_at, missing):
    comparator = "statistical_neighbours_2025"
    group = comparators(TABLES, "A", comparator, as_at=as_at)
    assert missing_neighbours(TABLES, "A", comparator, group) == missing


@pytest.mark.parametrize(
    ("la_code", "comparator", "own_list", "message"),
    [
        ("Z", "england", (), "'Z' is not the GSS code"),
        ("Old", "england", (), "Old .* did not exist on 1 January 2024: .* to 31 March 2023"),
        ("A", "europe", (), "'europe' is not a comparator; it is one of"),
        ("A", "own_list", ("B", "Z"), "Z.*: no local authority"),
    ],
)
def test_unknown_names_say_what_to_choose(la_code, comparator, own_list, message):
    with pytest.raises(UnknownName, match=message):
        comparators(TABLES, la_code, comparator, as_at=DAY, own_list=own_list)


def test_authority_before_its_time_says_from_when():
    with pytest.raises(UnknownName, match=r"D .* it exists from 1 April 2023. Choose a date"):
        comparators(TABLES, "D", "england", as_at=date(2023, 3, 31))

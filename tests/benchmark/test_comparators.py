from datetime import date

import pytest
from factories import authority, neighbours, some_tables

from ilacs_bench.benchmark.comparators import (
    COMPARATOR_LABELS,
    COMPARATORS,
    comparators,
    find_comparator,
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
        (["C", "A", "B", "C"], ["C", "B"]),
        ("la_type", ["B", "C", "D"]),
    ],
)
def test_group_is_those_in_existence_without_the_authority_itself(comparator, group):
    rows = comparators(TABLES, "A", comparator, as_at=DAY)
    assert rows["la_code"].to_list() == group
    assert rows["la_name"].to_list() == group
    assert rows["reason"].str.len().min() > 0


def test_every_comparator_has_a_label_and_a_group():
    assert list(COMPARATOR_LABELS) == list(COMPARATORS)
    for comparator in COMPARATORS:
        to = ["B"] if comparator == "own_list" else comparator
        group = comparators(TABLES, "A", to, as_at=DAY)
        assert group.columns.to_list() == [
            "la_code",
            "la_name",
            "dfe_number",
            "reason",
            "rank",
            "closeness",
            "warning",
        ]
        assert len(group)


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
    comparator = find_comparator("statistical_neighbours_2025")
    group = comparators(TABLES, "A", comparator.code, as_at=as_at)
    assert missing_neighbours(TABLES, "A", comparator, group) == missing


@pytest.mark.parametrize(
    ("la_code", "to", "message"),
    [
        ("Z", "england", "We can’t find 'Z'"),
        ("Old", "england", "Old .* did not exist on 1 January 2024: .* to 31 March 2023"),
        ("A", "nieghbours", "'nieghbours' is not a comparator. Did you mean neighbours"),
        ("A", ["B", "Z"], "We can’t find 'Z'"),
        ("A", ["B", "Old"], "'Old'.*not in existence on 1 January 2024"),
        ("A", [], "The list to compare with is empty"),
        ("A", "own_list", "The list to compare with is empty"),
    ],
)
def test_unknown_names_say_what_to_choose(la_code, to, message):
    with pytest.raises(UnknownName, match=message):
        comparators(TABLES, la_code, to, as_at=DAY)


def test_authority_before_its_time_says_from_when():
    with pytest.raises(UnknownName, match=r"D .* it exists from 1 April 2023. Choose a date"):
        comparators(TABLES, "D", "england", as_at=date(2023, 3, 31))


def test_a_saved_list_is_a_comparator_by_its_name(monkeypatch):
    monkeypatch.setattr(
        "ilacs_bench.benchmark.comparators.read_own_lists", lambda: {"North coast": ("C", "B")}
    )
    rows = comparators(TABLES, "A", "north coast", as_at=DAY)
    assert rows["la_code"].to_list() == ["C", "B"]
    assert set(rows["reason"]) == {"own list ‘North coast’"}
    with pytest.raises(UnknownName, match="Did you mean North coast"):
        comparators(TABLES, "A", "north cost", as_at=DAY)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("neighbours", "statistical_neighbours_2025"),
        ("Neighbours 2021", "statistical_neighbours_2021"),
        ("region", "ofsted_region"),
        ("ONS_region", "ons_region"),
        ("type", "la_type"),
        ("England", "england"),
    ],
)
def test_comparators_have_short_names(to, code):
    assert find_comparator(to).code == code


def test_neighbours_that_are_not_close_carry_a_warning():
    rows = comparators(TABLES, "A", "neighbours_2021", as_at=DAY)
    assert rows["warning"].to_list() == ["published as 'not close': compare with care"]
    assert comparators(TABLES, "A", as_at=DAY)["warning"].isna().all()

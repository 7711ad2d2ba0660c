"""The vocabulary has every column of what the public functions give."""

from datetime import date
from functools import cache

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.columns.definitions import RESULTS
from ilacs_bench.columns.find_column import EVERY, result_of

DAY = "2025-03-31"
FUNCTIONS = [name for key, of in RESULTS.items() for name in (key, *of.also)]
OF_A_COUNCIL = (
    *("own_grades", "compare", "movements", "positions", "wait_of", "comparators"),
    *("trajectories", "recurring_in_group", "same_theme_again", "theme_profile"),
)
NO_DAY = (
    *("theme_prevalence", "theme_contrast", "improvement_shares", "improvements_per_report"),
    *("crosswalk_shares", "national_framework_counts", "national_framework_themes"),
)


@cache
def tables() -> ib.Tables:
    return ib.load()


@cache
def given(name: str) -> pd.DataFrame:
    """What a function gives."""
    t, function = tables(), getattr(ib, name)
    if name == "latest":
        return function(t, date.fromisoformat(DAY))
    if name == "count_movements":
        return function(given("compare"))
    if name == "good_or_outstanding":
        return function(given("picture"))
    if name in ("better_graded", "good_elsewhere"):
        return function(t, "Suffolk", "neighbours", "leaders", as_at=DAY)
    if name in NO_DAY:
        return function(t, draws=20) if name == "theme_contrast" else function(t)
    asked = {
        "published_since": ["2024-12-31"],
        "recurring_among": [["E10000011", "E10000029"]],
        "pictures": [],
    }.get(name, ["Suffolk"] if name in OF_A_COUNCIL else [])
    when = {"last": DAY} if name == "pictures" else {"as_at": DAY}
    return function(t, *asked, **when)


OF_COUNCILS = [
    name
    for key, of in RESULTS.items()
    for name in (key, *of.also)
    if {"la_code", "la_name"} & set(of.names)
]


@pytest.mark.parametrize("name", OF_COUNCILS)
def test_rows_of_a_council_carry_its_code_name_and_number(name):
    who = given(name)[["la_code", "la_name", "dfe_number"]].drop_duplicates()
    assert len(OF_COUNCILS) > 10
    for la_code, la_name, number in who.to_numpy()[::9]:
        meant = ib.find_authority(number)
        assert (meant.la_code, meant.la_name) == (la_code, la_name)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_result_has_the_columns_of_its_function_in_their_order(name):
    frame = given(name)
    result = next(of for key, of in RESULTS.items() if name in (key, *of.also))
    assert len(frame)
    assert frame.columns.to_list() == result.names
    assert result_of(frame) is result
    assert {c.name for c in result.shown} <= set(result.names)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_column_gives_its_values_and_says_what_it_is(name):
    frame = given(name)
    for column in result_of(frame).columns:
        values = column.values(frame)
        assert len(values) == len(frame)
        assert column.heading
        assert column.meaning
        if column.kind == "code":
            assert set(frame[column.name].dropna()) <= set(column.labels), column.name
            assert values.notna().eq(frame[column.name].notna()).all()
        if column.kind in ("share", "points"):
            assert frame[column.name].dropna().abs().le(1).all()


def test_every_public_function_that_gives_a_frame_is_there():
    frames = {
        name
        for name in ib.__all__
        if callable(function := getattr(ib, name))
        and getattr(function, "__annotations__", {}).get("return") is pd.DataFrame
    }
    of_tables = {"code_findings", "code_tables", "data_dictionary", "labels"}  # nobody's result
    assert frames - of_tables == set(FUNCTIONS)


def test_a_frame_that_lacks_a_column_is_nobody_s():
    assert result_of(given("own_grades").drop(columns="report")) not in (
        RESULTS["own_grades"],
        RESULTS["compare"],
    )
    assert result_of(pd.DataFrame({"la_name": ["A"]})) is None


def test_headings_differ_within_a_result():
    for result in RESULTS.values():
        headings = [column.full_heading for column in result.shown]
        assert len(set(headings)) == len(headings)
    assert all(column.heading == column.heading.strip() for column in EVERY)

"""The vocabulary has every column of what the public functions give."""

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.columns.results import EVERY, RESULTS, result_of

DAY = "2025-03-31"


@pytest.fixture(scope="module")
def t() -> ib.Tables:
    return ib.load()


def given(t: ib.Tables, name: str) -> pd.DataFrame:
    arguments = {
        "find_councils": [],
        "waits": [],
        "better_graded": ["Suffolk", "neighbours", "leaders"],
        "good_elsewhere": ["Suffolk", "neighbours", "leaders"],
    }.get(name, ["Suffolk"])
    return getattr(ib, name)(t, *arguments, as_at=DAY)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_has_the_columns_of_its_function_in_their_order(t, name):
    frame = given(t, name)
    result = RESULTS[name]
    assert frame.columns.to_list() == result.names
    assert result_of(frame) is result
    assert {c.name for c in result.shown} <= set(result.names)
    assert result.row_is


@pytest.mark.parametrize("name", RESULTS)
def test_every_column_gives_its_values_and_says_what_it_is(t, name):
    frame = given(t, name)
    for column in RESULTS[name].columns:
        assert len(column.values(frame)) == len(frame)
        assert column.heading
        assert column.meaning


def test_what_other_functions_give_is_known_too(t):
    assert result_of(ib.movements(t, "Suffolk", as_at=DAY)) is RESULTS["compare"]
    assert result_of(ib.published_since(t, "2024-12-31", as_at=DAY)) is RESULTS["own_grades"]
    assert result_of(ib.wait_of(t, "Suffolk", as_at=DAY)) is RESULTS["waits"]


def test_a_frame_that_lacks_a_column_is_nobody_s(t):
    assert result_of(ib.own_grades(t, "Suffolk").drop(columns="report")) is None
    assert result_of(pd.DataFrame({"la_name": ["A"]})) is None


def test_all_words_for_codes_are_known(t):
    for name in RESULTS:
        frame = given(t, name)
        for column in (c for c in RESULTS[name].columns if c.kind == "code"):
            codes = frame[column.name].dropna()
            assert set(codes) <= set(column.labels), column.name


def test_headings_differ_within_a_result():
    for result in RESULTS.values():
        headings = [column.full_heading for column in result.shown]
        assert len(set(headings)) == len(headings)
    assert all(column.heading == column.heading.strip() for column in EVERY)

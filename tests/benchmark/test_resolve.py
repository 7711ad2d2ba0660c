"""Questions are asked in people's words: days as text, councils by any name or number."""

from datetime import date

import pytest
from factories import authority, inspected, some_tables

from ilacs_bench.benchmark.resolve import (
    find_la_code,
    find_la_codes,
    resolve_authority,
    resolve_day,
    resolve_days,
)
from ilacs_bench.errors import UnknownName

DAY = date(2024, 1, 1)
TABLES = some_tables(
    inspected("E10000029", "2023-05-01", "2023-07-03"),
    authorities=[
        authority("E10000029", la_name="Suffolk"),
        authority("E06000010", la_name="Kingston upon Hull"),
        authority("E10000009", la_name="Dorset", valid_to="2019-03-31"),
        authority("E06000059", la_name="Dorset", valid_from="2019-04-01"),
        authority("X", la_name="Somewhere"),
    ],
)


@pytest.mark.parametrize(
    ("name", "la_code"),
    [
        ("Suffolk", "E10000029"),
        ("suffolk county council", "E10000029"),
        ("E10000029", "E10000029"),
        ("935", "E10000029"),
        ("80565", "E10000029"),
        ("Hull", "E06000010"),
        ("Dorset", "E06000059"),
        ("X", "X"),
    ],
)
def test_an_authority_is_found_by_any_name_or_number(name, la_code):
    assert resolve_authority(TABLES, name, DAY) == la_code


def test_a_name_borne_by_two_means_the_one_of_the_date():
    assert resolve_authority(TABLES, "Dorset", date(2018, 1, 1)) == "E10000009"
    assert find_la_code(TABLES, "E10000009", DAY) == "E10000009"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Sufolk", "Did you mean Suffolk"),
        ("Bath", "Did you mean Bath and North East Somerset"),
        (
            "E10000009",
            r"Dorset \(E10000009\) did not exist on 1 January 2024: it existed .* 31 March 2019",
        ),
        ("Kent", "not among the authorities of these tables"),
    ],
)
def test_what_is_not_there_is_said(name, message):
    with pytest.raises(UnknownName, match=message):
        resolve_authority(TABLES, name, DAY)


def test_what_was_there_instead_is_offered():
    tables = some_tables(
        authorities=[
            authority("A", la_name="Old", valid_to="2023-03-31", successor_la_codes="B; C"),
            authority("B", la_name="North", valid_from="2023-04-01"),
            authority("C", la_name="South", valid_from="2023-04-01"),
        ]
    )
    with pytest.raises(UnknownName, match="a date in that time, or North or South") as ended:
        resolve_authority(tables, "A", DAY)
    assert ended.value.instead == (
        {"authority": "North"},
        {"authority": "South"},
        {"as_at": "2023-03-31"},
    )
    with pytest.raises(UnknownName, match="a date in that time, or Old") as not_yet:
        resolve_authority(tables, "B", date(2020, 1, 1))
    assert not_yet.value.instead == ({"authority": "Old"},)


def test_several_authorities_count_once_each_in_their_order():
    assert find_la_codes(TABLES, ["Hull", "935", "Suffolk"], DAY) == ["E06000010", "E10000029"]


def test_days_are_dates_or_text():
    assert resolve_day("2025-03-31") == resolve_day(date(2025, 3, 31)) == date(2025, 3, 31)
    with pytest.raises(
        UnknownName, match=r"'31/03/2025' is not a date\. Write it like '2025-03-31'"
    ):
        resolve_day("31/03/2025")


def test_without_days_it_is_the_last_day_of_the_tables():
    assert resolve_days(TABLES, None) == (date(2023, 7, 3), date(2023, 7, 3))
    assert resolve_days(TABLES, "2024-01-01") == (DAY, DAY)
    assert resolve_days(TABLES, "2024-01-01", "2024-03-31") == (DAY, date(2024, 3, 31))
    nothing = some_tables(authorities=[authority("A")])
    assert resolve_days(nothing, None)[0] == date.today()

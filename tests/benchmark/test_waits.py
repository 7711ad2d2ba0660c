"""Waits: from the first day on site, of those who have one, with the tables' end."""

import pandas as pd
import pytest
from factories import authority, complete, inspected, some_tables

from ilacs_bench.benchmark.waits import wait_of, wait_ranges, waits
from ilacs_bench.errors import UnknownName

NOW_B = inspected("B", "2020-01-01", "2020-03-01", overall="good")
TABLES = some_tables(
    inspected("A", "2019-01-01", "2019-03-01", overall="good"),
    inspected("A", "2022-01-01", "2022-03-01", overall="inadequate"),
    inspected("B", "2018-01-01", "2018-03-01", overall="good"),
    inspected("B", "2020-01-01", "2020-03-01", overall="good"),
    inspected("C", "2022-01-01", "2022-03-01", overall="good"),
    inspected("D", None, "2016-02-10", framework="sif", overall="good"),
    authorities=[authority(code) for code in "ABCDE"],
)


def test_waits_are_days_since_the_first_day_on_site_the_longest_first():
    rows = waits(TABLES, as_at="2022-12-31")
    assert rows["la_code"].to_list() == ["B", "A", "C", "D", "E"]
    assert rows["days"].to_list() == [1095, 364, 364, pd.NA, pd.NA]
    assert rows["n_longer"].to_list() == [0, 1, 1, pd.NA, pd.NA]
    assert rows["n_same"].to_list() == [1, 2, 2, pd.NA, pd.NA]
    assert set(rows["of"]) == {3}
    assert set(rows["tables_end"]) == {pd.Timestamp("2022-03-01")}
    assert rows["grade"].iloc[:3].to_list() == ["good", "inadequate", "good"]


def test_an_inspection_not_published_by_then_does_not_end_a_wait():
    rows = waits(TABLES, as_at="2022-02-28").set_index("la_code")
    assert rows.loc["A", "days"] == 1154


@pytest.mark.parametrize(
    ("la_code", "sentence"),
    [
        (
            "B",
            "The last inspection of B began on 1 January 2020, 2 years 11 months "
            "before 31 December 2022. 0 of 3 local authorities have waited longer.",
        ),
        (
            "C",
            "The last inspection of C began on 1 January 2022, 11 months before "
            "31 December 2022. 1 of 3 local authorities has waited longer.",
        ),
        (
            "D",
            "D was last inspected on days that no source gives (published 10 February 2016): its "
            "wait is not known.",
        ),
        ("E", "E had no full inspection by 31 December 2022."),
    ],
)
def test_a_wait_is_a_sentence_to_quote(la_code, sentence):
    assert wait_of(TABLES, la_code, as_at="2022-12-31").loc[0, "sentence"] == sentence


def test_a_wait_past_the_coverage_may_be_out_of_date():
    tables = some_tables(NOW_B, coverage=[complete("2022-06-30")])
    known = wait_of(tables, "B", as_at="2022-06-30").loc[0, "sentence"]
    assert known.endswith("0 of 1 local authority have waited longer.")
    past = wait_of(tables, "B", as_at="2022-07-01").loc[0, "sentence"]
    assert past == (
        "The last inspection of B began on 1 January 2020, 2 years 5 months before "
        "1 July 2022. 0 of 1 local authority have waited longer. This ranking of waits may be out "
        "of date: the data end on 30 June 2022, and a council inspected since then ranks too high."
    )


def test_who_is_not_in_tables_of_a_part_is_not_said_to_wait():
    both = [authority("B"), authority("E")]
    tables = some_tables(NOW_B, authorities=both, coverage=[])
    assert wait_of(tables, "E", as_at="2022-07-01").loc[0, "sentence"] == (
        "No full inspection of E is in your tables by 1 July 2022."
    )
    ranked = wait_of(tables, "B", as_at="2022-07-01").loc[0, "sentence"]
    assert ranked.endswith("This ranking is of what your tables hold only: 1 of 2 authorities.")


def test_range_is_of_waits_that_ended_beside_those_that_go_on():
    rows = wait_ranges(TABLES, as_at="2022-12-31").set_index("grade")
    good = rows.loc["good"]
    assert (good["n"], good["shortest"], good["median"], good["longest"]) == (2, 730, 913, 1096)
    assert (good["n_waiting"], good["longest_waiting"]) == (2, 1095)
    assert rows.loc["inadequate", "n"] == 0
    assert pd.isna(rows.loc["inadequate", "median"])
    assert rows.loc["inadequate", "n_waiting"] == 1
    assert pd.isna(rows.loc["outstanding", "longest_waiting"])


def test_waits_of_nobody_are_no_error():
    empty = some_tables(authorities=[authority("A")])
    assert waits(empty, as_at="2022-12-31")["days"].isna().all()
    assert set(wait_ranges(empty, as_at="2022-12-31")["n"]) == {0}


def test_unknown_names_are_said():
    with pytest.raises(UnknownName, match="We can’t find"):
        wait_of(TABLES, "Nobody")
    with pytest.raises(UnknownName, match="choose judgement areas"):
        waits(TABLES, area="care")

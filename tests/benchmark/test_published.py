"""What is new since a date, and how many inspections a year had."""

from datetime import date

import pandas as pd
import pytest
from factories import authority, bullet, inspected, neighbours, some_tables

from ilacs_bench.benchmark.published import (
    changes_among,
    changes_in_words,
    improvement_themes_of,
    inspections_by_year,
    published_reports,
    published_since,
)
from ilacs_bench.benchmark.selection import select
from ilacs_bench.errors import UnknownName

TABLES = some_tables(
    inspected("A", "2019-05-13", "2019-07-01", leaders="good"),
    inspected("A", "2023-03-27", "2023-06-01", leaders="outstanding"),
    inspected("B", "2023-04-03", "2023-06-05", leaders="good"),
    inspected("C", "2021-05-03", None, leaders="good"),
    inspected("D", None, "2023-06-06", framework="sif", leadership="good"),
    authorities=[authority(code) for code in "ABCD"],
    neighbours=neighbours("C", "B"),
)


def test_new_is_what_was_published_after_the_day_the_newest_first():
    rows = published_since(TABLES, "2023-06-01", areas=["leaders"])
    assert rows["la_code"].to_list() == ["D", "B"]
    rows = published_since(TABLES, "2023-05-31", areas=["leaders", "overall"])
    assert rows["la_code"].to_list() == ["D", "D", "B", "B", "A", "A"]
    assert rows["judgement_area"].to_list() == ["leaders", "overall"] * 3


def test_what_changed_is_said_against_the_inspection_before():
    rows = published_since(TABLES, "2023-05-31", areas=["leaders"]).set_index("la_code")
    assert rows.loc["A", ["previous_grade", "grade", "direction"]].to_list() == [
        "good",
        "outstanding",
        "improved",
    ]
    assert pd.isna(rows.loc["B", "direction"])


def test_new_up_to_the_cut_off_and_in_the_group_only():
    assert published_since(TABLES, "2019-01-01", as_at="2019-12-31")["la_code"].unique() == ["A"]
    group = published_since(TABLES, "2019-01-01", "C", "neighbours", areas=["leaders"])
    assert group["la_code"].to_list() == ["B"]


def test_nothing_new_is_no_row_with_all_columns():
    rows = published_since(TABLES, "2024-01-01")
    assert rows.empty
    assert "direction" in rows


TWO_WAYS = some_tables(
    inspected("A", "2019-05-13", "2019-07-01", leaders="good", in_care="good"),
    inspected("B", "2019-05-13", "2019-07-01", leaders="good", in_care="good"),
    inspected("C", "2019-05-13", "2019-07-01", leaders="good"),
    inspected("D", "2019-05-13", "2019-07-01", leaders="inadequate", in_care="good"),
    inspected("A", "2023-04-03", "2023-06-01", leaders="outstanding", in_care="good"),
    inspected("B", "2023-04-03", "2023-06-02", leaders="outstanding", in_care="inadequate"),
    inspected("C", "2023-04-03", "2023-06-03", leaders="good", in_care="good"),
    inspected("D", "2023-04-03", "2023-06-04", leaders="inadequate", in_care="inadequate"),
    inspected("E", "2023-04-03", "2023-06-05", leaders="good", in_care="good"),
    authorities=[
        *(authority(code) for code in "ABC"),
        *(authority(code, ofsted_region="South") for code in "DE"),
    ],
    neighbours=neighbours("E", "A", "B"),
)
"""A goes up; B up and down; C stays; D goes down; E has no grade before."""
AREAS = ["leaders", "in_care"]


def reports_of(since: str, as_at: str = "2023-12-31") -> pd.DataFrame:
    return published_reports(published_since(TWO_WAYS, since, as_at=as_at, areas=AREAS))


def test_a_report_is_one_row_with_what_it_changed():
    rows = reports_of("2023-01-01").set_index("la_code")
    assert rows.index.to_list() == ["E", "D", "C", "B", "A"]
    assert rows[["n_improved", "n_same", "n_declined"]].to_numpy().tolist() == [
        *([0, 0, 0], [0, 1, 1], [0, 1, 0], [1, 0, 1], [1, 1, 0]),
    ]
    told = [f"{what}_in_care" for what in ("previous_grade", "grade", "direction")]
    assert rows.loc["B", told].to_list() == ["good", "inadequate", "declined"]
    assert pd.isna(rows.loc["C", "direction_in_care"])  # not graded before


def test_two_reports_of_one_authority_are_two_rows():
    assert reports_of("2019-01-01")["la_code"].to_list() == [*"EDCBA", *"DCBA"]


def test_changes_are_counted_among_the_group_the_region_and_england():
    rows = changes_among(
        select(TWO_WAYS, "E", "neighbours", as_at="2023-12-31"), reports_of("2023-01-01")
    )
    counts = ["reports", "n_up", "n_down", "n_both", "n_unchanged", "n_first"]
    assert rows["group"].to_list() == [
        *("Statistical neighbours (2025 model)", "Ofsted region: South", "England"),
    ]
    assert rows[counts].to_numpy().tolist() == [
        [2, 2, 1, 1, 0, 0],
        [1, 0, 1, 0, 0, 0],
        [5, 2, 2, 1, 1, 1],
    ]
    assert rows["down"].to_list() == [["B"], ["D"], ["D", "B"]]
    (england,) = changes_among(select(TWO_WAYS, as_at="2023-12-31"), reports_of("2023-01-01"))[
        "group"
    ]
    assert england == "England"
    by_region = changes_among(select(TWO_WAYS, "E", "region"), reports_of("2023-01-01"))
    assert by_region["group"].to_list() == ["Ofsted region: South", "England"]


def test_what_changed_is_a_sentence():
    until = date(2023, 6, 5)
    assert changes_in_words(reports_of("2023-05-31"), date(2023, 5, 31), until) == (
        "5 reports were published from 1 to 5 June 2023. A grade went up in 2 and down in 2 (both "
        "in 1). No grade changed in 1. There was no earlier grade in 1."
    )
    one = changes_in_words(reports_of("2023-06-04"), date(2023, 6, 4), until)
    assert one.startswith("1 report was published on 5 June 2023. A grade went up in none")
    assert changes_in_words(reports_of("2023-06-05"), until, date(2023, 8, 1)) == (
        "No report was published from 6 June to 1 August 2023."
    )


def test_themes_of_the_new_reports_are_counted_with_their_pages():
    new, old = (
        inspected("A", "2023-04-03", "2023-06-01", leaders="good"),
        inspected("A", "2019-05-13", "2019-07-01", leaders="good"),
    )
    tables = some_tables(
        new,
        old,
        coded=[
            bullet(new, "assessment", "supervision", page=2),
            bullet(new, "assessment", page=3),
            bullet(new),
            bullet(old, "thresholds"),
        ],
    )
    rows = improvement_themes_of(tables, [new.inspection_id])
    assert rows[["theme", "n", "of", "n_reports", "page"]].to_numpy().tolist() == [
        ["assessment", 2, 3, 1, 2],
        ["assessment", 2, 3, 1, 3],
        ["supervision", 1, 3, 1, 2],
    ]
    assert set(rows["reports"]) == {1}
    assert improvement_themes_of(tables, []).empty


def test_financial_years_run_from_april_and_empty_ones_are_there():
    rows = inspections_by_year(TABLES)
    assert rows[["year", "n"]].to_numpy().tolist() == [
        ["2019-20", 1],
        ["2020-21", 0],
        ["2021-22", 1],
        ["2022-23", 1],
        ["2023-24", 1],
    ]
    years = inspections_by_year(TABLES, by="year")
    assert years.loc[years["n"] > 0, "year"].to_list() == ["2019", "2021", "2023"]
    with pytest.raises(UnknownName, match="'term' is no kind of year"):
        inspections_by_year(TABLES, by="term")

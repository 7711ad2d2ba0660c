"""What is new since a date, and how many inspections a year had."""

import pandas as pd
import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.benchmark.published import inspections_by_year, published_since
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

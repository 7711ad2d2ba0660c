"""What the tables hold, counted on small tables and on the bundled facts."""

from dataclasses import replace

import pytest
from factories import inspected, sentence, some_tables

from ilacs_bench.benchmark.holdings import (
    held_by_framework,
    held_by_year,
)
from ilacs_bench.tables.store import read_tables


@pytest.fixture
def tables():
    first = inspected("A", "2019-05-01", "2019-07-01", leaders="good")
    second = inspected("B", "2023-05-01", "2023-07-01", leaders="good")
    undated = inspected("C", "2023-06-01", None, leaders="good")
    made = some_tables(
        first, second, undated, coded=[sentence(second, "leaders", "strength", "supervision")]
    )
    without_report = made.inspections["report"].where(made.inspections["la_code"] != "A")
    return replace(made, inspections=made.inspections.assign(report=without_report))


def test_every_framework_is_counted_even_without_inspections(tables):
    rows = held_by_framework(tables).set_index("framework")
    assert rows.loc["ilacs_2018", ["n", "n_read", "n_coded"]].to_list() == [1, 0, 0]
    assert rows.loc["ilacs_2023", ["n", "n_read", "n_coded"]].to_list() == [2, 2, 1]
    assert rows.loc["sif", "n"] == 0
    assert rows["first"].isna()["sif"]


def test_years_without_a_day_of_publication_come_last(tables):
    rows = held_by_year(tables)
    assert rows["year"].dropna().to_list() == [2019, 2023]
    assert rows["year"].isna().to_list() == [False, False, True]
    assert rows["n"].to_list() == [1, 1, 1]


def test_bundled_facts_add_up():
    tables = read_tables()
    of_framework, of_year = held_by_framework(tables), held_by_year(tables)
    for name in ("n", "n_read", "n_coded"):
        assert of_framework[name].sum() == of_year[name].sum()
    assert of_year["n"].sum() == len(tables.inspections)
    assert of_year["n_read"].sum() == tables.inspections["report"].notna().sum()

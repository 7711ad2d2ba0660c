"""Covers say how far the data go; tables of a part have no headline of England."""

from dataclasses import replace
from datetime import date

import pytest
from every_workbook import COUNCIL, MAKERS, facts, small_tables
from factories import complete, some_tables

from ilacs_bench.export.bundle import bundle_model
from ilacs_bench.tables.store import Tables

PART = replace(small_tables(), coverage=some_tables(coverage=[]).coverage)
ENDED = replace(small_tables(), coverage=some_tables(coverage=[complete("2020-01-01")]).coverage)


def cover_of(tables: Tables, kind: str) -> dict:
    book = bundle_model(MAKERS[kind](tables, COUNCIL["small"]), date(2026, 1, 5))
    return {heading: " ".join(map(str, lines)) for heading, lines in book.cover}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_cover_says_how_far_the_data_go(kind):
    past = cover_of(ENDED, kind)["How far the data go"]
    assert past.startswith("Data to 1 January 2020: all that was published by")
    assert "Reports published after 1 January 2020 are not all counted here" in past


@pytest.mark.parametrize("kind", ["benchmark", "national"])
def test_cover_says_whether_the_data_are_of_all_authorities(kind):
    said = cover_of(small_tables(), kind)["How far the data go"]
    assert said.startswith("Data to 31 December 2099: all that was published by")
    assert "not all counted" not in said
    part = cover_of(PART, kind)["How far the data go"]
    assert part.startswith("Your tables: 3 reports, 2 of 3 authorities.")


def test_england_is_no_headline_of_a_part():
    bundle = MAKERS["national"](PART, "A")
    assert "in the 2 of 3 authorities in your tables" in bundle.title
    assert [chart.name for chart in bundle.charts] == ["Grades chart"]
    assert "England" not in bundle.charts[0].title
    grades = next(part for part in bundle.parts if part.name == "Grades")
    assert grades.rows["never_inspected"].isna().all()
    assert len(grades.rows) == len(MAKERS["national"](small_tables(), "A").parts[0].rows)
    assert "over time" in " ".join(c.name.lower() for c in MAKERS["national"](facts(), "").charts)

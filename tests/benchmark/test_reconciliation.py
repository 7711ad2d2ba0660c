"""The as-at rule against an as-at sheet, and all bundled facts against Ofsted's statistics."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from factories import SomeInspection, inspected, some_tables
from tables_of_facts import EAST_SUSSEX, NEW_FILE, SUFFOLK, official, statistics

from ilacs_bench.benchmark import reconciliation
from ilacs_bench.benchmark.latest import latest
from ilacs_bench.benchmark.reconciliation import compare_latest, compare_tables, count_cells
from ilacs_bench.tables.official_sheets import SHEETS, OfficialSheet
from ilacs_bench.tables.store import Tables, read_tables

SHEET = OfficialSheet(NEW_FILE, "latest", (), date(2024, 3, 31), date(2024, 6, 30))
EARLIER = inspected(EAST_SUSSEX, "2023-01-09", "2023-03-06", leaders="good")
LATER = inspected(EAST_SUSSEX, "2024-03-04", "2024-05-01", leaders="outstanding")
LISTED_EARLIER = official(EAST_SUSSEX, "2023-03-06", start="2023-01-09", leaders="good")
LISTED_LATER = official(EAST_SUSSEX, "2024-05-01", start="2024-03-04", leaders="outstanding")


def latest_cells(
    *ours: SomeInspection, listed: list[dict], sheet: OfficialSheet = SHEET
) -> pd.DataFrame:
    return compare_latest(some_tables(*ours), statistics(listed), sheet)


def test_the_rule_picks_the_inspection_of_the_sheet():
    (row,) = latest_cells(EARLIER, LATER, listed=LISTED_LATER).to_dict("records")
    assert (row["field"], row["outcome"]) == ("latest", "agrees")
    assert row["our_value"] == row["official_value"] == LATER.inspection_id
    assert row["our_source"] == f"{LATER.inspection_id}.pdf"
    assert pd.isna(row["taken"])
    assert pd.isna(row["reason"])


@pytest.mark.parametrize(
    "sheet",
    [
        replace(SHEET, as_at=date(2024, 3, 3)),
        replace(SHEET, published_by=date(2024, 4, 30)),
    ],
    ids=["an earlier date", "an earlier cut-off"],
)
def test_a_rule_that_picks_another_inspection_is_found(sheet):
    (row,) = latest_cells(EARLIER, LATER, listed=LISTED_LATER, sheet=sheet).to_dict("records")
    assert (row["outcome"], row["taken"]) == ("unexplained", "rule")
    assert (row["our_value"], row["official_value"]) == (
        EARLIER.inspection_id,
        LATER.inspection_id,
    )
    assert row["inspection_id"] == LATER.inspection_id
    assert "different inspections" in row["reason"]


def test_a_sheet_that_lists_an_older_inspection_is_found():
    (row,) = latest_cells(EARLIER, LATER, listed=LISTED_EARLIER).to_dict("records")
    assert (row["outcome"], row["our_value"]) == ("unexplained", LATER.inspection_id)


def test_authorities_that_only_the_rule_or_only_the_sheet_gives_an_inspection():
    suffolk = official(SUFFOLK, "2023-05-01", start="2023-03-06", leaders="good")
    rows = latest_cells(LATER, listed=suffolk).set_index("inspection_id")
    assert set(rows["outcome"]) == {"unexplained"}
    assert pd.isna(rows.loc[LATER.inspection_id, "official_value"])
    assert pd.isna(rows.loc["80565_2023-03-06", "our_value"])
    assert pd.isna(rows.loc["80565_2023-03-06", "our_source"])


def test_an_authority_listed_twice_differs_once():
    twice = [
        *LISTED_LATER,
        *({**row, "event": "second"} for row in LISTED_EARLIER),
    ]
    rows = latest_cells(EARLIER, LATER, listed=twice)
    assert sorted(rows["outcome"]) == ["agrees", "unexplained"]


def test_ofsted_s_own_exception_explains_a_difference_on_its_date_only():
    late = inspected("80557", "2022-12-05", "2023-05-10", overall="inadequate")
    listed = [
        {**row, "la_code": "80557", "framework": "ilacs_2018"}
        for row in official(EAST_SUSSEX, "2023-05-10", start="2022-12-05", overall="inadequate")
    ]
    sheet = OfficialSheet(NEW_FILE, "latest", (), date(2023, 3, 31), date(2023, 4, 30))
    (row,) = latest_cells(late, listed=listed, sheet=sheet).to_dict("records")
    assert (row["outcome"], row["taken"]) == ("explained", "rule")
    assert "South Tyneside" in row["reason"]
    another_day = replace(sheet, as_at=date(2023, 4, 1))
    (row,) = latest_cells(late, listed=listed, sheet=another_day).to_dict("records")
    assert row["outcome"] == "unexplained"


def test_cells_are_counted_by_source_and_field():
    wrong = official(EAST_SUSSEX, "2024-05-01", start="2024-03-04", leaders="good", overall="good")
    cells = compare_tables(some_tables(LATER), statistics(wrong), (SHEET,))
    counts = count_cells(cells).set_index("field")
    assert counts.index.to_list() == [
        "inspection",
        "latest",
        "start",
        "published",
        "leaders",
        "overall",
    ]
    assert counts["agree"].to_list() == [1, 1, 1, 1, 0, 0]
    assert counts["unexplained"].to_list() == [0, 0, 0, 0, 1, 1]
    assert set(counts["compared"]) == {1}
    assert set(counts["from_reports"]) == {1}
    added = counts[["agree", "explained", "unexplained"]].sum(axis="columns")
    assert (added == counts["compared"]).all()


def test_a_file_without_a_row_is_not_agreement():
    cells = compare_tables(some_tables(LATER), statistics(), (SHEET,))
    assert cells["outcome"].to_list() == ["unexplained"]


# The bundled facts.


@pytest.fixture(scope="module")
def facts() -> Tables:
    return read_tables()


@pytest.fixture(scope="module")
def cells(facts) -> pd.DataFrame:
    return compare_tables(facts, facts.official_judgements)


def test_no_difference_of_the_bundled_facts_is_unexplained(cells):
    assert cells[cells["outcome"] == "unexplained"].to_dict("records") == []


COMPARED = {
    "ofsted_la_outcomes_2025-03-31.ods, ILACS_inspection_history": (2271, 0),
    "ofsted_childrens_social_care_2023_underlying_data.ods, LA_inspections_2009-2023": (2628, 8),
    "ofsted_la_outcomes_2025-03-31.ods, Inspections_as_at_31_March": (1327, 0),
    "ofsted_childrens_social_care_2023_underlying_data.ods, LA_level_at_31_Mar_2023": (1073, 1),
}
"""Cells compared and cells that differ, of each official sheet."""


def test_every_cell_of_the_official_sheets_is_compared(facts, cells):
    counts = count_cells(cells).groupby("official_source", sort=False).sum(numeric_only=True)
    assert dict(zip(counts.index, counts["compared"], strict=True)) == {
        source: compared for source, (compared, _) in COMPARED.items()
    }
    assert counts["explained"].to_dict() == {
        source: differ for source, (_, differ) in COMPARED.items()
    }
    assert counts["from_reports"].sum() == 7199  # as docs/method.md says
    assert (cells["our_source"] == cells["official_source"]).sum() == 72
    # Each official grade is one cell, and no cell of a grade is without an official grade.
    grades = cells[cells["field"].isin(facts.official_judgements["judgement_area"])]
    assert len(grades) == len(facts.official_judgements) == grades["official_value"].count()


def test_the_table_of_differences_is_what_differs_of_the_cells(facts, cells):
    differ = cells[(cells["outcome"] != "agrees") & (cells["field"] != "latest")]
    key = ["inspection_id", "field", "official_source"]
    columns = [*key, "official_value", "taken", "reason"]
    left, right = (
        frame.sort_values(key)[columns].reset_index(drop=True)
        for frame in (differ, facts.reconciliation)
    )
    pd.testing.assert_frame_equal(left, right)


def test_the_rule_picks_every_inspection_of_the_as_at_sheets_but_south_tyneside_s(cells):
    latest = cells[cells["field"] == "latest"]
    as_at = [sheet.source for sheet in SHEETS if sheet.holds == "latest"]
    assert [sum(latest["official_source"] == source) for source in as_at] == [153, 152]
    (row,) = latest[latest["outcome"] != "agrees"].to_dict("records")
    assert (row["la_name"], row["outcome"]) == ("South Tyneside", "explained")


@pytest.mark.parametrize(
    ("table", "column", "value", "field"),
    [
        ("judgements", "grade", "inadequate", "overall"),
        ("inspections", "published", pd.Timestamp(2025, 2, 1), "published"),
        ("inspections", "start", pd.Timestamp(2024, 6, 11), "start"),
    ],
)
def test_one_wrong_fact_is_found_in_each_sheet_that_has_it(facts, table, column, value, field):
    barnet = "80487_2024-06-10"  # in the history and the as-at sheet of 2025
    frame = getattr(facts, table).copy()
    place = frame["inspection_id"] == barnet
    if table == "judgements":
        place &= frame["judgement_area"] == field
    assert place.sum() == 1
    frame.loc[place, column] = value
    wrong = replace(facts, **{table: frame})
    cells = compare_tables(wrong, facts.official_judgements)
    found = cells[(cells["outcome"] == "unexplained") & (cells["field"] == field)]
    assert found["la_name"].to_list() == ["Barnet", "Barnet"]


def test_a_missing_inspection_is_found(facts):
    barnet = facts.inspections["inspection_id"] == "80487_2024-06-10"
    without = replace(facts, inspections=facts.inspections[~barnet])
    cells = compare_tables(without, facts.official_judgements)
    found = cells[cells["outcome"] == "unexplained"]
    assert sorted(found["field"]) == ["inspection", "inspection", "latest"]
    assert found["official_value"].to_list() == ["80487_2024-06-10"] * 3


def test_an_inspection_that_ofsted_s_files_lack_is_found(facts):
    other = facts.inspections[facts.inspections["inspection_id"] == "80487_2024-06-10"]
    other = other.assign(
        inspection_id="80487_2022-01-10",
        framework="ilacs_2018",
        start=pd.Timestamp(2022, 1, 10),
        published=pd.Timestamp(2022, 3, 7),
    )
    more = replace(facts, inspections=pd.concat([facts.inspections, other], ignore_index=True))
    cells = compare_tables(more, facts.official_judgements)
    found = cells[cells["outcome"] == "unexplained"]
    # Both histories should hold it, and it is Barnet's latest on 31 March 2023.
    assert sorted(found["field"]) == ["inspection", "inspection", "latest"]


def test_the_rule_is_asked_twice_a_sheet_whatever_the_number_of_authorities(facts, monkeypatch):
    """So the whole comparison is made while one looks."""
    asked = []

    def counted(*args, **options):
        asked.append(args)
        return latest(*args, **options)

    monkeypatch.setattr(reconciliation, "latest", counted)
    compare_tables(facts, facts.official_judgements)
    assert len(asked) == 2 * sum(sheet.holds == "latest" for sheet in SHEETS)

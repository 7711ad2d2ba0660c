"""Where two sources disagree, both values are kept and one is taken, with the reason."""

from datetime import date

import pandas as pd
import pytest
from factories import inspected
from tables_of_facts import EAST_SUSSEX, NEW_FILE, OLD_FILE, SUFFOLK, official, reports, statistics

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.facts import merge_facts
from ilacs_bench.tables.official_sheets import OfficialSheet
from ilacs_bench.tables.reconcile import compare_cells, reconcile, with_types_of_reports

READ = inspected(EAST_SUSSEX, "2023-12-04", "2024-02-01", leaders="good", in_care="good")
SAME = official(EAST_SUSSEX, "2024-02-01", start="2023-12-04", leaders="good", in_care="good")
HISTORY = OfficialSheet(NEW_FILE, "all", ("ilacs_2023",), date(2024, 3, 31), date(2024, 6, 30))


def differences(
    *rows: list[dict], kind: str | None = None, sheets: tuple[OfficialSheet, ...] = ()
) -> pd.DataFrame:
    read = reports(READ)
    read["inspections"] = read["inspections"].assign(inspection_type=kind)
    known = statistics(*rows)
    return reconcile(merge_facts(read, known), read["inspections"], known, sheets)


def cells(*rows: list[dict], sheets: tuple[OfficialSheet, ...] = ()) -> pd.DataFrame:
    """Each cell of these statistics against the one report, by its field."""
    read = reports(READ)
    compared = compare_cells(read["inspections"], read["judgements"], statistics(*rows), sheets)
    return compared.set_index("field")


def test_no_difference_no_row():
    assert len(differences(SAME, sheets=(HISTORY,))) == 0


def test_the_report_wins_over_the_statistics():
    other = official(EAST_SUSSEX, "2024-02-01", leaders="inadequate", in_care="good")
    row = differences(other).iloc[0]
    assert row["field"] == "leaders"
    assert (row["report_value"], row["official_value"]) == ("good", "inadequate")
    assert (row["taken"], row["official_source"]) == ("report", NEW_FILE)
    assert row["reason"] == "The report itself wins over the statistics"


def test_an_area_that_only_one_of_them_has():
    more = official(EAST_SUSSEX, "2024-02-01", leaders="good", overall="good")
    rows = differences(more).set_index("field")
    assert rows.loc["overall", "official_value"] == "good"
    assert pd.isna(rows.loc["overall", "report_value"])
    assert rows.loc["in_care", "report_value"] == "good"
    assert pd.isna(rows.loc["in_care", "official_value"])


def test_another_day_of_publication():
    later = official(EAST_SUSSEX, "2024-02-03", leaders="good", in_care="good")
    row = differences(later).iloc[0]
    assert (row["field"], row["report_value"], row["official_value"]) == (
        "published",
        "2024-02-01",
        "2024-02-03",
    )


def test_an_official_type_is_taken_over_an_inferred_one():
    typed = official(EAST_SUSSEX, "2024-02-01", kind="standard", leaders="good", in_care="good")
    row = differences(typed, kind="short").iloc[0]
    assert (row["field"], row["taken"]) == ("inspection_type", "official")
    assert "never print the type" in row["reason"]


def test_two_official_files_without_a_report():
    rows = differences(
        official(SUFFOLK, "2023-05-01", source=NEW_FILE, leaders="good"),
        official(SUFFOLK, "2023-05-01", source=OLD_FILE, leaders="outstanding"),
    )
    row = rows.iloc[0]
    assert (row["taken"], row["official_source"]) == ("official", OLD_FILE)
    assert (row["report_value"], row["official_value"]) == ("good", "outstanding")
    assert "newest official file" in row["reason"]


def test_every_cell_is_counted_where_both_agree():
    compared = cells(SAME, sheets=(HISTORY,))
    assert sorted(compared.index) == ["in_care", "inspection", "leaders", "published", "start"]
    assert set(compared["outcome"]) == {"agrees"}
    assert set(compared["our_source"]) == {f"{READ.inspection_id}.pdf"}
    assert compared[["taken", "reason"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("other", "field", "ours", "theirs"),
    [
        ({"leaders": "outstanding"}, "leaders", "good", "outstanding"),
        ({"published": "2024-02-02"}, "published", "2024-02-01", "2024-02-02"),
        ({"start": "2023-12-05"}, "start", "2023-12-04", "2023-12-05"),
        ({"kind": "short"}, "inspection_type", None, "short"),
        ({"overall": "good"}, "overall", None, "good"),
    ],
    ids=["grade", "publication", "first day on site", "type that we lack", "area that we lack"],
)
def test_one_cell_that_differs_is_found_and_not_explained(other, field, ours, theirs):
    told = {"published": "2024-02-01", "start": "2023-12-04", "leaders": "good", "in_care": "good"}
    compared = cells(official(EAST_SUSSEX, **(told | other)), sheets=(HISTORY,))
    differ = compared[compared["outcome"] != "agrees"]
    assert differ.index.to_list() == [field]
    row = differ.iloc[0]
    assert row["official_value"] == theirs
    assert row["our_value"] == ours if ours else pd.isna(row["our_value"])
    explained = field == "inspection_type"  # types are inferred, so that one is explained by rule
    assert row["outcome"] == ("explained" if explained else "unexplained")


def test_an_official_inspection_that_we_lack_is_one_row():
    more = official(SUFFOLK, "2023-05-01", start="2023-03-06", leaders="good", overall="good")
    compared = cells(SAME, more, sheets=(HISTORY,))
    row = compared[compared["outcome"] != "agrees"].iloc[0]
    assert (row.name, row["inspection_id"]) == ("inspection", "80565_2023-03-06")
    assert pd.isna(row["our_value"])
    assert pd.isna(row["our_source"])
    assert pd.isna(row["taken"])
    assert (row["outcome"], row["reason"]) == (
        "unexplained",
        "Our tables have no such inspection",
    )
    assert len(compared) == 6


@pytest.mark.parametrize(
    ("as_at", "lacks"), [(date(2023, 12, 4), True), (date(2023, 12, 3), False)]
)
def test_an_inspection_that_the_official_file_lacks_in_its_period(as_at, lacks):
    sheet = OfficialSheet(OLD_FILE, "all", ("ilacs_2023",), as_at, date(2024, 6, 30))
    compared = cells(SAME, sheets=(HISTORY, sheet))
    missing = compared[compared["official_value"].isna()]
    assert missing["official_source"].to_list() == [OLD_FILE] * lacks
    assert missing["inspection_id"].to_list() == [READ.inspection_id] * lacks
    assert set(missing["outcome"]) <= {"unexplained"}
    written = differences(SAME, sheets=(HISTORY, sheet))
    assert written["field"].to_list() == ["inspection"] * lacks


def test_a_first_day_that_no_inspection_is_near_to_is_another_inspection():
    compared = cells(official(EAST_SUSSEX, "2025-02-01", start="2024-12-02", leaders="good"))
    assert compared["outcome"].to_dict() == {"inspection": "unexplained"}


def test_a_sheet_without_publication_dates_is_compared_in_what_it_has():
    compared = cells(
        official(EAST_SUSSEX, None, start="2023-12-04", leaders="good", in_care="good")
    )
    assert set(compared.index) == {"inspection", "start", "leaders", "in_care"}
    assert set(compared["outcome"]) == {"agrees"}


def test_a_date_that_our_tables_leave_empty_is_a_difference():
    unlisted = reports(inspected(EAST_SUSSEX, "2023-12-04", None, leaders="good", in_care="good"))
    compared = compare_cells(
        unlisted["inspections"], unlisted["judgements"], statistics(SAME), (HISTORY,)
    )
    (row,) = compared[compared["outcome"] != "agrees"].to_dict("records")
    assert (row["field"], row["official_value"]) == ("published", "2024-02-01")
    assert row["outcome"] == "unexplained"
    assert row["reason"].startswith("Our tables have no such date")


def test_a_type_in_two_official_files_is_explained_only_by_name():
    rows = statistics(
        official(SUFFOLK, "2023-05-01", source=NEW_FILE, kind="short", leaders="good"),
        official(SUFFOLK, "2023-05-01", source=OLD_FILE, kind="standard", leaders="good"),
    )
    facts = merge_facts(reports(READ), rows)
    compared = compare_cells(facts["inspections"], facts["judgements"], rows, ())
    (row,) = compared[compared["outcome"] != "agrees"].to_dict("records")
    assert (row["field"], row["outcome"], row["taken"]) == (
        "inspection_type",
        "unexplained",
        "official",
    )
    assert (row["our_source"], row["official_source"]) == (NEW_FILE, OLD_FILE)


def test_a_difference_known_by_name_is_explained_with_its_reason():
    known = read_lookup("known_differences")[0]
    nottingham = inspected(known["la_code"], "2022-07-11", known["published"], overall="good")
    source = f"{known['official_file']}, any sheet"
    rows = [
        row | {"la_code": known["la_code"], "framework": "ilacs_2018"}
        for row in official(EAST_SUSSEX, "2022-11-05", source=source, overall="good")
    ]
    read = reports(nottingham)
    compared = compare_cells(read["inspections"], read["judgements"], statistics(rows), ())
    (row,) = compared[compared["outcome"] != "agrees"].to_dict("records")
    assert (row["field"], row["outcome"], row["reason"]) == (
        "published",
        "explained",
        known["reason"],
    )


def test_the_type_that_a_report_gave_is_compared_not_the_one_that_was_taken():
    typed = official(EAST_SUSSEX, "2024-02-01", kind="standard", leaders="good", in_care="good")
    read = reports(READ)
    read["inspections"] = read["inspections"].assign(inspection_type="short")
    known = statistics(typed)
    facts = merge_facts(read, known)
    assert facts["inspections"]["inspection_type"].to_list() == ["standard"]
    differ = reconcile(facts, read["inspections"], known, ())
    before = with_types_of_reports(facts["inspections"], differ)
    assert before["inspection_type"].to_list() == ["short"]

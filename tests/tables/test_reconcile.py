"""Where two sources disagree, both values are kept and one is taken, with the reason."""

import pandas as pd
from factories import inspected
from tables_of_facts import EAST_SUSSEX, NEW_FILE, OLD_FILE, SUFFOLK, official, reports, statistics

from ilacs_bench.tables.facts import merge_facts
from ilacs_bench.tables.reconcile import reconcile

READ = inspected(EAST_SUSSEX, "2023-12-04", "2024-02-01", leaders="good", in_care="good")


def differences(*rows: list[dict], kind: str | None = None) -> pd.DataFrame:
    read = reports(READ)
    read["inspections"] = read["inspections"].assign(inspection_type=kind)
    known = statistics(*rows)
    facts, events = merge_facts(read, known)
    return reconcile(facts, read["inspections"], known, events)


def test_no_difference_no_row():
    same = official(EAST_SUSSEX, "2024-02-01", start="2023-12-04", leaders="good", in_care="good")
    assert len(differences(same)) == 0


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

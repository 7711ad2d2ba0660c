"""The words of reports laid over the facts."""

from dataclasses import replace

import pandas as pd
from factories import inspected, some_tables

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.overlay import lay_over
from ilacs_bench.tables.store import Tables


def with_improvements(tables: Tables, **texts: str | None) -> Tables:
    """The tables with one area for improvement in each inspection named by its authority."""
    ids = tables.inspections.set_index("la_code")["inspection_id"]
    rows = [
        {
            "improvement_id": f"{ids[la_code]}_1",
            "inspection_id": ids[la_code],
            "kind": "area_for_improvement",
            "number": 1,
            "text": text,
        }
        for la_code, text in texts.items()
    ]
    frame = pd.DataFrame(rows, columns=TABLES["improvements"].column_names)
    return replace(tables, improvements=TABLES["improvements"].check(frame))


KNOWN = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
OTHER = inspected("B", "2024-05-01", "2024-07-01", leaders="good")
MISREAD = inspected("A", "2023-05-01", None, leaders="inadequate")
NEW = inspected("C", "2025-05-01", None, leaders="outstanding")
FACTS = with_improvements(some_tables(KNOWN, OTHER), A=None, B=None)
READ = with_improvements(some_tables(MISREAD, NEW), A="Plans say who does what by when.", C="More.")


def test_words_come_from_the_reports_and_reconciled_facts_stay():
    tables = lay_over(FACTS, READ)
    texts = tables["improvements"].set_index("improvement_id")["text"]
    assert texts[f"{KNOWN.inspection_id}_1"] == "Plans say who does what by when."
    assert pd.isna(texts[f"{OTHER.inspection_id}_1"])
    grades = tables["judgements"].set_index("inspection_id")["grade"]
    assert grades[KNOWN.inspection_id] == "good"
    assert grades[NEW.inspection_id] == "outstanding"
    assert tables["inspections"]["la_code"].to_list() == ["A", "B", "C"]


def test_result_keeps_every_promise_and_names_every_table():
    tables = lay_over(FACTS, READ)
    assert set(tables) == set(TABLES) - {"authorities", "neighbours"}
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(TABLES[name].check(frame), frame)


def test_reading_nothing_leaves_the_facts():
    tables = lay_over(FACTS, some_tables())
    for name in ("inspections", "judgements", "improvements"):
        pd.testing.assert_frame_equal(tables[name], getattr(FACTS, name))


def coded(inspection, item_id: str, theme: str) -> pd.DataFrame:
    row = {
        "item_id": item_id,
        "inspection_id": inspection.inspection_id,
        "theme": theme,
        "polarity": "weakness",
        "evidence_start": 0,
        "evidence_end": 4,
        "method": "a test",
    }
    return TABLES["coded"].check(pd.DataFrame([row], columns=TABLES["coded"].column_names))


def test_codes_of_a_report_that_was_read_stand_alone():
    facts = pd.concat([coded(KNOWN, "known 1", "health"), coded(OTHER, "other 1", "health")])
    read = coded(MISREAD, "known 2", "voice")
    tables = lay_over(replace(FACTS, coded=facts), replace(READ, coded=read))
    assert set(tables["coded"]["item_id"]) == {"known 2", "other 1"}
    kept = lay_over(replace(FACTS, coded=facts), READ)["coded"]
    assert set(kept["item_id"]) == {"known 1", "other 1"}

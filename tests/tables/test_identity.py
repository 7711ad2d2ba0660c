"""Rows of one inspection are known as such, whatever source they come from."""

from datetime import date

import pandas as pd
import pytest
from factories import inspected
from tables_of_facts import EAST_SUSSEX, SUFFOLK, reports

from ilacs_bench.tables.identity import is_same_inspection, match_inspections

KNOWN = inspected(EAST_SUSSEX, "2023-12-04", "2024-02-01")
CASES = [
    (EAST_SUSSEX, "ilacs_2023", "2024-02-01", "2023-12-04", True),
    (EAST_SUSSEX, "ilacs_2023", "2024-05-01", None, True),  # 90 days later
    (EAST_SUSSEX, "ilacs_2023", "2024-05-02", None, False),  # 91
    (EAST_SUSSEX, "ilacs_2023", "2024-02-01", "2023-12-11", True),  # a day on site misread
    (EAST_SUSSEX, "ilacs_2023", None, "2023-12-11", True),
    (EAST_SUSSEX, "ilacs_2023", None, None, False),
    (EAST_SUSSEX, "ilacs_2018", "2024-02-01", None, False),
    (SUFFOLK, "ilacs_2023", "2024-02-01", "2023-12-04", False),
    (None, "ilacs_2023", "2024-02-01", "2023-12-04", False),
]


@pytest.mark.parametrize(("la_code", "framework", "published", "start", "same"), CASES)
def test_authority_framework_and_publication_tell_an_inspection(
    la_code, framework, published, start, same
):
    known = reports(KNOWN)["inspections"]
    row = known.iloc[[0]].assign(
        inspection_id="another",
        la_code=la_code,
        framework=framework,
        published=pd.Timestamp(published) if published else pd.NaT,
        start=pd.Timestamp(start) if start else pd.NaT,
    )
    matched = match_inspections(row, known).dropna().to_list()
    assert matched == ([KNOWN.inspection_id] if same else [])
    assert is_same_inspection(as_values(row), as_values(known)) is same


def as_values(rows: pd.DataFrame) -> dict:
    row = rows.iloc[0]
    return {
        name: None if pd.isna(row[name]) else row[name]
        for name in ("inspection_id", "la_code", "framework", "start", "published")
    }


def test_an_equal_key_is_the_same_inspection_whenever_published():
    row = as_values(reports(KNOWN)["inspections"])
    assert is_same_inspection(row, row | {"published": date(2030, 1, 1)})

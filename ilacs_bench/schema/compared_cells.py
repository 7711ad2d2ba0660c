"""The promise of a reconciliation: one row per cell compared. It is made anew, never stored."""

from ilacs_bench.schema.table import StoredColumn, Table
from ilacs_bench.vocabulary import AREAS

INSPECTION, LATEST = "inspection", "latest"
"""Two things compared that are no column of a sheet: is the inspection there, is it the latest."""
DATES_AND_TYPE = ("start", "published", "inspection_type")
COMPARED_FIELDS = (INSPECTION, LATEST, *DATES_AND_TYPE, *AREAS)
OUTCOMES = ("agrees", "explained", "unexplained")

CELLS = Table(
    "cells",
    "one cell of the official statistics compared with our tables",
    ("official_source", "inspection_id", "field"),
    (
        StoredColumn("official_source", "text", "Which official file and sheet"),
        StoredColumn("inspection_id", "text", "Inspection that the cell is about"),
        StoredColumn("la_name", "text", "Local authority"),
        StoredColumn(
            "field",
            "text",
            "Judgement area or column compared; 'inspection': is it on both sides; 'latest': is it "
            "the authority's latest on the sheet's date",
            codes=COMPARED_FIELDS,
        ),
        StoredColumn(
            "our_value", "text", "What our tables say; for a type, what the report gives", True
        ),
        StoredColumn(
            "our_source", "text", "Report (file name) or official sheet ours comes from", True
        ),
        StoredColumn("official_value", "text", "What the official file says", True),
        StoredColumn(
            "outcome", "text", "Whether they agree; a difference explained or not", False, OUTCOMES
        ),
        StoredColumn(
            "taken",
            "text",
            "Which was taken where they differ; empty where our tables lack the inspection",
            True,
            codes=("report", "official", "rule"),
        ),
        StoredColumn("reason", "text", "Why, or what explains the difference", True),
    ),
)

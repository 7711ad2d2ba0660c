"""Definitions of the tidy tables, and their validation."""

from ilacs_bench.schema.table import GRADE_DTYPE, StoredColumn, Table
from ilacs_bench.schema.tables import (
    AUTHORITIES,
    CELLS,
    CODED,
    COVERAGE,
    FINDINGS,
    GROUNDS,
    IMPROVEMENTS,
    INSPECTIONS,
    JUDGEMENTS,
    MISSING_REPORTS,
    NEIGHBOURS,
    OFFICIAL_JUDGEMENTS,
    PROBLEMS,
    RECONCILIATION,
    TABLES,
)

__all__ = [
    "AUTHORITIES",
    "CELLS",
    "CODED",
    "COVERAGE",
    "FINDINGS",
    "GRADE_DTYPE",
    "GROUNDS",
    "IMPROVEMENTS",
    "INSPECTIONS",
    "JUDGEMENTS",
    "MISSING_REPORTS",
    "NEIGHBOURS",
    "OFFICIAL_JUDGEMENTS",
    "PROBLEMS",
    "RECONCILIATION",
    "TABLES",
    "StoredColumn",
    "Table",
]

"""The tidy tables and their promises."""

from ilacs_bench.schema.compared_cells import CELLS
from ilacs_bench.schema.coverage import COVERAGE, GROUNDS, MISSING_REPORTS
from ilacs_bench.schema.table import GRADE_DTYPE, StoredColumn, Table
from ilacs_bench.schema.tables import (
    AUTHORITIES,
    CODED,
    FINDINGS,
    IMPROVEMENTS,
    INSPECTIONS,
    JUDGEMENTS,
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

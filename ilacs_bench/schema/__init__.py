"""The tidy tables and their promises."""

from ilacs_bench.schema.cells import CELLS
from ilacs_bench.schema.table import GRADE_DTYPE, Column, Table
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
    "FINDINGS",
    "GRADE_DTYPE",
    "IMPROVEMENTS",
    "INSPECTIONS",
    "JUDGEMENTS",
    "NEIGHBOURS",
    "OFFICIAL_JUDGEMENTS",
    "PROBLEMS",
    "RECONCILIATION",
    "TABLES",
    "Column",
    "Table",
]

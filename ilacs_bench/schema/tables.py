"""The tidy tables: what one row is, key and columns, from two lookups.

`stored_tables.csv` and `stored_columns.csv` define types, meanings and the data dictionary.
"""

from typing import cast

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema.table import StoredColumn, StoredKind, Table, TableSchemas
from ilacs_bench.vocabulary import (
    AREAS,
    FINDING_SECTIONS,
    FRAMEWORKS,
    IMPROVEMENT_SECTION,
    POLARITIES,
    THEMES,
)

GROUNDS = ("official_statistics", "ofsted_site", "own_update")
"""Sources of coverage: Ofsted's statistics, its site, a user's update."""
INSPECTION, LATEST = "inspection", "latest"
"""Two compared facts that are not columns of a sheet: the inspection exists, and is the latest."""
DATES_AND_TYPE = ("start", "published", "inspection_type")
COMPARED_FIELDS = (INSPECTION, LATEST, *DATES_AND_TYPE, *AREAS)
_CODES: dict[str, tuple[str, ...]] = {
    "@areas": AREAS,
    "@frameworks": tuple(FRAMEWORKS),
    "@sections": FINDING_SECTIONS,
    "@all_sections": (*FINDING_SECTIONS, IMPROVEMENT_SECTION),
    "@themes": THEMES,
    "@polarities": POLARITIES,
    "@compared": COMPARED_FIELDS,
}
"""Codes that are rows of other lookups; other codes are in the column's own row."""


def _tables() -> dict[str, Table]:
    columns: dict[str, list[StoredColumn]] = {}
    for row in read_lookup("stored_columns"):
        codes = _CODES.get(row["codes"], tuple(row["codes"].split()))
        column = StoredColumn(
            row["column"],
            cast(StoredKind, row["kind"]),
            row["meaning"],
            row["optional"] == "yes",
            codes,
        )
        columns.setdefault(row["table"], []).append(column)
    return {
        row["table"]: Table(
            row["table"], row["row_is"], tuple(row["key"].split()), tuple(columns[row["table"]])
        )
        for row in read_lookup("stored_tables")
    }


TABLES = TableSchemas(_tables())
CELLS = TABLES.pop("cells")
"""The table of a full reconciliation, one row per cell compared; never stored."""
AUTHORITIES, CODED, COVERAGE = TABLES["authorities"], TABLES["coded"], TABLES["coverage"]
FINDINGS, IMPROVEMENTS = TABLES["findings"], TABLES["improvements"]
INSPECTIONS, JUDGEMENTS = TABLES["inspections"], TABLES["judgements"]
MISSING_REPORTS, NEIGHBOURS = TABLES["missing_reports"], TABLES["neighbours"]
OFFICIAL_JUDGEMENTS, PROBLEMS = TABLES["official_judgements"], TABLES["problems"]
RECONCILIATION = TABLES["reconciliation"]

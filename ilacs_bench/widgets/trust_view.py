"""What the figures rest on, in words and tables, as HTML: it depends on the tables alone."""

from datetime import date
from typing import Any

from ilacs_bench.benchmark.accuracy import (
    accuracy_by_framework,
    accuracy_by_theme,
    coder_accuracy,
    known_mistakes,
)
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.holdings import held_by_framework, held_by_year
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.reconciliation import compare_tables, count_by_sheet, count_cells
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.columns.tables import FIELD_LABELS, TAKEN_LABELS
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORK_LABELS, GRADE_LABELS, INSPECTION_TYPES
from ilacs_bench.widgets.render import render_part

_PLAIN = {code: code.capitalize() for code in INSPECTION_TYPES} | GRADE_LABELS
_DAYS = ("start", "published")
"""Fields whose value is a day, as text."""


def coverage_view(tables: Tables) -> str:
    """How many inspections there are, how many were read and coded, and until when."""
    of_framework, of_year = held_by_framework(tables), held_by_year(tables)
    last, covered = last_day(tables), coverage_of(tables)
    return render_part(
        "trust_coverage",
        frameworks=[
            {**row, "label": FRAMEWORK_LABELS[row["framework"]]} for row in records(of_framework)
        ],
        years=records(of_year),
        total={name: int(of_year[name].sum()) for name in ("n", "n_read", "n_coded")},
        last=day_words(last) if last else None,
        headline=covered.headline,
        other_grounds=[(day_words(day), source) for day, source in covered.grounds[1:]],
        notes=covered.details(),
    )


def reconciliation_view(tables: Tables) -> str:
    """Our figures against Ofsted's own statistics: cells compared, and each that differs."""
    if tables.inspections.empty or tables.official_judgements.empty:  # nothing to compare
        return render_part("trust_reconciliation", sheets=[])
    cells = compare_tables(tables, tables.official_judgements)
    sheets = count_by_sheet(cells)
    total = sheets.drop(columns="official_source").sum()
    differ = cells[cells["outcome"] != "agrees"]
    return render_part(
        "trust_reconciliation",
        sheets=records(sheets),
        fields=[
            {**row, "label": FIELD_LABELS[row["field"]]} for row in records(count_cells(cells))
        ],
        total={name: int(n) for name, n in total.items()},
        differences=[_difference(row) for row in records(differ)],
    )


def accuracy_view() -> str:
    """How often the codes of themes are right, and what they get wrong."""
    return render_part(
        "trust_accuracy",
        accuracy=coder_accuracy(),
        frameworks=records(accuracy_by_framework()),
        themes=records(accuracy_by_theme()),
        mistakes=known_mistakes(),
    )


def _difference(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "what": FIELD_LABELS[row["field"]],
        "ours": _plain(row["field"], row["our_value"]),
        "theirs": _plain(row["field"], row["official_value"]),
        "ruling": TAKEN_LABELS.get(row["taken"]),
    }


def _plain(field: str, value: str | None) -> str | None:
    """A value of a field as people write it."""
    if value and field in _DAYS:
        return day_words(date.fromisoformat(value))
    return _PLAIN.get(value, value) if value else None

"""The table 'council by council' of compare councils, as HTML. Pure: a comparison in, text out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.ledger import INSPECTION_COLUMNS
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.tables.records import cells, records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets.compare_view import BEST_FIRST, common, inspection_words, relabelled
from ilacs_bench.widgets.render import render_part

_ROWS_KEPT = 4096
_OF_MATRIX = (
    *INSPECTION_COLUMNS,
    "la_code",
    "la_name",
    "is_own",
    "judgement_area",
    "grade",
    "graded_as",
    "previous_grade",
    "direction",
    "age_days",
)


class _RowKey(NamedTuple):
    """What a row of the matrix says depends on this, and on the tables."""

    la_code: str
    is_own: bool
    rank: int | None
    closeness: str | None
    as_at: date
    published_by: date
    areas: tuple[str, ...]
    has_rank: bool


class MatrixRows:
    """Rows of the matrix that were made already: a council's says the same in another's group.

    For the comparisons of one set of tables.
    """

    def __init__(self) -> None:
        self._made: dict[_RowKey, Markup] = {}

    def of(self, comparison: Comparison, *, has_rank: bool) -> list[Markup]:
        """The rows of a comparison, in its order."""
        keys = list(self._keys(comparison, has_rank=has_rank))
        new = [place for place, key in enumerate(keys) if key not in self._made]
        if len(self._made) + len(new) > _ROWS_KEPT:
            self._made.clear()
            new = list(range(len(keys)))
        n = len(comparison.areas)
        wanted = comparison.matrix.take([n * place + area for place in new for area in range(n)])
        made = records(wanted, _OF_MATRIX)
        for nth, place in enumerate(new):
            key = keys[place]
            row = _council_row(made[n * nth : n * (nth + 1)], key, comparison.coverage)
            html = render_part("council", row=row, has_rank=has_rank)
            self._made[key] = Markup(html)  # noqa: S704
        return [self._made[key] for key in keys]

    def _keys(self, comparison: Comparison, *, has_rank: bool) -> Iterator[_RowKey]:
        when = (comparison.as_at, comparison.published_by, comparison.areas, has_rank)
        yield _RowKey(comparison.la_code, True, None, None, *when)
        columns = (cells(comparison.group[name]) for name in ("la_code", "rank", "closeness"))
        for la_code, rank, closeness in zip(*columns, strict=True):
            yield _RowKey(la_code, False, rank, closeness, *when)


def matrix_view(comparison: Comparison, rows: MatrixRows | None = None) -> str:
    """The authority and its group, one row each, one column a judgement area; sortable.

    `rows` has those of comparisons before, made of the same tables.
    """
    has_rank = bool(comparison.group["rank"].notna().any())
    areas = [AREA_SHORT_LABELS[area] for area in comparison.areas]
    return render_part(
        "matrix",
        headings=["Council", *(["Closeness"] if has_rank else []), *areas, "Inspected, and age"],
        rows=(rows or MatrixRows()).of(comparison, has_rank=has_rank),
        group=comparison.comparator_label,
        **common(comparison),
    )


def _council_row(rows: Sequence[dict[str, Any]], key: _RowKey, covered: Coverage) -> dict[str, Any]:
    first = rows[0]
    inspection = inspection_words(first, "")
    return {
        "la_name": first["la_name"],
        "is_own": first["is_own"],
        "rank": key.rank or "",
        "closeness": key.closeness,
        "cells": [_cell(row, covered) for row in rows],
        "start": f"{first['start'] or first['published']:%Y-%m-%d}" if inspection else "",
        "when": day_words(first["start"] or first["published"]) if inspection else None,
        "age": inspection["age"] if inspection else None,
        "url": first["source_url"],
    }


def _cell(row: dict[str, Any], covered: Coverage) -> dict[str, Any]:
    return {
        "grade": row["grade"],
        "order": BEST_FIRST.index(row["grade"]) if row["grade"] else "",
        "direction": row["direction"],
        "previous_grade": row["previous_grade"],
        "graded_as": relabelled(row["judgement_area"], row["graded_as"]),
        "why": "not graded" if row["inspection_id"] else covered.no_inspection(row["la_code"]),
    }

"""The cells of a column as text for readers, on pages and in papers."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.in_words import age_words, day_words, days_in_words, share_words
from ilacs_bench.columns.column import CellKind, Column
from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE, shorthand
from ilacs_bench.vocabulary import GRADE_LABELS

SHORT_GRADES = {grade: label.removesuffix(" to be good") for grade, label in GRADE_LABELS.items()}
"""Short labels of grades for narrow cells."""
_NOTHING = {NOT_AVAILABLE: "not known", NOT_APPLICABLE: "–"}
_MINUS = "\u2212"
_MOST_DECIMALS = 2

Formatter: TypeAlias = Callable[[Any], str]
"""A function that formats a value that is not missing."""


def words_for(column: Column, values: pd.Series, *, short: bool = False) -> Formatter:
    """Return a function that formats the values; `short` uses labels for narrow cells.

    Numbers have as many decimals as the column needs, at most two; years have no comma.
    """
    if column.kind in ("number", "order"):
        return _figures(values)
    labels = column.labels
    if column.kind == "grade":
        labels = SHORT_GRADES if short else GRADE_LABELS
    elif short and column.short_labels:
        labels = column.short_labels
    if labels:
        return lambda value: labels.get(value, str(value))
    if column.kind == "date":
        return _short_day if short else _day
    return _FORMATTERS.get(column.kind, _plain)


def empty_cell_words(column: Column, rows: pd.DataFrame) -> list[str]:
    """Return for each row the text shown if the column is empty: why there is no value."""
    if column.kind == "grade":
        known = f"{column.prefix}inspection_id"
        inspected = rows[known].notna() if known in rows else [True] * len(rows)
        return [
            "not graded" if is_inspected else "no inspection here" for is_inspected in inspected
        ]
    if isinstance(column.empty, str):
        return [_NOTHING[column.empty]] * len(rows)
    return [_NOTHING[why] for why in shorthand(column.empty, rows)]


def _figures(values: pd.Series) -> Formatter:
    known = values.dropna().to_numpy("float64")
    fits = (n for n in range(_MOST_DECIMALS) if (np.round(known, n) == known).all())
    decimals = next(fits, _MOST_DECIMALS)
    comma = "" if "year" in str(values.name) else ","
    return lambda value: f"{value:{comma}.{decimals}f}".replace("-", _MINUS)


def _day(value: Any) -> str:
    return day_words(value) if isinstance(value, date) else str(value)


def _short_day(value: Any) -> str:
    """Return a date that fits on one line of a narrow column."""
    if not isinstance(value, date):
        return str(value)
    return f"{value.day}\u00a0{value:%b}\u00a0{value.year}"


def _plain(value: Any) -> str:
    """Return a value as text, several values separated by commas."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple, set)) else str(value)


_FORMATTERS: dict[CellKind, Formatter] = {
    "sentence": days_in_words,
    "days": lambda days: str(age_words(int(days))),
    "share": share_words,
    "points": lambda points: f"{100 * points:+.0f}".replace("-", _MINUS),
    "yes_no": lambda value: "Yes" if value else "No",
}

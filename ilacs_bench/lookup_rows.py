"""Read rows of the lookups in `data/lookups`, checked against the definitions of their columns.

The definitions are a lookup too, `lookup_columns.csv`: the key columns, which no two rows share,
and the allowed values of a column. This module does not import pandas, as the command line starts
with it.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled, lookup_file

LookupRow = dict[str, str]
_DAY = "day"


def read_lookup(name: str) -> list[LookupRow]:
    """Return the rows of `data/lookups/<name>.csv`, every value as text; missing cells are ''.

    Raises SchemaError, with the line, for a repeated row or an unknown value.
    """
    place, rows = lookup_file(name), _rows(name)
    promises = _promises().get(name, [])
    for promise in promises:
        _check_column(place, rows, promise["column"], promise["values"])
    keys = [promise["column"] for promise in promises if promise["key"]]
    _check_unlike(place, rows, keys or list(rows[0] if rows else ()))
    return rows


def _rows(name: str) -> list[LookupRow]:
    place = lookup_file(name)
    reader = csv.DictReader(io.StringIO(_text(place), newline=""), restval="", strict=True)
    try:
        rows = list(reader)
    except csv.Error as problem:
        raise SchemaError(f"{place}: {problem}. Is a double quote not closed?") from None
    for line, row in enumerate(rows, start=2):
        if None in row:
            raise SchemaError(
                f"{_where(place, line)} has more cells than the {len(reader.fieldnames or ())} of "
                "the first line. Put a cell with a comma in it between double quotes."
            )
    if missing := sorted({*_bundled_columns(name)} - {*(reader.fieldnames or ())}):
        raise SchemaError(
            f"{place} has no column '{missing[0]}'. Its first line names the columns."
        )
    return rows


def _text(place: Path) -> str:
    content = place.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise SchemaError(f"{_where(place, line)} is not in UTF-8. Save it as CSV UTF-8.") from None


@cache
def _bundled_columns(name: str) -> tuple[str, ...]:
    """Return the columns of the bundled lookup, which a replacement must have too."""
    with bundled("data", "lookups", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(next(csv.reader(file), ()))


@cache
def _promises() -> dict[str, list[LookupRow]]:
    of_lookup = itemgetter("lookup")
    rows = sorted(_rows("lookup_columns"), key=of_lookup)
    return {name: list(of) for name, of in groupby(rows, of_lookup)}


@cache
def _values(reference: str) -> tuple[str, ...]:
    """Return all values of a column of another lookup, '@frameworks.framework'; else the word."""
    if not reference.startswith("@"):
        return (reference,)
    name, column = reference.removeprefix("@").split(".")
    return tuple(dict.fromkeys(row[column] for row in _rows(name)))


def _check_column(place: Path, rows: list[LookupRow], column: str, values: str) -> None:
    if not values:
        return
    known = [value for word in values.split() for value in _values(word)]
    for line, row in enumerate(rows, start=2):
        for one in filter(None, row[column].split("; ")):
            if _is_day(one) if values == _DAY else one in known:
                continue
            where = f"{_where(place, line)}: {column} '{one}'"
            if values == _DAY:
                raise SchemaError(f"{where} is no day. Write it as 2026-04-01.")
            lookup = values[1:].split(".")[0]
            fault = f"is not in {lookup}.csv" if values.startswith("@") else "means nothing"
            raise SchemaError(
                f"{where} {fault}. {_meant(get_close_matches(one, known, 1) or known)}"
            )


def _check_unlike(place: Path, rows: list[LookupRow], keys: Sequence[str]) -> None:
    lines: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        first = lines.setdefault(tuple(row[key] for key in keys), line)
        if first != line:
            row_words = ", ".join(f"{key} '{row[key]}'" for key in keys if row[key])
            raise SchemaError(
                f"{_where(place, line)}: {row_words} stands in line {first} already. "
                "Take one of them away."
            )


def _where(place: Path, line: int) -> str:
    return f"{place}, line {line}"


def _meant(known: Sequence[str]) -> str:
    if len(known) == 1:
        return f"Did you mean '{known[0]}'?"
    return f"Known are: {', '.join(known)}."


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False

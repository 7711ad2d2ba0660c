"""All columns of the library and the tables made of them, defined by three lookups.

`columns.csv` defines each column once, `column_sets.csv` lists the columns of a table,
`code_labels.csv` the labels of codes; docs/lookups.md describes them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from ilacs_bench.columns.column import CellKind, Column, Result
from ilacs_bench.columns.empty import (
    BEFORE,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    NOW,
    Empty,
    unless,
    without_grade,
)
from ilacs_bench.errors import SchemaError
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import ever_shown
from ilacs_bench.schema import CELLS, TABLES
from ilacs_bench.vocabulary import (
    AREA_LABELS,
    AREA_SHORT_LABELS,
    AREAS,
    COMPARED_WORDS,
    FRAMEWORK_LABELS,
    GRADE_LABELS,
    POLARITY_LABELS,
    THEME_GROUP_LABELS,
    THEME_GROUPS,
    THEME_LABELS,
)

_STORED = TABLES | {"cells": CELLS}
_EMPTY: dict[str, Empty] = {
    "x": NOT_AVAILABLE,
    "z": NOT_APPLICABLE,
    "now": NOW,
    "before": BEFORE,
    "theme": unless("theme"),
    "graded": without_grade(),
}

_KNOWN = {"stored": {*_STORED}, "kind": {*get_args(CellKind), "none"}, "empty": {*_EMPTY}}
"""The allowed values of `columns.csv`."""


def _code_labels() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {
        "area": dict(AREA_LABELS),
        "short_area": dict(AREA_SHORT_LABELS),
        "framework": FRAMEWORK_LABELS,
        "theme": THEME_LABELS,
        "theme_group": THEME_GROUP_LABELS,
        "group_of_theme": {theme: THEME_GROUP_LABELS[of] for theme, of in THEME_GROUPS.items()},
        "polarity": POLARITY_LABELS,
        "section": dict(AREA_SHORT_LABELS),
        "field": dict(AREA_SHORT_LABELS),
    }
    for row in read_lookup("code_labels"):
        found.setdefault(row["codes"], {})[row["code"]] = row["label"]
    return found


CODES = _code_labels()
"""Labels by code, for each kind of codes."""
SHORT_CODES: dict[str, Mapping[str, str]] = {
    "area": AREA_SHORT_LABELS,
    "direction": CODES["direction"]
    | {row["code"]: row["short_label"] for row in read_lookup("code_labels") if row["short_label"]},
}
"""Labels for narrow cells, if different."""


def _columns() -> dict[tuple[str, str], Column]:
    """Return all columns by the set that they belong to ('' for all) and their key."""
    found: dict[tuple[str, str], Column] = {}
    for row in read_lookup("columns"):
        for key, words in _each(row["column"]):
            like = found.get(("", row["like"].format(**words)))
            if row["like"] and not like:
                raise _unknown(row, "like")
            name = row["name"].format(**words) or (like.name if like and not words else key)
            column = like or Column(name, "", "")
            cells = {"name": name, **_given(row, words)}
            if "area" in words and row["empty"] == "graded":
                cells["empty"] = without_grade(words["area"])
            found[row["of"], key] = replace(column, **cells)
    return found


def _unknown(row: Mapping[str, str], cell: str) -> SchemaError:
    return SchemaError(f"columns.csv, column '{row['column']}': nothing is {cell} '{row[cell]}'.")


def _each(key: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the key as it is, or one key for each grade (best first) or area it stands for."""
    if "{grade}" in key:
        for grade, label in reversed(GRADE_LABELS.items()):
            yield key.format(grade=grade), {"grade": grade, "label": label}
    elif "{area}" in key:
        for area in AREAS:
            words = {"area": area, "label": AREA_LABELS[area], "short": AREA_SHORT_LABELS[area]}
            yield key.format(area=area), words
    else:
        yield key, {}


def _given(row: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """Return a row's fields; empty ones come from the column that it is like."""
    fields: dict[str, Any] = {
        name: row[name].format(compared=COMPARED_WORDS, **words)
        for name in ("heading", "meaning")
        if row[name]
    }
    for cell, known in _KNOWN.items():
        if row[cell] and row[cell] not in known:
            raise _unknown(row, cell)
    if row["stored"]:
        fields["meaning"] = _STORED[row["stored"]].meaning(row["column"].removeprefix("previous_"))
    if row["kind"]:
        fields["kind"] = row["kind"].replace("none", "text")
    if row["codes"]:
        fields["labels"] = CODES.get(row["codes"], {})
        fields["short_labels"] = SHORT_CODES.get(row["codes"], {})
    if row["empty"]:
        fields["empty"] = _EMPTY[row["empty"]]
    return fields


_COLUMNS = _columns()
COLUMNS = {key: column for (of, key), column in _COLUMNS.items() if not of}
"""The columns that belong to no single set, by key."""
SETS: dict[str, tuple[Column, ...]] = {}
"""Tables of columns, by name."""
RESULTS: dict[str, Result] = {}
"""The columns of public functions, by function name."""


def columns(*names: str | Column, of: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return columns by name, separated by spaces; '+name' means the columns of a set.

    If a set in `of` has its own column of that name, that one is used. A Column is returned as it
    is.

    >>> [column.heading for column in columns("la_name +inspection")][:2]
    ['Local authority', 'First day on site']
    """
    found: list[Column] = []
    for each in names:
        if isinstance(each, Column):
            found.append(each)
            continue
        for name in each.split():
            if name.startswith("+"):
                found += SETS[name[1:]]
            else:
                found.append(_column(name, of))
    return tuple(found)


def _column(name: str, of: Sequence[str]) -> Column:
    for each in (*of, ""):
        if (each, name) in _COLUMNS:
            return _COLUMNS[each, name]
    raise SchemaError(f"column_sets.csv names a column '{name}', which has no row in columns.csv.")


def wide_columns(
    areas: Sequence[str], *, relabelled: Sequence[str] = (), group: bool = True
) -> tuple[Column, ...]:
    """Return columns for one row per local authority: grade and direction for each area.

    `relabelled` areas, some of whose grades were given to another area, have a third column that
    names it. With `group` there are rank and closeness.
    """
    as_other = {area: f" graded_as_{area}" for area in relabelled}
    return columns(
        "la_name la_code rank closeness" if group else "la_name la_code",
        *(f"grade_{area}{as_other.get(area, '')} direction_{area}" for area in areas),
        "+inspection source_url",
        *(f"grade_order_{area}" for area in areas),
    )


def _fill() -> None:
    SETS["of_areas"] = columns(*(f"grade_{area} direction_{area}" for area in ever_shown()))
    SETS["grades_of_areas"] = columns(*(f"grade_{area}" for area in ever_shown()))
    for row in read_lookup("column_sets"):
        of = (row["scope"] or row["set"]).split()
        made = SETS[row["set"]] = columns(row["columns"], of=of)
        if row["row_is"]:
            shown, optional = columns(row["shown"], of=of), columns(row["optional"], of=of)
            also = tuple(row["also"].split())
            RESULTS[row["set"]] = Result(row["row_is"], made, shown, also, optional)


_fill()

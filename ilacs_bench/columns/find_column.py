"""Find the definition of a frame's column by its name and values."""

from collections.abc import Iterable

import pandas as pd

from ilacs_bench.columns.column import CellKind, Column, Result
from ilacs_bench.columns.definitions import RESULTS, columns
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.schema import TABLES
from ilacs_bench.vocabulary import AREAS, GRADES

EVERY: tuple[Column, ...] = tuple(c for result in RESULTS.values() for c in result.columns)


def result_of(frame: pd.DataFrame) -> Result | None:
    """Return the Result of a frame that a public function made, if no column was removed."""
    names = set(frame.columns)
    found = [result for result in RESULTS.values() if names.issuperset(result.names)]
    return max(found, key=lambda result: len(result.columns), default=None)


_SPELT = {
    "la": "LA",
    "dfe": "DfE",
    "ons": "ONS",
    "urn": "URN",
    "gss": "GSS",
    "id": "ID",
    "n": "number",
}
_MEASURES: tuple[CellKind, ...] = ("number", "days", "share", "points", "order")


def _by_name() -> dict[str, Column]:
    """Return columns by name, except names such as `n` whose meaning depends on the frame."""
    found: dict[str, Column] = {}
    headings: dict[str, set[str]] = {}
    for column in (*EVERY, *columns(*(f"grade_{area} direction_{area}" for area in AREAS))):
        found.setdefault(column.name, column)
        headings.setdefault(column.name, set()).add(column.heading)
    return {name: column for name, column in found.items() if len(headings[name]) == 1}


_BY_NAME = _by_name()


def column_of(name: str, values: pd.Series) -> Column:
    """Return the column of this name if the values fit; else one made from name and values.

    >>> column_of("la_name", pd.Series(["Hull"])).heading
    'Local authority'
    >>> column_of("children_in_need", pd.Series([31.5])).heading
    'Children in need'
    """
    known = _BY_NAME.get(name)
    if known is not None and _is_such(known, values):
        return known
    heading = known.heading if known is not None else heading_of(name)
    kind = _kind_of(name, values)
    return Column(name, heading, _meaning(name), kind, empty=NOT_APPLICABLE)


def shown_columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """Return the columns of a frame that a page shows.

    For a public function's frame these are the columns meant for readers and any added to it; for
    other frames all. The local authority is left out if all rows are of one.
    """
    result = result_of(frame)
    if result is None:
        return _all_of(frame)
    is_of_one = len(frame) > 1 and "la_code" in frame and frame["la_code"].nunique() == 1
    known = [c for c in result.shown if c.name != "la_name" or not is_of_one]
    return (*known, *_all_of(frame.drop(columns=result.names)))


def _all_of(frame: pd.DataFrame) -> tuple[Column, ...]:
    return tuple(column_of(str(name), values) for name, values in frame.items())


def heading_of(name: str) -> str:
    """Return the name of a column in words.

    >>> heading_of("previous_ons_region"), heading_of("Rate per 10,000")
    ('Previous ONS region', 'Rate per 10,000')
    """
    words = " ".join(_SPELT.get(word, word) for word in name.split("_")).strip()
    return words[:1].upper() + words[1:]


def _meaning(name: str) -> str:
    """Return what the tidy tables say of a column of this name, if they agree; else ''."""
    meanings = {c.meaning for table in TABLES.values() for c in table.columns if c.name == name}
    return meanings.pop() if len(meanings) == 1 else ""


def _is_such(column: Column, values: pd.Series) -> bool:
    """Return whether values can be shown as this column's are."""
    if column.kind == "grade":
        return _among(values, GRADES)
    if column.kind in ("code", "direction"):
        return _among(values, column.labels)
    if column.kind in _MEASURES:
        is_number = pd.api.types.is_numeric_dtype(values.dtype)
        is_share = column.kind not in ("share", "points") or bool(
            (values.dropna().abs() <= 1).all()
        )
        return is_number and is_share
    if column.kind == "date":
        return pd.api.types.is_datetime64_any_dtype(values.dtype)
    return column.kind != "text" or not pd.api.types.is_numeric_dtype(values.dtype)


def _among(values: pd.Series, codes: Iterable[str]) -> bool:
    """Return whether every value that is not missing is one of these codes."""
    kind, known = values.dtype, set(codes)
    if isinstance(kind, pd.CategoricalDtype) and known.issuperset(kind.categories):
        return True  # a category, as grades are: no need to check each value
    present = values.dropna()
    is_text = pd.api.types.infer_dtype(present) in ("string", "categorical", "empty")
    return is_text and known.issuperset(present.unique())


def _kind_of(name: str, values: pd.Series) -> CellKind:
    """Return how to show values of an undefined column."""
    if pd.api.types.is_bool_dtype(values.dtype):
        return "yes_no"
    if pd.api.types.is_numeric_dtype(values.dtype):
        is_share = "share" in name.split("_") and values.dropna().between(0, 1).all()
        return "share" if is_share else "number"
    inferred = pd.api.types.infer_dtype(values, skipna=True)
    if inferred in ("datetime", "datetime64", "date"):
        return "date"
    present = values.dropna()
    if len(present) and _among(present, GRADES):
        return "grade"
    return "address" if len(present) and all(map(ofsted_url, present)) else "text"

"""Convert frames to plain Python values, None for missing, for templates and charts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def cells(column: pd.Series) -> list[Any]:
    """Return the values of a column as a list; None for missing values of any type.

    >>> cells(pd.Series([1, None], dtype="Int64")), cells(pd.Series(["a", None], dtype="str"))
    ([1, None], ['a', None])
    """
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        values = [*kind.categories, None]
        return [values[code] for code in column.array.codes.tolist()]
    is_numpys = isinstance(kind, np.dtype)
    if is_numpys and kind.kind == "M":
        return column.to_numpy().astype("datetime64[us]").tolist()
    if (is_numpys and kind.kind == "f") or kind == "str":
        return [None if value != value else value for value in column.to_numpy().tolist()]
    return column.array.to_numpy(dtype=object, na_value=None).tolist()


def records(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return one dictionary per row, of these columns or all, with None for missing values.

    >>> records(pd.DataFrame({"n": [1.5, None], "of": [2, 3]}), ["n"])
    [{'n': 1.5}, {'n': None}]
    """
    names = frame.columns.to_list() if columns is None else list(columns)
    values = [cells(frame[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]

"""Accept texts to code as a frame, a series or a list."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from ilacs_bench.errors import UnknownName

TextsToCode: TypeAlias = pd.DataFrame | pd.Series | Iterable[Any] | str
"""A frame with a column of texts, a series or list of them, rows as dictionaries, or one text."""
_CONTEXT = ("section", "previous")
_NEEDS = "code_findings needs a DataFrame, a Series or a list of texts"


def texts_of(given: TextsToCode, text_column: str | None = None) -> pd.DataFrame:
    """Return the texts as a frame with `text`, `section` and `previous`, under their index.

    `section` and `previous` come from the frame if it has them. An empty cell is an empty text.
    Raises UnknownName, saying what is needed and what was found, for anything else.

    >>> texts_of(["Plans drift.", None])["text"].to_list()
    ['Plans drift.', '']
    """
    frame = _frame(given, text_column)
    name = text_column or "text"
    if name not in frame:
        found = [str(column) for column in frame.columns]
        example = found[-1] if found else "Comment"
        raise UnknownName(
            f"{_NEEDS}: of a DataFrame it reads the column {name!r}, and found {found}. Say which "
            f"column has the text: text_column={example!r}."
        )
    columns = {"text": frame[name], **{n: frame[n] for n in _CONTEXT if n in frame and n != name}}
    return pd.DataFrame(
        {each: _as_text(values, each) for each, values in columns.items()}, index=frame.index
    ).reindex(columns=["text", *_CONTEXT], fill_value="")


def _frame(given: TextsToCode, text_column: str | None) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    name = text_column or "text"
    if isinstance(given, pd.Series):
        return given.to_frame(name)
    if isinstance(given, str):
        given = [given]
    if isinstance(given, Mapping) or not isinstance(given, Iterable):
        raise UnknownName(f"{_NEEDS}, and found {type(given).__name__}.")
    rows = list(given)
    if rows and all(isinstance(row, Mapping) for row in rows):
        return pd.DataFrame(rows)
    return pd.DataFrame({name: pd.Series(rows, dtype="object")})


def _as_text(values: pd.Series, name: str) -> pd.Series:
    if values.dtype == "str":
        return values.fillna("")
    filled = values.astype("object").where(values.notna(), "")
    other = [value for value in filled if not isinstance(value, str)]
    if other:
        raise UnknownName(f"{_NEEDS}: {name!r} has {other[0]!r}, which is no text.")
    return filled.astype("str")

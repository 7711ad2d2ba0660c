"""The data dictionary: the meaning of all columns, of tables and of functions, as a frame."""

from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from ilacs_bench.columns.definitions import RESULTS
from ilacs_bench.columns.find_column import heading_of
from ilacs_bench.errors import UnknownName
from ilacs_bench.schema import TABLES


def data_dictionary(of: str | None = None) -> pd.DataFrame:
    """Return one row per column: `of` (table or function), column, heading, meaning.

    Tables come first, then functions, each with its columns in order. With `of`, such as
    'judgements' or 'waits', only the columns of that one. Raises UnknownName.

    >>> data_dictionary("waits")["column"].to_list()[:2]
    ['la_code', 'la_name']
    """
    rows = pd.DataFrame(_rows(), columns=["of", "column", "heading", "meaning"], dtype="str")
    if of is None:
        return rows
    names = rows["of"].unique()
    if of not in names:
        nearest = get_close_matches(str(of), names, n=1)
        hint = f"Did you mean {nearest[0]!r}? " if nearest else ""
        raise UnknownName(
            f"{of!r} is no table, and no function that gives one. {hint}Choose among {list(names)}."
        )
    return rows[rows["of"] == of].reset_index(drop=True)


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for name, table in TABLES.items():
        for stored in table.columns:
            yield name, stored.name, heading_of(stored.name), stored.meaning
    for name, result in RESULTS.items():
        for function in (name, *result.also):
            for column in (*result.columns, *result.optional):
                yield function, column.name, column.full_heading, column.meaning

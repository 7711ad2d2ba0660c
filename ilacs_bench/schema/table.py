"""The definition of a tidy table, and the check that every frame must pass."""

from dataclasses import dataclass
from functools import lru_cache
from textwrap import fill
from typing import Any, Literal

import pandas as pd
from pandas.api.types import pandas_dtype

from ilacs_bench.errors import SchemaError
from ilacs_bench.vocabulary import GRADES

StoredKind = Literal["text", "date", "integer", "grade"]

GRADE_DTYPE = pd.CategoricalDtype(categories=list(GRADES), ordered=True)
_DTYPES: dict[str, Any] = {
    "text": "str",
    "date": "datetime64[us]",
    "integer": "Int64",
    "grade": GRADE_DTYPE,
}


@dataclass(frozen=True)
class StoredColumn:
    """A column: its type, meaning, whether it may be empty, and the codes it allows."""

    name: str
    kind: StoredKind
    meaning: str
    optional: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The definition of one tidy table."""

    name: str
    row_is: str
    key: tuple[str, ...]
    columns: tuple[StoredColumn, ...]

    def __repr__(self) -> str:
        """Show what one row is, the key, and each column with its type and meaning."""
        width = max(map(len, self.column_names))
        columns = [f"  {c.name:{width}}  {c.kind:7}  {c.meaning}" for c in self.columns]
        key = ", ".join(self.key)
        return "\n".join([f"{self.name}: one row is {self.row_is}. Key: {key}.", *columns])

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    def meaning(self, name: str) -> str:
        """Return the meaning of a column."""
        return next(column.meaning for column in self.columns if column.name == name)

    def empty(self) -> pd.DataFrame:
        """Return a frame without rows, with every column in its type."""
        return _empty(self, pd.get_option("mode.string_storage")).copy()

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with columns in order and type. Raises SchemaError if they are invalid.

        Columns that the table does not have are an error too.
        """
        names = self.column_names
        missing = [name for name in names if name not in frame.columns]
        extra = [name for name in frame.columns if name not in names]
        if missing or extra:
            found = [f"columns missing: {missing}"] if missing else []
            found += [f"columns that are not in the table: {extra}"] if extra else []
            raise SchemaError(f"{self.name}: {'; '.join(found)}. The columns are {names}.")
        if frame.empty:
            return self.empty()
        dtypes = {kind: pandas_dtype(dtype) for kind, dtype in _DTYPES.items()}
        # Arrays, not Series, whose indexes would be aligned with each other.
        typed = pd.DataFrame(
            {c.name: self._typed(frame[c.name], c, dtypes[c.kind]).array for c in self.columns}
        )
        self._check_key(typed)
        return typed

    def _typed(self, values: pd.Series, column: StoredColumn, dtype: Any) -> pd.Series:
        where = f"{self.name}.{column.name}"
        allowed = GRADES if column.kind == "grade" else column.codes
        if allowed and values.dtype != GRADE_DTYPE:
            unknown = sorted(set(values.dropna().unique().astype(str)) - set(allowed))
            if unknown:
                raise SchemaError(f"{where}: {unknown[:5]} not in {list(allowed)}.")
        try:
            typed = values if values.dtype == dtype else values.astype(dtype)
        except (TypeError, ValueError) as error:
            raise SchemaError(f"{where}: expected {column.kind}: {error}") from error
        if not column.optional and typed.hasnans:
            raise SchemaError(f"{where}: {int(typed.isna().sum())} empty, but it may not be empty.")
        if column.kind == "grade":  # the categories' text has the same storage type too
            grades = pd.Categorical.from_codes(typed.cat.codes, dtype=GRADE_DTYPE)
            typed = pd.Series(grades, index=typed.index)
        return typed

    def _check_key(self, frame: pd.DataFrame) -> None:
        key = list(self.key)
        if frame.duplicated(key).any():
            rows = frame.loc[frame.duplicated(key, keep=False), key].head(4).to_dict("records")
            raise SchemaError(f"{self.name}: {self.key} must be unique, but stands twice: {rows}")


@lru_cache
def _empty(table: Table, _storage: str) -> pd.DataFrame:
    """Return a frame without rows, with pandas' current storage type for text."""
    columns = {column.name: pd.Series(dtype=_DTYPES[column.kind]) for column in table.columns}
    return pd.DataFrame(columns)


class TableSchemas(dict[str, Table]):
    """Tables by name; printed, each with its columns."""

    def __repr__(self) -> str:
        """Show names, what one row is, and columns; see also `print(TABLES['judgements'])`."""
        return "\n".join(
            f"{name}: one row is {table.row_is}\n{_indented(table.column_names)}"
            for name, table in self.items()
        )


def _indented(names: list[str]) -> str:
    return fill(", ".join(names), 96, initial_indent="    ", subsequent_indent="    ")

"""Read one stored table: from a file's bytes to a checked frame, or an error in one sentence."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled
from ilacs_bench.schema.table import Table
from ilacs_bench.tables.folder import Content

_NOT_PARQUET = (pa.ArrowException, OSError, ValueError, TypeError, LookupError)
_MANY = 20_000
"""Number of rows from which a table is large."""
_AT_ONCE = 2**15
"""Rows in memory when a table is read in parts: 15 MB of sentences."""


class StoredRows:
    """The rows of a table in a file, as one frame or in parts.

    With `older`, a table or column that an older version did not have is empty.

    Raises SchemaError, on construction or when rows are read, for a file that is missing or not a
    complete Parquet file, and for a column that is missing, unknown, of another type or has invalid
    cells. The message names the file, what was found, what was expected and how to mend it.
    """

    def __init__(
        self, table: Table, path: Path, content: Content | None, *, older: bool = False
    ) -> None:
        self._table, self._path, self._content, self._older = table, path, content, older
        if not older:
            self._parquet()

    def read_all(self) -> pd.DataFrame:
        """Return all rows as one frame."""
        if self._content is None and self._older:
            return self._table.empty()
        try:
            rows = self._parquet().read(use_threads=False)
            with _storage_of(rows.num_rows):
                frame = rows.to_pandas(use_threads=False)
        except _NOT_PARQUET as error:
            raise self._no_parquet(error) from error
        with _storage_of(rows.num_rows):
            return self._checked(frame)

    def parts(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield all rows, or these columns of them, in parts of limited size."""
        if self._content is None and self._older:
            return
        names = columns or self._table.column_names
        try:
            parquet = self._parquet()
            stored = [name for name in names if name in parquet.schema_arrow.names]
            for batch in parquet.iter_batches(
                _AT_ONCE, columns=stored if columns else None, use_threads=False
            ):
                with _storage_of(parquet.metadata.num_rows):
                    frame = batch.to_pandas(use_threads=False)
                    part = frame.reindex(columns=names) if columns else self._checked(frame)
                yield part  # outside the context, which would hold for the caller too
        except _NOT_PARQUET as error:
            raise self._no_parquet(error) from error

    def _parquet(self) -> pq.ParquetFile:
        """Return the file, checked to have the columns of the table."""
        if self._content is None:
            raise _error(self._path, "this table is missing")
        try:
            # Bytes in memory: Arrow starts threads to read a file, which would remain and break a
            # later fork.
            parquet = pq.ParquetFile(pa.BufferReader(pa.py_buffer(self._content)))
        except _NOT_PARQUET as error:
            raise self._no_parquet(error) from error
        if wrong := "; ".join(_wrong_types(self._table, parquet.schema_arrow)):
            raise _error(self._path, wrong)
        return parquet

    def _checked(self, frame: pd.DataFrame) -> pd.DataFrame:
        names = self._table.column_names
        try:
            return self._table.check(frame.reindex(columns=names) if self._older else frame)
        except SchemaError as error:
            raise _error(self._path, str(error).rstrip(".")) from error

    def _no_parquet(self, error: Exception) -> SchemaError:
        return _error(self._path, f"no whole Parquet file ({_first_line(error)})")


def _storage_of(rows: int) -> AbstractContextManager[object]:
    """Store large texts as Arrow does, a third of the memory of `use_python_strings`'s."""
    return pd.option_context("mode.string_storage", "auto") if rows > _MANY else nullcontext()


def use_python_strings() -> None:
    """Make frames in this process hold text as Python strings.

    Pages take a few rows out of small frames, many times for one response, which is twice as fast
    this way. Large tables stay in Arrow's storage.
    """
    pd.options.mode.string_storage = "python"


def _error(path: Path, found: str) -> SchemaError:
    if path.parent == bundled("data", "tidy"):
        mend = "Install ilacs-bench again"
    else:
        mend = (
            "The folder may be of another version of ilacs-bench, or changed by something else: "
            "write it again with 'ilacs-bench build FOLDER --out DIR --replace', or set it aside "
            "with 'ilacs-bench rollback' where it is a snapshot"
        )
    return SchemaError(f"{path}: {found}. {mend}.")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _wrong_types(table: Table, schema: pa.Schema) -> Iterator[str]:
    """Yield a message for each column of another type; empty tables may have any type."""
    for column in table.columns:
        if column.name in schema.names:
            found = schema.field(column.name).type
            if not (pa.types.is_null(found) or _IS[column.kind](found)):
                yield f"column {column.name} is of type {found}, where {column.kind} is expected"


def _is_text(found: pa.DataType) -> bool:
    if pa.types.is_dictionary(found):
        found = found.value_type
    return pa.types.is_string(found) or pa.types.is_large_string(found)


_IS: dict[str, Callable[[pa.DataType], bool]] = {
    "text": _is_text,
    "grade": _is_text,
    "date": lambda found: pa.types.is_timestamp(found) or pa.types.is_date(found),
    "integer": pa.types.is_integer,
}
"""For each kind of column, whether it may have a stored type."""

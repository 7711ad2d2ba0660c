"""Write the tidy tables: the same rows give the same bytes; all tables are written, or none."""

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.folder import Content, Opened, mapped, write_files
from ilacs_bench.tables.store import STORED, Tables, file_name, in_parts, tables_in

_ROWS_TOGETHER = 2**18


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write `<table>.parquet` for each table; other files in `folder` are left alone.

    All are replaced together, or none, even if the process is killed. Raises SchemaError for an
    invalid frame, FolderLocked where another process is writing there.
    """
    write_files(folder, table_files(tables))


def table_files(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the files of these tables by name: the same rows give the same bytes."""
    files = {}
    for name, frame in tables.items():
        content = io.BytesIO()
        with TableWriter(name, content) as table:
            table.add(TABLES[name].check(frame))
        files[file_name(name)] = content.getvalue()
    return files


class TableWriter:
    """Write a table's file as its rows come: the same rows give the same bytes."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        with pd.option_context("mode.string_storage", "auto"):
            self._schema = _arrow(TABLES[name].empty()).schema
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting = [TABLES[name].empty()]
        self._is_empty = True

    def add(self, frame: pd.DataFrame) -> None:
        """Check rows of the table, and write each full row group."""
        self._waiting.append(frame)
        if sum(map(len, self._waiting)) < _ROWS_TOGETHER:
            return
        rows = pd.concat(self._waiting)
        full = len(rows) - len(rows) % _ROWS_TOGETHER
        self._waiting = [rows.iloc[full:]]
        for start in range(0, full, _ROWS_TOGETHER):
            self._write(rows.iloc[start : start + _ROWS_TOGETHER])

    def _write(self, rows: pd.DataFrame) -> None:
        table = _arrow(rows)
        if not table.schema.equals(self._schema):  # some processes have Python strings
            table = table.cast(self._schema)
        self._writer.write_table(table, row_group_size=_ROWS_TOGETHER)
        self._is_empty = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Write the remaining rows."""
        rows = pd.concat(self._waiting)
        if not failed and (len(rows) or self._is_empty):
            self._write(rows)
        self._writer.close()


def _arrow(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()


def all_stored(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return every table that a folder holds, empty if it is not given."""
    return {name: tables[name] if name in tables else TABLES[name].empty() for name in STORED}


def write_stored(tables: Tables, opened: Opened) -> None:
    """Write the tables that a folder holds, large ones part by part."""
    for name in STORED:
        with opened(file_name(name)) as file, TableWriter(name, file) as table:
            for part in in_parts(tables, name):
                table.add(part)


class TemporaryTables:
    """Tables in unnamed temporary files, which the system deletes when the process ends."""

    def __init__(self) -> None:
        self._files: dict[str, Content] = {}

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Open a file for writing; its content stays readable as long as its tables exist."""
        with tempfile.TemporaryFile() as file:
            yield file
            file.flush()
            self._files[name] = mapped(file)

    def read(self) -> Tables:
        """Return the tables that were written."""
        return tables_in(self._files, Path(tempfile.gettempdir()))

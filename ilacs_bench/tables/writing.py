"""The tidy tables to disk: the same rows, the same bytes; written whole or not at all."""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.folder import Opened, OpenFile, write_files
from ilacs_bench.tables.store import STORED, Tables, file_name, in_parts, tables_in

_ROWS_TOGETHER = 2**18


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write `<table>.parquet` for each table; what else stands in `folder` is left alone.

    All are replaced together, or none, whenever the run is stopped. Raises SchemaError for a frame
    that breaks its table's promise, FolderLocked where another process is writing there.
    """
    write_files(folder, table_files(tables))


def table_files(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files of these tables, by name: the same rows, the same bytes."""
    files = {}
    for name, frame in tables.items():
        content = io.BytesIO()
        with TableWriter(name, content) as table:
            table.add(TABLES[name].check(frame))
        files[file_name(name)] = content.getvalue()
    return files


class TableWriter:
    """The file of a table, written as its rows come: the same rows, the same bytes."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        with pd.option_context("mode.string_storage", "auto"):
            self._schema = _arrow(TABLES[name].empty()).schema
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting = [TABLES[name].empty()]
        self._is_empty = True

    def add(self, frame: pd.DataFrame) -> None:
        """Rows of the table, checked; as many as a group has are written at once."""
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
        if not table.schema.equals(self._schema):  # text is Python's own in some processes
            table = table.cast(self._schema)
        self._writer.write_table(table, row_group_size=_ROWS_TOGETHER)
        self._is_empty = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Write what is left."""
        rows = pd.concat(self._waiting)
        if not failed and (len(rows) or self._is_empty):
            self._write(rows)
        self._writer.close()


def _arrow(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()


def all_stored(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Every table that a folder holds, without rows where it is not given."""
    return {name: tables[name] if name in tables else TABLES[name].empty() for name in STORED}


def write_stored(tables: Tables, opened: Opened) -> None:
    """Write the tables that a folder holds, the large ones as their rows come."""
    for name in STORED:
        with opened(file_name(name)) as file, TableWriter(name, file) as table:
            for part in in_parts(tables, name):
                table.add(part)


class Aside:
    """Tables in files of no name, which go when this process ends, however it ends."""

    def __init__(self) -> None:
        self._files: dict[str, io.RawIOBase] = {}

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """A file to write; what was written can be read as long as there are tables of it."""
        with tempfile.TemporaryFile() as file:
            yield file
            file.flush()
            self._files[name] = OpenFile(Path(name), os.dup(file.fileno()))

    def read(self) -> Tables:
        """The tables that were written."""
        return tables_in(self._files, Path(tempfile.gettempdir()))

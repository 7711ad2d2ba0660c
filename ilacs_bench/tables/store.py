"""Read the tidy tables from disk with their types; large ones only when they are used."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, Self

import pandas as pd

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import is_served, lookup_file
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.folder import Content, open_files, version_of
from ilacs_bench.tables.stored_table import StoredRows


class Rows(Protocol):
    """The rows of a table that has not been read yet."""

    def read_all(self) -> pd.DataFrame:
        """Return all rows as one frame."""

    def parts(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield all rows, or these columns of them, in parts; can be called repeatedly."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The tidy tables of one folder, each checked against its definition in `schema`.

    Do not change the frames: results computed from them are cached. To work with other rows, make
    new tables: `dataclasses.replace(tables, inspections=...)`.
    """

    inspections: pd.DataFrame
    judgements: pd.DataFrame
    improvements: pd.DataFrame
    findings: pd.DataFrame
    coded: pd.DataFrame
    problems: pd.DataFrame
    authorities: pd.DataFrame
    neighbours: pd.DataFrame
    official_judgements: pd.DataFrame
    reconciliation: pd.DataFrame
    coverage: pd.DataFrame
    missing_reports: pd.DataFrame

    def __repr__(self) -> str:
        """Show the number of rows of each table and what one row is, not the frames."""
        lines = [
            f"  {name:20} {len(getattr(self, name)):7,}  {table.row_is}"
            for name, table in TABLES.items()
        ]
        days = self.inspections["published"].dropna()
        until = f", published by {days.max().day} {days.max():%B %Y}" if len(days) else ""
        return "\n".join([f"Tables of {len(self.inspections)} full inspections{until}", *lines])

    def as_at(self, day: date | str | None = None, published_by: date | str | None = None) -> Any:
        """Return a Selection of these tables as at a date.

        Example: `t.as_at("2025-03-31").council("Suffolk").positions()`.

        Dates as for `snapshot`. Raises UnknownName for an invalid or future date.
        """
        selection = import_module("ilacs_bench.benchmark.selection")
        return selection.select(self, as_at=day, published_by=published_by)

    def written(self) -> dict[str, pd.DataFrame]:
        """The tables that are stored in a folder, by name: all but the bundled lookups."""
        return {name: getattr(self, name) for name in TABLES if name not in LOOKUP_TABLES}


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Return one table of a folder. Raises SchemaError where it is missing or invalid."""
    files = open_files(folder, [file_name(name)])
    return StoredRows(TABLES[name], folder / file_name(name), files.get(file_name(name))).read_all()


def schema_version() -> str:
    """Return a hash of the columns of all tables, which changes with them."""
    columns = {name: TABLES[name].column_names for name in STORED}
    return version_of({name: " ".join(each).encode() for name, each in columns.items()})


def file_name(name: str) -> str:
    """Return the file name of a table."""
    return f"{name}.parquet"


def read_tables(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """Return all tables: those in use, which 'ilacs-bench update' keeps current.

    They are the newest snapshot of the user's data folder, or the bundled facts where there is
    none. `data` is another data folder, one written by 'ilacs-bench build', or "bundled" for the
    bundled facts; `snapshot` is the number of a snapshot.

    Sentences and their themes are read on first use; questions about grades need none. Authorities
    and neighbours always come from the bundled lookups. Raises SchemaError for a folder without
    tables, and for a table that is missing, unreadable or invalid.
    """
    from ilacs_bench.tables.in_use import folder_in_use  # imports this module too

    return read_folder(folder_in_use(data, snapshot))


def read_folder(place: Path, *, without: Collection[str] = (), older: bool = False) -> Tables:
    """Return the tables of exactly this folder, with those in `without` empty.

    With `older`, columns that an older version did not have are empty.
    """
    if not place.is_dir():
        raise SchemaError(f"{place}: no such folder. Build one with 'ilacs-bench build FOLDER'.")
    files = open_files(place, [file_name(name) for name in STORED if name not in without])
    if file_name("inspections") not in files:
        raise SchemaError(
            f"{place}: no tables are in this folder. Is it the one that was given to "
            "'ilacs-bench build FOLDER --out'?"
        )
    return tables_in(files, place, without=without, older=older)


def tables_in(
    files: Mapping[str, Content],
    place: Path,
    *,
    without: Collection[str] = (),
    older: bool = False,
) -> Tables:
    """Return the tables in these files, by name; errors mention `place`."""
    read = {
        name: StoredRows(
            TABLES[name], place / file_name(name), files.get(file_name(name)), older=older
        )
        for name in STORED
        if name not in without
    }
    later = {name: read.pop(name) for name in LARGE if name in read}
    frames = {name: TABLES[name].empty() for name in without}
    frames |= {name: _read_lookup(name) for name in LOOKUP_TABLES}
    return tables_of(frames | {name: rows.read_all() for name, rows in read.items()}, later)


def tables_of(frames: Mapping[str, pd.DataFrame], later: Mapping[str, Rows]) -> Tables:
    """Return Tables of these frames, and of rows that are read on first use."""
    return _StoredTables.of(frames, later)


def replaced(tables: Tables, **frames: pd.DataFrame) -> Tables:
    """Do as `dataclasses.replace`, without reading tables that have not been read yet."""
    loaded = dict(vars(tables))
    later = loaded.pop("_later", {})
    return tables_of(
        {**loaded, **frames}, {name: later[name] for name in later if name not in frames}
    )


def in_parts(
    tables: Tables, name: str, columns: Sequence[str] | None = None
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a table, or these columns of them, in parts.

    A large table that has not been read yet stays on disk.
    """
    later: Mapping[str, Rows] = vars(tables).get("_later", {})
    if name in later:
        yield from later[name].parts(columns)
    else:
        frame: pd.DataFrame = getattr(tables, name)
        yield frame[list(columns)] if columns else frame


def check_folder(data: Path | str) -> None:
    """Read all tables of a folder. Raises SchemaError as `read_tables` does."""
    tables = read_tables(data)
    for name in LARGE:
        for _ in in_parts(tables, name):
            pass


def inspections_of(tables: Tables, name: str, given: Sequence[str] = ()) -> pd.Index:
    """Return ids of inspections with a row in a table whose columns `given` are not empty."""
    parts = in_parts(tables, name, ["inspection_id", *given])
    ids = [part.dropna()["inspection_id"].drop_duplicates() for part in parts]
    return pd.Index(pd.concat(ids).unique() if ids else [], dtype="str")


class _StoredTables(Tables):
    """Tables whose large frames are read on first use."""

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], later: Mapping[str, Rows]) -> Self:
        """Return Tables of these frames, and of readers for the others."""
        made = object.__new__(cls)
        vars(made).update(frames, _later=dict(later))
        return made

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Read a table on first use."""
        if name not in TABLES:
            raise AttributeError(name)
        later: dict[str, Rows] = vars(self)["_later"]
        frame = vars(self)[name] = later[name].read_all()
        del later[name]
        return frame

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as plain frames, without open files."""
        return partial(Tables, **{name: getattr(self, name) for name in TABLES}), ()


def no_tables() -> Tables:
    """Return empty tables, except for the lookups."""
    frames = {name: TABLES[name].empty() for name in STORED}
    return Tables(**frames, **{name: _read_lookup(name) for name in LOOKUP_TABLES})


def load(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """Return `read_tables`, cached for notebooks: `ib.load()`.

    The pages of a server share the tables until the files change. Within `given_tables` it returns
    those tables.
    """
    given = _given.get()
    if given is not None and data is None and snapshot is None:
        return given
    read = shared_tables if is_served() else read_tables
    return read(data, snapshot=snapshot)


_given: ContextVar[Tables | None] = ContextVar("given", default=None)


@contextmanager
def given_tables(tables: Tables) -> Iterator[None]:
    """Within the context, `load` without arguments returns these tables."""
    token = _given.set(tables)
    try:
        yield
    finally:
        _given.reset(token)


def shared_tables(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """Return `read_tables`, read once per process, and again when the files have changed."""
    from ilacs_bench.tables.in_use import folder_in_use  # imports this module too

    folder = folder_in_use(data, snapshot)
    stats = ((path.name, path.stat()) for path in sorted(folder.glob("*.parquet")))
    stamps = tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
    return _read_once(folder, stamps)


@lru_cache(maxsize=2)
def _read_once(folder: Path, _stamps: object) -> Tables:
    return read_folder(folder)


LARGE = ("findings", "coded")
"""Sentences and themes, not needed for questions about grades."""


LOOKUP_TABLES = ("authorities", "neighbours")
STORED = tuple(name for name in TABLES if name not in LOOKUP_TABLES)
"""The tables stored in a folder."""


def _read_lookup(name: str) -> pd.DataFrame:
    return _lookup_table(name, lookup_file(name)).copy(deep=False)


@cache
def _lookup_table(name: str, file: Path) -> pd.DataFrame:
    """Read it once in a process: it takes a quarter of the time of reading a folder."""
    frame = pd.read_csv(file, dtype="str", keep_default_na=False, na_values=[""])
    for column in TABLES[name].columns:
        if column.kind == "integer":
            frame[column.name] = pd.to_numeric(frame[column.name])
    return TABLES[name].check(frame)

"""The tidy tables on disk: read with their types, the large ones when somebody looks at them."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, Self

import pandas as pd

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import is_served, lookup_file
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.folder import open_files, version_of
from ilacs_bench.tables.stored import StoredRows


class Rows(Protocol):
    """The rows of a table that nobody has looked at yet."""

    def whole(self) -> pd.DataFrame:
        """All of them."""

    def parts(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """All of them, or these columns, some after the other; as often as it is called."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The tidy tables of one folder, each checked against its promise in `schema`.

    They are read, never changed: what is prepared from them is kept as long as they are. To work
    on other rows, make other tables: `dataclasses.replace(tables, inspections=...)`.
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
        """Each table with its rows and what one of them is: not every frame."""
        lines = [
            f"  {name:20} {len(getattr(self, name)):7,}  {table.row_is}"
            for name, table in TABLES.items()
        ]
        days = self.inspections["published"].dropna()
        until = f", published by {days.max().day} {days.max():%B %Y}" if len(days) else ""
        return "\n".join([f"Tables of {len(self.inspections)} full inspections{until}", *lines])

    def as_at(self, day: date | str | None = None, published_by: date | str | None = None) -> Any:
        """A Selection of these tables: `t.as_at("2025-03-31").council("Suffolk").positions()`.

        Days as for `snapshot`. Raises UnknownName for one that is no date or is to come.
        """
        selection = import_module("ilacs_bench.benchmark.selection")
        return selection.select(self, as_at=day, published_by=published_by)

    def written(self) -> dict[str, pd.DataFrame]:
        """The tables that a folder holds, by name: all but the bundled lookups."""
        return {name: getattr(self, name) for name in TABLES if name not in LOOKUP_TABLES}


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """The table `name` of a folder. Raises SchemaError where it is missing, or not as promised."""
    files = open_files(folder, [file_name(name)])
    return StoredRows(TABLES[name], folder / file_name(name), files.get(file_name(name))).whole()


def schema_version() -> str:
    """A name for the columns of all tables: other ones, another name."""
    columns = {name: TABLES[name].column_names for name in STORED}
    return version_of({name: " ".join(each).encode() for name, each in columns.items()})


def file_name(name: str) -> str:
    """The name of the file of a table."""
    return f"{name}.parquet"


def read_tables(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """All tables: those in use, which 'ilacs-bench update' keeps current.

    They are the newest snapshot of the user's data folder, or the facts of the package where there
    is none. `data` names another data folder, or one written by 'ilacs-bench build', or with
    "bundled" the facts of the package; `snapshot` is the number of one snapshot.

    Sentences and their themes are read when they are first looked at: a page of grades reads none.
    Authorities and neighbours always come from the bundled lookups. Raises SchemaError for a
    folder without tables, and for a table that is missing, can't be read or breaks its promise.
    """
    from ilacs_bench.tables.in_use import folder_in_use  # it reads tables, too

    return read_folder(folder_in_use(data, snapshot))


def read_folder(place: Path, *, without: Collection[str] = (), older: bool = False) -> Tables:
    """`read_tables` of the tables of this very folder, those in `without` empty.

    Where they are of an `older` version, columns that it did not have yet are empty.
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
    files: Mapping[str, io.RawIOBase],
    place: Path,
    *,
    without: Collection[str] = (),
    older: bool = False,
) -> Tables:
    """The tables in these open files, by their names; what is amiss is said of `place`."""
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
    return tables_of(frames | {name: rows.whole() for name, rows in read.items()}, later)


def tables_of(frames: Mapping[str, pd.DataFrame], later: Mapping[str, Rows]) -> Tables:
    """Tables of these frames, and of those that are read when somebody looks at them."""
    return _StoredTables.of(frames, later)


def replaced(tables: Tables, **frames: pd.DataFrame) -> Tables:
    """`dataclasses.replace` that reads no table that nobody has looked at."""
    there = dict(vars(tables))
    later = there.pop("_later", {})
    return tables_of(
        {**there, **frames}, {name: later[name] for name in later if name not in frames}
    )


def in_parts(
    tables: Tables, name: str, columns: Sequence[str] | None = None
) -> Iterator[pd.DataFrame]:
    """The rows of a table, or these columns of them, some after the other.

    A large table that nobody has looked at stays on the disk.
    """
    later: Mapping[str, Rows] = vars(tables).get("_later", {})
    if name in later:
        yield from later[name].parts(columns)
    else:
        frame: pd.DataFrame = getattr(tables, name)
        yield frame[list(columns)] if columns else frame


def check_folder(data: Path | str) -> None:
    """Go through all tables that `read_tables` would read. Raises SchemaError as that does."""
    tables = read_tables(data)
    for name in LARGE:
        for _ in in_parts(tables, name):
            pass


def inspections_of(tables: Tables, name: str, given: Sequence[str] = ()) -> pd.Index:
    """The inspections that have a row in a table in which the columns `given` are not empty."""
    parts = in_parts(tables, name, ["inspection_id", *given])
    ids = [part.dropna()["inspection_id"].drop_duplicates() for part in parts]
    return pd.Index(pd.concat(ids).unique() if ids else [], dtype="str")


class _StoredTables(Tables):
    """Tables of which the large ones are read when they are looked at."""

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], later: Mapping[str, Rows]) -> Self:
        """With these frames, and what reads the others."""
        made = object.__new__(cls)
        vars(made).update(frames, _later=dict(later))
        return made

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table that nobody has looked at yet."""
        if name not in TABLES:
            raise AttributeError(name)
        later: dict[str, Rows] = vars(self)["_later"]
        frame = vars(self)[name] = later[name].whole()
        del later[name]
        return frame

    def __reduce__(self) -> tuple[object, ...]:
        """In another process they are frames, and nothing else."""
        return partial(Tables, **{name: getattr(self, name) for name in TABLES}), ()


def no_tables() -> Tables:
    """Tables without a row, but for the lookups."""
    frames = {name: TABLES[name].empty() for name in STORED}
    return Tables(**frames, **{name: _read_lookup(name) for name in LOOKUP_TABLES})


def load(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """`read_tables`, for notebooks: `ib.load()`.

    The pages of a server share what was read once, until the files are others. Within
    `given_tables` they are those.
    """
    given = _given.get()
    if given is not None and data is None and snapshot is None:
        return given
    read = shared_tables if is_served() else read_tables
    return read(data, snapshot=snapshot)


_given: ContextVar[Tables | None] = ContextVar("given", default=None)


@contextmanager
def given_tables(tables: Tables) -> Iterator[None]:
    """Within it `load` gives these tables where it is not asked for any."""
    token = _given.set(tables)
    try:
        yield
    finally:
        _given.reset(token)


def shared_tables(data: Path | str | None = None, *, snapshot: int | None = None) -> Tables:
    """`read_tables`, read once in a process, and again when the files are others."""
    from ilacs_bench.tables.in_use import folder_in_use  # it reads tables, too

    folder = folder_in_use(data, snapshot)
    stats = ((path.name, path.stat()) for path in sorted(folder.glob("*.parquet")))
    stamps = tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
    return _read_once(folder, stamps)


@lru_cache(maxsize=2)
def _read_once(folder: Path, _stamps: object) -> Tables:
    return read_folder(folder)


LARGE = ("findings", "coded")
"""Sentences and themes: nothing about grades needs them."""


LOOKUP_TABLES = ("authorities", "neighbours")
STORED = tuple(name for name in TABLES if name not in LOOKUP_TABLES)
"""The tables that a folder holds."""


def _read_lookup(name: str) -> pd.DataFrame:
    frame = pd.read_csv(lookup_file(name), dtype="str", keep_default_na=False, na_values=[""])
    for column in TABLES[name].columns:
        if column.kind == "integer":
            frame[column.name] = pd.to_numeric(frame[column.name])
    return TABLES[name].check(frame)

"""The tidy tables on disk: read with their types, written whole or not at all."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled
from ilacs_bench.schema import TABLES


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


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """The table `name` of a folder; no rows where the folder does not have it."""
    path = folder / f"{name}.parquet"
    if not path.exists():
        return TABLES[name].empty()
    try:
        # One thread, on bytes at hand: Arrow's pools of threads would stay, in the way of a fork.
        with pq.ParquetFile(pa.BufferReader(path.read_bytes())) as file:
            frame = file.read(use_threads=False).to_pandas(use_threads=False)
    except (pa.ArrowInvalid, OSError) as error:
        raise SchemaError(f"{path}: this table can't be read: {error}. Build it again.") from error
    return TABLES[name].check(frame)


def read_tables(folder: Path | str | None = None, *, without: Collection[str] = ()) -> Tables:
    """All tables of a folder written by `ilacs-bench build`; without one, the bundled facts.

    Those named in `without` are not read and have no rows: a page of grades needs no themes.
    Authorities and neighbours always come from the bundled lookups. Raises SchemaError for a
    folder without the table `inspections`, and for a table that can't be read or breaks its
    promise.
    """
    lookups = bundled("data", "lookups")
    place = Path(folder) if folder else bundled("data", "tidy")
    if not place.is_dir():
        raise SchemaError(f"{place}: no such folder. Build one with 'ilacs-bench build FOLDER'.")
    finish_writing(place)
    if not (place / "inspections.parquet").exists():
        raise SchemaError(
            f"{place}: no tables are in this folder. Is it the one that was given to "
            "'ilacs-bench build FOLDER --out'?"
        )
    frames = {
        name: _read_lookup(name, lookups) if name in LOOKUP_TABLES else read_table(name, place)
        for name in TABLES
        if name not in without
    }
    return Tables(**frames, **{name: TABLES[name].empty() for name in without})


load = read_tables
"""The short name, for notebooks: `ib.load()`."""

WORDS_AND_THEMES = ("findings", "coded")
"""The two large tables, which nothing about grades needs."""


LOOKUP_TABLES = ("authorities", "neighbours")


def _read_lookup(name: str, folder: Path) -> pd.DataFrame:
    frame = pd.read_csv(folder / f"{name}.csv", dtype="str", keep_default_na=False, na_values=[""])
    for column in TABLES[name].columns:
        if column.kind == "integer":
            frame[column.name] = pd.to_numeric(frame[column.name])
    return TABLES[name].check(frame)


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write `<table>.parquet` for each table; what else stands in `folder` is left alone.

    All new files are written beside the old ones first; a journal naming them is the moment of
    commitment, after which they take the old ones' places. A run killed before that moment leaves
    the old tables, a run killed after it the new ones: `finish_writing` completes the renames.
    """
    checked = {name: TABLES[name].check(frame) for name, frame in tables.items()}
    folder.mkdir(parents=True, exist_ok=True)
    finish_writing(folder)
    for name, frame in checked.items():
        _write_parquet(frame, folder / _staged(name))
    unfinished = folder / f"{_JOURNAL}.part"
    unfinished.write_text("\n".join(checked), encoding="utf-8")
    unfinished.replace(folder / _JOURNAL)
    finish_writing(folder)


def finish_writing(folder: Path) -> None:
    """Complete a committed write that was killed half way; do nothing where there is none."""
    journal = folder / _JOURNAL
    if not journal.exists():
        return
    for name in journal.read_text(encoding="utf-8").split():
        staged = folder / _staged(name)
        if staged.exists():
            staged.replace(folder / f"{name}.parquet")
    journal.unlink()


_JOURNAL = ".tables-to-replace"


def _staged(name: str) -> str:
    return f".{name}.parquet.new"


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())

"""One update: new reports are read, coded, merged with the facts and saved as a snapshot."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import READERS
from ilacs_bench.tables.build import find_all, read_to_temporary
from ilacs_bench.tables.in_use import Layers, about_layers, read_layers, renew, save
from ilacs_bench.tables.manifest import ManifestRow, read_manifest
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import Snapshot, single_updater
from ilacs_bench.tables.store import LARGE, STORED, Tables, in_parts
from ilacs_bench.themes.coding import code_parts
from ilacs_bench.update.changes import Changes, compare_tables

Progress = Callable[[str, int, int], None]
"""A function called with the current step, the amount done, and the total."""
_TOGETHER = 2**15  # rows compared at a time


@dataclass(frozen=True)
class Update:
    """The result of an update.

    `snapshot` is the new one; None if nothing changed. `notes` say what could not be downloaded,
    and what was replaced; `incomplete` says whether anything is missing.
    """

    changes: Changes
    snapshot: Snapshot | None
    reports: int = 0
    notes: list[str] = field(default_factory=list)
    incomplete: bool = False


def no_progress(what: str, done: int, of: int) -> None:
    """Report no progress."""


def update_from_folder(
    place: Path,
    data: Path | None = None,
    *,
    manifest: Path | None = None,
    workers: int | None = None,
    on_progress: Progress = no_progress,
) -> Update:
    """Add the reports of a folder, or one report, to the tables.

    Raises IlacsBenchError if there is no such report or manifest, FolderLocked if another update is
    running.
    """
    paths = _reports_at(place)
    listed = read_manifest(manifest) if manifest else {}
    with single_updater(data):
        renew(data)
        layers = read_layers(data)
        read = read_reports_of(paths, listed, workers, on_progress)
        return add_reports(data, layers, read, source=str(place), reports=len(paths))


def _reports_at(place: Path) -> list[Path]:
    if not place.is_file():
        return find_all([place])
    if place.suffix.lower() not in READERS:
        raise IlacsBenchError(f"{place}: a report's name ends in {', '.join(READERS)}.")
    return [place]


def read_reports_of(
    paths: Sequence[Path],
    listed: Mapping[str, ManifestRow],
    workers: int | None,
    on_progress: Progress,
) -> Tables:
    """Return the tables of these files, coded; the large ones are on disk."""
    most = workers or os.cpu_count() or 1
    with workers_at(min(most, len(paths))) as readers:
        return read_to_temporary(
            paths, listed, readers, code_parts, partial(on_progress, "Reading")
        )


def add_reports(
    data: Path | None, layers: Layers, read: Tables, *, source: str, reports: int
) -> Update:
    """Merge what was read with the facts, and save it if anything changes; holds the lock."""
    own = merge_tables(layers.own, read)
    after = merge_tables(layers.base, own)
    changes = compare_tables(layers.in_use, after)
    if same_tables(layers.in_use, after):
        return Update(changes, None, reports)
    about = about_layers(layers, source, list(changes.lines()))
    return Update(changes, save(data, own, after, about), reports)


def same_tables(one: Tables, other: Tables) -> bool:
    """Return whether both have the same rows in the same order; large tables are compared last."""
    return all(
        rows is not None and rows.equals(others)
        for name in sorted(STORED, key=LARGE.__contains__)
        for rows, others in zip_longest(*(_evenly(in_parts(of, name)) for of in (one, other)))
    )


def _evenly(parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield the same rows in parts of equal size."""
    rows = pd.DataFrame()
    for part in parts:
        rows = pd.concat([rows, part], ignore_index=True) if len(rows) else part
        while len(rows) >= _TOGETHER:
            yield rows.head(_TOGETHER).reset_index(drop=True)
            rows = rows.iloc[_TOGETHER:]
    if len(rows):
        yield rows.reset_index(drop=True)

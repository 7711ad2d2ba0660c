"""One update: what is new is read, coded, laid over the facts and kept as a snapshot."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import READERS
from ilacs_bench.tables.build import find_all, read_folders
from ilacs_bench.tables.in_use import Layers, about_layers, overlay_tables, read_layers, renew, save
from ilacs_bench.tables.manifest import ManifestRow, read_manifest
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import Snapshot, single_updater
from ilacs_bench.tables.store import Tables, no_tables
from ilacs_bench.themes.coding import code_tables
from ilacs_bench.update.changes import Changes, compare_tables

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Update:
    """What an update did.

    `snapshot` is the new one; None where nothing changed. `notes` say what could not be had, and
    what was published anew; `incomplete` whether something was left undone.
    """

    changes: Changes
    snapshot: Snapshot | None
    reports: int = 0
    notes: list[str] = field(default_factory=list)
    incomplete: bool = False


def no_progress(what: str, done: int, of: int) -> None:
    """Tell nobody."""


def update_from_folder(
    place: Path,
    data: Path | None = None,
    *,
    manifest: Path | None = None,
    workers: int | None = None,
    on_progress: Progress = no_progress,
) -> Update:
    """Take in the reports of a folder, or one report.

    Raises IlacsBenchError where there is no such report or manifest, FolderLocked where another
    update is running.
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
) -> dict[str, pd.DataFrame]:
    """The tables that the files give, with their codes."""
    most = workers or os.cpu_count() or 1
    with workers_at(min(most, len(paths))) as readers:
        told = partial(on_progress, "Reading")
        read = read_folders(paths, listed, readers, told)
        return {**read, "coded": code_tables(read, readers)}


def add_reports(
    data: Path | None,
    layers: Layers,
    read: Mapping[str, pd.DataFrame],
    *,
    source: str,
    reports: int,
) -> Update:
    """Lay what was read over the facts, and keep it where it changes anything; for the updater."""
    own = merge_tables(layers.own, replace(no_tables(), **read))
    after = overlay_tables(layers.base, own)
    changes = compare_tables(layers.in_use, after)
    if same_tables(layers.in_use, after):
        return Update(changes, None, reports)
    about = about_layers(layers, source, list(changes.lines()))
    return Update(changes, save(data, own, after, about), reports)


def same_tables(one: Tables, other: Tables) -> bool:
    """Whether both hold the same rows in the same order."""
    others = other.written()
    return all(frame.equals(others[name]) for name, frame in one.written().items())

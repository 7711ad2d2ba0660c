"""The tables in use: the newest snapshot, merged with the newest facts."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from ilacs_bench.days import today
from ilacs_bench.errors import FolderLocked, SchemaError
from ilacs_bench.tables.folder import Opened, open_files, read_files, version_of
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import (
    OWN,
    About,
    Snapshot,
    add_snapshot,
    base_folder,
    folder_of_tables,
    is_bundled,
    newest_snapshot,
    single_updater,
)
from ilacs_bench.tables.store import (
    STORED,
    Tables,
    file_name,
    no_tables,
    read_folder,
    read_table,
    schema_version,
)
from ilacs_bench.tables.table_writer import table_files, write_stored

_RENEWED = ("laid over the newer facts of the package",)
_OF_A_LIST = ("coverage", "missing_reports", "problems")
_NOT_OF_A_LIST = tuple(name for name in STORED if name not in (*_OF_A_LIST, "inspections"))
_SHORT_WAIT = 3.0  # seconds; another command may be merging the same snapshot


def folder_in_use(data: Path | str | None = None, snapshot: int | None = None) -> Path:
    """Return the folder of the tables for `--data` and `--snapshot`, see `read_tables`.

    A snapshot that was merged with older facts is first merged with the current ones, as a new
    snapshot; where that can't be written, the old one stays in use.
    """
    newest = None if snapshot is not None or is_bundled(data) else newest_snapshot(data)
    if newest and _is_behind(newest, base_folder(data)):
        with suppress(OSError, FolderLocked), single_updater(data, wait=_SHORT_WAIT):
            renew(data)
    return folder_of_tables(data, snapshot)


def renew(data: Path | str | None = None) -> None:
    """Merge the newest snapshot with the current facts if needed; the caller holds the lock."""
    newest, folder = newest_snapshot(data), base_folder(data)
    if newest and _is_behind(newest, folder):
        base, own = read_folder(folder), _read_own(newest)
        layers = Layers(base, version_of_folder(folder), own, base)
        about = about_layers(layers, newest.about.source, _RENEWED)
        save(data, own, merge_tables(base, own), about)


def tables_in_use_now(data: Path | str | None) -> Tables:
    """Return the tables in use without renewing them; the caller holds the update lock."""
    newest = newest_snapshot(data)
    return read_folder(newest.folder if newest else base_folder(data))


@dataclass(frozen=True, eq=False)
class Layers:
    """The sources of a new snapshot: the facts, the user's own reports, and the tables in use."""

    base: Tables
    version: str
    own: Tables
    in_use: Tables


def read_layers(data: Path | str | None = None) -> Layers:
    """Return the layers of a data folder whose newest snapshot is up to date."""
    folder, newest = base_folder(data), newest_snapshot(data)
    base = read_folder(folder)
    own = read_folder(newest.folder / OWN) if newest else no_tables()
    in_use = read_folder(newest.folder) if newest else base
    return Layers(base, version_of_folder(folder), own, in_use)


def _read_own(snapshot: Snapshot) -> Tables:
    """Return the tables of the user's own reports, whichever version of the library wrote them."""
    try:
        return read_folder(snapshot.folder / OWN, older=True)
    except SchemaError as error:
        raise SchemaError(
            f"Snapshot {snapshot.number} was made by another version of ilacs-bench, and can't be "
            f"laid over the facts of this one: {error} Set it aside with 'ilacs-bench rollback', "
            "then take its reports in again with 'ilacs-bench update FOLDER'."
        ) from error


def save(data: Path | str | None, own: Tables, after: Tables, about: About) -> Snapshot:
    """Write `after` as the newest snapshot, with `own`; the caller holds the update lock."""
    return add_snapshot(data, partial(write_stored, after), partial(write_stored, own), about)


def save_listing(
    data: Path | str | None,
    change: Callable[[Tables], Tables],
    source: str,
    added: Sequence[str],
) -> Snapshot | None:
    """Add a snapshot in which only a site listing is new: coverage, missing reports, problems.

    All other files are copied from the tables in use. Returns None where nothing changes.
    """
    newest, base = newest_snapshot(data), base_folder(data)
    in_use, own = (newest.folder, newest.folder / OWN) if newest else (base, None)
    files, own_files = _changed_files(in_use, change), _changed_files(own, change)
    if newest and files == read_files(in_use, files):
        return None
    over = newest.about.over if newest else version_of_folder(base)
    last_day = newest.about.over_last_day if newest else _last_day_of(base)
    about = About(today(), schema_version(), over, last_day, source, tuple(added))
    write, write_own = (
        partial(_write_changed, in_use, files),
        partial(_write_changed, own, own_files),
    )
    return add_snapshot(data, write, write_own, about)


def _changed_files(folder: Path | None, change: Callable[[Tables], Tables]) -> dict[str, bytes]:
    """Return the files that `change` changes in a folder of tables; without a folder, all."""
    tables = read_folder(folder, without=_NOT_OF_A_LIST) if folder else no_tables()
    changed = change(tables).written()
    return table_files({name: changed[name] for name in (_OF_A_LIST if folder else STORED)})


def _write_changed(folder: Path | None, changed: Mapping[str, bytes], opened: Opened) -> None:
    """Write the files of a folder of tables: those that changed, and copies of the others."""
    others = open_files(folder, set(map(file_name, STORED)) - {*changed}) if folder else {}
    for name, content in {**others, **changed}.items():
        with opened(name) as file:
            file.write(content)


def about_layers(layers: Layers, source: str, added: Sequence[str]) -> About:
    """Return the description of a snapshot made today from these layers."""
    last_day = _last_published(layers.base.inspections)
    return About(today(), schema_version(), layers.version, last_day, source, tuple(added))


def _is_behind(snapshot: Snapshot, base: Path) -> bool:
    """Return whether the snapshot was merged with tables older than those of `base`."""
    if snapshot.about.schema != schema_version():
        return True
    if version_of_folder(base) == snapshot.about.over:
        return False
    known, now = snapshot.about.over_last_day, _last_day_of(base)
    return known is None or (now is not None and now >= known)


def _last_day_of(folder: Path) -> date | None:
    return _last_published(read_table("inspections", folder))


def _last_published(inspections: pd.DataFrame) -> date | None:
    last = inspections["published"].max()
    return None if pd.isna(last) else last.date()


def version_of_folder(folder: Path) -> str:
    """Return a hash of what the tables of a folder hold."""
    places = [folder / file_name(name) for name in STORED]
    states = tuple((place, place.stat().st_mtime_ns) for place in places if place.exists())
    return _version(folder, states)


@lru_cache(maxsize=4)
def _version(folder: Path, _states: object) -> str:
    return version_of(read_files(folder, map(file_name, STORED)))

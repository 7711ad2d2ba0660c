"""Snapshots of the tables: numbered folders that never change, the newest of them in use.

They are in `snapshots/` of a data folder: the user's own, or any other. Each is a merge of the base
tables (those of that folder, or the bundled facts where it has none) with the user's reports. The
tables of the user's reports alone are in its `own/`, so that they can be merged with newer facts
without reading a report again.
"""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilacs_bench.atomic import sync_folder, synced_file, write_file, write_synced
from ilacs_bench.errors import SchemaError
from ilacs_bench.lock import single_writer
from ilacs_bench.paths import DATA_VARIABLE, bundled, user_folder
from ilacs_bench.tables.folder import Opened, file_content

BUNDLED = "bundled"
"""The name, in place of a folder, of the package's own facts."""
OWN = "own"
"""The folder of a snapshot with the tables of the user's reports."""
_ABOUT = "about.json"
_ROLLED_BACK = "rolled-back"


@dataclass(frozen=True)
class About:
    """The description of a snapshot.

    `made_on` is the day it was made, `schema` the version of its columns, `over` that of its base
    tables, `over_last_day` the last day that those cover, `source` where the reports are from,
    `added` what is new in it.
    """

    made_on: date
    schema: str
    over: str
    over_last_day: date | None
    source: str
    added: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: its number, its folder of tables, and its description."""

    number: int
    folder: Path
    about: About

    @property
    def rolled_back(self) -> bool:
        """Whether it was rolled back, so that an earlier one is in use."""
        return (self.folder / _ROLLED_BACK).exists()


def data_folder(data: Path | str | None = None) -> Path:
    """Return the data folder; by default the user's own."""
    named = _named(data)
    return Path(named) if named else user_folder()


def is_bundled(data: Path | str | None) -> bool:
    """Return whether `data` means the package's own facts, without any update."""
    return str(_named(data)) == BUNDLED


def folder_of_tables(data: Path | str | None = None, snapshot: int | None = None) -> Path:
    """Return the folder of the tables for `--data` and `--snapshot`, see `store.read_tables`."""
    if is_bundled(data):
        if snapshot is not None:
            raise SchemaError("The bundled facts have no snapshots: leave one of the two out.")
        return bundled("data", "tidy")
    if snapshot is not None:
        return find_snapshot(snapshot, data).folder
    newest = newest_snapshot(data)
    if newest:
        return newest.folder
    return data_folder(data) if _named(data) else base_folder()


def base_folder(data: Path | str | None = None) -> Path:
    """Return the folder of the base tables of a data folder's snapshots."""
    folder = data_folder(data)
    return folder if has_tables(folder) else bundled("data", "tidy")


def has_tables(folder: Path) -> bool:
    """Return whether a folder itself holds tables."""
    with suppress(OSError):  # a folder without read permission counts as empty
        return (folder / "inspections.parquet").exists()
    return False


def snapshots(data: Path | str | None = None) -> list[Snapshot]:
    """Return all snapshots of a data folder, oldest first, including those rolled back."""
    return [_read(folder) for folder in _folders(data)]


def newest_snapshot(data: Path | str | None = None) -> Snapshot | None:
    """Return the snapshot in use; None for none."""
    in_use = (each for each in reversed(_folders(data)) if not (each / _ROLLED_BACK).exists())
    return next((_read(folder) for folder in in_use), None)


def find_snapshot(number: int, data: Path | str | None = None) -> Snapshot:
    """Return a snapshot by number. Raises SchemaError, listing the existing numbers."""
    found = {each.number: each for each in snapshots(data)}
    if number not in found:
        raise SchemaError(
            f"{data_folder(data)} has no snapshot {number}; it has "
            f"{', '.join(map(str, found)) or 'none'}. 'ilacs-bench snapshots' lists them."
        )
    return found[number]


@contextmanager
def single_updater(data: Path | str | None = None, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock for adding or rolling back snapshots of a data folder."""
    with single_writer(data_folder(data) / "snapshots", wait=wait):
        yield


def add_snapshot(
    data: Path | str | None,
    write: Callable[[Opened], None],
    write_own: Callable[[Opened], None],
    about: About,
) -> Snapshot:
    """Write the newest snapshot, made visible by one rename; the caller holds the lock.

    `write` writes the files of all tables, `write_own` those of the user's reports alone.
    """
    place = data_folder(data) / "snapshots"
    for left in place.glob(".being-made-*"):
        shutil.rmtree(left, ignore_errors=True)
    number = max(map(_number, _folders(data)), default=0) + 1
    beside, folder = place / f".being-made-{secrets.token_hex(4)}", place / str(number)
    try:
        (beside / OWN).mkdir(parents=True)
        write(lambda name: synced_file(beside / name))
        write_own(lambda name: synced_file(beside / OWN / name))
        write_synced(beside / _ABOUT, _about_file(about))
        sync_folder(beside)
        beside.rename(folder)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            error.filename = str(data_folder(data))  # reported for the folder that was given
        raise
    sync_folder(place)
    return Snapshot(number, folder, about)


def roll_back(data: Path | str | None = None) -> tuple[Snapshot, Snapshot | None]:
    """Roll the newest snapshot back; return it, and the one that is in use now, if any.

    Its files stay, and `--snapshot` can still read them. Raises SchemaError where there is none.
    """
    with single_updater(data):
        newest = newest_snapshot(data)
        if newest is None:
            raise SchemaError(f"{data_folder(data)} has no snapshot to roll back.")
        write_file(newest.folder / _ROLLED_BACK, b"")
        return newest, newest_snapshot(data)


def _named(data: Path | str | None) -> Path | str | None:
    return data or os.environ.get(DATA_VARIABLE) or None


def _folders(data: Path | str | None) -> list[Path]:
    """Return the folders of all snapshots, oldest first."""
    try:
        places = list((data_folder(data) / "snapshots").iterdir())
    except OSError:  # there are none, or no permission to list them
        return []
    return sorted((each for each in places if each.name.isdecimal()), key=_number)


def _number(folder: Path) -> int:
    return int(folder.name)


def _read(folder: Path) -> Snapshot:
    path = folder / _ABOUT
    try:
        about = json.loads(file_content(path) or b"")
        last_day = about["over_last_day"]
        about = About(
            made_on=date.fromisoformat(about["made_on"]),
            schema=about["schema"],
            over=about["over"],
            over_last_day=date.fromisoformat(last_day) if last_day else None,
            source=about["source"],
            added=tuple(about["added"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SchemaError(
            f"{path} can't be read: {error}. Remove the folder {folder}, and run 'ilacs-bench "
            "update' again."
        ) from error
    return Snapshot(int(folder.name), folder, about)


def _about_file(about: About) -> bytes:
    last_day = about.over_last_day
    fields = {
        "made_on": about.made_on.isoformat(),
        "schema": about.schema,
        "over": about.over,
        "over_last_day": last_day.isoformat() if last_day else None,
        "source": about.source,
        "added": about.added,
    }
    return (json.dumps(fields, indent=1, ensure_ascii=False) + "\n").encode()

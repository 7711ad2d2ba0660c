"""Snapshots of the tables: numbered folders that never change, the newest of them in use.

They stand in `snapshots/` of a data folder: the user's own, or any other. What they were laid over
are the tables of that folder, or the bundled facts where it has none. In `own/` each keeps what the
user's reports gave, so that it can be laid over other facts without reading a report again.
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
"""The name, instead of a folder, for the facts of the package."""
OWN = "own"
"""The folder, in a snapshot, of what the user's reports gave."""
_ABOUT = "about.json"
_ROLLED_BACK = "rolled-back"


@dataclass(frozen=True)
class About:
    """What is told of a snapshot.

    `made_on` is its day, `schema` the version of its columns, `over` that of the tables it was laid
    over and `over_last_day` the last day that those know of, `source` where the reports are from,
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
    """One snapshot: its number, its folder of tables, and what is told of it."""

    number: int
    folder: Path
    about: About

    @property
    def rolled_back(self) -> bool:
        """Whether it is set aside, and an earlier one is in use."""
        return (self.folder / _ROLLED_BACK).exists()


def data_folder(data: Path | str | None = None) -> Path:
    """The data folder meant: the user's own where none is named."""
    named = _named(data)
    return Path(named) if named else user_folder()


def is_bundled(data: Path | str | None) -> bool:
    """Whether the facts of the package are meant, as they came."""
    return str(_named(data)) == BUNDLED


def folder_of_tables(data: Path | str | None = None, snapshot: int | None = None) -> Path:
    """The folder of the tables meant by `--data` and `--snapshot`, see `store.read_tables`."""
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
    """The tables that the snapshots of a data folder are laid over."""
    folder = data_folder(data)
    return folder if has_tables(folder) else bundled("data", "tidy")


def has_tables(folder: Path) -> bool:
    """Whether a folder holds tables itself."""
    with suppress(OSError):  # where one may not look there are none
        return (folder / "inspections.parquet").exists()
    return False


def snapshots(data: Path | str | None = None) -> list[Snapshot]:
    """The snapshots of a data folder, the oldest first, with those that were rolled back."""
    return [_read(folder) for folder in _folders(data)]


def newest_snapshot(data: Path | str | None = None) -> Snapshot | None:
    """The snapshot in use; None where there is none."""
    in_use = (each for each in reversed(_folders(data)) if not (each / _ROLLED_BACK).exists())
    return next((_read(folder) for folder in in_use), None)


def find_snapshot(number: int, data: Path | str | None = None) -> Snapshot:
    """The snapshot of a number. Raises SchemaError, with the numbers there are."""
    found = {each.number: each for each in snapshots(data)}
    if number not in found:
        raise SchemaError(
            f"{data_folder(data)} has no snapshot {number}; it has "
            f"{', '.join(map(str, found)) or 'none'}. 'ilacs-bench snapshots' lists them."
        )
    return found[number]


@contextmanager
def single_updater(data: Path | str | None = None, *, wait: float = 0.0) -> Iterator[None]:
    """Be the only one that makes or sets aside snapshots of a data folder."""
    with single_writer(data_folder(data) / "snapshots", wait=wait):
        yield


def add_snapshot(
    data: Path | str | None,
    write: Callable[[Opened], None],
    write_own: Callable[[Opened], None],
    about: About,
) -> Snapshot:
    """Make what these write the newest snapshot, by one rename; for the only updater.

    They write the files of all tables, and of those that the user's reports gave.
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
            error.filename = str(data_folder(data))  # said of the folder that was asked for
        raise
    sync_folder(place)
    return Snapshot(number, folder, about)


def roll_back(data: Path | str | None = None) -> tuple[Snapshot, Snapshot | None]:
    """Set the newest snapshot aside; it, and the one that is in use now, if any.

    Its files stay, and `--snapshot` still reads them. Raises SchemaError where there is none.
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
    """The folders of all snapshots, the oldest first."""
    try:
        places = list((data_folder(data) / "snapshots").iterdir())
    except OSError:  # there are none, or none that one may see
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

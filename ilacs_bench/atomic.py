"""Atomic writing of a file, or of a folder of files: everything, or nothing.

New content is written beside the old and then replaces it in one step, so that readers, even after
a crash, have either the old or the new. For tables there is `tables.folder`, which keeps other
files of the folder.
"""

import ctypes
import glob
import json
import os
import secrets
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from ilacs_bench import __version__
from ilacs_bench.errors import FolderNotOurs

_LEFTOVER_AFTER = 24 * 60 * 60  # seconds
_HERE = -100  # AT_FDCWD: paths are relative to the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE: swap two names in one step


@dataclass(frozen=True)
class FolderKind:
    """A kind of output folder: its name in messages, its maker, and its marker file."""

    word: str
    made_by: str
    marker: str


def write_file(path: Path, content: bytes) -> Path:
    """Write a file atomically and return its path."""
    if path.exists() and not path.is_file():  # a pipe or device: no old content to keep
        path.write_bytes(content)
        return path
    place = path.resolve()  # keep a symbolic link
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        write_synced(beside, content)
        beside.replace(place)
        sync_folder(place.parent)
        return path
    except OSError as error:  # reported for the file that was given
        error.filename = str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)
        _remove_leftovers(place.parent.glob(f".{glob.escape(place.name)}.*.part"))


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on disk."""
    with synced_file(path) as file:
        file.write(content)


@contextmanager
def synced_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that is on disk when the context ends."""
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can do that."""
    with suppress(OSError):  # Windows can't open folders
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _remove_leftovers(left: Iterable[Path]) -> None:
    """Remove files of runs that were killed; recent ones may belong to another writer."""
    for path in left:
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _LEFTOVER_AFTER:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_folder(
    kind: FolderKind, files: Iterable[tuple[str, bytes]], folder: Path, about: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Replace `folder` by one of this kind with exactly these files, by their paths.

    A marker file that lists them, with `about`, is written too. Returns path and size of each file.
    Raises FolderNotOurs if the folder has files not written by an earlier call, which would be
    lost. The parent folder must be writable.
    """
    place = folder.resolve()
    check_replaceable(kind, place)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.being-made-{secrets.token_hex(4)}")
    try:
        with _stopped_in_order():
            written = _write_all(files, beside)
            write_synced(beside / kind.marker, _marker(kind, [path for path, _ in written], about))
            check_replaceable(kind, place)  # it may have changed meanwhile
            old = _put_in_place(beside, place)
            sync_folder(place.parent)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError) and str(beside) in str(error.filename or beside):
            error.filename = str(folder)  # reported for the folder that was given
        raise
    if old and not _foreign_files(kind, old):  # files added at the last moment are kept
        shutil.rmtree(old, ignore_errors=True)
    _remove_leftovers(place.parent.glob(f"{glob.escape(place.name)}.being-made-*"))
    return written


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Within the context SIGTERM stops this process as Ctrl-C does, so that nothing is left."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def check_replaceable(kind: FolderKind, folder: Path) -> None:
    """Raise FolderNotOurs if a folder of this kind can't replace what is there."""
    if Path.cwd().is_relative_to(folder.resolve()):
        raise FolderNotOurs(
            f"{folder} is the folder you are in, which can't be replaced. Name one inside it."
        )
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    foreign = _foreign_files(kind, folder)
    if foreign is None:
        raise FolderNotOurs(
            f"{folder} is there already and is not {kind.word} made by ilacs-bench; nothing was "
            "changed. Name another folder, or a new one."
        )
    if foreign:
        more = " and more" if len(foreign) > len(foreign[:3]) else ""
        raise FolderNotOurs(
            f"{folder} has files that ilacs-bench did not write and that would be lost: "
            f"{', '.join(foreign[:3])}{more}. Nothing was changed. Move them away, or name "
            "another folder."
        )


def _foreign_files(kind: FolderKind, folder: Path) -> list[str] | None:
    """Return files that the folder's marker does not list; None without our marker."""
    try:
        marker = json.loads((folder / kind.marker).read_text(encoding="utf-8"))
        listed = list(marker["files"]) if marker["made_by"] == kind.made_by else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if listed is None:
        return None
    existing = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    return sorted(existing - {str(Path(name)) for name in listed} - {kind.marker})


def _write_all(files: Iterable[tuple[str, bytes]], folder: Path) -> list[tuple[str, int]]:
    written = []
    folder.mkdir()
    for path, content in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_synced(target, content)
        written.append((path, len(content)))
    return written


def _marker(kind: FolderKind, paths: list[str], about: Mapping[str, str]) -> bytes:
    marker = {"made_by": kind.made_by, "version": __version__, **about, "files": sorted(paths)}
    return (json.dumps(marker, indent=1) + "\n").encode()


def _put_in_place(new: Path, place: Path) -> Path | None:
    """Give the new folder its final name; return where the old one is now, if any."""
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    if not place.exists():
        new.rename(place)
        return None
    return new if _exchange(new, place) else _move_aside(new, place)


def _move_aside(new: Path, place: Path) -> Path:
    """Do the same in two steps if names can't be swapped: briefly there is no folder."""
    old = place.with_name(f"{place.name}.old-{secrets.token_hex(4)}")
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; return False if the system or disk can't."""
    if not sys.platform.startswith("linux"):
        return False
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    failed = swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return failed == 0

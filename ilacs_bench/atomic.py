"""Written whole or not at all: one file, or a folder of files that belong together.

What is new is made beside its place and takes it in one step. Whoever reads meanwhile, and whoever
finds what a killed run left, has the old or the new. The tables that this library reads again have
a way of their own (`tables.folder`), which leaves alone what else is in their folder.
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
_HERE = -100  # AT_FDCWD: paths are relative to the process's folder
_EXCHANGE = 2  # RENAME_EXCHANGE: two names change places in one step


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder of ours: a word for it, what makes it, and the file that marks one."""

    word: str
    made_by: str
    marker: str


def write_file(path: Path, content: bytes) -> Path:
    """Write a file; one that was there stays until the new one is on the disk. Gives its path."""
    if path.exists() and not path.is_file():  # a pipe, a device: there is nothing to lose
        path.write_bytes(content)
        return path
    place = path.resolve()  # a link stays one
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        write_synced(beside, content)
        beside.replace(place)
        sync_folder(place.parent)
        return path
    except OSError as error:  # said of the file that was asked for
        error.filename = str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)
        _remove_leftovers(place.parent.glob(f".{glob.escape(place.name)}.*.part"))


def write_synced(path: Path, content: bytes) -> None:
    """Write a file that nobody reads yet, and wait until it is on the disk."""
    with synced_file(path) as file:
        file.write(content)


@contextmanager
def synced_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that nobody reads yet; in the end it is on the disk."""
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on its disk; where only the system can, it does."""
    with suppress(OSError):  # Windows opens no folder
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _remove_leftovers(left: Iterable[Path]) -> None:
    """Remove what runs that were killed left; what is younger may be somebody's who writes now."""
    for path in left:
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _LEFTOVER_AFTER:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_folder(
    kind: FolderKind, files: Iterable[tuple[str, bytes]], folder: Path, about: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Make `folder` one of this kind with these files, by their paths in it, and no others.

    A marker that lists them, with `about`, is written too. Path and size of each file are given
    back. Raises FolderNotOurs where the folder has anything in it that an earlier call did not
    write: it would be lost. The folder above must be one that can be written to.
    """
    place = folder.resolve()
    check_replaceable(kind, place)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.being-made-{secrets.token_hex(4)}")
    try:
        with _stopped_in_order():
            written = _write_all(files, beside)
            write_synced(beside / kind.marker, _marker(kind, [path for path, _ in written], about))
            check_replaceable(kind, place)  # it may have changed in the meantime
            old = _put_in_place(beside, place)
            sync_folder(place.parent)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError) and str(beside) in str(error.filename or beside):
            error.filename = str(folder)  # said of the folder that was asked for
        raise
    if old and not _foreign_files(kind, old):  # what came in at the last moment is kept
        shutil.rmtree(old, ignore_errors=True)
    _remove_leftovers(place.parent.glob(f"{glob.escape(place.name)}.being-made-*"))
    return written


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let a system that stops this process (SIGTERM) stop it as Ctrl-C does: nothing is left."""
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
    """Raise FolderNotOurs where a folder of this kind can't take the place of what is there."""
    if Path.cwd().is_relative_to(folder.resolve()):
        raise FolderNotOurs(
            f"{folder} is the folder you are in, which can't be replaced. Name one inside it."
        )
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    strangers = _foreign_files(kind, folder)
    if strangers is None:
        raise FolderNotOurs(
            f"{folder} is there already and is not {kind.word} made by ilacs-bench; nothing was "
            "changed. Name another folder, or a new one."
        )
    if strangers:
        more = " and more" if len(strangers) > len(strangers[:3]) else ""
        raise FolderNotOurs(
            f"{folder} has files that ilacs-bench did not write and that would be lost: "
            f"{', '.join(strangers[:3])}{more}. Nothing was changed. Move them away, or name "
            "another folder."
        )


def _foreign_files(kind: FolderKind, folder: Path) -> list[str] | None:
    """The files in a folder that its marker does not list; None where it has no marker of ours."""
    try:
        marker = json.loads((folder / kind.marker).read_text(encoding="utf-8"))
        listed = list(marker["files"]) if marker["made_by"] == kind.made_by else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if listed is None:
        return None
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    return sorted(there - {str(Path(name)) for name in listed} - {kind.marker})


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
    """Give the new folder its name; where the old one is now, if there was one."""
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    if not place.exists():
        new.rename(place)
        return None
    return new if _exchange(new, place) else _move_aside(new, place)


def _move_aside(new: Path, place: Path) -> Path:
    """The same in two steps, where the system can't swap names: for a moment there is none."""
    old = place.with_name(f"{place.name}.old-{secrets.token_hex(4)}")
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system or its disk can't."""
    if not sys.platform.startswith("linux"):
        return False
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    failed = swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return failed == 0

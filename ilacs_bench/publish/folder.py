"""The folder of a site: made beside its place, then put there at once, in place of an older one."""

import ctypes
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ilacs_bench import __version__
from ilacs_bench.errors import PublishError

MARKER = "ilacs-bench-site.json"
"""The file that says a folder is a site of ours, and what it was made of."""
_MADE_BY = "ilacs-bench publish"
_HERE = -100  # AT_FDCWD: paths are relative to the process's folder
_EXCHANGE = 2  # RENAME_EXCHANGE: two names change places in one step


def write_site(
    files: Iterable[tuple[str, bytes]], folder: Path, *, as_at: date, made_on: date
) -> list[tuple[str, int]]:
    """Write the files as the site at `folder`; path and size of each is given back.

    Whoever reads the folder meanwhile sees the old site or the new one. Raises PublishError where
    what stands there is not a site of ours, or has files in it that are not of the site: they would
    be lost.
    """
    place = folder.resolve()
    check_replaceable(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.being-made-{secrets.token_hex(4)}")
    try:
        written = _write_all(files, beside)
        marker = _marker([path for path, _ in written], as_at, made_on)
        (beside / MARKER).write_text(marker, encoding="utf-8")
        check_replaceable(place)  # it may have changed in the meantime
        _put_in_place(beside, place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)  # half a site, or what stood there before
    return written


def check_replaceable(folder: Path) -> None:
    """Raise PublishError where a site can't take the place of what is there."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    listed = _listed(folder)
    if listed is None:
        raise PublishError(
            f"{folder} is there already and is not a site made by ilacs-bench; nothing was "
            "changed. Name another folder, or a new one."
        )
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    strangers = sorted(there - {Path(name).as_posix() for name in listed} - {MARKER})
    if strangers:
        named = ", ".join(strangers[:3]) + (
            " and more" if len(strangers) > len(strangers[:3]) else ""
        )
        raise PublishError(
            f"{folder} has files that are not of the site, which would be lost: {named}. Nothing "
            "was changed. Move them away, or name another folder."
        )


def _listed(folder: Path) -> list[str] | None:
    """The files of the site of ours that is there; None where it is something else."""
    try:
        told = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return list(told["files"]) if told["made_by"] == _MADE_BY else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_all(files: Iterable[tuple[str, bytes]], folder: Path) -> list[tuple[str, int]]:
    written = []
    folder.mkdir()
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written.append((path, len(data)))
    return written


def _marker(paths: Sequence[str], as_at: date, made_on: date) -> str:
    told = {
        "made_by": _MADE_BY,
        "version": __version__,
        "as_at": as_at.isoformat(),
        "made_on": made_on.isoformat(),
        "files": sorted(paths),
    }
    return json.dumps(told, indent=1) + "\n"


def _put_in_place(new: Path, place: Path) -> None:
    """Give the new folder its name; what stood there has the new one's name afterwards."""
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    if not place.exists():
        new.rename(place)
    elif not _exchange(new, place):
        _move_aside(new, place)


def _move_aside(new: Path, place: Path) -> None:
    """The same in two steps, where the system can't swap names: for a moment there is no site."""
    old = place.with_name(f"{place.name}.old-{secrets.token_hex(4)}")
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system or its disk can't."""
    if not sys.platform.startswith("linux"):
        return False
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    failed = swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return failed == 0

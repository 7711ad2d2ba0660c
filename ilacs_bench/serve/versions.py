"""The version of a page: a hash of all that it is made from, and a quick check for changes."""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from ilacs_bench.days import today
from ilacs_bench.paths import lookup_folders, own_lists_file
from ilacs_bench.tables.snapshots import folder_of_tables

_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = {".py", ".j2", ".html", ".css", ".js", ".csv", ".json"}

Stamp = tuple[tuple[str, int, int], ...]
"""Path, size and time of change of files."""


def inputs_state(notebook: Path) -> tuple[Stamp, date]:
    """Return the state (files and day) that a page depends on: quick to check for changes.

    It covers the notebook and the files beside it, the tables, the saved lists and the day.
    """
    return tuple(_stamps(notebook)), today()


def version_of(notebook: Path) -> str:
    """Return a hash of a page's data and code; the same on every machine with the same."""
    return _version(inputs_state(notebook), notebook)


@lru_cache(maxsize=64)
def _version(follows: tuple[Stamp, date], notebook: Path) -> str:
    stamps, day = follows
    found = hashlib.sha256(f"{_code()} {notebook.name} {day}".encode())
    for path, size, changed in stamps:
        found.update(_digest(path, size, changed))
    return found.hexdigest()[:16]


@lru_cache(maxsize=1000)
def _digest(path: str, _size: int, _changed: int) -> bytes:
    try:
        return hashlib.sha256(Path(path).read_bytes()).digest()
    except OSError:  # deleted meanwhile; then the state has changed by now
        return b""


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a hash of the library and its lookups; a change takes effect at the next start."""
    found = hashlib.sha256()
    for folder in (_PACKAGE, *lookup_folders()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _CODE and path.is_file():
                found.update(path.read_bytes())
    return found.hexdigest()


def _stamps(notebook: Path) -> Iterator[tuple[str, int, int]]:
    tables = sorted(folder_of_tables().glob("*.parquet"))
    for path in (notebook, *_beside(notebook.parent), *tables, own_lists_file()):
        try:
            stat = path.stat()
        except OSError:  # deleted since it was listed, or not yet there
            continue
        yield str(path), stat.st_size, stat.st_mtime_ns


def _beside(folder: Path) -> Iterator[Path]:
    """Yield files that a notebook may read, and modules that it may import; no other notebooks."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__")):
            continue
        if path.is_dir():
            yield from sorted(path.rglob("*.py"))
        elif path.suffix != ".ipynb":
            yield path

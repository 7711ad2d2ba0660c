"""The version of a page: a hash of all that it is made from, quick to take again."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ilacs_bench.days import today
from ilacs_bench.paths import lookup_folders, own_lists_file
from ilacs_bench.tables.snapshots import folder_of_tables

_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = {".py", ".j2", ".html", ".css", ".js", ".csv", ".json"}

_HIDDEN = (".", "__")
_NO_MODULES = {"node_modules", "site-packages"}
_ENVIRONMENT = {"pyvenv.cfg", "conda-meta"}
"""What a folder holds in which Python is installed, and not the modules of a notebook."""

Stamp = tuple[tuple[str, int, int], ...]
"""Path, size and modification time of files."""


def version_of(notebook: Path) -> str:
    """Return a hash of all that a page is made from; the same on every machine with the same.

    Before its hyphen: the notebook and the files beside it; after it: the code, the tables, the
    saved lists and the day.
    """
    work = _digest_of(notebook.name, tuple(_stamps([notebook, *_beside(notebook.parent)])))
    facts = [*sorted(folder_of_tables().glob("*.parquet")), own_lists_file()]
    return f"{work}-{_digest_of(f'{_code()} {today()}', tuple(_stamps(facts)))}"


def versions_of(notebooks: Mapping[str, Path]) -> dict[str, str]:
    """Return the version of each page by name. Not for the server's loop: it reads files."""
    return {name: version_of(path) for name, path in notebooks.items()}


def is_same_work(one: str, other: str) -> bool:
    """Return whether two versions are of the same notebook and files beside it."""
    return one.partition("-")[0] == other.partition("-")[0]


@lru_cache(maxsize=100)
def _digest_of(words: str, stamps: Stamp) -> str:
    found = hashlib.sha256(words.encode())
    for path, size, changed in stamps:
        found.update(_digest(path, size, changed))
    return found.hexdigest()[:16]


@lru_cache(maxsize=1000)
def _digest(path: str, _size: int, _changed: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()  # in pieces, however large it is
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


def _stamps(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for path in files:
        try:
            stat = path.stat()
        except OSError:  # deleted since it was listed, or not yet there
            continue
        yield str(path), stat.st_size, stat.st_mtime_ns


def _beside(folder: Path) -> Iterator[Path]:
    """Yield files that a notebook may read, and modules that it may import; no other notebooks."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_HIDDEN):
            continue
        if path.is_dir():
            yield from _modules_in(path)
        elif path.suffix != ".ipynb":
            yield path


def _modules_in(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        inner = Path(place)
        if inner.name in _NO_MODULES or not _ENVIRONMENT.isdisjoint([*folders, *files]):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        yield from sorted(inner / name for name in files if name.endswith(".py"))

"""Files of a folder that are written and read together, as in a transaction.

New files are written beside the old ones, with the id of this write in their names. One rename then
puts that id into the folder's stamp file. From then on readers use the new files, whether or not
they have been renamed to their final names yet. A reader checks the stamp before and after reading,
and starts again if it has changed, so that it never mixes files of two writes. It takes no lock and
writes nothing. Other files in the folder are left alone.
"""

import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO, TypeVar

from ilacs_bench.atomic import sync_folder, synced_file, write_file
from ilacs_bench.errors import SchemaError
from ilacs_bench.lock import single_writer

STAMP = ".tables"
"""The file with the id of the last write; a folder filled by hand has none."""
Opened = Callable[[str], AbstractContextManager[BinaryIO]]
"""A function that opens a file for writing, by name."""
Content = bytes | mmap
"""The content of a file, in memory or mapped."""
T = TypeVar("T")
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_TRIES = 200
_RETRY_SECONDS = 0.01  # seconds: renames take less
_SHORT_WAIT = 30.0  # seconds that a writer waits for another; a write takes about one


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the content of the files that exist, all of one write.

    Raises SchemaError where they keep changing, or where one can't be read.
    """
    return _of_one_write(folder, tuple(names), file_content)


def open_files(folder: Path, names: Iterable[str]) -> dict[str, Content]:
    """Return the files that exist, all of one write, mapped; later writes do not change them."""
    return _of_one_write(folder, tuple(names), _mapped_file)


def _of_one_write(
    folder: Path, names: Sequence[str], read: Callable[[Path], T | None]
) -> dict[str, T]:
    for _ in range(_TRIES):
        stamp = _stamp(folder)
        found = {name: _read(folder, name, stamp, read) for name in names}
        if _stamp(folder) == stamp:
            return {name: each for name, each in found.items() if each is not None}
        time.sleep(_RETRY_SECONDS)
    raise SchemaError(f"{folder}: the tables change all the time. Try again in a minute.")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace these files, all or none. Raises FolderLocked if another process is writing.

    If the process is killed, either the old files or the new ones remain.
    """
    with single_writer(folder, wait=_SHORT_WAIT):
        replace_files(folder, files)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Do as `write_files`, without the lock: for a caller that is the folder's only writer."""
    with replacing(folder) as opened:
        for name, content in files.items():
            with opened(name) as file:
                file.write(content)


@contextmanager
def replacing(folder: Path) -> Iterator[Opened]:
    """Replace files written within the context; it yields a function that opens one by name."""
    _tidy(folder)
    write = secrets.token_hex(8)
    try:
        yield lambda name: synced_file(folder / _staged(name, write))
        sync_folder(folder)
        write_file(folder / STAMP, write.encode())
    except OSError as error:  # reported for the folder that was given
        error.filename = str(folder)
        raise
    finally:
        _tidy(folder)


def version_of(files: Mapping[str, bytes]) -> str:
    """Return a hash of these contents: it differs where the contents differ."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name} {hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()[:16]


def _stamp(folder: Path) -> str | None:
    content = file_content(folder / STAMP)
    return None if content is None else content.decode("ascii", "replace")


def _read(folder: Path, name: str, stamp: str | None, read: Callable[[Path], T | None]) -> T | None:
    """Read the file of the given stamp, under its staged name or, once renamed, its own."""
    places = [folder / _staged(name, stamp)] if stamp else []
    for path in (*places, folder / name):
        found = read(path)
        if found is not None:
            return found
    return None


def file_content(path: Path) -> bytes | None:
    """Return the bytes of a file, None if it does not exist. Raises SchemaError for a non-file."""
    with _opened(path) as file:
        return file.read() if file else None


def _mapped_file(path: Path) -> Content | None:
    with _opened(path) as file:
        return mapped(file) if file else None


def mapped(file: BinaryIO) -> Content:
    """Return the content of an open file, which the system reads from disk as it is used.

    It stays when the file is closed, replaced or removed, and has no position that processes forked
    later would share.
    """
    file.seek(0)
    is_empty = not file.read(1)  # an empty file can't be mapped; an unreadable one raises here
    return b"" if is_empty else mmap(file.fileno(), 0, access=ACCESS_READ)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO | None]:
    """Open a file for reading; None if it does not exist. Raises SchemaError for a non-file.

    Reading a pipe could block for ever, and a device may have no end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        yield None
        return
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SchemaError(
            f"{path}: a folder, a pipe or a device stands where a file of a table is expected. "
            "Take it away and write the folder again with 'ilacs-bench build FOLDER --out DIR "
            "--replace'."
        )
    with os.fdopen(descriptor, "rb") as file:
        try:
            yield file
        except OSError as error:
            raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SchemaError:
    return SchemaError(
        f"{path}: this file can't be read ({error.strerror}). See that this account may read it, "
        "or write the folder again with 'ilacs-bench build FOLDER --out DIR --replace'."
    )


def _tidy(folder: Path) -> None:
    """Rename the files of the stamp's write to their own names; remove those of failed writes."""
    stamp = _stamp(folder)
    for path in folder.glob(f".{STAMP}.*.part"):
        path.unlink(missing_ok=True)
    for path in folder.glob(_staged("*", "*")):
        name, write, _ = path.name.removeprefix(".").rsplit(".", 2)
        with suppress(PermissionError):  # Windows, if it is being read: the next writer can
            if write == stamp:
                path.replace(folder / name)
            else:
                path.unlink(missing_ok=True)
    sync_folder(folder)


def _staged(name: str, write: str) -> str:
    return f".{name}.{write}.new"

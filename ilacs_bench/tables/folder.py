"""A folder of files that belong together: all change at once, and are read of one moment.

The new files are written beside the old ones, under names that hold the name of this write. One
rename then puts that name into the stamp of the folder, and this is the moment: from then on a
reader takes the new files, whether they stand under their own names yet or not. A reader looks at
the stamp before and after, and begins again where it has changed, so that it never has files of two
writes. It takes no lock and writes nothing. What else is in the folder is left alone.
"""

import hashlib
import io
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ilacs_bench.atomic import sync_folder, synced_file, write_file
from ilacs_bench.errors import SchemaError
from ilacs_bench.lock import single_writer

STAMP = ".tables"
"""Names the write that the files are of; a folder that was filled by hand has none."""
Opened = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a file to write, by its name."""
T = TypeVar("T")
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_TRIES = 200
_A_MOMENT = 0.01  # seconds: renames take less
_SHORT_WAIT = 30.0  # seconds that a writer waits for another one; writing takes one


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of those of the files that are there, all of one write.

    Raises SchemaError where they change all the time, and where one can't be read.
    """
    return _of_one_write(folder, tuple(names), file_content)


def open_files(folder: Path, names: Iterable[str]) -> dict[str, io.RawIOBase]:
    """`read_files`, open: what is read of one later is of the same write, whatever came after."""
    return _of_one_write(folder, tuple(names), open_file)


def _of_one_write(
    folder: Path, names: Sequence[str], read: Callable[[Path], T | None]
) -> dict[str, T]:
    for _ in range(_TRIES):
        stamp = _stamp(folder)
        found = {name: _read(folder, name, stamp, read) for name in names}
        if _stamp(folder) == stamp:
            return {name: each for name, each in found.items() if each is not None}
        time.sleep(_A_MOMENT)
    raise SchemaError(f"{folder}: the tables change all the time. Try again in a minute.")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace these files, all or none. Raises FolderLocked where somebody else is at it.

    A run that is killed leaves the old files or the new ones.
    """
    with single_writer(folder, wait=_SHORT_WAIT):
        replace_files(folder, files)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """`write_files` for whoever is the only writer of the folder already."""
    with replacing(folder) as opened:
        for name, content in files.items():
            with opened(name) as file:
                file.write(content)


@contextmanager
def replacing(folder: Path) -> Iterator[Opened]:
    """`replace_files`, of files that are written within: it gives what opens one, by its name."""
    _tidy(folder)
    write = secrets.token_hex(8)
    try:
        yield lambda name: synced_file(folder / _staged(name, write))
        sync_folder(folder)
        write_file(folder / STAMP, write.encode())
    except OSError as error:  # said of the folder that was asked for
        error.filename = str(folder)
        raise
    finally:
        _tidy(folder)


def version_of(files: Mapping[str, bytes]) -> str:
    """A name for these contents: other contents, another name."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name} {hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()[:16]


def _stamp(folder: Path) -> str | None:
    content = file_content(folder / STAMP)
    return None if content is None else content.decode("ascii", "replace")


def _read(folder: Path, name: str, stamp: str | None, read: Callable[[Path], T | None]) -> T | None:
    """The file as of the stamp. One that leaves its staged name meanwhile has its own name."""
    places = [folder / _staged(name, stamp)] if stamp else []
    for path in (*places, folder / name):
        found = read(path)
        if found is not None:
            return found
    return None


def file_content(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises SchemaError for what is no file."""
    file = open_file(path)
    if file is None:
        return None
    with file:
        return file.read()


def open_file(path: Path) -> io.RawIOBase | None:
    """A file to read from, None where there is none. Raises SchemaError for what is no file.

    A pipe would keep its reader waiting for ever, and a device may never end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return OpenFile(path, descriptor)
    os.close(descriptor)
    raise SchemaError(
        f"{path}: a folder, a pipe or a device stands where a file of a table is expected. Take it "
        "away and write the folder again with 'ilacs-bench build FOLDER --out DIR --replace'."
    )


class OpenFile(io.RawIOBase):
    """A file to read from; processes that are forked later have a place in it of their own.

    Raises SchemaError where it can't be read.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor, self._at = path, descriptor, 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; where it is then."""
        size = os.fstat(self._descriptor).st_size
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from here on; how many bytes were read."""
        try:
            if hasattr(os, "preadv"):
                read = os.preadv(self._descriptor, [buffer], self._at)
            else:  # Windows, which forks no process
                os.lseek(self._descriptor, self._at, os.SEEK_SET)
                content = os.read(self._descriptor, len(buffer))
                read = len(content)
                buffer[:read] = content
        except OSError as error:
            raise _unreadable(self._path, error) from error
        self._at += read
        return read

    def fileno(self) -> int:
        """The system's number of the open file."""
        return self._descriptor

    def close(self) -> None:
        """Let the file go."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()


def _unreadable(path: Path, error: OSError) -> SchemaError:
    return SchemaError(
        f"{path}: this file can't be read ({error.strerror}). See that this account may read it, "
        "or write the folder again with 'ilacs-bench build FOLDER --out DIR --replace'."
    )


def _tidy(folder: Path) -> None:
    """Give files of the stamp's write their own names; remove those of a write that never was."""
    stamp = _stamp(folder)
    for path in folder.glob(f".{STAMP}.*.part"):
        path.unlink(missing_ok=True)
    for path in folder.glob(_staged("*", "*")):
        name, write, _ = path.name.removeprefix(".").rsplit(".", 2)
        with suppress(PermissionError):  # Windows, while somebody reads it: the next writer can
            if write == stamp:
                path.replace(folder / name)
            else:
                path.unlink(missing_ok=True)
    sync_folder(folder)


def _staged(name: str, write: str) -> str:
    return f".{name}.{write}.new"

"""A folder of files that belong together: all change at once, and are read of one moment.

The new files are written beside the old ones, under names that hold the name of this write. One
rename then puts that name into the stamp of the folder, and this is the moment: from then on a
reader takes the new files, whether they stand under their own names yet or not. A reader looks at
the stamp before and after, and begins again where it has changed, so that it never has files of two
writes. It takes no lock and writes nothing. What else is in the folder is left alone.
"""

import hashlib
import os
import secrets
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ilacs_bench.errors import SchemaError
from ilacs_bench.lock import only_writer
from ilacs_bench.whole import keep_names, write_file, write_through

STAMP = ".tables"
"""Names the write that the files are of; a folder that was filled by hand has none."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_TRIES = 200
_A_MOMENT = 0.01  # seconds: renames take less
_SHORT_WAIT = 30.0  # seconds that a writer waits for another one; writing takes one


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of those of the files that are there, all of one write.

    Raises SchemaError where they change all the time, and where one can't be read.
    """
    names = tuple(names)
    for _ in range(_TRIES):
        stamp = _stamp(folder)
        read = {name: _read(folder, name, stamp) for name in names}
        if _stamp(folder) == stamp:
            return {name: content for name, content in read.items() if content is not None}
        time.sleep(_A_MOMENT)
    raise SchemaError(f"{folder}: the tables change all the time. Try again in a minute.")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace these files, all or none. Raises AnotherWriter where somebody else is at it.

    A run that is killed leaves the old files or the new ones.
    """
    with only_writer(folder, wait=_SHORT_WAIT):
        replace_files(folder, files)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """`write_files` for whoever is the only writer of the folder already."""
    _tidy(folder)
    write = secrets.token_hex(8)
    try:
        for name, content in files.items():
            write_through(folder / _staged(name, write), content)
        keep_names(folder)
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


def _read(folder: Path, name: str, stamp: str | None) -> bytes | None:
    """The file as of the stamp. One that leaves its staged name meanwhile has its own name."""
    places = [folder / _staged(name, stamp)] if stamp else []
    for path in (*places, folder / name):
        content = file_content(path)
        if content is not None:
            return content
    return None


def file_content(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises SchemaError for what is no file.

    A pipe would keep its reader waiting for ever, and a device may never end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return file.read()
    except OSError as error:
        raise _unreadable(path, error) from error
    finally:
        os.close(descriptor)
    raise SchemaError(
        f"{path}: a folder, a pipe or a device stands where a file of a table is expected. Take it "
        "away and write the folder again with 'ilacs-bench build FOLDER --out DIR --replace'."
    )


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
    keep_names(folder)


def _staged(name: str, write: str) -> str:
    return f".{name}.{write}.new"

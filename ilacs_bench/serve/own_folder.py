"""A temporary folder for everything that Jupyter and IPython write while the server runs.

A container or a service account may have no writable home, and these files (a key and a database
for signing notebooks, connection files, profiles, histories) are useless after the server has
stopped. If a server is killed, the next one to start removes its folder.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ilacs_bench.errors import FolderLocked
from ilacs_bench.lock import single_writer

_FOLDERS = {
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
}
"""Environment variables for folders to write to, and the folders' names here."""
_PREFIX = "ilacs_bench_serve_"
_HOME = "HOME"
"""Set for accounts without a home, as in containers."""


@contextmanager
def own_folder() -> Iterator[Path]:
    """Provide the folder for this process and those that it starts; it is removed at the end."""
    remove_left_over()
    before = {name: os.environ.get(name) for name in (*_FOLDERS, _HOME)}
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as made,
        single_writer(folder := Path(made)),
    ):
        for name, place in _FOLDERS.items():
            (folder / place).mkdir(mode=0o700)
            os.environ[name] = str(folder / place)
        if not Path(os.path.expanduser("~")).is_absolute():  # noqa: PTH111 (which would raise)
            os.environ[_HOME] = made
        try:
            yield folder
        finally:
            _restore(before)


def remove_left_over() -> None:
    """Remove the folders of servers that were killed, whose lock is free.

    A folder without a lock file is just being made.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if (folder / ".lock").is_file() and not folder.is_symlink():
            with suppress(FolderLocked, OSError), single_writer(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _restore(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

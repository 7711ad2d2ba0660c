"""A lock for one writer at a time; a second writer gets an error that names the first.

The system releases the lock when the process that holds it ends, however it ends, so a killed run
leaves no lock.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ilacs_bench.errors import FolderLocked, IlacsBenchError
from ilacs_bench.paths import HOME_VARIABLE, NO_HOME

_POLL_SECONDS = 0.05  # seconds between two attempts to get the lock


@contextmanager
def single_writer(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of `folder`, which is created if it does not exist.

    Raises FolderLocked if another process still holds it after `wait` seconds, and IlacsBenchError
    for the folder of a user without a home. Readers need no lock.
    """
    if folder.is_relative_to(NO_HOME):
        raise IlacsBenchError(
            "Nothing can be kept: this account has no home folder. Name a folder for it: "
            f"{HOME_VARIABLE}=DIR in the environment."
        )
    from filelock import FileLock, Timeout  # an import of 30 ms, not needed by readers

    folder.mkdir(parents=True, exist_ok=True)
    place = folder / ".lock"
    try:
        with FileLock(place, timeout=wait, poll_interval=_POLL_SECONDS):
            with suppress(OSError):  # on a full disk the lock works, but without the holder's name
                place.write_text(f"process {os.getpid()} since {datetime.now():%H:%M:%S}")
            yield
    except Timeout as error:
        raise FolderLocked(
            f"{folder}: another ilacs-bench ({_holder(place)}) is writing here; nothing was "
            "changed. Wait until it has ended, or name another folder."
        ) from error


def _holder(place: Path) -> str:
    try:
        return place.read_text() or "a process unknown"
    except OSError:  # Windows does not let others read a locked file
        return "a process unknown"

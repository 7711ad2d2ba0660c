"""One writer at a time: the second one is told who is at it, and changes nothing.

The system lets go of a lock when the process that holds it ends, however it ends: none is ever
left over by a run that was killed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ilacs_bench.errors import FolderLocked, IlacsBenchError
from ilacs_bench.paths import HOME_VARIABLE, NO_HOME

_A_MOMENT = 0.05  # seconds between two looks at a lock that is waited for


@contextmanager
def single_writer(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Be the only one that writes into `folder`, which is made where it is not there.

    Raises FolderLocked where somebody else still does after `wait` seconds, and IlacsBenchError
    for the folder of a user without a home. Readers take no lock.
    """
    if folder.is_relative_to(NO_HOME):
        raise IlacsBenchError(
            "Nothing can be kept: this account has no home folder. Name a folder for it: "
            f"{HOME_VARIABLE}=DIR in the environment."
        )
    from filelock import FileLock, Timeout  # 30 ms that no reader needs

    folder.mkdir(parents=True, exist_ok=True)
    place = folder / ".lock"
    try:
        with FileLock(place, timeout=wait, poll_interval=_A_MOMENT):
            with suppress(OSError):  # on a full disk there is still a lock, only without a name
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
    except OSError:  # Windows gives nobody a locked file to read
        return "a process unknown"

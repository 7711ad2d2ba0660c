"""One writer at a time: the second one is told who is at it, and changes nothing.

The system lets go of a lock when the process that holds it ends, however it ends: none is ever
left over by a run that was killed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ilacs_bench.errors import AnotherWriter

_A_MOMENT = 0.05  # seconds between two looks at a lock that is waited for


@contextmanager
def only_writer(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Be the only one that writes into `folder`, which is made where it is not there.

    Raises AnotherWriter where somebody else still does after `wait` seconds. Readers take no lock.
    """
    from filelock import FileLock, Timeout  # 30 ms that no reader needs

    folder.mkdir(parents=True, exist_ok=True)
    place = folder / ".lock"
    try:
        with FileLock(place, timeout=wait, poll_interval=_A_MOMENT):
            with suppress(OSError):  # on a full disk there is still a lock, only without a name
                place.write_text(f"process {os.getpid()} since {datetime.now():%H:%M:%S}")
            yield
    except Timeout as error:
        raise AnotherWriter(
            f"{folder}: another ilacs-bench ({_holder(place)}) is writing here; nothing was "
            "changed. Wait until it has ended, or name another folder."
        ) from error


def _holder(place: Path) -> str:
    try:
        return place.read_text() or "a process unknown"
    except OSError:  # Windows gives nobody a locked file to read
        return "a process unknown"

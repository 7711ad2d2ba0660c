"""A sandboxed process for each thread that needs one, kept for its next job."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import current_process, get_context, parent_process
from types import ModuleType
from typing import Any, TypeVar

from ilacs_bench.errors import IlacsBenchError, JobEnded
from ilacs_bench.jail.limits import restrict_process

R = TypeVar("R")
SECONDS = 60
"""Time limit of a job; a real report takes a tenth of a second."""
_SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_of_thread = threading.local()
_starting = threading.Lock()
_all: list[list[ProcessPoolExecutor]] = []


def run_sandboxed(seconds: int, work: Callable[..., R], *job: Any) -> R:
    """Return `work(*job)`, run in a sandboxed process with a time limit (not on Windows).

    Raises JobEnded if the job ended its process, IlacsBenchError if none can be started.
    """
    if not hasattr(_of_thread, "own"):
        _of_thread.own = []
        _all.append(_of_thread.own)
    own: list[ProcessPoolExecutor] = _of_thread.own
    if not own:
        own.append(_new_child())
    try:
        return own[0].submit(_with_time_limit, seconds, work, *job).result()
    except BrokenProcessPool as error:
        own.clear()
        raise JobEnded from error


def end_children() -> None:
    """End the processes kept by this one, when their jobs are done."""
    for own in _all:
        while own:
            own.pop().shutdown()


def _new_child() -> ProcessPoolExecutor:
    # Dask's workers are daemons, which may have no children that could outlive them: ours do not.
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    child = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
    try:
        with _without_script():
            child.submit(os.getpid).result()
    except BrokenProcessPool as error:
        raise IlacsBenchError(
            "Files of others are read in processes of their own, and none can be started from "
            "here: a limit of this account or container stands in the way."
        ) from error
    return child


@contextmanager
def _without_script() -> Iterator[None]:
    """Start a process without importing the running script, which would run it again.

    So a script needs no "if __name__ == '__main__':", and may be read from standard input.
    """
    with _starting:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def _begin() -> None:
    # A job has one processor. Otherwise numpy (not loaded yet) would start threads that wait
    # for those of other jobs: coding took up to five times the processor time.
    os.environ |= dict.fromkeys(_THREADS, "1")
    restrict_process()
    _end_with_parent()


def _end_with_parent() -> None:
    """Make this process end when its parent does, however that ends."""
    if sys.platform == "linux":  # even while a reader does not return to Python
        ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    # Watch too: the parent may have ended already, and other systems send no signal.
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _with_time_limit(seconds: int, work: Callable[..., R], *job: Any) -> R:
    """Return `work(*job)`, with a time limit by the system (not on Windows)."""
    if not hasattr(signal, "alarm"):
        return work(*job)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        return work(*job)
    finally:
        signal.alarm(0)

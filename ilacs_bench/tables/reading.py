"""Reads report files in worker processes: hostile input may crash or hang a reader.

A file that kills its worker, keeps it longer than a minute or takes too much memory is a row in
`problems`; the others are read all the same. A worker has no network where the system lets it do
without, and none outlives the process that reads.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path

from ilacs_bench.errors import IlacsBenchError, ReadError, ReportError
from ilacs_bench.parse.report import parse_report
from ilacs_bench.reports import read_report
from ilacs_bench.reports.document import report_name
from ilacs_bench.tables.jail import shut_in
from ilacs_bench.tables.rows import ReportRows, problem, rows_of_error, rows_of_report

_SECONDS = 60  # a real report takes a tenth of one
_MEMORY = 2 * 2**30  # bytes; a worker with a real report in hand has less than a tenth of that
_MOST_WORKERS = 61  # Windows waits for no more processes at once
_SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG


def read_reports(
    paths: Sequence[Path], urns: Mapping[str, str], workers: int
) -> Iterator[tuple[Path, ReportRows]]:
    """What came of each file, in the order in which they finish."""
    workers = min(max(1, workers), _MOST_WORKERS)
    waiting = sorted(paths, key=_size, reverse=True)  # the longest work first
    while waiting:
        unread = set()
        with _pool(workers) as pool:
            for path, future in _submit(pool, waiting, urns):
                if isinstance(future.exception(), BrokenProcessPool):
                    unread.add(path)
                else:
                    yield path, future.result()
        left = [path for path in waiting if path in unread]
        # The files that were being read when a worker died come first: one of them killed it.
        suspects, waiting = left[:workers], left[workers:]
        for path in suspects:
            yield path, _read_alone(path, urns)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Workers; files that none of them has begun when they are left, as by Ctrl-C, stay unread."""
    spawn = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    _limit_memory()
    shut_in()
    _end_with_parent()


def _end_with_parent() -> None:
    """Let this worker end when the process that it works for does, however that ends."""
    if sys.platform == "linux":  # even while a reader does not come back to Python
        ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    # Watched too: it may be gone already, and other systems give no signal.
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _limit_memory() -> None:
    """Keep this worker from taking the whole machine's memory; only Linux can promise that."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        allowed = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, most))


def _submit(
    pool: ProcessPoolExecutor, paths: Sequence[Path], urns: Mapping[str, str]
) -> Iterator[tuple[Path, Future[ReportRows]]]:
    waiting: dict[Future[ReportRows], Path] = {}
    for path in paths:
        waiting[pool.submit(_read_in_time, path, urns.get(path.name))] = path
    for future in as_completed(waiting):
        yield waiting[future], future


def read_one(path: Path, urn: str | None) -> ReportRows:
    """The rows of one file, or the row that says why there are none. Never raises for a report."""
    try:
        return rows_of_report(parse_report(read_report(path)), urn)
    except ReportError as error:
        return rows_of_error(error)
    except MemoryError:
        message = f"Reading it takes more than {_MEMORY // 2**30} GB of memory: it is no report."
        return rows_of_error(ReadError(report_name(path), message))
    except Exception as error:
        message = (
            f"The reader failed on this file ({type(error).__name__}: {error}). "
            "This is a fault of ilacs-bench: please report it, with the file."
        )
        return ReportRows(None, [], [], [], [problem(report_name(path), "parse", message)])


def _read_in_time(path: Path, urn: str | None) -> ReportRows:
    """`read_one`, in a worker that the system ends if it takes too long (Windows can't)."""
    if not hasattr(signal, "alarm"):
        return read_one(path, urn)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_SECONDS)
    try:
        return read_one(path, urn)
    finally:
        signal.alarm(0)


def _read_alone(path: Path, urns: Mapping[str, str]) -> ReportRows:
    with _pool(1) as pool:
        _check_starts(pool)
        try:
            return pool.submit(_read_in_time, path, urns.get(path.name)).result()
        except BrokenProcessPool:
            message = (
                "The file crashed its reader, or took too much time or memory. "
                "It may be damaged: download it again."
            )
            return ReportRows(None, [], [], [], [problem(report_name(path), "read", message)])


def _check_starts(pool: ProcessPoolExecutor) -> None:
    """Raise IlacsBenchError where no worker can be started, whatever the file."""
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        raise IlacsBenchError(
            "Reports are read in processes of their own, and none can be started from here. In a "
            "script, put what it does below \"if __name__ == '__main__':\" and save it as a file: "
            "a script on standard input can start none. Or use the command 'ilacs-bench build'."
        ) from error

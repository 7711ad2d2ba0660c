"""Reads report files in worker processes: hostile input may crash or hang a reader.

A file that kills its worker, or keeps it longer than a minute, is a row in `problems`; the others
are read all the same.
"""

import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from ilacs_bench.errors import ReportError
from ilacs_bench.parse.report import parse_report
from ilacs_bench.reports import read_report
from ilacs_bench.tables.rows import ReportRows, problem, rows_of_error, rows_of_report

_SECONDS = 60  # a real report takes a tenth of one


def read_reports(
    paths: Sequence[Path], urns: Mapping[str, str], workers: int
) -> Iterator[tuple[Path, ReportRows]]:
    """What came of each file, in the order in which they finish."""
    workers = max(1, workers)
    waiting = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
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


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


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
    except Exception as error:
        message = (
            f"The reader failed on this file ({type(error).__name__}: {error}). "
            "This is a fault of ilacs-bench: please report it, with the file."
        )
        return ReportRows(None, [], [], [], [problem(path.name, "parse", message)])


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
        try:
            return pool.submit(_read_in_time, path, urns.get(path.name)).result()
        except BrokenProcessPool:
            message = (
                f"The file crashed its reader, or took longer than {_SECONDS} seconds. "
                "It may be damaged: download it again."
            )
            return ReportRows(None, [], [], [], [problem(path.name, "read", message)])

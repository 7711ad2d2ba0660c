"""Read report files in sandboxed processes: hostile input may crash or hang a reader.

A file that crashes its reader, takes longer than a minute or uses too much memory becomes a row in
`problems`; all other files are still read.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ilacs_bench.errors import JobEnded, ReadError, ReportError, SchemaError
from ilacs_bench.jail.limits import MEMORY
from ilacs_bench.jail.workers import Workers
from ilacs_bench.parse.report import parse_report
from ilacs_bench.reports import content_of, read_report
from ilacs_bench.reports.document import report_name
from ilacs_bench.tables.rows import ReportRows, problem, rows_of_error, rows_of_report

Job = tuple[Path, str | None, bytes]


def read_reports(
    paths: Sequence[Path], urns: Mapping[str, str], workers: Workers
) -> Iterator[tuple[Path, ReportRows]]:
    """Yield each path with its rows, in the order in which the files finish.

    A worker is sent the file's content; it never opens files itself.
    """
    closed: dict[Path, ReportRows] = {}
    for path, read in workers.run(read_one, _jobs(paths, urns, closed)):
        try:
            yield path, read.result()
        except JobEnded as error:
            yield path, rows_of_error(ReadError(report_name(path), str(error)))
    yield from closed.items()


def _jobs(
    paths: Sequence[Path], urns: Mapping[str, str], closed: dict[Path, ReportRows]
) -> Iterator[tuple[Path, Job]]:
    """Yield the jobs, longest first; files that can't be opened are added to `closed`."""
    for path in sorted(paths, key=_size, reverse=True):
        try:
            yield path, (Path(path.name), urns.get(path.name), content_of(path))
        except ReadError as error:
            closed[path] = rows_of_error(error)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def read_one(path: Path, urn: str | None, content: bytes | None = None) -> ReportRows:
    """Return the rows of one file, or a problem row. Never raises for a bad report.

    Raises SchemaError for an invalid lookup.
    """
    try:
        return rows_of_report(parse_report(read_report(path, content)), urn)
    except ReportError as error:
        return rows_of_error(error)
    except MemoryError:
        message = f"Reading it takes more than {MEMORY // 2**30} GB of memory: it is no report."
        return rows_of_error(ReadError(report_name(path), message))
    except SchemaError:  # from a lookup: every report would fail like this one
        raise
    except Exception as error:
        message = (
            f"The reader failed on this file ({type(error).__name__}: {error}). "
            "This is a fault of ilacs-bench: please report it, with the file."
        )
        return ReportRows(None, [], [], [], [problem(report_name(path), "parse", message)])

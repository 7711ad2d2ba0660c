"""Time reading: against extracting the raw text, and with two workers against one.

    python benchmarks/build.py ../shared/reports

Prints both ratios. Each is the median of rounds in which both alternate, so that a slow machine
slows both. The start of Python is not counted; themes are counted only where stated.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from ilacs_bench.errors import ReadError
from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.reports.pdf import read_pdf_pages
from ilacs_bench.tables.build import read_folders
from ilacs_bench.tables.report_workers import read_one
from ilacs_bench.themes.coding import code_tables


def raw_text(paths: list[Path]) -> None:
    """Extract the text of every page with pypdfium2, and nothing else."""
    for path in paths:
        document = pdfium.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()


def one_after_the_other(paths: list[Path]) -> None:
    """Read reports to rows in this process: the work of one worker."""
    for path in paths:
        read_one(path, None)


def with_workers(paths: list[Path], number: int) -> None:
    """Read reports to tables with so many processes."""
    with workers_at(number) as workers:
        read_folders(paths, {}, workers)


def with_themes(paths: list[Path]) -> None:
    """Read reports to tables and code the themes, in one process."""
    with workers_at(1) as workers:
        code_tables(read_folders(paths, {}, workers), workers)


def seconds(work: Callable[[], object]) -> float:
    """Return the wall-clock time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    paths = [path for path in find_reports(chosen.folder) if _opens(path)]
    rounds = [
        (
            seconds(lambda: raw_text(paths)),
            seconds(lambda: one_after_the_other(paths)),
            seconds(lambda: with_workers(paths, 1)),
            seconds(lambda: with_workers(paths, 2)),
            seconds(lambda: with_themes(paths)),
        )
        for _ in range(chosen.rounds)
    ]
    raw, read, one, two, coded = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{len(paths)} reports, medians of {chosen.rounds} rounds")
    print(f"raw text of pypdfium2             {raw:6.1f} s")
    print(f"reading to rows, one worker       {read:6.1f} s")
    print(f"tables, pool of one worker        {one:6.1f} s")
    print(f"tables, pool of two workers       {two:6.1f} s")
    print(f"tables and themes, one worker     {coded:6.1f} s")
    against_raw = statistics.median(row[1] / row[0] for row in rounds)
    built = statistics.median(row[2] / row[0] for row in rounds)
    faster = statistics.median(row[2] / row[3] for row in rounds)
    print(f"one worker / raw text             {against_raw:6.2f}  (at most 2.5)")
    print(f"tables with one worker / raw text {built:6.2f}")
    themes = statistics.median(row[4] / row[0] for row in rounds)
    print(f"tables and themes / raw text      {themes:6.2f}  (aim: 3.0)")
    print(f"one worker / two workers          {faster:6.2f}  (at least 1.7)")


def _opens(path: Path) -> bool:
    try:
        return bool(read_pdf_pages(path.name, path.read_bytes()))
    except ReadError:
        return False


if __name__ == "__main__":
    main()

"""Measure builds of many reports: time and memory per report, and loading the tables.

    python benchmarks/many_reports.py 500 5000 50000 [--dask ADDRESS] [--times 10]

The reports are made (tests/made_reports.py), in the layouts of all frameworks, of some 50
sentences; a real one has some 220. Processor time says what a report costs
however busy the machine is.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from made_reports import made_reports

from ilacs_bench.tables.build import build_tables
from ilacs_bench.tables.store import read_tables
from ilacs_bench.tables.table_writer import write_tables
from ilacs_bench.themes.coding import code_parts

MB = 2**20
LOAD = (
    "import psutil, sys, time; from ilacs_bench.tables.store import load, read_tables\n"
    "read_tables('bundled').inspections; held = psutil.Process().memory_info\n"
    "before, began = held().rss, time.process_time()\n"
    "t = load(sys.argv[1]); {use}\n"
    "took, grown = time.process_time() - began, (held().rss - before) / 2**20\n"
    "print(f'{{took:6.2f}} s of processor, {{grown:6.0f}} MB more')"
)
WAYS = {
    "grades": "t.judgements",
    "grades and themes": "t.coded",
    "all": "t.coded, t.findings",
}


def main() -> None:
    """Build and load each number of reports."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("numbers", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--dask", help="the address of a Dask cluster, or 'local'")
    parser.add_argument("--times", type=int, default=1, help="load so many times the tables, too")
    parser.add_argument("--uncoded", action="store_true", help="leave themes out")
    chosen = parser.parse_args()
    for number in chosen.numbers:
        with tempfile.TemporaryDirectory(prefix="ilacs_many_") as place:
            measure(number, Path(place), chosen)


def measure(number: int, place: Path, chosen: argparse.Namespace) -> None:
    """Make so many reports, build their tables, load them."""
    reports, out = place / "reports", place / "tables"
    reports.mkdir()
    for report in made_reports(number):
        (reports / report.name).write_bytes(report.content)
    seen: list[tuple[int, float]] = []

    def watch(done: int, _: int) -> None:
        if done in (number // 10, number // 2, number - 1):
            seen.append((done, largest_worker()))

    began, spent = time.perf_counter(), processor()
    summary = build_tables(
        [reports],
        out,
        workers=chosen.dask or chosen.workers,
        on_progress=watch,
        code=None if chosen.uncoded else code_parts,
    )
    took, spent = time.perf_counter() - began, processor() - spent
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{number:,} reports: {sum(summary.inspections.values()):,} inspections,", end=" ")
    print(f"{len(summary.problems):,} problems, {'not ' if chosen.uncoded else ''}coded")
    print(f"  {took:.0f} s; {1000 * spent / number:.1f} ms of processor for each report:", end=" ")
    print(f"{number / spent:.1f} reports a second of one processor")
    print("  largest worker", ", ".join(f"{mb:.0f} MB after {done:,}" for done, mb in seen), end="")
    print(f"; this process {own:.0f} MB at most", flush=True)
    load(out)
    if chosen.times > 1:
        write_tables(multiplied(out, chosen.times), place / "more")
        print(
            f"  the same tables {chosen.times} times over, as of {chosen.times * number:,} reports:"
        )
        load(place / "more")


def load(folder: Path) -> None:
    """Load tables in separate processes, of increasing size."""
    print(f"  {sum(path.stat().st_size for path in folder.glob('*.parquet')) / MB:.1f} MB on disk")
    for name, use in WAYS.items():
        code = LOAD.format(use=use)
        told = subprocess.check_output([sys.executable, "-c", code, str(folder)], text=True)
        print(f"  load, {name:17} {told.strip()}", flush=True)


def multiplied(folder: Path, times: int) -> dict[str, pd.DataFrame]:
    """Return the tables of a folder repeated, each time for other inspections."""
    made = {}
    for name, frame in read_tables(folder).written().items():
        ids = [column for column in frame if column == "report" or column.endswith("_id")]
        copies = [frame.assign(**{c: frame[c] + f"~{n}" for c in ids}) for n in range(times)]
        made[name] = pd.concat(copies) if "inspection_id" in frame else frame
    return made


def processor() -> float:
    """Return the processor seconds of this process and its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def largest_worker() -> float:
    """Return the memory (MB) of the largest process below this one."""
    below = psutil.Process().children(recursive=True)
    return max((child.memory_info().rss for child in below), default=0) / MB


if __name__ == "__main__":
    main()

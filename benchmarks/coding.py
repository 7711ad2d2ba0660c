"""Time the coder of themes: all reports on one core, and its cost to a dashboard's kernel.

python benchmarks/coding.py ../shared/reports

Coding is compared with reading the same reports, in one run; its cost to a kernel with the import
of pandas, which every kernel has anyway.
"""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.themes.coding import code_tables

ROUNDS = 5
KERNEL = """
import time
import psutil
{before}
process = psutil.Process()
memory, begin = process.memory_info().rss, time.perf_counter()
{measured}
print((time.perf_counter() - begin) * 1000, (process.memory_info().rss - memory) / 1e6)
"""
BEFORE = "import pandas, pyarrow, ilacs_bench.tables.store"
IMPORT = (
    "from ilacs_bench.themes.coder import Item, code_items; "
    "from ilacs_bench.themes.explain import why"
)
FIRST_USE = f"{IMPORT}; list(code_items([Item('Plans are good.')]))"


def main() -> None:
    """Print times, ratios and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="reports to read and code")
    reports = find_reports(parser.parse_args().folder)
    begin = time.perf_counter()
    with workers_at(1) as workers:
        tables = read_folders(reports, {}, workers)
    read = time.perf_counter() - begin
    begin = time.process_time()
    coded = code_tables(tables)
    took = time.process_time() - begin
    items = len(tables["findings"]) + len(tables["improvements"])
    print(f"{len(reports)} reports, {items:,} findings and improvements, {len(coded):,} codes")
    print(f"read with one worker {read:.1f} s; coded on one core {took:.1f} s of processor time")
    print(f"coding / reading: {took / read:.2f}; {1e6 * took / items:.0f} microseconds an item")
    pandas = _kernel("", "import pandas")
    for name, measured in (("import", IMPORT), ("import and first use", FIRST_USE)):
        cost = _kernel(BEFORE, measured)
        print(
            f"kernel, {name}: {cost[0]:.0f} ms, {cost[1]:.0f} MB; beside the import of pandas "
            f"({pandas[0]:.0f} ms, {pandas[1]:.0f} MB): {cost[0] / pandas[0]:.2f} of the time, "
            f"{cost[1] / pandas[1]:.2f} of the memory"
        )


def _kernel(before: str, measured: str) -> tuple[float, float]:
    """Return median milliseconds and megabytes of a statement in a fresh process."""
    program = KERNEL.format(before=before, measured=measured)
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(ROUNDS)
    ]
    milliseconds, megabytes = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    return statistics.median(milliseconds), statistics.median(megabytes)


if __name__ == "__main__":
    main()

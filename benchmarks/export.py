"""Time the writing of all tables at so many rows: our workbook against pandas' own with openpyxl.

    python benchmarks/export.py [--rows 60000] [--rounds 3]

Rows are the bundled facts', of every table in the same proportion (more than there are: copies).
The two take turns, in an order that changes, so that a machine that slows down slows both; printed
are the medians of the rounds, and of their ratios. pandas' workbook has the values alone: no cover,
headings that stand still, widths, links or notes.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

import ilacs_bench as ib
from ilacs_bench.export.files import part_bytes
from ilacs_bench.export.tidy import tables_bundle

BUDGET = 6.0  # seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    tables = scaled(ib.load(), chosen.rows)
    rows = sum(len(getattr(tables, name)) for name in ib.TABLES)
    work: dict[str, Callable[[], object]] = {
        "ilacs_bench, Excel": lambda: ib.tables_workbook(tables),
        "pandas, Excel": lambda: by_pandas(tables),
        "ilacs_bench, CSV": lambda: files(tables, "csv"),
        "ilacs_bench, Parquet": lambda: files(tables, "parquet"),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for number in range(chosen.rounds):
        for name in sorted(work, reverse=bool(number % 2)):
            times[name].append(seconds(work[name]))
    print(f"{rows:,} rows of {len(ib.TABLES)} tables, medians of {chosen.rounds} rounds")
    for name, of in times.items():
        print(f"{name:24}{statistics.median(of):6.2f} s   {' '.join(f'{s:.2f}' for s in of)}")
    ours, theirs = times["ilacs_bench, Excel"], times["pandas, Excel"]
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"ours / pandas           {ratio:6.2f}     (at most 1)")
    print(f"seconds                 {statistics.median(ours):6.2f}     (at most {BUDGET:.0f})")


def scaled(facts: ib.Tables, rows: int) -> ib.Tables:
    """Return tables with so many rows in all, each cut or copied in the same proportion."""
    factor = rows / sum(len(getattr(facts, name)) for name in ib.TABLES)
    return replace(facts, **{n: resized(getattr(facts, n), factor) for n in ib.TABLES})


def resized(frame: pd.DataFrame, factor: float) -> pd.DataFrame:
    """Return the rows repeated `factor` times; a fraction is taken from the beginning."""
    copies = pd.concat([frame] * (int(factor) + 1), ignore_index=True)
    return copies.head(round(len(frame) * factor))


def by_pandas(tables: ib.Tables) -> bytes:
    """Return the same tables written by `to_excel`."""
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name in ib.TABLES:
            getattr(tables, name).to_excel(writer, sheet_name=name, index=False)
    return buffer.getvalue()


def files(tables: ib.Tables, form: str) -> list[bytes]:
    """Return the same tables as CSV or Parquet."""
    return [part_bytes(part, form) for part in tables_bundle(tables).parts]


def seconds(work: Callable[[], object]) -> float:
    """Return the wall-clock time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

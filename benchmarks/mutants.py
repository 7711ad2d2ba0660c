"""Read damaged copies of real reports: no hang, no crash, no wrong grade.

    python benchmarks/mutants.py ../shared/reports [--mutants 2000] [--workers 2] [--keep FOLDER]

Bytes are changed or cut off, cross-reference tables and streams damaged, objects and pages swapped
or removed; the damage depends only on the mutant's number. A grade that differs from the undamaged
report's without a row in `problems` is wrong; then the exit status is 1.
"""

import argparse
import io
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pypdfium2 as pdfium

from ilacs_bench.errors import JobEnded
from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.report_workers import read_one
from ilacs_bench.tables.rows import ReportRows

Mutate = Callable[[bytes, Random], bytes]


def flip_bytes(content: bytes, lot: Random) -> bytes:
    """Change one to a hundred bytes anywhere."""
    changed = bytearray(content)
    for _ in range(lot.choice([1, 3, 10, 100])):
        changed[lot.randrange(len(changed))] = lot.randrange(256)
    return bytes(changed)


def cut_off(content: bytes, lot: Random) -> bytes:
    """Remove the end, or a stretch in the middle."""
    at = lot.randrange(len(content))
    return content[:at] + content[at + lot.choice([len(content), 1, 100, 10_000]) :]


def damage_xref(content: bytes, lot: Random) -> bytes:
    """Change numbers in the cross-reference table, or its offset."""
    places = [m.span() for m in re.finditer(rb"\d{10}(?= \d{5} n)|(?<=startxref\n)\d+", content)]
    changed = bytearray(content)
    for start, end in lot.sample(places, min(len(places), lot.choice([1, 5, 50]))):
        number = str(lot.randrange(len(content))).zfill(end - start)
        changed[start:end] = number[: end - start].encode()
    return bytes(changed)


def damage_streams(content: bytes, lot: Random) -> bytes:
    """Change or remove bytes in a few streams."""
    streams = [m.span(1) for m in re.finditer(rb"stream\r?\n(.+?)endstream", content, re.DOTALL)]
    changed = bytearray(content)
    for start, end in lot.sample(streams, min(len(streams), lot.choice([1, 3, 10]))):
        at = lot.randrange(start, end)
        length = min(end - at, lot.choice([1, 20, 1000]))
        changed[at : at + length] = lot.randbytes(length) if lot.random() < 0.7 else bytes(length)
    return bytes(changed)


def swap_objects(content: bytes, lot: Random) -> bytes:
    """Swap two objects."""
    numbers = sorted({m[1] for m in re.finditer(rb"(?<!\d)(\d+) 0 obj", content)})
    if len(numbers) < 2:
        return flip_bytes(content, lot)
    for _ in range(lot.choice([1, 3])):
        one, other = lot.sample(numbers, 2)
        swap = {one: other, other: one}
        pattern = rb"(?<!\d)(%s|%s)(?= 0 %s)" % (one, other, lot.choice([b"obj", b"R"]))
        content = re.sub(pattern, lambda found, swap=swap: swap[found[1]], content)
    return content


def take_pages(content: bytes, lot: Random) -> bytes:
    """Remove or move some pages."""
    document = pdfium.PdfDocument(content)
    kept = list(range(len(document)))
    for _ in range(lot.choice([1, 1, 2, 5])):
        if len(kept) > 1:
            page = kept.pop(lot.randrange(len(kept)))
            if lot.random() < 0.3:
                kept.insert(lot.randrange(len(kept) + 1), page)
    made, written = pdfium.PdfDocument.new(), io.BytesIO()
    made.import_pages(document, kept)
    made.save(written)
    return written.getvalue()


MUTATIONS: tuple[Mutate, ...] = (
    flip_bytes,
    cut_off,
    damage_xref,
    damage_streams,
    swap_objects,
    take_pages,
)


def mutant(paths: list[Path], number: int) -> tuple[Path, str, bytes]:
    """Return the mutant of a number: its report, its kind of damage, and its content."""
    lot = Random(number)  # the same damage each time
    mutate = MUTATIONS[number % len(MUTATIONS)]
    path = paths[lot.randrange(len(paths))]
    return path, mutate.__name__, mutate(path.read_bytes(), lot)


def main() -> int:
    """Read the mutants and print the results."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--reports", type=int, default=60, help="how many reports they are of")
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="folder for mutants that gave a wrong grade")
    chosen = parser.parse_args()
    found = find_reports(chosen.folder)
    found = found[:: max(1, len(found) // chosen.reports)]
    paths = [path for path in found if original(path).inspection]
    print(f"{chosen.mutants} mutants of {len(paths)} reports", flush=True)
    came: Counter[tuple[str, str]] = Counter()
    numbers = range(chosen.first, chosen.first + chosen.mutants)
    began = time.perf_counter()
    with workers_at(chosen.workers) as workers:
        for number, read in workers.run(read_one, _jobs(paths, numbers)):
            path, how, content = mutant(paths, number)
            try:
                outcome = judged(read.result(), original(path))
            except JobEnded:
                outcome = "ended its reader"
            came[how, outcome] += 1
            if outcome in ("WRONG GRADE", "another inspection", "ended its reader"):
                print(f"{number}: {how} of {path.name}: {outcome}", flush=True)
                if chosen.keep:
                    (chosen.keep / f"{number}.pdf").write_bytes(content)
            if sum(came.values()) % 250 == 0:
                print(f"{sum(came.values())} in {time.perf_counter() - began:.0f} s", flush=True)
    for (how, outcome), number in sorted(came.items()):
        print(f"{how:16} {outcome:24} {number:5}")
    return 1 if any(outcome == "WRONG GRADE" for _, outcome in came) else 0


def _jobs(paths: list[Path], numbers: range) -> Iterator[tuple[int, tuple[Path, None, bytes]]]:
    for number in numbers:
        path, _, content = mutant(paths, number)
        yield number, (Path(path.name), None, content)


@cache
def original(path: Path) -> ReportRows:
    """Return the rows of the undamaged report."""
    return read_one(path, None)


def judged(rows: ReportRows, undamaged: ReportRows) -> str:
    """Return the outcome for a mutant's rows."""
    if rows.inspection is None:
        return "no inspection, said why"
    told = rows.problems != undamaged.problems
    if _grades(rows) != _grades(undamaged):
        return "other grades, and said so" if told else "WRONG GRADE"
    if rows.inspection["inspection_id"] != undamaged.inspection["inspection_id"]:
        return "another inspection"
    if len(rows.findings) != len(undamaged.findings):
        return "fewer words, and said so" if told else "fewer words, unsaid"
    return "as undamaged"


def _grades(rows: ReportRows) -> dict[str, str]:
    return {row["judgement_area"]: row["grade"] for row in rows.judgements}


if __name__ == "__main__":
    sys.exit(main())

"""Collect the rows of many reports on disk, then read them back in the reports' order.

Memory holds one row for each report, and the rows of the reports being read back, so that a build
needs little more memory for more reports.
"""

import pickle
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.identity import is_same_inspection
from ilacs_bench.tables.rows import ReportRows, Row, problem

BUILT = ("inspections", "judgements", "improvements", "findings", "problems")
"""The tables made from reports."""
TOGETHER = 500
"""Number of reports whose rows are in memory together; a sentence takes 1 kB."""
_IN_MEMORY = 64 * 2**20  # bytes kept in memory before a disk file is used
_QUICK = 1  # zlib compression level


class ReportSpool:
    """The rows of reports, by the reports' paths."""

    def __init__(self, file: tempfile.SpooledTemporaryFile[bytes]) -> None:
        self._file = file
        self._places: dict[Path, tuple[int, int]] = {}
        self._inspections: dict[Path, Row] = {}

    def add(self, path: Path, rows: ReportRows) -> int:
        """Store the rows of a report; return the number of reports stored so far."""
        content = zlib.compress(pickle.dumps(rows), _QUICK)
        self._places[path] = (self._file.tell(), len(content))
        self._file.write(content)
        if rows.inspection:
            self._inspections[path] = rows.inspection
        return len(self._places)

    def parts(self) -> Iterator[dict[str, pd.DataFrame]]:
        """Yield tables of some reports at a time, in order of their names.

        Every inspection occurs once: a second report of it becomes a row of `problems`.
        """
        paths = sorted(self._places, key=lambda path: (path.name, path))
        again = _again(
            (path, self._inspections[path]) for path in paths if path in self._inspections
        )
        for start in range(0, max(1, len(paths)), TOGETHER):
            some = paths[start : start + TOGETHER]
            rows = [again.get(path) or self._rows(path) for path in some]
            yield {name: _frame(name, rows) for name in BUILT}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all rows, as one frame for each table."""
        parts = list(self.parts())
        return {name: concatenated(name, [part[name] for part in parts]) for name in BUILT}

    def _rows(self, path: Path) -> ReportRows:
        start, length = self._places[path]
        self._file.seek(start)
        rows: ReportRows = pickle.loads(zlib.decompress(self._file.read(length)))  # noqa: S301
        return rows


@contextmanager
def open_spool() -> Iterator[ReportSpool]:
    """Provide a ReportSpool; its temporary file is removed afterwards."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield ReportSpool(file)


def concatenated(name: str, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Concatenate the parts of a table into one checked frame."""
    if len(parts) == 1:
        return parts[0]
    frame = pd.concat(parts)
    return TABLES[name].check(frame.drop_duplicates() if name == "problems" else frame)


def _again(rows: Iterable[tuple[Path, Row]]) -> dict[Path, ReportRows]:
    """Return for each report of an inspection that already occurred the problem row."""
    first: defaultdict[str | None, list[Row]] = defaultdict(list)
    again = {}
    for path, row in rows:
        same = next((one for one in first[row["la_code"]] if is_same_inspection(one, row)), None)
        if same is None:
            first[row["la_code"]].append(row)
            continue
        message = f"This is the same inspection as {same['report']}, which was kept."
        again[path] = ReportRows(None, [], [], [], [problem(row["report"], "table", message)])
    return again


def _frame(name: str, kept: Sequence[ReportRows]) -> pd.DataFrame:
    if name == "inspections":
        rows = [item.inspection for item in kept if item.inspection]
    else:
        rows = [row for item in kept for row in getattr(item, name)]
    frame = pd.DataFrame(rows, columns=TABLES[name].column_names)
    return TABLES[name].check(frame.drop_duplicates() if name == "problems" else frame)

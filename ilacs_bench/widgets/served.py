"""What the server tells the kernels of its pages, and the tables that they show."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.days import today
from ilacs_bench.paths import bundled, own_lists_file

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

DATA_VARIABLE = "ILACS_BENCH_DATA"
"""Environment variable with the folder of tables to show; empty for the bundled facts."""
QUERY_VARIABLE = "QUERY_STRING"
"""Environment variable in which Voilà tells a notebook what was asked for after the '?'."""


def served_folder() -> Path | None:
    """Folder of tables that `ilacs-bench serve --data` was given; None for the bundled facts."""
    folder = os.environ.get(DATA_VARIABLE)
    return Path(folder) if folder else None


def served_tables() -> Tables:
    """The tables to show.

    They are read once, and again when their files have changed. The kernels of the dashboards get
    them from the process they are forked from.
    """
    return _read(served_folder(), _files_of_tables())


def what_it_follows(notebook: Path) -> str:
    """The state of all that a page follows: its notebook, the tables, the saved lists, the day."""
    lists = own_lists_file()
    saved = lists.stat().st_mtime_ns if lists.exists() else None
    return repr((notebook.stat().st_mtime_ns, _files_of_tables(), saved, today()))


def _files_of_tables() -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of the files that are shown: other ones, other tables."""
    folder = served_folder() or bundled("data", "tidy")
    found = [(path.name, path.stat()) for path in sorted(folder.glob("*.parquet"))]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


@lru_cache(maxsize=1)
def _read(folder: Path | None, _files: object) -> Tables:
    from ilacs_bench.tables.store import read_tables  # pandas: the server does without it

    return read_tables(folder)


def is_served() -> bool:
    """Whether this kernel is of a page that `ilacs-bench serve` serves."""
    return DATA_VARIABLE in os.environ

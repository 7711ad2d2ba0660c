"""What the server tells the kernels of its pages, and the tables that they show."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.days import today
from ilacs_bench.paths import DATA_VARIABLE, own_lists_file
from ilacs_bench.tables.snapshots import folder_of_tables

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

QUERY_VARIABLE = "QUERY_STRING"
"""Environment variable in which Voilà tells a notebook what was asked for after the '?'."""


def served_folder() -> Path | None:
    """What `ilacs-bench serve --data` was given; None for the newest tables of the user."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else None


def served_tables() -> Tables:
    """The tables to show.

    They are read once, and again when their files have changed, or a newer snapshot is there. The
    kernels of the dashboards get them from the process they are forked from.
    """
    return _read(_files_of_tables())


def what_it_follows(notebook: Path) -> str:
    """The state of all that a page follows: its notebook, the tables, the saved lists, the day."""
    lists = own_lists_file()
    saved = lists.stat().st_mtime_ns if lists.exists() else None
    return repr((notebook.stat().st_mtime_ns, _files_of_tables(), saved, today()))


def _files_of_tables() -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of the files that are shown: other ones, other tables."""
    found = [(path, path.stat()) for path in sorted(folder_of_tables().glob("*.parquet"))]
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found)


@lru_cache(maxsize=1)
def _read(_files: object) -> Tables:
    from ilacs_bench.tables.store import read_tables  # pandas: the server does without it

    return read_tables()


def is_served() -> bool:
    """Whether this kernel is of a page that `ilacs-bench serve` serves."""
    return DATA_VARIABLE in os.environ

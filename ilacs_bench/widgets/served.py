"""What the server tells the processes of its pages, and the tables that they show."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.paths import DATA_VARIABLE
from ilacs_bench.tables.snapshots import folder_of_tables

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

SERVED_VARIABLE = "ILACS_BENCH_SERVED"
"""Environment variable by which a process knows that it shows pages for `ilacs-bench serve`."""


def served_folder() -> Path | None:
    """What `ilacs-bench serve --data` was given; None for the newest tables of the user."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else None


def served_tables() -> Tables:
    """The tables to show.

    They are read once, and again when their files have changed, or a newer snapshot is there.
    """
    return _read(_files_of_tables())


def table_files() -> list[Path]:
    """The files of the tables that are shown."""
    return sorted(folder_of_tables().glob("*.parquet"))


def _files_of_tables() -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of the files that are shown: other ones, other tables."""
    found = [(path, path.stat()) for path in table_files()]
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found)


@lru_cache(maxsize=1)
def _read(_files: object) -> Tables:
    from ilacs_bench.tables.store import read_tables  # pandas: the server does without it

    return read_tables()


def is_served() -> bool:
    """Whether this process shows pages for `ilacs-bench serve`."""
    return SERVED_VARIABLE in os.environ

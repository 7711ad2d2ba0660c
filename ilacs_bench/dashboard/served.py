"""What the server tells the processes of its pages, and the tables that they show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.paths import DATA_VARIABLE
from ilacs_bench.tables.snapshots import folder_of_tables

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables


def served_folder() -> Path | None:
    """What `ilacs-bench serve --data` was given; None for the newest tables of the user."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else None


def served_tables() -> Tables:
    """The tables to show.

    They are read once, and again when their files have changed, or a newer snapshot is there.
    """
    from ilacs_bench.tables.store import shared_tables  # pandas: the server does without it

    return shared_tables()


def table_files() -> list[Path]:
    """The files of the tables that are shown."""
    return sorted(folder_of_tables().glob("*.parquet"))

"""What the server tells the kernels of its pages."""

import os
from pathlib import Path

DATA_VARIABLE = "ILACS_BENCH_DATA"
"""Environment variable with the folder of tables to show; empty for the bundled facts."""


def served_folder() -> Path | None:
    """Folder of tables that `ilacs-bench serve --data` was given; None for the bundled facts."""
    folder = os.environ.get(DATA_VARIABLE)
    return Path(folder) if folder else None

"""What the public functions give: every column of their frames, and those that a page shows."""

import pandas as pd

from ilacs_bench.columns.column import Column, Result
from ilacs_bench.columns.results_of_councils import OF_COUNCILS
from ilacs_bench.columns.results_of_england import OF_ENGLAND
from ilacs_bench.columns.results_of_themes import OF_THEMES

RESULTS: dict[str, Result] = OF_COUNCILS | OF_ENGLAND | OF_THEMES
"""By the name of the function."""
EVERY: tuple[Column, ...] = tuple(c for result in RESULTS.values() for c in result.columns)


def result_of(frame: pd.DataFrame) -> Result | None:
    """What the frame is, where a public function gave it and all its columns are still there."""
    names = set(frame.columns)
    found = [result for result in RESULTS.values() if names.issuperset(result.names)]
    return max(found, key=lambda result: len(result.columns), default=None)

"""All codes of the tidy tables and their labels, as one frame."""

from collections.abc import Mapping

import pandas as pd

from ilacs_bench.columns.definitions import SETS
from ilacs_bench.columns.find_column import EVERY
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.vocabulary import GRADE_LABELS, NATIONAL_FRAMEWORK_LABELS

_EVERY = (
    *EVERY,
    *(c for of in ("history", "theme_codes", "differences", "problem_rows") for c in SETS[of]),
)
_SAME_CODES = ("previous_", "direction_", "graded_as")
"""Beginnings of the names of columns with codes that another column has too."""


def _code_labels() -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {"grade": GRADE_LABELS}
    for column in _EVERY:
        if column.kind in ("code", "direction") and not column.name.startswith(_SAME_CODES):
            found.setdefault(column.name, column.labels)
    comparators = {row["comparator"]: row["label"] for row in read_lookup("comparators")}
    return found | {"national_framework": NATIONAL_FRAMEWORK_LABELS, "comparator": comparators}


CODE_LABELS = _code_labels()
"""Labels by code, for each column that has codes."""


def labels() -> pd.DataFrame:
    """Return one row per code: `column`, `code`, `label`, in order of meaning.

    Grades are in order from the lowest. To replace codes with labels, map a column:

    >>> rows = labels()
    >>> grades = rows[rows["column"] == "grade"].set_index("code")["label"]
    >>> grades["requires_improvement"]
    'Requires improvement to be good'
    """
    return pd.DataFrame(
        [
            (column, code, label)
            for column, of_column in CODE_LABELS.items()
            for code, label in of_column.items()
        ],
        columns=["column", "code", "label"],
        dtype="str",
    )

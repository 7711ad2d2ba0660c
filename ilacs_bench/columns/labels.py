"""Every code of the tidy tables and its words, as one frame."""

from collections.abc import Mapping

import pandas as pd

from ilacs_bench.columns.column import DIRECTION_LABELS
from ilacs_bench.vocabulary import (
    AREA_LABELS,
    FRAMEWORKS,
    GRADE_LABELS,
    NATIONAL_FRAMEWORK_LABELS,
    THEME_GROUP_LABELS,
    THEME_LABELS,
    read_lookup,
)

CODE_LABELS: dict[str, Mapping[str, str]] = {
    "grade": GRADE_LABELS,
    "judgement_area": AREA_LABELS,
    "framework": {code: framework.label for code, framework in FRAMEWORKS.items()},
    "inspection_type": {"standard": "Standard", "short": "Short"},
    "kind": {
        "area_for_improvement": "Area for improvement",
        "area_for_priority_action": "Area for priority action",
        "recommendation": "Recommendation",
    },
    "theme": THEME_LABELS,
    "theme_group": THEME_GROUP_LABELS,
    "polarity": {row["polarity"]: row["label"] for row in read_lookup("polarities")},
    "direction": DIRECTION_LABELS,
    "national_framework": NATIONAL_FRAMEWORK_LABELS,
    "comparator": {row["comparator"]: row["label"] for row in read_lookup("comparators")},
}
"""Words by code, for each column that has codes."""


def labels() -> pd.DataFrame:
    """One row per code: `column` it stands in, `code`, `label`, in the order of their meaning.

    Grades go from the lowest to the highest. To put words in the place of codes, map a column:

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

"""Counts of grades with a column for each grade, from frames with a row for each."""

from collections.abc import Sequence

import pandas as pd

from ilacs_bench.export.book import NOT_APPLICABLE
from ilacs_bench.export.fields import Field, plain
from ilacs_bench.vocabulary import GRADE_LABELS, GRADES, read_lookup

_BEST_FIRST = tuple(reversed(GRADES))
GRADE_COLUMNS = tuple(GRADE_LABELS[grade] for grade in _BEST_FIRST)
"""Headings of the counts, the highest grade first."""
_COLOUR_OF = {row["grade"]: row["fill"] for row in read_lookup("grade_colours")}
GRADE_COLOURS = tuple(_COLOUR_OF[grade] for grade in _BEST_FIRST)

WIDE_COUNT_FIELDS: tuple[Field, ...] = tuple(
    plain(GRADE_LABELS[grade], f"n_{grade}", f"Local authorities judged {GRADE_LABELS[grade]}")
    for grade in _BEST_FIRST
)
SHARE_FIELDS: tuple[Field, ...] = tuple(
    plain(
        f"{GRADE_LABELS[grade]} (%)",
        f"share_{grade}",
        f"Local authorities judged {GRADE_LABELS[grade]}, as a share of those graded",
        "share",
        NOT_APPLICABLE,
    )
    for grade in _BEST_FIRST
)


def wide_counts(counts: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """One row per `keys`, in their order: n_ and share_ of each grade; shares empty where none is.

    `counts` has one row per `keys` and grade, with n and share.
    """
    wide = counts[list(keys)].drop_duplicates().set_index(list(keys))
    for grade in GRADES:
        of_grade = counts[counts["grade"].astype("str") == grade].set_index(list(keys))
        wide[f"n_{grade}"] = of_grade["n"].reindex(wide.index)
        wide[f"share_{grade}"] = of_grade["share"].reindex(wide.index)
    return wide.reset_index()

"""Whom to learn from: who is good or outstanding where one local authority is not, and for what."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.good_elsewhere import better_graded_of, strengths_of
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.tables.records import records


@dataclass(frozen=True, eq=False)
class LearnFrom:
    """A judgement area below good.

    grade     the authority's own
    councils  the rows of `better_graded`
    praised   one row per theme that the reports of these praise, the most councils first: theme, n
              (councils praised for it)
    evidence  the rows of `good_elsewhere`, the first of each theme and council
    """

    judgement_area: str
    grade: str
    councils: pd.DataFrame
    praised: pd.DataFrame
    evidence: pd.DataFrame


def learn_from(chosen: Selection, own: pd.DataFrame) -> list[LearnFrom]:
    """One for each judgement area of `own`, the rows of `own_grades`, with a grade below good.

    Raises UnknownName where there is no group to look in.

    >>> from ilacs_bench.benchmark.compare import own_grades_of
    >>> chosen = select(t, "Suffolk", "neighbours", as_at="2025-03-31")
    >>> first = learn_from(chosen, own_grades_of(chosen))[0]
    >>> first.judgement_area, first.grade, len(first.councils)
    ('leaders', 'requires_improvement', 8)
    """
    is_below = (own["grade"] < "good").fillna(False)
    below = records(own.loc[is_below, ["judgement_area", "grade"]])
    return [_of_area(chosen, row["judgement_area"], row["grade"]) for row in below]


def _of_area(chosen: Selection, area: str, grade: str) -> LearnFrom:
    better = better_graded_of(chosen, area)
    evidence = strengths_of(chosen.tables, better, each_once=True)
    counts = sorted(Counter(evidence["theme"]).items(), key=lambda of: (-of[1], of[0]))
    praised = {
        "theme": pd.array([theme for theme, _ in counts], dtype="str"),
        "n": np.array([n for _, n in counts], dtype="int64"),
    }
    return LearnFrom(area, grade, better, pd.DataFrame(praised), evidence)

"""Whom to learn from: who is good or outstanding where one local authority is not, and for what."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.good_elsewhere import better_graded, strengths_of
from ilacs_bench.benchmark.resolve import Day
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables


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


def learn_from(
    tables: Tables, own: pd.DataFrame, to: To, *, as_at: Day = None, published_by: Day = None
) -> list[LearnFrom]:
    """One for each judgement area of `own`, the rows of `own_grades`, with a grade below good.

    `to` is the group to look in; other arguments and errors as for `snapshot`.

    >>> from ilacs_bench.benchmark.compare import own_grades
    >>> own = own_grades(t, "Suffolk", as_at="2025-03-31")
    >>> first = learn_from(t, own, "neighbours", as_at="2025-03-31")[0]
    >>> first.judgement_area, first.grade, len(first.councils)
    ('leaders', 'requires_improvement', 8)
    """
    is_below = (own["grade"] < "good").fillna(False)
    below = records(own.loc[is_below, ["la_code", "judgement_area", "grade"]])
    return [_of_area(tables, row, to, as_at, published_by) for row in below]


def _of_area(
    tables: Tables, own: dict[str, Any], to: To, as_at: Day, published_by: Day
) -> LearnFrom:
    of = (tables, own["la_code"], to, own["judgement_area"])
    better = better_graded(*of, as_at=as_at, published_by=published_by)
    evidence = strengths_of(tables, better, each_once=True)
    counts = sorted(Counter(evidence["theme"]).items(), key=lambda of: (-of[1], of[0]))
    praised = {
        "theme": pd.array([theme for theme, _ in counts], dtype="str"),
        "n": np.array([n for _, n in counts], dtype="int64"),
    }
    return LearnFrom(own["judgement_area"], own["grade"], better, pd.DataFrame(praised), evidence)

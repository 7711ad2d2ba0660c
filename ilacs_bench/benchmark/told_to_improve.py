"""What the latest report of one local authority says must improve, and the same theme before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.asked import Day
from ilacs_bench.benchmark.coded_ledger import coded_ledger
from ilacs_bench.benchmark.ledger import taken
from ilacs_bench.benchmark.recurring import recurring_improvements
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables


@dataclass(frozen=True, eq=False)
class ToldToImprove:
    """One thing that must improve.

    item    its row of `improvements`
    themes  codes of its themes, in the taxonomy's order
    again   rows of `recurring_improvements`: the same themes at the inspection before, each page
            once
    """

    item: dict[str, Any]
    themes: tuple[str, ...]
    again: tuple[dict[str, Any], ...]


def told_to_improve(
    tables: Tables, inspection: pd.Series, *, as_at: Day = None, published_by: Day = None
) -> list[ToldToImprove]:
    """One for each improvement that an inspection's report lists, in its order.

    `inspection` has la_code, inspection_id and previous_inspection_id, as rows of `own_grades` do.

    >>> from ilacs_bench.benchmark.compare import own_grades
    >>> own = own_grades(t, "Suffolk", as_at="2025-03-31")
    >>> told = told_to_improve(t, own.iloc[0], as_at="2025-03-31")
    >>> len(told), told[0].themes, [again["page"] for again in told[0].again]
    (7, ('front_door', 'thresholds'), [])
    """
    every = tables.improvements
    listed = np.flatnonzero(every["inspection_id"].to_numpy() == inspection["inspection_id"])
    if not len(listed):
        return []
    themes = recurring_improvements(
        tables, inspection["la_code"], as_at=as_at, published_by=published_by
    )
    rows, before = records(themes), inspection["previous_inspection_id"]
    pages: dict[tuple[str, int | None], dict[str, Any]] = {}
    for row in rows:
        if row["inspection_id"] == before:
            pages.setdefault((row["theme"], row["page"]), row)
    items = records(pd.DataFrame(taken(every, listed, every.columns)))
    return [_told(item, rows, [*pages.values()]) for item in items]


def again_in_words(tables: Tables, inspection: pd.Series, told: Sequence[ToldToImprove]) -> str:
    """How many of the rows of `told_to_improve` have a theme of the inspection before, in words.

    >>> from ilacs_bench.benchmark.compare import own_grades
    >>> own = own_grades(t, "Suffolk", as_at="2025-03-31").iloc[0]
    >>> again_in_words(t, own, told_to_improve(t, own, as_at="2025-03-31"))
    '1 of 7 has a theme that the inspection before named too.'
    """
    before = inspection["previous_inspection_id"]
    if pd.isna(before):
        return f"{inspection['la_name']} has no earlier inspection of its own to compare with."
    if (coded_ledger(tables).reports_of([inspection["inspection_id"], before]) < 0).any():
        return "Not both of the last two reports were read for themes: what came back is not known."
    n = sum(bool(one.again) for one in told)
    have = "have" if n > 1 else "has"
    return f"{n or 'None'} of {len(told)} {have} a theme that the inspection before named too."


def _told(
    item: dict[str, Any], now: list[dict[str, Any]], before: list[dict[str, Any]]
) -> ToldToImprove:
    themes = tuple(each["theme"] for each in now if each["item_id"] == item["improvement_id"])
    return ToldToImprove(item, themes, tuple(each for each in before if each["theme"] in themes))

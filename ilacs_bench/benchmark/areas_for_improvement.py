"""What the latest report of one local authority says must improve, and the same theme before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.english import day_words
from ilacs_bench.benchmark.evidence import is_coded
from ilacs_bench.benchmark.same_theme import latest_and_again
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORK_LABELS, THEME_LABELS


@dataclass(frozen=True, eq=False)
class AreaForImprovement:
    """One thing that must improve.

    item    its first row of `latest_improvements`
    themes  codes of its themes, in the taxonomy's order
    again   its rows of `same_theme_again`
    """

    item: dict[str, Any]
    themes: tuple[str, ...]
    again: tuple[dict[str, Any], ...]


def areas_for_improvement(chosen: Selection) -> list[AreaForImprovement]:
    """One for each improvement that the latest report lists, in its order.

    >>> told = areas_for_improvement(select(t, "Suffolk", as_at="2025-03-31"))
    >>> len(told), told[0].themes, [again["page"] for again in told[0].again]
    (7, ('front_door', 'thresholds'), [])
    """
    listed, rows_again = latest_and_again(chosen)
    again = records(rows_again)
    by_item: dict[str, list[dict[str, Any]]] = {}
    for row in records(listed):
        by_item.setdefault(row["improvement_id"], []).append(row)
    return [
        AreaForImprovement(
            item=rows[0],
            themes=tuple(row["theme"] for row in rows if row["theme"]),
            again=tuple(one for one in again if one["improvement_id"] == item),
        )
        for item, rows in by_item.items()
    ]


def earlier_words(again: dict[str, Any]) -> str:
    """Theme, date, framework and years of the earlier one of a row of `same_theme_again`.

    >>> from datetime import date
    >>> day, framework = date(2019, 4, 8), "ilacs_2018"
    >>> row = {"theme": "planning", "previous_start": day, "previous_framework": framework}
    >>> earlier_words({**row, "years": 5.7})
    'Plans and planning, inspection of 8 April 2019 (ILACS 2018 to 2022), 5.7 years before'
    """
    theme, framework = THEME_LABELS[again["theme"]], FRAMEWORK_LABELS[again["previous_framework"]]
    day = day_words(again["previous_start"])
    return f"{theme}, inspection of {day} ({framework}), {again['years']:g} years before"


def repeated_words(
    tables: Tables, inspection: pd.Series, told: Sequence[AreaForImprovement]
) -> str:
    """In words: how many of `told` have a theme that the inspection before had too.

    >>> from ilacs_bench.benchmark.compare import own_grades_of
    >>> chosen = select(t, "Suffolk", as_at="2025-03-31")
    >>> repeated_words(t, own_grades_of(chosen).iloc[0], areas_for_improvement(chosen))
    '1 of 7 has a theme that the previous inspection also named.'
    """
    before = inspection["previous_inspection_id"]
    if pd.isna(before):
        return f"{inspection['la_name']} has no earlier inspection of its own to compare with."
    if not (is_coded(tables, inspection["inspection_id"]) and is_coded(tables, before)):
        return (
            "Not both of the last two reports were read for themes: "
            "whether the same theme is named again is not known."
        )
    n = sum(bool(one.again) for one in told)
    have = "have" if n > 1 else "has"
    return f"{n or 'None'} of {len(told)} {have} a theme that the previous inspection also named."

"""Charts of the grades of groups side by side: regions, or types of authority."""

from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.charts.palette import INK, PAPER
from ilacs_bench.charts.style import (
    LEGEND_COLUMNS,
    NO_ROWS,
    Spec,
    colour_scale,
    filled,
    form,
    labels_above,
)
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import GRADES

_BEST_FIRST = list(reversed(GRADES))
_LABELS = [SHORT_GRADES[grade] for grade in _BEST_FIRST]
_ROW_HEIGHT, _BAR_HEIGHT = 40, 17
_FEWEST_SHOWN = 0.03
"""Minimum share of a bar for its count to be printed; the table has the others."""
_TOOLTIP = [
    alt.Tooltip("name:N", title="Group"),
    alt.Tooltip("grade:N", title="Grade"),
    alt.Tooltip("n:Q", title="Local authorities"),
    alt.Tooltip("share:Q", title="Of those graded", format=".0%"),
]


def groups_spec(counts: pd.DataFrame, good: pd.DataFrame, title: str) -> Spec:
    """Return a spec: one bar per group with shares of grades, best first, counts printed.

    `counts` are rows of `picture` for one judgement; `good` rows of `good_or_outstanding`, in the
    order of the bars: its share follows the name of the group. The chart is as wide as its
    container.
    """
    labels = {
        row["group"]: f"{row['group']} {_good_words(row)}" for row in records(good) if row["judged"]
    }
    of_group: dict[str, list[dict[str, Any]]] = {}
    for row in records(counts):
        of_group.setdefault(row["group"], []).append(row)
    rows = [
        {
            "group": label,
            "name": group,
            "grade": SHORT_GRADES[row["grade"]],
            "rank": _BEST_FIRST.index(row["grade"]),
            "n": row["n"],
            "share": row["share"],
            "label": str(row["n"]) if row["n"] > _FEWEST_SHOWN * row["judged"] else "",
        }
        for group, label in labels.items()
        for row in of_group[group]
    ]
    description = f"{title}. Bars of equal length, one a group. {'; '.join(labels.values())}."
    return filled(
        _form(), rows, title=title, description=description, height=_ROW_HEIGHT * len(labels)
    )


def _good_words(row: dict[str, Any]) -> str:
    """Return how many are good or outstanding: a share, or a number if too few are judged."""
    return f"{row['n']} of {row['judged']}" if row["share"] is None else f"{row['share']:.0%}"


@form
def _form() -> alt.LayerChart:
    base = alt.Chart(NO_ROWS).encode(
        x=alt.X("n:Q", stack="normalize", axis=None),
        y=alt.Y("group:N", sort=None, axis=labels_above(_ROW_HEIGHT, 3)),
        order=alt.Order("rank:Q"),
    )
    bars = base.mark_bar(aria=False, height=_BAR_HEIGHT, stroke=PAPER).encode(
        color=alt.Color("grade:N", scale=colour_scale(_BEST_FIRST, _LABELS, "fill")).legend(
            columns=LEGEND_COLUMNS, aria=False, symbolStrokeColor=INK, title=None
        ),
        tooltip=_TOOLTIP,
    )
    words = base.mark_text(aria=False, fontSize=12).encode(
        x=alt.X("n:Q", stack="normalize", bandPosition=0.5, axis=None),
        text="label:N",
        color=alt.Color("grade:N", scale=colour_scale(_BEST_FIRST, _LABELS, "text"), legend=None),
    )
    return alt.layer(bars, words).resolve_scale(color="independent")

"""Charts of grades."""

import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.charts.style import (
    INK,
    LEGEND_COLUMNS,
    PAPER,
    Spec,
    colour_scale,
    filled,
    labels_above,
    skeleton_of,
    styled,
)
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADE_LABELS, GRADES

_BEST_FIRST = [*reversed(GRADES), "not_graded"]
_LABELS = [*(GRADE_LABELS[grade] for grade in reversed(GRADES)), "Not graded"]
_ROW_HEIGHT = 58
_BAR_HEIGHT = 26
_TITLE_WIDTH = 44
_TOLD = [
    alt.Tooltip("area:N", title="Judgement"),
    alt.Tooltip("grade:N", title="Grade"),
    alt.Tooltip("n:Q", title="Local authorities"),
]
_SIGN_WIDTH = 0.025
"""Share of a bar that a sign takes on a narrow screen; the table has the counts left out."""


def chart_grade_distribution(
    distribution: pd.DataFrame,
    title: str = "How many local authorities have each grade",
    labels: Mapping[str, str] = AREA_SHORT_LABELS,
) -> alt.LayerChart:
    """One stacked bar per judgement area: local authorities by grade, best first, counts printed.

    `distribution` is that of a Comparison: judgement_area, grade, n, judged, of. Those without a
    grade on an area end its bar, so that all bars have one length. `labels` stand above the bars,
    by area. As wide as its place.
    """
    rows = _bar_rows(distribution, labels)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("n:Q", stack="zero", scale=alt.Scale(nice=False), axis=None),
        y=alt.Y(
            "area:N", sort=None, axis=labels_above(_ROW_HEIGHT, 6), scale=alt.Scale(paddingInner=0)
        ),
        order=alt.Order("rank:Q"),
    )
    bars = base.mark_bar(aria=False, height=_BAR_HEIGHT, stroke=PAPER).encode(
        color=alt.Color("grade:N", scale=colour_scale(_BEST_FIRST, _LABELS, "fill")).legend(
            columns=LEGEND_COLUMNS,
            aria=False,
            symbolStrokeColor=INK,
            labelExpr=_legend_words(),
            title=None,
        ),
        tooltip=_TOLD,
    )
    counts = base.mark_text(aria=False).encode(
        x=alt.X("n:Q", stack="zero", bandPosition=0.5, axis=None),
        text="label:N",
        color=alt.Color("grade:N", scale=colour_scale(_BEST_FIRST, _LABELS, "text"), legend=None),
    )
    return styled(
        alt.layer(bars, counts).resolve_scale(color="independent"),
        title=textwrap.wrap(title, _TITLE_WIDTH),
        description=_description(rows, title),
        width="container",
        height=_ROW_HEIGHT * len({row["area"] for row in rows}),
    )


def grade_distribution_spec(
    distribution: pd.DataFrame, title: str, labels: Mapping[str, str] = AREA_SHORT_LABELS
) -> Spec:
    """The spec of `chart_grade_distribution`, in a tenth of the time from the second call on."""
    areas = tuple(distribution["judgement_area"].unique())
    rows = _bar_rows(distribution, labels)
    return filled(
        _skeleton(areas),
        rows,
        title=textwrap.wrap(title, _TITLE_WIDTH),
        description=_description(rows, title),
    )


def _legend_words() -> str:
    """The letter before the word, as on the bars."""
    letters = [GRADE_LETTERS.get(grade, "–") for grade in _BEST_FIRST]
    return f"{letters}[indexof({_LABELS}, datum.label)] + '  ' + datum.label"


@cache
def _skeleton(areas: tuple[str, ...]) -> Spec:
    any_rows = pd.DataFrame(
        {"judgement_area": areas, "grade": _BEST_FIRST[0], "n": 1, "judged": 1, "of": 1}
    )
    return skeleton_of(chart_grade_distribution(any_rows))


def _bar_rows(
    distribution: pd.DataFrame, labels: Mapping[str, str] = AREA_SHORT_LABELS
) -> list[dict[str, Any]]:
    """One row per segment of a bar; `rank` counts from the left, `label` is what fits on it.

    That is the letter of the grade with the count, the count alone, or nothing.
    """
    counts: dict[str, dict[str, int]] = {}
    of: dict[str, int] = {}
    for row in records(distribution, ["judgement_area", "grade", "n", "judged", "of"]):
        area = row["judgement_area"]
        counts.setdefault(area, {"not_graded": row["of"] - row["judged"]})[row["grade"]] = row["n"]
        of[area] = row["of"]
    return [
        {
            "area": labels[area],
            "grade": label,
            "n": n,
            "rank": rank,
            "label": _label(grade, n, of[area]),
        }
        for rank, (grade, label) in enumerate(zip(_BEST_FIRST, _LABELS, strict=True))
        for area, by_grade in counts.items()
        if (n := by_grade.get(grade)) is not None
    ]


def _label(grade: str, n: int, of: int) -> str:
    wordings = (f"{GRADE_LETTERS.get(grade, '–')} {n}", str(n))
    room = n / (of * _SIGN_WIDTH) if of else 0
    return next((words for words in wordings if len(words) <= room), "")


def _description(rows: list[dict[str, Any]], title: str) -> str:
    """The picture in words, read out in its place."""
    of_area: dict[str, list[str]] = {row["area"]: [] for row in rows}
    for row in rows:
        if row["n"]:
            of_area[row["area"]].append(f"{row['n']} {row['grade'].lower()}")
    said = [f"{area}: {', '.join(words)}" for area, words in of_area.items()]
    return f"{title}. Stacked bars. {'; '.join(said)}."

"""Charts of grades."""

from collections.abc import Mapping
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
    legend_words,
)
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADE_LABELS, GRADES

CODES = [*reversed(GRADES), "not_graded"]
LABELS = [*(GRADE_LABELS[grade] for grade in reversed(GRADES)), "Not graded"]
_ROW_HEIGHT = 58
_BAR_HEIGHT = 26
_TITLE_WIDTH = 44
_TOOLTIP = [
    alt.Tooltip("judgement:N", title="Judgement"),
    alt.Tooltip("grade:N", title="Grade"),
    alt.Tooltip("n:Q", title="Local authorities"),
]
_SIGN_WIDTH = 0.025
"""Share of a bar that a character takes on a narrow screen; the table has the counts left out."""


def grade_distribution_spec(
    distribution: pd.DataFrame, title: str, labels: Mapping[str, str] = AREA_SHORT_LABELS
) -> Spec:
    """Return a spec: one stacked bar per judgement area of authorities by grade, best first.

    `distribution` is that of a Comparison: judgement_area, grade, n, judged, of. Authorities
    without a grade are at the end of a bar, so that all bars have the same length. `labels` by area
    are above the bars; counts are printed on them. It is as wide as its container.
    """
    rows = _bar_rows(distribution, labels)
    return filled(
        _form(),
        rows,
        title=title,
        description=_description(rows, title),
        height=_ROW_HEIGHT * len({row["area"] for row in rows}),
        wrapped=_TITLE_WIDTH,
    )


@form
def _form() -> alt.LayerChart:
    base = alt.Chart(NO_ROWS).encode(
        x=alt.X("n:Q", stack="zero", scale=alt.Scale(nice=False), axis=None),
        y=alt.Y(
            "area:N", sort=None, axis=labels_above(_ROW_HEIGHT, 6), scale=alt.Scale(paddingInner=0)
        ),
        order=alt.Order("rank:Q"),
    )
    bars = base.mark_bar(aria=False, height=_BAR_HEIGHT, stroke=PAPER).encode(
        color=alt.Color("grade:N", scale=colour_scale(CODES, LABELS, "fill")).legend(
            columns=LEGEND_COLUMNS,
            aria=False,
            symbolStrokeColor=INK,
            labelExpr=legend_words([GRADE_LETTERS.get(grade, "–") for grade in CODES], LABELS),
            title=None,
        ),
        tooltip=_TOOLTIP,
    )
    counts = base.mark_text(aria=False).encode(
        x=alt.X("n:Q", stack="zero", bandPosition=0.5, axis=None),
        text="label:N",
        color=alt.Color("grade:N", scale=colour_scale(CODES, LABELS, "text"), legend=None),
    )
    return alt.layer(bars, counts).resolve_scale(color="independent")


def _bar_rows(distribution: pd.DataFrame, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one row per segment of a bar; `rank` counts from the left, `label` fits on it.

    The label is the grade's letter with the count, only the count, or ''.
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
            "judgement": AREA_SHORT_LABELS[area],
            "grade": label,
            "n": n,
            "rank": rank,
            "label": _label(grade, n, of[area]),
        }
        for rank, (grade, label) in enumerate(zip(CODES, LABELS, strict=True))
        for area, by_grade in counts.items()
        if (n := by_grade.get(grade)) is not None
    ]


def _label(grade: str, n: int, of: int) -> str:
    wordings = (f"{GRADE_LETTERS.get(grade, '–')} {n}", str(n))
    room = n / (of * _SIGN_WIDTH) if of else 0
    return next((words for words in wordings if len(words) <= room), "")


def _description(rows: list[dict[str, Any]], title: str) -> str:
    """Return a description of the chart for screen readers."""
    of_area: dict[str, list[str]] = {row["area"]: [] for row in rows}
    for row in rows:
        if row["n"]:
            of_area[row["area"]].append(f"{row['n']} {row['grade'].lower()}")
    counts = [f"{area}: {', '.join(words)}" for area, words in of_area.items()]
    return f"{title}. Stacked bars. {'; '.join(counts)}."

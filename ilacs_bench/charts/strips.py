"""Grades of one council and its group as strips of squares, best first, the council ringed."""

from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.charts.grades import CODES, LABELS
from ilacs_bench.charts.palette import INK, PAPER
from ilacs_bench.charts.style import NO_ROWS, Spec, colour_scale, filled, form, legend_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADES

MOST_IN_STRIP = 40
"""Maximum size of a group whose grades are shown one by one; larger ones are counted."""
_ORDER: tuple[str | None, ...] = (*reversed(GRADES), None)
_ROW_HEIGHT = 44
_SQUARE = 30
_RING = 4
_TITLE_WIDTH = 84


def strips_spec(matrix: pd.DataFrame, title: str) -> Spec:
    """Return a spec: one strip per judgement area, a square with a letter for each council.

    `matrix` is that of a Comparison: la_name, is_own, judgement_area, grade. Each strip has the
    best grade first and councils without one last; the council itself, first of its grade, is
    ringed.
    """
    rows = _squares(matrix)
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
        x=alt.X("place:O", axis=None, scale=alt.Scale(paddingInner=0.1)),
        y=alt.Y("area:N", sort=None, axis=alt.Axis(title=None, labelLimit=0, labelPadding=12)),
    )
    letters_before = legend_words([GRADE_LETTERS[grade] for grade in _ORDER], LABELS)
    colour = alt.Color("grade:N", scale=colour_scale(CODES, LABELS, "fill"))
    squares = base.mark_rect(aria=False, height=_SQUARE, stroke=PAPER).encode(
        color=colour.legend(columns=5, aria=False, symbolStrokeColor=INK, labelExpr=letters_before)
    )
    letters = base.mark_text(aria=False, fontWeight="bold").encode(
        text="letter:N",
        color=alt.Color("grade:N", scale=colour_scale(CODES, LABELS, "text"), legend=None),
    )
    ring = base.transform_filter("datum.is_own").mark_rect(
        aria=False, height=_SQUARE + 2 * _RING, filled=False, stroke=INK, strokeWidth=_RING
    )
    return alt.layer(squares, ring, letters).resolve_scale(color="independent")


def _squares(matrix: pd.DataFrame) -> list[dict[str, Any]]:
    by_area: dict[str, list[dict[str, Any]]] = {}
    for row in records(matrix, ["la_name", "is_own", "judgement_area", "grade"]):
        by_area.setdefault(row["judgement_area"], []).append(row)
    return [
        {
            "area": AREA_SHORT_LABELS[area],
            "place": place,
            "la_name": row["la_name"],
            "grade": LABELS[_ORDER.index(row["grade"])],
            "letter": GRADE_LETTERS[row["grade"]],
            "is_own": row["is_own"],
        }
        for area, of_area in by_area.items()
        for place, row in enumerate(sorted(of_area, key=_place))
    ]


def _place(row: dict[str, Any]) -> tuple[int, bool]:
    return _ORDER.index(row["grade"]), not row["is_own"]


def _description(rows: list[dict[str, Any]], title: str) -> str:
    """Return a description of the chart for screen readers."""
    areas = []
    for area in dict.fromkeys(row["area"] for row in rows):
        of_area = [row for row in rows if row["area"] == area]
        (own,) = (row for row in of_area if row["is_own"])
        counts = [
            f"{n} {label.lower()}"
            for label in LABELS
            if (n := sum(row["grade"] == label for row in of_area))
        ]
        areas.append(f"{area}: {', '.join(counts)}; {own['la_name']} {own['grade'].lower()}")
    return f"{title}. A square for each council, best grade first. {'. '.join(areas)}."

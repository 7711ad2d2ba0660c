"""Views of one council's group: who moved, all grades, and notes for quoting the figures."""

from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.transitions import who_moved
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import list_html, more
from ilacs_bench.dashboard.links import of_group
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import table
from ilacs_bench.vocabulary import AREAS

MOST_NAMED = 40
"""Maximum size of a group whose councils are shown one by one; larger ones are counted."""


def movements(choice: Choice) -> list[Any]:
    """Who improved or declined since last time"""  # noqa: D400
    if not choice.group:
        return []
    moved, title = who_moved(choice.compared), f"Who of {choice.group_words} moved"
    words = "What was published recently, and what changed for the group"
    way = more(of_group("new", choice), words)
    if len(choice.group) <= MOST_NAMED:
        return [table(choice, moved, title, SETS["moved"]), way]
    counts = [column for column in SETS["moved"] if column.name not in ("improved", "declined")]
    names = folded("Who they are", lambda of: table(of, moved, title, SETS["moved"]))
    return [table(choice, moved, title, counts), *names, way]


def group_grades(choice: Choice) -> list[Any]:
    """Every grade of the group"""  # noqa: D400
    if not choice.group:
        return []
    return folded("Every grade of the group", _every_grade)


def _every_grade(choice: Choice) -> Html:
    frame = grades_in_columns(choice.compared, "la_code")
    others = ["closeness", "published", "source_url"]
    shown = ["la_name", *grades_of(frame), *(n for n in others if frame[n].notna().any())]
    return table(choice, frame, f"Grades of {choice.la_name} and {choice.group_words}", shown)


def notes(choice: Choice) -> list[Any]:
    """Before you quote these figures"""  # noqa: D400
    words = "Notes: before you quote these figures"
    return folded(words, lambda of: list_html(of.comparison.notes))


def grades_in_columns(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row per value of the column `by`, in their order, with a grade per area.

    `rows` has one row per value and judgement_area. Its other columns, except the page, come from
    the first row; then grade_<area> and direction_<area> of areas with any grade.
    """
    row, _ = pd.factorize(rows[by])
    column, areas = pd.factorize(rows["judgement_area"])
    places = np.full((row.max(initial=-1) + 1, len(areas)), -1)
    places[row, column] = np.arange(len(rows))
    _, first = np.unique(row, return_index=True)
    frame = take_rows(rows, first, [name for name in rows.columns if name != "page"])
    for area, of_area in zip(areas, places.T, strict=True):
        cells = take_rows(rows, of_area, ["grade", "direction"])
        if not cells["grade"].isna().all():
            frame |= {f"{name}_{area}": values for name, values in cells.items()}
    return pd.DataFrame(frame, copy=False)


def grades_of(frame: pd.DataFrame) -> list[str]:
    """Return the names of such a frame's grade columns, in the order of AREAS."""
    return [name for area in AREAS if (name := f"grade_{area}") in frame]

"""Views of one council's group: who moved, all grades, and notes for quoting the figures."""

from typing import Any

from ilacs_bench.benchmark.transitions import who_moved
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import list_html, more
from ilacs_bench.dashboard.links import of_group
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import grades_in_columns, grades_of, table

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
    frame = grades_in_columns(choice.compared)
    others = ["closeness", "published", "source_url"]
    shown = ["la_name", *grades_of(frame), *(n for n in others if frame[n].notna().any())]
    return table(choice, frame, f"Grades of {choice.la_name} and {choice.group_words}", shown)


def notes(choice: Choice) -> list[Any]:
    """Before you quote these figures"""  # noqa: D400
    words = "Notes: before you quote these figures"
    return folded(words, lambda of: list_html(of.comparison.notes))

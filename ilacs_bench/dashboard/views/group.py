"""The group of one council: who moved, and every grade of each."""

from typing import Any

from ilacs_bench.benchmark.transitions import who_moved
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.judgements import MOVED
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import more
from ilacs_bench.dashboard.links import of_group
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.views.frames import grades_in_columns, grades_of


def movements(choice: Choice) -> list[Html]:
    """Who improved or declined since last time"""  # noqa: D400
    title = f"Who of {choice.group_words} moved"
    table = table_html(who_moved(choice.compared), title, columns=MOVED)
    words = f"What was published lately, and what it changed for {choice.group_words}"
    return [table, more(of_group("new", choice), words)]


def group_grades(choice: Choice) -> Html:
    """Every grade of the group"""  # noqa: D400
    frame = grades_in_columns(choice.compared, "la_code")
    others = [
        name for name in ("closeness", "published", "source_url") if frame[name].notna().any()
    ]
    return table_html(
        frame,
        f"Grades of {choice.la_name} and {choice.group_words}",
        choice.la_code,
        columns=["la_name", *grades_of(frame), *others],
    )


def notes(choice: Choice) -> list[Any]:
    """Before you quote these figures"""  # noqa: D400
    told = Html("").join(Html("<li>{}</li>").format(note) for note in choice.comparison.notes)
    return folded("Show notes", Html("<ul>{}</ul>").format(told))

"""The group of one council: who moved, and every grade of each."""

from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.dashboard.views.frames import grades_in_columns, grades_of
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_WAYS = ("improved", "same", "declined", None)


def movements(choice: Choice) -> Html:
    """Who moved since their inspection before"""  # noqa: D400
    rows = records(choice.compared, ["la_name", "is_own", "judgement_area", "direction"])
    others = [row for row in rows if not row["is_own"]]
    table = []
    for area in choice.comparison.areas:
        of_area = [row for row in others if row["judgement_area"] == area]
        names = {
            way: [row["la_name"] for row in of_area if row["direction"] == way] for way in _WAYS
        }
        table.append((AREA_SHORT_LABELS[area], names))
    return render("movements", rows=table, group_words=choice.group_words)


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

"""What one council was told to improve, and who is praised where it is not good."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.good_elsewhere import better_graded, good_elsewhere
from ilacs_bench.benchmark.recurring import recurring_improvements
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADES, THEME_LABELS

MOST_THEMES = 5
"""Themes shown of each judgement: those that the most councils are praised for."""


def improvements(choice: Choice) -> Html:
    """What we were told to improve"""  # noqa: D400
    comparison = choice.comparison
    latest = records(comparison.own)[0]
    rows = choice.tables.improvements
    rows = records(rows[rows["inspection_id"] == latest["inspection_id"]])
    themes = recurring_improvements(choice.tables, choice.la_code, as_at=choice.as_at)
    return render(
        "improvements",
        la_name=choice.la_name,
        inspection=latest,
        items=[_item(row, themes, latest) for row in rows],
        has_words=any(row["text"] for row in rows),
        was_read=latest["report"] is not None,
    )


def _item(row: dict[str, Any], themes: pd.DataFrame, latest: dict[str, Any]) -> dict[str, Any]:
    """An area for improvement with its themes, and the same themes at the inspection before."""
    of_item = themes.loc[themes["item_id"] == row["improvement_id"], "theme"]
    before = themes[themes["theme"].isin(of_item)]
    before = before[before["inspection_id"] == latest["previous_inspection_id"]]
    again = records(before.drop_duplicates(["theme", "page"]))
    return {
        **row,
        "themes": [THEME_LABELS[theme] for theme in of_item],
        "again": [{**one, "label": THEME_LABELS[one["theme"]]} for one in again],
    }


def learn_from(choice: Choice) -> Html:
    """Who is good or outstanding where we are not, and what is said there"""  # noqa: D400
    comparison = choice.comparison
    below = [row for row in records(comparison.own) if _below_good(row["grade"])]
    asked = {"as_at": choice.as_at}
    told = []
    for row in below:
        area = row["judgement_area"]
        of = (choice.tables, choice.la_code, list(choice.group), area)
        better = better_graded(*of, **asked)
        praised = good_elsewhere(*of, **asked)
        told.append(
            {
                "label": AREA_SHORT_LABELS[area],
                "grade": row["grade"],
                "councils": records(better),
                "themes": _themes(praised),
            }
        )
    return render("learn_from", areas=told, la_name=choice.la_name, group_words=choice.group_words)


def _below_good(grade: str | None) -> bool:
    return grade is not None and GRADES.index(grade) < GRADES.index("good")


def _themes(praised: pd.DataFrame) -> list[dict[str, Any]]:
    """The themes that the most councils are praised for, each with the first page that says so."""
    counts = praised.groupby("theme")["la_code"].nunique().sort_values(ascending=False)
    first = praised.drop_duplicates(["theme", "la_code"])
    return [
        {
            "label": THEME_LABELS[str(theme)],
            "n": int(n),
            "evidence": records(first[first["theme"] == theme]),
        }
        for theme, n in counts.head(MOST_THEMES).items()
    ]

"""One council: its latest inspection, its grades as cards, its record."""

from typing import Any

from ilacs_bench.benchmark.words import age_words, day_words, days_words, framework_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADES

MOST_IN_STRIP = 40
"""Grades of a group that are shown one by one; of a larger one, their counts."""


def own_rows(choice: Choice) -> list[dict[str, Any]]:
    """The rows of the council itself in the comparison, one for each judgement."""
    return records(choice.comparison.own)


def own_inspection(choice: Choice) -> Html:
    """Latest inspection"""  # noqa: D400
    own = choice.once(own_rows)[0]
    return render(
        "own_inspection",
        la_name=choice.la_name,
        never_inspected=choice.comparison.coverage.no_inspection_of(choice.la_code, choice.la_name),
        row=own,
        days_on_site=days_words(own["start"], own["end"]) if own["start"] else None,
        published=day_words(own["published"]) if own["published"] else None,
        framework=framework_words(own["framework"]) if own["framework"] else None,
        age=None if own["age_days"] is None else age_words(own["age_days"]),
    )


def own_grades(choice: Choice) -> Html:
    """Grades now and last time"""  # noqa: D400
    comparison = choice.comparison
    by_area = {row["judgement_area"]: row for row in choice.once(own_rows)}
    positions = {row["judgement_area"]: row for row in records(comparison.positions)}
    every = records(comparison.matrix, ["judgement_area", "la_name", "grade", "is_own"])
    return render(
        "own_grades",
        cards=[
            _card(by_area[area], positions[area], _strip(every, area)) for area in comparison.areas
        ],
        la_name=choice.la_name,
        group_words=choice.group_words,
        letters=GRADE_LETTERS,
    )


def _card(own: dict[str, Any], position: dict[str, Any], strip: list[dict]) -> dict[str, Any]:
    before = own["previous_published"] or own["previous_start"]
    return {
        **own,
        "label": AREA_SHORT_LABELS[own["judgement_area"]],
        "year_before": before.year if before else None,
        "others": position["judged"] - (own["grade"] is not None),
        "n_better": position["n_better"],
        "n_worse": position["n_worse"],
        "strip": strip if len(strip) <= MOST_IN_STRIP else [],
        "counts": _counts(strip),
    }


def _strip(every: list[dict[str, Any]], area: str) -> list[dict[str, Any]]:
    """The grades of the council and its group, the best first, those without one at the end."""
    order = {grade: place for place, grade in enumerate((*reversed(GRADES), None))}
    rows = [row for row in every if row["judgement_area"] == area]
    return sorted(rows, key=lambda row: (order[row["grade"]], not row["is_own"]))


def _counts(strip: list[dict[str, Any]]) -> dict[str | None, int]:
    grades = [row["grade"] for row in strip]
    return {grade: grades.count(grade) for grade in (*reversed(GRADES), None)}

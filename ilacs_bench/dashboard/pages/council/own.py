"""Views of one council: its latest inspection, its grades as cards, and its position."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.in_words import (
    age_words,
    day_words,
    days_words,
    framework_words,
    inspected_year,
)
from ilacs_bench.benchmark.notes import none_is_close
from ilacs_bench.benchmark.standing import standing
from ilacs_bench.benchmark.trajectories import not_compared
from ilacs_bench.columns.cards import not_compared_words
from ilacs_bench.columns.column import BEST_FIRST, Column
from ilacs_bench.columns.definitions import COLUMNS
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.pages.council.group import MOST_NAMED
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.dashboard.tables import table
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_BEST_FIRST = (*BEST_FIRST, None)
_COUNTED = "Others of the group graded higher, the same and lower"


def own_rows(choice: Choice) -> list[dict[str, Any]]:
    """Return the council's own rows in the comparison, one for each judgement."""
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
    positions = {row["judgement_area"]: row for row in records(choice.comparison.positions)}
    every = records(choice.comparison.matrix, ["judgement_area", "la_name", "grade", "is_own"])
    every.sort(key=lambda row: (_BEST_FIRST.index(row["grade"]), not row["is_own"]))
    others = not_compared(choice.comparison.selection, choice.comparison.own)
    cards = []
    for own, other in zip(choice.once(own_rows), others, strict=True):
        area = own["judgement_area"]
        position = positions[area]
        strip = [row for row in every if row["judgement_area"] == area]
        of_grade = Counter(row["grade"] for row in strip)
        card = {
            "label": AREA_SHORT_LABELS[area],
            "year_before": inspected_year(own["previous_start"], own["previous_published"]),
            "other": other and (not_compared_words(area, other), other.source_url, other.page),
            "others": position["judged"] - (own["grade"] is not None),
            "strip": strip if len(strip) <= MOST_NAMED + 1 else [],
            "counts": [(grade, n) for grade in _BEST_FIRST if (n := of_grade[grade])],
        }
        cards.append(own | card | {name: position[name] for name in ("n_better", "n_worse")})
    return render(
        "own_grades",
        cards=cards,
        la_name=choice.la_name,
        group_words=choice.group_words,
        none_is_close=none_is_close(choice.comparison.group),
        letters=GRADE_LETTERS,
    )


def positions(choice: Choice) -> list[Html]:
    """Where we stand among neighbours, region and England"""  # noqa: D400
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in records(_standing(choice)):
        if not row["others"]:  # no group to compare with
            continue
        groups.setdefault(row["comparator"], []).append(row)
    frame = pd.DataFrame(
        {"judgement_area": choice.comparison.areas}
        | {code: [row["words"] for row in of] for code, of in groups.items()}
    )
    shown = [
        COLUMNS["judgement_area"],
        *(Column(code, of[0]["group"], _COUNTED) for code, of in groups.items()),
    ]
    cells = {
        code: [render("position", row=row, labels=AREA_SHORT_LABELS) for row in of]
        for code, of in groups.items()
    }
    title = f"Where {choice.la_name} stands"
    return [render("position_key"), table(choice, frame, title, shown, html=cells)]


def _standing(choice: Choice) -> pd.DataFrame:
    """Return rows of `standing`: the chosen group, if another, neighbours, region and England."""
    compared = choice.comparison
    rows = standing(replace(compared.selection, to="neighbours"))
    if compared.comparator in set(rows["comparator"]):
        return rows
    chosen = standing(compared.selection)
    return pd.concat([chosen[chosen["comparator"] == compared.comparator], rows])

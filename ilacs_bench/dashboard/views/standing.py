"""Where one council stands: neighbours, region and England side by side."""

from typing import Any

from ilacs_bench.benchmark.compare import positions as all_positions
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS


def positions(choice: Choice) -> Html:
    """Where we stand among neighbours, region and England"""  # noqa: D400
    comparison = choice.comparison
    rows = all_positions(choice.tables, choice.la_code, areas=comparison.areas, as_at=choice.as_at)
    told = [_told(row) for row in records(rows)]
    groups = {row["comparator"]: row["group"] for row in told}
    return render(
        "positions",
        groups=list(groups.values()),
        areas=[
            (
                AREA_SHORT_LABELS[area],
                [row for row in told if row["judgement_area"] == area],
            )
            for area in comparison.areas
        ],
        la_name=choice.la_name,
    )


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `positions` with the others counted: the council itself is none of them."""
    has_grade = row["grade"] is not None
    others = row["of"] - 1
    label = row["comparator_label"]
    return {
        **row,
        "n_same": row["n_same"] - 1 if has_grade else 0,
        "n_none": row["of"] - row["judged"] - (not has_grade),
        "others": others,
        "group": f"{label[:1].upper()}{label[1:]} ({others} others)",
    }

"""Where one council stands: neighbours, region and England side by side."""

from ilacs_bench.benchmark.standing import standing
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS


def positions(choice: Choice) -> Html:
    """Where we stand among neighbours, region and England"""  # noqa: D400
    areas = choice.comparison.areas
    told = records(standing(choice.tables, choice.la_code, areas=areas, as_at=choice.as_at))
    return render(
        "positions",
        groups=list({row["comparator"]: row["group"] for row in told}.values()),
        areas=[
            (AREA_SHORT_LABELS[area], [row for row in told if row["judgement_area"] == area])
            for area in areas
        ],
        la_name=choice.la_name,
    )

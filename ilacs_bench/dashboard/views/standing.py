"""Where one council stands: neighbours, region and England side by side."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.standing import standing
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.judgements import JUDGEMENT
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_COUNTED = "Others of the group graded higher, the same and lower"


def positions(choice: Choice) -> list[Html]:
    """Where we stand among neighbours, region and England"""  # noqa: D400
    areas = list(choice.comparison.areas)
    rows = records(_standing(choice))
    of: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        of.setdefault(row["comparator"], []).append(row)
    words = {code: [row["words"] for row in group] for code, group in of.items()}
    table = table_html(
        pd.DataFrame({"judgement_area": areas, **words}),
        f"Where {choice.la_name} stands",
        columns=[JUDGEMENT, *(Column(code, of[code][0]["group"], _COUNTED) for code in of)],
        html={code: [_position(row) for row in group] for code, group in of.items()},
    )
    return [render("position_key"), table]


def _standing(choice: Choice) -> pd.DataFrame:
    """The group chosen, where it is another, then neighbours, region and England."""
    compared = choice.comparison
    asked: dict[str, Any] = {"areas": compared.areas, "as_at": choice.as_at}
    rows = standing(choice.tables, choice.la_code, **asked)
    if compared.comparator in set(rows["comparator"]):
        return rows
    chosen = standing(choice.tables, choice.la_code, compared.to, **asked)
    return pd.concat([chosen[chosen["comparator"] == compared.comparator], rows])


def _position(row: dict[str, Any]) -> Html:
    return render("position", row=row, label=AREA_SHORT_LABELS[row["judgement_area"]])

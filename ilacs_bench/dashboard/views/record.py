"""Every inspection: of one council, judgement by judgement; of its group, council by council."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.steps import Trajectory, record_steps, trajectory_steps
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.charts.trajectories import MOST_LANES, trajectories_spec
from ilacs_bench.charts.words import STEPS_KEY
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.links import ofsted_url, page_address
from ilacs_bench.dashboard.chart import FilledChart, untitled
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.lookups.areas import areas_in_order, every_on, shown_on
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS

_HEADING = "Every full inspection since 2013"
_COLUMNS = [
    "inspection_id",
    "judgement_area",
    "la_name",
    "relation",
    "published",
    "dated",
    "framework",
    "grade",
    "direction",
    "page",
    "source_url",
]
_KEY = (
    f"{STEPS_KEY} A judgement that an earlier framework named otherwise is shown under its name of "
    "today."
)
_NOTHING = dict.fromkeys(_COLUMNS)


def record(choice: Choice) -> list[str | Html | FilledChart]:
    """Every full inspection since 2013.

    A step for each inspection, as high as its grade, judgement by judgement.
    """
    areas = every_on(choice.as_at)
    every = trajectories(choice.tables, choice.la_code, areas=areas, as_at=choice.as_at)
    rows = [row for row in records(every, _COLUMNS) if row["grade"]]
    if not rows:
        return []
    lanes = record_steps(choice.tables, choice.la_code, shown_on(choice.as_at), as_at=choice.as_at)
    chart = [_chart(lanes, choice)] if any(len(lane.steps) > 1 for lane in lanes) else []
    return [*chart, *([_KEY] if chart else []), _table(rows)]


def _table(rows: list[dict[str, Any]]) -> Html:
    """A row for each judgement, a column for each inspection, the newest first."""
    graded: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        graded.setdefault(row["inspection_id"], {})[row["judgement_area"]] = row
    areas = areas_in_order(area for of_one in graded.values() for area in of_one)
    frame: dict[str, Any] = {"judgement_area": areas}
    columns: list[Column] = [j.JUDGEMENT]
    links: dict[str, list[str | None]] = {}
    for inspection, of_one in reversed(graded.items()):
        cells = [of_one.get(area, _NOTHING) for area in areas]
        name = f"grade_{inspection}"
        frame[name] = pd.Categorical([cell["grade"] for cell in cells], dtype=GRADE_DTYPE)
        frame[f"direction_{inspection}"] = [cell["direction"] for cell in cells]
        links[name] = [_page(cell) for cell in cells]
        columns.append(replace(j.GRADE, name=name, heading=_when(next(iter(of_one.values())))))
    return table_html(pd.DataFrame(frame), _HEADING, columns=columns, links=links)


def _when(row: dict[str, Any]) -> str:
    """The day of an inspection, its framework, and whose it was where a council came later."""
    of = f", {row['la_name']}" if row["relation"] == "predecessor" else ""
    day = day_words(row["published"] or row["dated"])
    return f"{day}{of} ({FRAMEWORKS[row['framework']].label})"


def _page(cell: dict[str, Any]) -> str | None:
    url = ofsted_url(cell["source_url"])
    return url and page_address(url, cell["page"])


def group_record(choice: Choice) -> list[Any]:
    """Grades of the group from inspection to inspection.

    A lane for each council, a step for each inspection, as high as its grade.
    """
    codes = [choice.la_code, *choice.group]
    label = AREA_SHORT_LABELS[choice.over]
    if len(codes) > MOST_LANES:
        return [
            f"The chart has room for {MOST_LANES} councils, and there are {len(codes)}. Choose a "
            "smaller group to compare with."
        ]
    lanes = trajectory_steps(choice.tables, codes, choice.over, as_at=choice.as_at)
    if not any(step.grade for lane in lanes for step in lane.steps):
        return [f"No council here has a grade on {label}."]
    return folded(f"Show the chart: {label}", _chart(lanes, choice), _KEY)


def _chart(lanes: Sequence[Trajectory], choice: Choice) -> FilledChart:
    spec = trajectories_spec(lanes, choice.as_at, _HEADING, choice.la_code)
    return untitled(spec)

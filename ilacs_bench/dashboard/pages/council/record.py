"""Views of all inspections: of one council by judgement, and of its group by council."""

from dataclasses import replace
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.trajectories import (
    record_steps,
    trajectories,
    trajectories_of,
    trajectory_steps,
)
from ilacs_bench.charts.captions import STEPS_KEY
from ilacs_bench.charts.style import untitled
from ilacs_bench.charts.trajectories import MOST_LANES, trajectories_spec
from ilacs_bench.columns.definitions import COLUMNS
from ilacs_bench.columns.links import ofsted_url, page_address
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import quiet
from ilacs_bench.dashboard.parts import ChartWithTable, Html, folded
from ilacs_bench.dashboard.tables import table
from ilacs_bench.lookups.areas import all_areas_on, areas_in_order, shown_on
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS

_HEADING = "Every full inspection since 2013"
_KEY = quiet(
    f"{STEPS_KEY} A judgement that an earlier framework named otherwise is shown under its name of "
    "today."
)


def record(choice: Choice) -> list[Any]:
    """Every full inspection since 2013.

    A step for each inspection, as high as its grade, judgement by judgement.
    """
    of = (choice.tables, choice.la_code)
    rows = trajectories(*of, areas=all_areas_on(choice.as_at), as_at=choice.as_at)
    rows = rows[rows["grade"].notna()]
    if rows.empty:
        return []
    lanes = record_steps(select(*of, as_at=choice.as_at), shown_on(choice.as_at))
    if all(len(lane.steps) < 2 for lane in lanes):
        return [_inspections(choice, rows)]
    chart = untitled(trajectories_spec(lanes, choice.as_at, _HEADING, choice.la_code))
    return [ChartWithTable(chart, lambda of: _inspections(of, rows)), _KEY]


def _inspections(choice: Choice, rows: pd.DataFrame) -> Html:
    """Return a table: a row for each judgement, a column for each inspection, newest first."""
    areas = areas_in_order(rows["judgement_area"])
    by_inspection: dict[str, dict[str, dict[str, Any]]] = {}
    for row in records(rows):
        by_inspection.setdefault(row["inspection_id"], {})[row["judgement_area"]] = row
    cells: dict[str, Any] = {"judgement_area": areas}
    links, shown = {}, [COLUMNS["judgement_area"]]
    for inspection, by_area in sorted(by_inspection.items(), key=_dated, reverse=True):
        of_areas = [by_area.get(area, {}) for area in areas]
        for name in ("grade", "direction"):
            cells[f"{name}_{inspection}"] = [row.get(name) for row in of_areas]
        name, heading = f"grade_{inspection}", _when(next(iter(by_area.values())))
        shown.append(replace(COLUMNS["grade"], name=name, heading=heading))
        links[name] = [_page(row) for row in of_areas]
    return table(choice, pd.DataFrame(cells), _HEADING, shown, links=links)


def _dated(of: tuple[str, dict[str, dict[str, Any]]]) -> Any:
    """Return an inspection's date, whichever authority's it was."""
    return next(iter(of[1].values()))["dated"]


def _page(row: dict[str, Any]) -> str | None:
    """Return the address of the page that has a grade, if there is one."""
    url = ofsted_url(row.get("source_url"))
    return url and page_address(url, row["page"])


def _when(row: dict[str, Any]) -> str:
    """Return the day and framework of an inspection, and its authority if that is a former one."""
    of = f", {row['la_name']}" if row["relation"] == "predecessor" else ""
    begun = "Inspected" if row["dated_by"] == "start" else "Published"
    return f"{begun} {day_words(row['dated'])}{of} ({FRAMEWORKS[row['framework']].label})"


def group_record(choice: Choice) -> list[Any]:
    """Grades of the group from inspection to inspection.

    A lane for each council, a step for each inspection, as high as its grade.
    """
    if not choice.group:
        return []
    return folded(f"How the group’s grades changed: {AREA_SHORT_LABELS[choice.over]}", _lanes)


def _lanes(choice: Choice) -> list[Any]:
    codes, label = [choice.la_code, *choice.group], AREA_SHORT_LABELS[choice.over]
    if len(codes) > MOST_LANES:
        room = f"The chart has room for {MOST_LANES} councils, and there are {len(codes)}."
        return [f"{room} Choose a smaller group to compare with."]
    lanes = trajectory_steps(select(choice.tables, as_at=choice.as_at), codes, choice.over)
    if not any(step.grade for lane in lanes for step in lane.steps):
        return [f"No council here has a grade on {label}."]
    chart = untitled(trajectories_spec(lanes, choice.as_at, _HEADING, choice.la_code))
    return [ChartWithTable(chart, _of_the_group), _KEY]


def _of_the_group(choice: Choice) -> Html:
    """Return a table: a row for each inspection of the group that gave a grade."""
    rows = trajectories_of(replace(choice.comparison.selection, areas=(choice.over,)))
    rows = rows[rows["grade"].notna()].reset_index(drop=True)
    shown = ["la_name", "start", "framework", "grade", "direction", "page"]
    return table(choice, rows, f"{AREA_SHORT_LABELS[choice.over]}, inspection by inspection", shown)

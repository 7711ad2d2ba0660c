"""What 'compare councils' says of trajectories: each council's grade at every inspection, as HTML.

Pure: trajectories in, text out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.steps import Step, Trajectory
from ilacs_bench.benchmark.words import area_words, as_at_words
from ilacs_bench.charts.trajectories import MOST_LANES, trajectories_spec
from ilacs_bench.charts.words import STEPS_KEY, steps_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADES
from ilacs_bench.widgets.compare_view import file_name
from ilacs_bench.widgets.render import render_part

_BEST_FIRST = tuple(reversed(GRADES))
_ROWS_KEPT = 4096


class _Column(NamedTuple):
    """A column of the table: a framework, and the area that its heading says was graded."""

    framework: str
    graded_as: str


def trajectories_view(
    comparison: Comparison, trajectories: Sequence[Trajectory], area: str, *, has_key: bool = True
) -> str:
    """The table behind the chart: one row a council, one column a framework; sortable.

    `has_key` says above it how to read the chart, where that has a chart.
    """
    columns = _columns(trajectories, area)
    covered = comparison.coverage
    rows = [
        _row(
            one,
            columns,
            covered.no_inspection(one.la_code),
            is_own=one.la_code == comparison.la_code,
        )
        for one in trajectories
    ]
    return render_part(
        "trajectories",
        columns=[
            (FRAMEWORKS[column.framework].label, _other(column.graded_as, area))
            for column in columns
        ],
        rows=rows,
        has_former=any(one.successor for one in trajectories),
        key=STEPS_KEY if has_key and _can_be_drawn(trajectories) else None,
        most=MOST_LANES if len(trajectories) > MOST_LANES else None,
        judgement=area_words(area),
        la_name=comparison.la_name,
        group=comparison.comparator_label,
        when=_when(comparison),
    )


def trajectories_charts(
    comparison: Comparison, trajectories: Sequence[Trajectory], area: str
) -> dict[str, PageChart]:
    """The chart by its name; none where it has nothing to show, or too much to be read."""
    if not _can_be_drawn(trajectories):
        return {}
    words = steps_words(comparison, area)
    spec = trajectories_spec(trajectories, comparison.as_at, words.title, comparison.la_code)
    name = file_name(comparison, "trajectories", area)
    return {"trajectories": PageChart(spec, words.note, name)}


def _can_be_drawn(trajectories: Sequence[Trajectory]) -> bool:
    has_grade = any(step.grade for one in trajectories for step in one.steps)
    return has_grade and len(trajectories) <= MOST_LANES


def _columns(trajectories: Sequence[Trajectory], area: str) -> tuple[_Column, ...]:
    """A column for each framework that anybody here was inspected under."""
    graded_as: dict[str, set[str]] = {}
    for one in trajectories:
        for step in one.steps:
            graded_as.setdefault(step.framework, set()).update(filter(None, [step.graded_as]))
    return tuple(
        _Column(code, next(iter(graded_as[code])) if len(graded_as[code]) == 1 else area)
        for code in FRAMEWORKS
        if code in graded_as
    )


@lru_cache(maxsize=_ROWS_KEPT)
def _row(
    one: Trajectory, columns: tuple[_Column, ...], no_inspection: str, *, is_own: bool
) -> Markup:
    """A row of the table; what a council's row says changes only when it is inspected."""
    html = render_part(
        "trajectory",
        la_name=one.la_name,
        successor=one.successor,
        cells=[_cell(one.steps, column) for column in columns],
        is_own=is_own,
        no_inspection="" if one.steps else no_inspection,
    )
    return Markup(html)  # noqa: S704


def _cell(steps: Sequence[Step], column: _Column) -> dict[str, Any]:
    """The inspections under one framework; the cell sorts by the grade of the last of them."""
    shown = [step for step in steps if step.framework == column.framework]
    grade = shown[-1].grade if shown else None
    return {
        "order": _BEST_FIRST.index(grade) if grade else "",
        "steps": [
            {
                "grade": step.grade,
                "when": f"{step.dated:%B %Y}",
                "is_published": step.dated_by == "published",
                "url": step.source_url,
                "page": step.page,
                "graded_as": _other(step.graded_as, column.graded_as),
            }
            for step in shown
        ],
    }


def _other(graded_as: str | None, shown_as: str) -> str | None:
    """The label of the area actually graded, where it is another one than shown."""
    return AREA_SHORT_LABELS[graded_as] if graded_as and graded_as != shown_as else None


def _when(comparison: Comparison) -> str:
    return as_at_words(comparison.as_at, comparison.published_by)

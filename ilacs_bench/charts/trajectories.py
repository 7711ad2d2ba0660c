"""The chart of trajectories: grades over time, with one lane for each council or judgement.

The lanes are councils of a group, or judgements of one council (its record).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.trajectories import Step, Trajectory
from ilacs_bench.charts.framework_names import ALIGNED, framework_names
from ilacs_bench.charts.palette import HAIRLINE, INK, QUIET
from ilacs_bench.charts.style import NO_ROWS, Spec, colour_scale, filled, form
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS, GRADES

MOST_LANES = 40
"""Maximum number of councils in a chart: two screens."""
_LABELS = [GRADE_LABELS[grade] for grade in GRADES]
_LANE = 54
"""Height of a council in pixels: its name, and the four heights of a step."""
_NAME, _FOOT, _RISE, _BAR = 9, 45, 6, 14
_BOTTOM = 4
_ABOVE = 7
"""Pixels from the lanes to the middle of the names of frameworks above them."""
_TITLE_WIDTH = 44
_WORDS = ["judged_as", "under", "until"]
_MARK = ["kind", "name", "text", "grade", "is_apart", "side", "start", "end", "y", "y2"]
_COLUMNS = [*_MARK, *_WORDS]
_TOLD = [
    alt.Tooltip("name:N", title="For"),
    alt.Tooltip("grade:N", title="Grade"),
    alt.Tooltip("judged_as:N", title="Judged as"),
    alt.Tooltip("under:N", title="Framework"),
    alt.Tooltip("start:T", title="From", format="%-d %B %Y"),
    alt.Tooltip("until:N", title="Until"),
]
_OUTLINE = {"strokeWidth": 4, "strokeJoin": "round"}
"""A plain outline of a letter, which a pattern would make illegible."""
_DASHED = alt.condition(alt.datum.is_apart, alt.value([3, 2]), alt.value([1, 0]))


def trajectories_spec(
    trajectories: Sequence[Trajectory], until: date, title: str, own: str = ""
) -> Spec:
    """Return a spec: grades as steps over time, with one lane for each council.

    The height of a step is its grade, shown by letters too. It ends at the next inspection, the day
    `until` or the end of the council; there is a gap where an inspection did not grade the
    judgement. Dashed lines mark the first day of each framework, a dashed outline a step under a
    framework other than those compared (the SIF): in 2018 two were in use. The council with the GSS
    code `own` is in bold. The chart is as wide as its container.
    """
    return filled(
        _form(),
        _rows(trajectories, until, own),
        title=title,
        description=_description(trajectories, title),
        height=_LANE * len(trajectories) + _BOTTOM,
        wrapped=_TITLE_WIDTH,
    )


@form
def _form() -> alt.LayerChart:
    base = alt.Chart(NO_ROWS)
    x = alt.X("start:T", title=None, axis=_year_axis(), scale=alt.Scale(nice=False))
    y = alt.Y("y:Q", scale=None, stack=None)  # pixels, as in the rows

    def of(kind: str) -> Any:
        return base.transform_filter(alt.datum.kind == kind)

    def names(kind: str, weight: str) -> Any:
        marked = of(kind).mark_text(
            aria=False, align="left", dx=2, fontSize=13, fontWeight=weight, color=INK
        )
        return marked.encode(x=alt.value(0), y=y, text="text:N")

    steps = of("step")
    layers = [
        of("edge").mark_rule(aria=False, stroke=HAIRLINE, tooltip=None).encode(y=y),
        of("framework")
        .mark_rule(aria=False, strokeDash=[4, 3], stroke=QUIET, tooltip=None)
        .encode(x=x),
        of("change")
        .mark_rule(aria=False, stroke=QUIET, strokeWidth=1.5, tooltip=None)
        .encode(x=x, y=y, y2="y2:Q"),
        steps.mark_bar(aria=False, height=_BAR, stroke=INK, strokeWidth=1).encode(
            x=x, x2="end:T", y=y, color=_colour("fill"), strokeDash=_DASHED, tooltip=_TOLD
        ),
        *(
            steps.mark_text(aria=False, align="left", dx=3, fontSize=11, **outline).encode(
                x=x, y=y, text="text:N", **{channel: _colour(part, channel)}
            )
            for channel, part, outline in (("stroke", "fill", _OUTLINE), ("color", "text", {}))
        ),
        names("name", "normal"),
        names("own", "bold"),
        of("framework")
        .mark_text(aria=False, **ALIGNED, fontSize=12, fontWeight="normal", color=QUIET)
        .encode(x=x, y=y, text="text:N"),
    ]
    return alt.layer(*layers).resolve_scale(color="independent")


def _rows(trajectories: Sequence[Trajectory], until: date, own: str) -> pd.DataFrame:
    """Return one row per mark; `kind` says which; y is in pixels from the top."""
    marks: list[dict[str, object]] = []
    for place, trajectory in enumerate(trajectories):
        top = place * _LANE
        name = _name(trajectory)
        kind = "own" if trajectory.la_code == own else "name"
        marks.append({"kind": kind, "text": name, "y": top + _NAME})
        marks += [{"kind": "edge", "y": edge} for edge in (top, top + _LANE)[place > 0 :]]
        last = min(until, trajectory.ended or until)
        marks += _steps(trajectory.steps, name, top + _FOOT, last)
    firsts = [step.dated for trajectory in trajectories for step in trajectory.steps]
    for of in framework_names(list(FRAMEWORKS.values()), min(firsts, default=until), until):
        mark = {"kind": "framework", "text": of.text, "side": of.side}
        marks.append(mark | {"start": of.day.isoformat(), "y": -_ABOVE - _BAR * of.line})
    return pd.DataFrame(marks, columns=_COLUMNS)


def _steps(steps: Sequence[Step], name: str, foot: int, until: date) -> list[dict[str, object]]:
    """Return the steps of one lane, each until the next inspection, and the changes between."""
    days = [*(step.dated for step in steps), until]
    heights = [foot - _RISE * GRADES.index(step.grade) if step.grade else None for step in steps]
    marks: list[dict[str, object]] = []
    for place, (step, height) in enumerate(zip(steps, heights, strict=True)):
        if step.grade is None or height is None:
            continue
        start = days[place].isoformat()
        before = heights[place - 1] if place else None
        if before is not None and before != height:
            marks.append({"kind": "change", "start": start, "y": before, "y2": height})
        marks.append(
            {
                "kind": "step",
                "name": name,
                "text": GRADE_LETTERS[step.grade],
                "grade": GRADE_LABELS[step.grade],
                "is_apart": not FRAMEWORKS[step.framework].family.compared,
                "start": start,
                "end": days[place + 1].isoformat(),
                "until": _until(steps[place + 1 :], until),
                "judged_as": AREA_SHORT_LABELS[str(step.graded_as)],
                "under": FRAMEWORKS[step.framework].label,
                "y": height,
            }
        )
    return marks


def _until(later: Sequence[Step], until: date) -> str:
    """Return the day of the next inspection in words, or that there was none by the last day."""
    return day_words(later[0].dated) if later else f"still the latest on {day_words(until)}"


def _colour(part: str, channel: str = "color") -> alt.Color | alt.Stroke:
    made = alt.Color if channel == "color" else alt.Stroke
    return made("grade:N", scale=colour_scale(list(GRADES), _LABELS, part), legend=None)


def _year_axis() -> alt.Axis:
    return alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelFontSize=12, offset=2)


def _description(trajectories: Sequence[Trajectory], title: str) -> str:
    """Return a description of the chart for screen readers."""
    lanes = [f"{_name(one)}: {_said(one.steps)}" for one in trajectories]
    return f"{title}. Steps from inspection to inspection, a lane for each. {'; '.join(lanes)}."


def _name(trajectory: Trajectory) -> str:
    return trajectory.la_name + (" (former)" if trajectory.successor else "")


def _said(steps: Sequence[Step]) -> str:
    graded = [
        f"{step.dated.year} {GRADE_LABELS[step.grade].lower()}" for step in steps if step.grade
    ]
    return ", ".join(graded) or "no grade"

"""The chart of a council's whole record: its grades at every full inspection, area by area."""

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from ilacs_bench.charts.colours import HAIRLINE, INK, QUIET
from ilacs_bench.charts.spec import Spec, filled, skeleton_of
from ilacs_bench.charts.style import colour_scale, styled
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS, GRADES

_LABELS = [GRADE_LABELS[grade] for grade in GRADES]
_SHORT = [label.removesuffix(" to be good") for label in _LABELS]
_STEPS = len(GRADES) + 1
"""Height of a panel in steps of a grade: the grades, and its heading."""
_STEP_HEIGHT = 21
_TITLE_WIDTH = 60


class Graded(NamedTuple):
    """What one inspection gave in one area; the code is a place in GRADES, -1 for no grade."""

    dated: pd.Timestamp
    framework: str
    code: int


_COLUMNS = ["kind", "area", "framework", "grade", "start", "end", "y", "y2"]


def chart_record(record: pd.DataFrame, title: str = "Grades over time") -> alt.LayerChart:
    """Steps from inspection to inspection, one small panel a judgement area; as wide as its place.

    `record` has the rows of `trajectories` of one authority, and `until`, the day its last steps
    reach to. An area that an inspection did not grade has no step until the next that did. A dashed
    line marks the first inspection under each framework.
    """
    rows = _rows(record)
    areas = record["judgement_area"].unique().tolist()
    base = alt.Chart(rows)
    x = alt.X("start:T", title=None, axis=_year_axis(), scale=alt.Scale(nice=False))
    y = alt.Y("y:Q", title=None, axis=_grade_axis(areas), scale=_heights(areas))

    def of(kind: str) -> Any:
        return base.transform_filter(alt.datum.kind == kind)

    frameworks = of("framework")
    layers = [
        frameworks.mark_rule(aria=False, strokeDash=[4, 3], stroke=QUIET).encode(x=x),
        of("change")
        .mark_rule(aria=False, stroke=QUIET, strokeWidth=1.5)
        .encode(x=x, y=y, y2="y2:Q"),
        of("step")
        .mark_bar(aria=False, height=11, stroke=INK, strokeWidth=0.8)
        .encode(
            x=x,
            x2="end:T",
            y=y,
            color=alt.Color(
                "grade:N", scale=colour_scale(list(GRADES), _LABELS, "fill"), legend=None
            ),
        ),
        of("panel")
        .mark_text(aria=False, align="left", dx=5, color=INK)
        .encode(x=alt.value(0), y=y, text="area:N"),
    ]
    layers += [_framework_words(frameworks, x, orient) for orient in ("left", "right")]
    return styled(
        alt.layer(*layers),
        title=textwrap.wrap(title, _TITLE_WIDTH),
        description=_description(record, title),
        width="container",
        height=_STEP_HEIGHT * _STEPS * len(areas),
    )


def record_spec(record: pd.DataFrame, title: str) -> Spec:
    """The spec of `chart_record`, made quickly from the second call on."""
    areas = tuple(record["judgement_area"].unique())
    return filled(
        _skeleton(areas),
        records(_rows(record)),
        title=textwrap.wrap(title, _TITLE_WIDTH),
        description=_description(record, title),
    )


@cache
def _skeleton(areas: tuple[str, ...]) -> Spec:
    day = pd.Timestamp("2020-01-01")
    any_record = pd.DataFrame(
        {
            "judgement_area": areas,
            "number": 1,
            "framework": next(iter(FRAMEWORKS)),
            "grade": pd.Categorical([GRADES[0]] * len(areas), categories=GRADES),
            "dated": day,
            "until": day,
        }
    )
    return skeleton_of(chart_record(any_record))


def _rows(record: pd.DataFrame) -> pd.DataFrame:
    """One row per mark: `kind` says which."""
    by_area = _by_area(record)
    until = record["until"].iloc[0]
    marks: list[dict[str, object]] = []
    for place, (area, graded) in enumerate(by_area.items()):
        foot = (len(by_area) - 1 - place) * _STEPS
        heading = {"kind": "panel", "area": AREA_SHORT_LABELS[area], "y": foot + len(GRADES) - 0.1}
        marks += [heading, *_steps(graded, foot, until)]
    marks += _frameworks(next(iter(by_area.values())), until)
    return pd.DataFrame([*marks, *_fillers(marks)], columns=_COLUMNS)


def _fillers(marks: list[dict[str, object]]) -> list[dict[str, object]]:
    """Marks that show nothing, for layers that would have none: Vega warns of an empty one."""
    begun = {mark["area"]: mark["start"] for mark in marks if mark["kind"] == "framework"}
    first = next(iter(begun.values()))
    fillers: list[dict[str, object]] = [
        {"kind": "framework", "framework": "", "area": side, "start": first}
        for side in ("left", "right")
        if side not in begun
    ]
    if not any(mark["kind"] == "change" for mark in marks):
        fillers.append({"kind": "change", "start": first, "y": 0, "y2": 0})
    return fillers


def _by_area(record: pd.DataFrame) -> dict[str, list[Graded]]:
    """What each inspection gave, by area, in the record's order."""
    columns = [record[name].tolist() for name in ("judgement_area", "dated", "framework")]
    codes = record["grade"].cat.codes.tolist()
    by_area: dict[str, list[Graded]] = {}
    for area, dated, framework, code in zip(*columns, codes, strict=True):
        by_area.setdefault(area, []).append(Graded(dated, framework, code))
    return by_area


def _frameworks(graded: list[Graded], until: pd.Timestamp) -> list[dict[str, object]]:
    """The first inspection under each framework."""
    firsts = {one.framework: one.dated for one in reversed(graded)}
    middle = graded[0].dated + (until - graded[0].dated) * 0.6
    return [
        {
            "kind": "framework",
            "framework": framework_name(framework),
            "start": _iso(dated),
            # A name near the right edge stands to the left of its line, a row higher.
            "area": "right" if dated > middle else "left",
        }
        for framework, dated in firsts.items()
    ]


def _steps(graded: list[Graded], foot: int, until: pd.Timestamp) -> list[dict[str, object]]:
    """Steps of one area, each until the next inspection, and the changes between them."""
    days = [*(one.dated for one in graded), until]
    heights = [None if one.code < 0 else foot + one.code for one in graded]
    marks: list[dict[str, object]] = []
    for place, height in enumerate(heights):
        if height is None:
            continue
        start, end = _iso(days[place]), _iso(days[place + 1])
        label = GRADE_LABELS[GRADES[graded[place].code]]
        marks.append({"kind": "step", "grade": label, "start": start, "end": end, "y": height})
        before = heights[place - 1] if place else None
        if before is not None and before != height:
            marks.append({"kind": "change", "start": start, "y": before, "y2": height})
    return marks


def _framework_words(frameworks: Any, x: alt.X, orient: str) -> Any:
    is_left = orient == "left"
    return (
        frameworks.transform_filter(alt.datum.area == orient)
        .mark_text(
            aria=False,
            align=orient,
            dx=4 if is_left else -4,
            fontSize=12,
            fontWeight="normal",
            color=QUIET,
        )
        .encode(x=x, y=alt.value(-6 if is_left else -20), text="framework:N")
    )


def framework_name(framework: str) -> str:
    """'SIF', or 'ILACS' with the year in which the framework began."""
    first = FRAMEWORKS[framework].first_day
    return "SIF" if framework == "sif" else f"ILACS {first.year}"


def _iso(day: pd.Timestamp) -> str:
    return day.date().isoformat()


def _heights(areas: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=[-0.6, _STEPS * len(areas) - 0.4], nice=False, zero=False)


def _grade_axis(areas: Sequence[str]) -> alt.Axis:
    places = [panel * _STEPS + grade for panel in range(len(areas)) for grade in range(len(GRADES))]
    return alt.Axis(
        values=places,
        labelExpr=f"{_SHORT}[datum.value % {_STEPS}]",
        grid=True,
        gridColor=HAIRLINE,
        labelFontSize=12,
        labelPadding=6,
        labelLimit=0,
        labelOverlap=False,
    )


def _year_axis() -> alt.Axis:
    return alt.Axis(
        format="%Y",
        tickCount="year",
        labelOverlap=True,
        labelFlush=True,
        labelFontSize=12,
        offset=4,
    )


def _description(record: pd.DataFrame, title: str) -> str:
    """The picture in words, read out in its place."""
    said = [
        f"{AREA_SHORT_LABELS[area]}: "
        + ", ".join(f"{g.dated.year} {_LABELS[g.code].lower()}" for g in graded if g.code >= 0)
        for area, graded in _by_area(record).items()
    ]
    return f"{title}. Steps from inspection to inspection. {'; '.join(said)}."

"""Adapt an Altair chart to the pages: theme, colours of grades, wording, and its data table."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.charts.palette import GREY
from ilacs_bench.charts.style import HEIGHT, LEGEND_COLUMNS, THEME, Spec
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.find_column import column_of, heading_of
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.dashboard.figures import (
    PARTS,
    Figures,
    as_list,
    count_words,
    figures_of,
    walk_units,
)
from ilacs_bench.dashboard.tooltips import add_tooltips
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.vocabulary import GRADES

MOST_POINTS = 5000
_ROW_HEIGHT = 22
_WORDED = {
    **dict.fromkeys(("x", "y"), "axis"),
    **dict.fromkeys(("color", "fill", "stroke", "shape", "opacity", "size"), "legend"),
    **dict.fromkeys(("row", "column", "facet"), "header"),
}
"""Channels of an encoding, and the part of each that holds its labels."""
_COLOURED = ("color", "fill", "stroke")
_GRADE_PLACE = "place of the grade"
_OF_OWN_WIDTH = ("hconcat", "vconcat", "concat", "facet", "repeat", "row", "column")


@dataclass(frozen=True)
class HouseChart:
    """A chart ready to be drawn in a page.

    spec          the Vega-Lite spec, without references to external data
    figures       the tables behind it
    is_titled     whether it has a title of its own
    fits          whether it is as wide as its container; else it has its own width
    """

    spec: Spec
    figures: tuple[Figures, ...]
    is_titled: bool
    fits: bool


def house_chart(chart: alt.TopLevelMixin | Spec, heading: str, words: str = "") -> HouseChart:
    """Return the chart in the house style, with `heading` as title where it has none.

    `words` describe it where it has no description. Raises IlacsBenchError for a chart with too
    many points, and for one whose data are at a URL, since a page loads nothing from outside.
    """
    if isinstance(chart, dict):
        return _of_the_library(chart, heading, words)
    frames = tuple({id(frame): frame for frame in _frames(chart)}.values())
    spec = _spec(chart)
    figures = figures_of(chart, spec)
    is_titled = "title" in spec
    fits = not any(part in spec or part in spec.get("encoding", {}) for part in _OF_OWN_WIDTH)
    if fits and "width" not in spec:
        spec |= {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
    spec.setdefault("title", heading)
    spec.setdefault("description", f"{_title_words(spec['title'])}. {words}".strip())
    shown: dict[str, pd.Series | None] = {}
    for channel, definition in _channels(spec):
        if definition.get("aggregate") == "count":
            definition.setdefault("title", count_words(definition))
        if isinstance(field := definition.get("field"), str):
            shown[field] = next((frame[field] for frame in frames if field in frame), None)
            _put_in_words(channel, definition, shown[field])
    if fits and "height" not in spec:
        spec |= _height(spec, shown)
    add_tooltips(spec, shown)
    _stack_by_grade(spec, shown)
    return HouseChart(
        spec,
        figures,
        is_titled,
        fits and spec["width"] == "container",
    )


def _of_the_library(spec: Spec, heading: str, words: str) -> HouseChart:
    """Return a chart of `charts`, which already has everything except perhaps a title."""
    words_of = {"title": heading, "description": f"{heading}. {words}".strip()}
    return HouseChart(words_of | spec, (), "title" in spec, spec.get("width") == "container")


def _spec(chart: alt.TopLevelMixin) -> Spec:
    try:
        with alt.theme.enable(THEME), alt.data_transformers.enable("default", max_rows=MOST_POINTS):
            spec: Spec = chart.to_dict()
    except alt.MaxRowsError as error:
        raise IlacsBenchError(
            f"The chart has more than {MOST_POINTS:,} points. Count or choose rows before it."
        ) from error
    if any("url" in data for data in _under("data", spec)):
        raise IlacsBenchError("The chart reads its rows from an address. Give it a DataFrame.")
    rows = spec.get("datasets", {})
    if len(rows) == 1 and "name" in spec.get("data", {}):  # fastest to redraw
        spec["data"] = {"values": rows[spec["data"]["name"]]}
        del spec["datasets"]
    return spec


def _frames(chart: Any) -> Iterator[pd.DataFrame]:
    """Yield the data frames of a chart and its parts."""
    if isinstance(getattr(chart, "data", None), pd.DataFrame):
        yield chart.data
    for name in PARTS:
        part = getattr(chart, name, alt.Undefined)
        if part is not alt.Undefined:
            for each in as_list(part):
                yield from _frames(each)


def _under(name: str, part: Any) -> Iterator[dict[str, Any]]:
    """Yield every object with this key anywhere in a spec, except in its data."""
    for key, value in part.items() if isinstance(part, dict) else ():
        if key == name and isinstance(value, dict):
            yield value
        if key not in ("datasets", "values"):
            for each in as_list(value):
                yield from _under(name, each)


def _channels(spec: Spec) -> Iterator[tuple[str, dict[str, Any]]]:
    for encoding in _under("encoding", spec):
        for channel, definition in encoding.items():
            for each in as_list(definition):
                yield channel, each


def _put_in_words(channel: str, definition: dict[str, Any], values: pd.Series | None) -> None:
    """Add a field's heading, labels for its codes, and the colours of grades."""
    name = definition["field"]
    column = Column(name, heading_of(name), "") if values is None else column_of(name, values)
    is_grade, is_coloured = column.kind == "grade", channel in _COLOURED
    aggregate = definition.get("aggregate")
    if isinstance(aggregate, str):
        definition.setdefault("title", count_words(definition, column.full_heading))
    elif aggregate is None:
        if channel == "y" and _splits(definition) and "title" not in definition:
            _add(definition, "axis", title=None)  # names need no heading
        definition.setdefault("title", None if is_grade and is_coloured else column.full_heading)
    if values is not None and channel in ("x", "y") and pd.api.types.is_integer_dtype(values.dtype):
        _add(definition, "axis", format=",d", tickMinStep=1)  # councils are whole numbers
    labels = SHORT_GRADES if is_grade else {**column.labels, **column.short_labels}
    if labels:
        words = f"({json.dumps(labels)})[datum.label] || datum.label"
        _add(definition, _WORDED.get(channel), labelExpr=words)
    if is_coloured and _splits(definition):
        _add(definition, "legend", columns=LEGEND_COLUMNS.to_dict())
    if values is not None and is_coloured and is_grade and "scale" not in definition:
        present = [grade for grade in reversed(GRADES) if grade in set(values.unique())]
        fills = [GRADE_COLOURS[grade].fill for grade in present]
        definition["scale"] = {"domain": present, "range": fills}
        not_graded = {"test": f"datum[{json.dumps(name)}] == null", "value": GREY}
        definition.setdefault("condition", not_graded)  # a mark without a colour would be invisible


def _stack_by_grade(spec: Spec, shown: Mapping[str, pd.Series | None]) -> None:
    """Stack bars and areas by grade, highest first; Vega-Lite's default is alphabetical."""
    for unit, kind, _ in walk_units(spec):
        encoding = unit.get("encoding", {})
        field = encoding.get("color", encoding.get("fill", {})).get("field")
        values = shown.get(field) if isinstance(field, str) else None
        if kind not in ("bar", "area") or "order" in encoding or values is None:
            continue
        if column_of(field, values).kind == "grade":
            highest_first = json.dumps([*reversed(GRADES)])
            place = f"indexof({highest_first}, datum[{json.dumps(field)}])"
            unit["transform"] = [
                *unit.get("transform", ()),
                {"calculate": place, "as": _GRADE_PLACE},
            ]
            encoding["order"] = {"field": _GRADE_PLACE, "type": "quantitative"}


def _add(definition: dict[str, Any], holder: str | None, **parts: Any) -> None:
    """Add defaults to an axis, legend or header, where there is one and it has no such value."""
    if holder and definition.get(holder, {}) is not None:
        definition[holder] = parts | definition.get(holder, {})


def _height(spec: Spec, shown: Mapping[str, pd.Series | None]) -> dict[str, int]:
    """Return the height that the rows need, or the usual one; {} if their number is unknown."""
    names = [of.get("field") for channel, of in _channels(spec) if channel == "y" and _splits(of)]
    if not names:
        return {"height": HEIGHT}
    known = [values.nunique() for name in names if (values := shown.get(str(name))) is not None]
    return {"height": _ROW_HEIGHT * max(1, *known)} if len(known) == len(names) else {}


def _splits(definition: Mapping[str, Any]) -> bool:
    """Return whether a channel has a row for each value."""
    return definition.get("type") in ("nominal", "ordinal") or "bin" in definition


def _title_words(title: Any) -> str:
    """Return a title as text; it may be a list of lines, or an object."""
    text = title.get("text", "") if isinstance(title, dict) else title
    return text if isinstance(text, str) else " ".join(text)

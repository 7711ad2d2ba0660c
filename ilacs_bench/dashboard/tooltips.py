"""Tooltips of a chart's marks: the values in words, for pointer and keyboard."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ilacs_bench.charts.style import Spec
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.find_column import column_of, heading_of
from ilacs_bench.dashboard.figures import walk_units

_SAYS_ITSELF = ("text", "trail", "boxplot", "errorbar", "errorband", "geoshape")
"""Marks that are text, or have Vega's own tooltips."""
_OF_MANY_ROWS = ("line", "area")
"""Marks that show many rows: each row gets an invisible point."""
_UNSEEN = {"opacity": 0, "size": 150}
_CHANNELS = (
    *("x", "y", "x2", "theta", "row", "column", "facet"),
    *("color", "fill", "stroke", "shape", "size", "opacity", "detail"),
)
"""Channels whose values are in tooltips, in this order."""
_SECOND = ("x2", "y2")
_KEPT = ("field", "type", "aggregate", "bin", "timeUnit")
_DAY, _SHARE = "%-d %B %Y", ".0%"


def add_tooltips(spec: Spec, values: Mapping[str, pd.Series | None]) -> None:
    """Add tooltips to every mark of a spec that has none of its own.

    `values` are the values of each field, None if not known.
    """
    for unit, kind, encoding in walk_units(spec):
        mark = unit["mark"] if isinstance(unit["mark"], dict) else {"type": kind}
        if kind in _SAYS_ITSELF or "tooltip" in mark or "tooltip" in encoding:
            continue
        channels = list(_values_of(unit, encoding, values))
        if channels and kind in _OF_MANY_ROWS:
            unit["mark"] = {"point": _UNSEEN, **mark}
        if channels:
            unit.setdefault("encoding", {})["tooltip"] = channels


def _values_of(
    unit: Spec, encoding: Mapping[str, Any], values: Mapping[str, pd.Series | None]
) -> Iterator[dict[str, Any]]:
    seen = set()
    for channel in _CHANNELS:
        definition = encoding.get(channel)
        if not isinstance(definition, dict) or definition.get("scale", {}) is None:
            continue
        if channel in _SECOND:  # it has the type of the first
            definition = {"type": encoding[channel[0]].get("type", "quantitative"), **definition}
        field = definition.get("field")
        key = str((field, definition.get("aggregate")))
        if key in seen or not (isinstance(field, str) or "aggregate" in definition):
            continue
        seen.add(key)
        of = values.get(str(field))
        column = Column("", "", "") if of is None else column_of(str(field), of)
        yield _in_words(unit, definition, column)


def _in_words(unit: Spec, definition: Mapping[str, Any], column: Column) -> dict[str, Any]:
    """Return a tooltip's value with its heading; codes are replaced by labels before."""
    channel = {name: definition[name] for name in _KEPT if name in definition}
    title = (
        definition.get("title") or column.full_heading or heading_of(str(channel.get("field", "")))
    )
    channel["title"] = title if isinstance(title, str) else " ".join(title)
    labels = SHORT_GRADES if column.kind == "grade" else {**column.labels, **column.short_labels}
    if labels and "aggregate" not in channel:
        value = f"datum[{json.dumps(channel['field'])}]"
        name = f"{channel['field']} in words"
        words = {"calculate": f"({json.dumps(labels)})[{value}] || {value} || '–'", "as": name}
        if words not in unit.setdefault("transform", []):
            unit["transform"].append(words)
        return {**channel, "field": name, "type": "nominal"}
    axis = definition.get("axis")
    given = axis.get("format") if isinstance(axis, dict) else None
    is_day = channel.get("type") == "temporal" and "timeUnit" not in channel
    form = _DAY if is_day else given or (_SHARE if column.kind == "share" else None)
    return channel | {"format": form} if form else channel

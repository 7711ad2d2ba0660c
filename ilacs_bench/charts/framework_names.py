"""Where the names of frameworks stand above a chart over time: on one line while there is room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from ilacs_bench.vocabulary import Framework

ALIGNED = {
    "align": alt.expr("datum.side"),
    "dx": alt.expr("datum.side == 'left' ? 4 : -4"),
}
"""Options of a text mark whose rows have the `side` of a name."""
_LINES = 2
_NARROW = 340
"""Pixels between the first and the last day on a narrow screen."""
_LETTER = 6.5
"""Pixels that a letter takes."""
_BEGIN_UNTIL = 0.5
"""Share of the chart from which on a name ends at its line: it would be cut off at the edge."""


@dataclass(frozen=True)
class FrameworkName:
    """The name of a framework above a chart.

    day   where it stands: its first one, or that of the chart
    side  "left" where it begins there, "right" where it ends there
    line  from below: 0 or 1
    """

    text: str
    day: date
    side: str
    line: int


def framework_names(
    frameworks: Sequence[Framework], first: date, until: date
) -> list[FrameworkName]:
    """Return the names of the frameworks of the time shown; an older one at the first day.

    One that would cover another on a narrow screen is placed above it.
    """
    begun = [framework for framework in frameworks if framework.first_day <= until]
    pixels_a_day = _NARROW / max((until - first).days, 1)
    ends = [-math.inf] * _LINES  # of the last name of each line
    names = []
    for framework, following in zip(begun, [*begun[1:], None], strict=True):
        if following is not None and following.first_day <= first:
            continue
        day, text = max(first, framework.first_day), framework.short_label
        at, width = (day - first).days * pixels_a_day, _LETTER * len(text)
        side = "left" if at <= _BEGIN_UNTIL * _NARROW else "right"
        begin = at if side == "left" else at - width
        line = next((line for line in range(_LINES) if begin >= ends[line]), _LINES - 1)
        ends[line] = begin + width
        names.append(FrameworkName(text, day, side, line))
    return names

"""The chart of waits: a mark for each local authority by the time since its latest inspection."""

from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.benchmark.in_words import age_words, count_words
from ilacs_bench.benchmark.waits import wait_quartiles
from ilacs_bench.charts.palette import ACCENT, INK
from ilacs_bench.charts.style import NO_ROWS, Spec, filled, form
from ilacs_bench.tables.records import records

_QUARTILES = {
    0.25: ("lower quartile", "right"),
    0.5: ("median", "left"),
    0.75: ("upper quartile", "left"),
}
"""Their labels and alignment beside their lines, so that they do not overlap."""
_HEIGHT = 90
_TOOLTIP = [
    alt.Tooltip("la_name:N", title="Local authority"),
    alt.Tooltip("wait:N", title="Since the last inspection"),
]


def waits_spec(waits: pd.DataFrame, title: str, description: str, la_code: str = "") -> Spec:
    """Return a spec: all waits as one strip of marks, with the median and quartiles named.

    `waits` are rows of `waits` with known days. The council with the GSS code `la_code` is named
    too. The chart is as wide as its container.
    """
    rows = [_row("wait", row["days"], **_words_of(row)) for row in records(waits)]
    own = waits["la_code"] == la_code
    rows += [_row("own", row["days"], **_words_of(row)) for row in records(waits[own])]
    for quartile in records(wait_quartiles(waits)):
        words, side = _QUARTILES[quartile["share"]]
        rows.append(_row("quartile", quartile["days"], words=words, side=side))
    return filled(
        _form(with_own=bool(own.any())), rows, title=title, description=description, height=_HEIGHT
    )


def _row(kind: str, days: float, **words: str) -> dict[str, Any]:
    return {"kind": kind, "years": round(days / 365.25, 2), **words}


def _words_of(row: dict[str, Any]) -> dict[str, str]:
    days = row["days"]
    wait = f"{age_words(days)} ({count_words(days, 'day', 'days')})"
    return {"la_name": row["la_name"], "wait": wait}


@form
def _form(*, with_own: bool) -> alt.LayerChart:
    title = "Years since the latest inspection began"
    axis = alt.Axis(tickCount=5, grid=True, titleFontWeight="normal", titleFontSize=14)
    base = alt.Chart(NO_ROWS).encode(x=alt.X("years:Q", title=title, axis=axis))
    own = base.transform_filter(alt.datum.kind == "own")
    quartiles = base.transform_filter(alt.datum.kind == "quartile")
    layers = [
        base.transform_filter(alt.datum.kind == "wait")
        .mark_tick(aria=False, thickness=2, opacity=0.5, size=26, color=ACCENT)
        .encode(tooltip=_TOOLTIP),
        quartiles.mark_rule(aria=False, strokeDash=[3, 3]),
        quartiles.mark_text(
            aria=False,
            align=alt.expr("datum.side"),
            dx=alt.expr("datum.side == 'left' ? 4 : -4"),
            dy=34,
            fontSize=11,
        ).encode(text="words:N"),
    ]
    if with_own:  # Vega warns of an empty layer
        layers += [
            own.mark_tick(aria=False, thickness=6, size=46, color=INK).encode(tooltip=_TOOLTIP),
            own.mark_text(aria=False, dy=-32).encode(text="la_name:N"),
        ]
    return alt.layer(*layers)

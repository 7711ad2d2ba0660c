"""Views of the time since the last inspection: of one council among all, and of all."""

from dataclasses import replace
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from ilacs_bench.benchmark.in_words import age_words, area_words, count_words
from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.waits import wait_of, wait_quartiles, wait_ranges, waits_in_words
from ilacs_bench.benchmark.waits import waits as waits_of
from ilacs_bench.charts.palette import INK
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS, SETS
from ilacs_bench.dashboard.chart import ChartShape, FilledChart
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import more, quiet
from ilacs_bench.dashboard.links import link_to, linked_day
from ilacs_bench.dashboard.parts import ChartWithTable, Html, folded
from ilacs_bench.dashboard.tables import table

_QUARTILES = {
    0.25: ("lower quartile", "right"),
    0.5: ("median", "left"),
    0.75: ("upper quartile", "left"),
}
"""Their labels and alignment beside their lines, so that they do not overlap."""
_BESIDE = {"right": -4, "left": 4}
"""Pixels from a line to its label, by alignment."""
_HEIGHT = 90
_X = alt.X("years:Q", title="Years since the latest inspection began", axis=alt.Axis(tickCount=5))
_SHOWN = ["la_code", "la_name", "days"]
_TOOLTIP = [alt.Tooltip("la_name:N"), alt.Tooltip("wait:N", title="Since the last inspection")]
_SO_FAR: list[Column | str] = ["la_name", COLUMNS["days"], "start"]
EARLIER = "earlier-waits"
"""The anchor of the waits that ended: a link to it unfolds them."""


def wait(choice: Choice) -> list[Any]:
    """How long since our last inspection.

    A mark for each local authority of England by the years since its latest inspection began; ours,
    the median and the quartiles are named.
    """
    sentence = wait_of(choice.tables, choice.la_code, as_at=choice.as_at)["sentence"][0]
    every = waits_of(choice.tables, as_at=choice.as_at)
    rows = pd.DataFrame(take_rows(every, np.flatnonzero(every["days"].notna()), _SHOWN))
    if choice.la_code not in rows["la_code"].array:
        return [sentence]
    words = "England: how long it took others until their next inspection, by grade"
    address = link_to("national", as_at=linked_day(choice))
    ended = more(f"{address}#{EARLIER}" if address else "", words)
    strip = wait_strip(rows, choice.la_code)
    return [sentence, ChartWithTable(strip, _since_the_last), ended]


def _since_the_last(choice: Choice) -> Html:
    every = waits_of(choice.tables, as_at=choice.as_at)
    known = every[every["days"].notna()].reset_index(drop=True)
    return table(choice, known, "Years since the last inspection", _SO_FAR)


def waits(choice: Choice) -> list[Any]:
    """How long since the last inspection"""  # noqa: D400
    area, heading = area_words(choice.area), "How long since the last inspection"
    rows = waits_of(choice.tables, area=choice.area, as_at=choice.as_at)
    sentence = waits_in_words(choice.tables, as_at=choice.as_at, waiting=rows)
    known = rows[rows["days"].notna()].reset_index(drop=True)
    if known.empty:
        return [Html("<h3>{}</h3>").format(heading), sentence]
    strip = wait_strip(known)
    strip.spec["description"] = f"A mark for each local authority. {sentence}"
    shown = [*_SO_FAR, "ofsted_region", "grade", "source_url"]
    title = f"From one inspection since 2018 to the next, by grade on {area} at the first"

    def of_each(choice: Choice) -> Html:
        return table(choice, known, "Waits so far, the longest first", shown)

    def earlier(choice: Choice) -> Html:
        options = {"area": choice.area, "as_at": choice.as_at}
        ranges = wait_ranges(choice.tables, **options, waiting=rows)[::-1].reset_index(drop=True)
        meaning = f"Grade on {area} at the inspection that began the wait"
        grade = replace(COLUMNS["grade"], meaning=meaning)
        return table(choice, ranges, title, [grade, *SETS["wait_ranges"][1:]])

    about = quiet(f"{title}. This is no forecast: Ofsted sets its own dates.")
    summary = Html('<span id="{}">How long earlier waits took, by grade</span>').format(EARLIER)
    folded_waits = folded(summary, about, earlier)
    return [ChartWithTable(strip, of_each, heading), sentence, *folded_waits]


def wait_strip(rows: pd.DataFrame, la_code: str | None = None) -> FilledChart:
    """Return all waits (rows of `waits`) as one strip of marks, quartiles and ours named."""
    quartiles = wait_quartiles(rows)
    told = [f"{age_words(days)} ({count_words(days, 'day', 'days')})" for days in rows["days"]]
    rows = rows[["la_code", "la_name"]].assign(years=_years(rows["days"]), wait=told)
    words, sides = zip(*map(_QUARTILES.get, quartiles["share"]), strict=True)
    quartiles = pd.DataFrame({"years": _years(quartiles["days"]), "words": words, "side": sides})
    if la_code is None:
        return _OF_ALL.filled(rows=rows, quartiles=quartiles)
    return _STRIP.filled(rows=rows, quartiles=quartiles, own=rows[rows["la_code"] == la_code])


def _years(days: pd.Series) -> pd.Series:
    return (days / 365.25).astype("float64").round(2)


def _everyone(*others: alt.Chart) -> alt.LayerChart:
    rows, quartiles = (alt.NamedData(name) for name in ("rows", "quartiles"))
    ticks = alt.Chart(rows).mark_tick(thickness=2, opacity=0.5, size=26)
    marks = alt.Chart(quartiles).mark_rule(strokeDash=[3, 3]).encode(x=_X, tooltip="words:N")
    words = [
        alt.Chart(quartiles)
        .transform_filter(alt.datum.side == side)
        .mark_text(dx=offset, dy=34, fontSize=11, align=side)
        .encode(x=_X, text="words:N")
        for side, offset in _BESIDE.items()
    ]
    layers = (ticks.encode(x=_X, tooltip=_TOOLTIP), marks, *words, *others)
    return alt.layer(*layers).properties(height=_HEIGHT)


def _with_own() -> alt.LayerChart:
    own = alt.Chart(alt.NamedData("own")).encode(x=_X)
    ours = own.mark_tick(thickness=6, size=46, color=INK).encode(tooltip=_TOOLTIP)
    return _everyone(ours, own.mark_text(dy=-32, fontWeight="bold").encode(text="la_name:N"))


_OF_ALL, _STRIP = ChartShape(_everyone), ChartShape(_with_own)

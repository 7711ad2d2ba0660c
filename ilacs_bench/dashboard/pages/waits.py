"""Views of the time since the last inspection: of one council among all, and of all."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.in_words import area_words
from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.waits import wait_of, wait_ranges, waits_in_words
from ilacs_bench.benchmark.waits import waits as waits_of
from ilacs_bench.charts.style import untitled
from ilacs_bench.charts.waits import waits_spec
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS, SETS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import more, quiet
from ilacs_bench.dashboard.links import link_to, linked_day
from ilacs_bench.dashboard.parts import ChartWithTable, Html, folded, words_of
from ilacs_bench.dashboard.tables import table

_SHOWN = ["la_code", "la_name", "days"]
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
    heading, about = words_of(wait)
    strip = waits_spec(rows, heading, f"{heading}. {about}", choice.la_code)
    return [sentence, ChartWithTable(untitled(strip), _since_the_last), ended]


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
    strip = waits_spec(known, heading, f"A mark for each local authority. {sentence}")
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

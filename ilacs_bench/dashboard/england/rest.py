"""Below the grades of England: waits, former authorities and notes."""

from dataclasses import replace
from typing import Any

from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.pictures import former_authorities
from ilacs_bench.benchmark.waits import wait_ranges, waits_in_words
from ilacs_bench.benchmark.waits import waits as all_waits
from ilacs_bench.benchmark.words import area_words
from ilacs_bench.columns import england as columns
from ilacs_bench.columns import inspections
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.england.choices import council_links, judgements
from ilacs_bench.dashboard.html import folded
from ilacs_bench.dashboard.parts import ChartWithTable, Html
from ilacs_bench.dashboard.views.frames import grades_in_columns, grades_of
from ilacs_bench.dashboard.views.wait import wait_strip
from ilacs_bench.lookups.areas import shown_on

_HOW_LONG = "How long since the last inspection"
_WAITED = ("la_name", "days", "start", "ofsted_region", "grade", "source_url")


def waits(choice: Choice) -> list[Any]:
    """How long since the last inspection"""  # noqa: D400
    area, day = choice.area, choice.as_at
    rows = all_waits(choice.tables, area=area, as_at=day)
    ranges = wait_ranges(choice.tables, area=area, as_at=day, waiting=rows)[::-1]
    meaning = f"Grade on {area_words(area)} at the inspection that began the wait"
    shown = (replace(j.GRADE, meaning=meaning), *columns.WAIT_RANGES[1:-1])
    title = (
        f"From one inspection since 2018 to the next, by grade on {area_words(area)} at the first"
    )
    ended = folded(
        "How long earlier waits took, by grade",
        _quiet(f"{title}. This is no forecast: Ofsted sets its own dates."),
        table_html(ranges.reset_index(drop=True), title, columns=shown),
    )
    said, known = waits_in_words(choice.tables, as_at=day, waiting=rows), rows.dropna(subset="days")
    if known.empty:
        return [Html("<h3>{}</h3>").format(_HOW_LONG), said]
    links = {"la_name": [*map(choice.once(council_links).get, known["la_name"])]}
    named: list[Column | str] = [inspections.WAIT if name == "days" else name for name in _WAITED]
    table = table_html(
        known.reset_index(drop=True), "Waits so far, the longest first", columns=named, links=links
    )
    strip = wait_strip(known)
    strip.spec["description"] = f"A mark for each local authority. {said}"
    return [ChartWithTable(strip, table, _HOW_LONG), said, ended]


def former_and_notes(choice: Choice) -> list[Html]:
    """Former local authorities, and notes"""  # noqa: D400
    return [_former(choice), _notes(choice)]


def _former(choice: Choice) -> Html:
    rows = former_authorities(choice.tables, as_at=choice.as_at, areas=shown_on(choice.as_at))
    if rows.empty:
        return Html("")
    frame = grades_in_columns(rows.drop(columns="direction").assign(direction=None), "la_code")
    n = len(frame)
    shown: list[Column | str] = [j.AUTHORITY, *columns.ENDED, *grades_of(frame), "source_url"]
    title = "Last grades of local authorities that have ended"
    return folded(
        f"{n} local {'authority has' if n == 1 else 'authorities have'} ended",
        _quiet("Their grades are not counted above, nor for the authorities that replaced them."),
        table_html(frame, title, columns=shown),
    )


def _notes(choice: Choice) -> Html:
    day = choice.as_at
    told = picture_notes(choice.tables, choice.once(judgements), as_at=day, published_by=day)
    items = Html("").join(Html("<li>{}</li>\n").format(note) for note in (*_COUNTED, *told))
    return folded("Notes: how it is counted", Html('<ul class="ilacs-notes">{}</ul>').format(items))


def _quiet(words: str) -> Html:
    return Html('<p class="ilacs-quiet">{}</p>').format(words)


_COUNTED = (
    "Each local authority is counted by its latest full inspection, begun and published by the "
    "date chosen. A share is of those whose latest inspection graded the judgement.",
    "Overall effectiveness has not been graded since April 2026.",
    "Lines over time are of the last day of each quarter, whichever date is chosen. A line begins "
    "when half of its local authorities had been graded.",
)

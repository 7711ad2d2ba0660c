"""The page that finds councils: the filter controls, and the councils that match."""

from typing import Any

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.find_councils import filter_words, find_councils
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.transitions import DIRECTIONS
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import labelled_frame
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.dashboard.tables import table
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.found_councils import councils_bundle, councils_workbook
from ilacs_bench.lookups.areas import ever_shown
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, COMPARED_FRAMEWORKS, FRAMEWORKS, GRADES

_BETWEEN = " to "
_PLAIN = ("name", "ofsted_region", "ons_region", "la_type", "framework", "neighbours_of")
COLUMNS = {
    "start": "First day on site",
    "age_days": "Age",
    "framework": "Framework",
    "ofsted_region": "Ofsted region",
    "la_type": "Type of authority",
    "source_url": "Report",
    "ons_region": "ONS region",
    "published": "Published",
}
"""Optional columns besides grades; the last two are shown only if chosen."""


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """Return the page's controls, by their names in the address."""
    as_at = controls.as_at(tables)
    places = existing_authorities(tables, as_at.value)
    names = ("ofsted_region", "ons_region", "la_type")
    values = {name: sorted(places[name].dropna().unique()) for name in names}
    frameworks = [(FRAMEWORKS[code].label, code) for code in COMPARED_FRAMEWORKS[::-1]]
    directions = [
        (f"{AREA_SHORT_LABELS[area]}: {way}", f"{area}{_BETWEEN}{way}")
        for area in ever_shown()
        for way in DIRECTIONS
    ]
    grades = [(SHORT_GRADES[grade], grade) for grade in reversed(GRADES)]
    columns = [(words, code) for code, words in COLUMNS.items()]
    return {
        "name": w.Text(description="Name or code", continuous_update=False),
        "ofsted_region": controls.one_of("Ofsted region", values["ofsted_region"]),
        "ons_region": controls.one_of("ONS region", values["ons_region"]),
        "la_type": controls.one_of("Type", values["la_type"]),
        "neighbours_of": controls.AnyCouncil(
            options=places["la_name"].to_list(),
            value="",
            description="Neighbours of",
            continuous_update=False,
        ),
        "as_at": as_at,
        "framework": controls.one_of("Latest framework", frameworks),
        "inspected_since": w.DatePicker(description="Inspected since"),
        "inspected_before": w.DatePicker(description="Inspected before"),
        "direction": controls.one_of("Since last time", directions),
        **{
            area: w.SelectMultiple(options=grades, value=(), description=AREA_SHORT_LABELS[area])
            for area in ever_shown()
        },
        "columns": w.SelectMultiple(
            options=columns, value=tuple(COLUMNS)[:-2], description="Columns"
        ),
    }


def chosen_filters(choice: Choice) -> dict[str, Any]:
    """Return the chosen values as arguments of `find_councils`."""
    area, _, way = choice.direction.partition(_BETWEEN)
    return {
        **{name: getattr(choice, name).strip() or None for name in _PLAIN},
        "grades": {area: list(getattr(choice, area)) for area in ever_shown()},
        "direction": {area: way} if way else None,
        "inspected_since": choice.inspected_since,
        "inspected_before": choice.inspected_before,
    }


def found(choice: Choice) -> pd.DataFrame:
    """Return the rows of `find_councils` for the chosen filters."""
    return find_councils(choice.tables, as_at=choice.as_at, **chosen_filters(choice))


def count_sentence(choice: Choice) -> str:
    """Return a sentence: how many match of how many, by which filters, and as at when."""
    of = len(existing_authorities(choice.tables, choice.as_at))
    conditions = "; ".join(filter_words(**chosen_filters(choice)))
    by = f": {conditions}" if conditions else ""
    n = len(choice.once(found))
    return f"{n} of {of} local authorities{by}, as at {day_words(choice.as_at)}."


def found_table(choice: Choice) -> Html:
    """Local authorities found"""  # noqa: D400
    rows = choice.once(found)
    grades = [name for name in map(str, rows) if name.startswith("grade_")]
    columns = ["la_name", *grades, *(name for name in COLUMNS if name in choice.columns)]
    return table(choice, rows, "Local authorities found", columns)


def excel(choice: Choice) -> File:
    """Return exactly these rows as a workbook."""
    made = councils_workbook(choice.tables, as_at=choice.as_at, **chosen_filters(choice))
    return f"councils_{choice.as_at:%Y-%m-%d}.xlsx", made


def csv(choice: Choice) -> File:
    """Return exactly these rows as CSV, the same as in the workbook."""
    of = councils_bundle(select(choice.tables, as_at=choice.as_at), chosen_filters(choice)).parts[0]
    return f"councils_{choice.as_at:%Y-%m-%d}.csv", csv_bytes(labelled_frame(of.rows, of.columns))

"""Finding councils: the controls that filter them, and what their choice finds."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.find_councils import find_councils
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.transitions import DIRECTIONS
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.named import shown_columns
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.found import found_workbook
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    DEFAULT_AREAS,
    FRAMEWORKS,
    GRADE_LABELS,
    GRADES,
    ILACS,
)
from ilacs_bench.widgets.words import slug

FILTERED_AREAS = (*DEFAULT_AREAS, "overall")
_BETWEEN = " to "


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """The controls of the page, by the names that they have in the address."""
    as_at = controls.as_at(tables)
    places = existing_authorities(tables, as_at.value)
    names = places["la_name"].to_list()
    return {
        "name": w.Text(description="Name or code", continuous_update=False),
        "ofsted_region": _one_of("Ofsted region", places["ofsted_region"]),
        "ons_region": _one_of("ONS region", places["ons_region"]),
        "la_type": _one_of("Type", places["la_type"]),
        **{area: _grades(area) for area in FILTERED_AREAS},
        "direction": w.Dropdown(
            options=[("Any", ""), *_directions()], value="", description="Since the one before"
        ),
        "framework": w.Dropdown(
            options=[("Any", ""), *((FRAMEWORKS[code].label, code) for code in ILACS[::-1])],
            value="",
            description="Framework of the latest inspection",
        ),
        "inspected_since": w.DatePicker(description="Inspected since"),
        "inspected_before": w.DatePicker(description="Inspected before"),
        "neighbours_of": w.Combobox(options=names, value="", description="Neighbours of"),
        "as_at": as_at,
    }


def _one_of(label: str, values: pd.Series) -> w.Dropdown:
    options = [("Any", ""), *((value, value) for value in sorted(values.dropna().unique()))]
    return w.Dropdown(options=options, value="", description=label)


def _grades(area: str) -> w.SelectMultiple:
    options = [(GRADE_LABELS[grade], grade) for grade in reversed(GRADES)]
    return w.SelectMultiple(options=options, value=(), description=AREA_SHORT_LABELS[area])


def _directions() -> list[tuple[str, str]]:
    return [
        (f"{AREA_SHORT_LABELS[area]}: {way}", f"{area}{_BETWEEN}{way}")
        for area in FILTERED_AREAS
        for way in DIRECTIONS
    ]


def found(choice: Choice) -> pd.DataFrame:
    """The rows of `find_councils` for what is chosen."""
    area, _, way = choice.direction.partition(_BETWEEN)
    plain: dict[str, Any] = {name: getattr(choice, name).strip() or None for name in _PLAIN}
    return find_councils(
        choice.tables,
        grades={
            area: list(getattr(choice, area)) for area in FILTERED_AREAS if getattr(choice, area)
        },
        direction={area: way} if way else None,
        inspected_since=choice.inspected_since,
        inspected_before=choice.inspected_before,
        as_at=choice.as_at,
        **plain,
    )


_PLAIN = ("name", "ofsted_region", "ons_region", "la_type", "framework", "neighbours_of")


def in_words(choice: Choice) -> list[str]:
    """What is chosen, one filter each: 'Overall: good'."""
    told = [
        f"{AREA_SHORT_LABELS[area]}: {_either(getattr(choice, area))}" for area in FILTERED_AREAS
    ]
    told = [words for words in told if not words.endswith(": ")]
    named: Mapping[str, Any] = {name: getattr(choice, name) for name in _PLAIN}
    shown = {**named, "framework": FRAMEWORKS[choice.framework].label if choice.framework else ""}
    told += [f"{_LABELS[name]} {value}".strip() for name, value in shown.items() if value]
    if choice.direction:
        told.append({code: words for words, code in _directions()}[choice.direction])
    for name, words in (("inspected_since", "inspected since"), ("inspected_before", "before")):
        if getattr(choice, name):
            told.append(f"{words} {day_words(getattr(choice, name))}")
    return told


_LABELS = {
    "name": "name",
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "la_type": "",
    "framework": "inspected under",
    "neighbours_of": "neighbours of",
}


def _either(grades: tuple[str, ...]) -> str:
    return " or ".join(GRADE_LABELS[grade].lower() for grade in grades)


def count_sentence(choice: Choice) -> str:
    """How many are found of how many, by what, and as at when."""
    of = len(existing_authorities(choice.tables, choice.as_at))
    told = in_words(choice)
    by = f": {'; '.join(told)}" if told else ""
    return f"{len(found(choice))} of {of} local authorities{by}, as at {day_words(choice.as_at)}."


def found_table(choice: Choice) -> Html:
    """Local authorities found"""  # noqa: D400
    rows = found(choice)
    links = [f"council?la={slug(name)}" for name in rows["la_name"]]
    return table_html(
        rows, "Local authorities found", columns=shown_columns(rows), links={"la_name": links}
    )


def excel(choice: Choice) -> tuple[str, bytes]:
    """Exactly these rows as a workbook."""
    rows, covered = found(choice), coverage_of(choice.tables)
    made = found_workbook(rows, in_words(choice), covered, choice.as_at)
    return f"councils_{choice.as_at:%Y-%m-%d}.xlsx", made


def csv(choice: Choice) -> tuple[str, bytes]:
    """Exactly these rows as CSV."""
    return f"councils_{choice.as_at:%Y-%m-%d}.csv", csv_bytes(found(choice))

"""What is new, who waits, who has ended: parts of 'National picture'. Pure: frames in, HTML out."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.words import age_words, area_words, day_words
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS
from ilacs_bench.widgets.national_view import BEST_FIRST, Moment
from ilacs_bench.widgets.render import render_part

LONGEST = 10
"""How many of the longest waits are shown."""
NEW_DAYS = 90
"""How long a report counts as new."""
_NEW = (
    "inspection_id",
    "la_name",
    "published",
    "judgement_area",
    "grade",
    "page",
    "previous_grade",
    "direction",
    "source_url",
)
_RANGE = ("shortest", "lower_quartile", "median", "upper_quartile", "longest", "longest_waiting")


def new_view(published: pd.DataFrame, moment: Moment) -> str:
    """One row a report of the last 90 days, with its grades and what changed, the newest first.

    `published` has the rows of `published_since`; an area that none of them grades has no column.
    """
    rows = records(published, _NEW)
    graded = {row["judgement_area"] for row in rows if row["grade"]}
    areas = [area for area in published["judgement_area"].unique() if area in graded]
    reports = [
        _report(list(cells), areas) for _, cells in groupby(rows, itemgetter("inspection_id"))
    ]
    return render_part(
        "national_new",
        rows=reports,
        labels=[AREA_SHORT_LABELS[area] for area in areas or DEFAULT_AREAS],
        days=NEW_DAYS,
        linked=moment.linked,
        when=moment.when,
    )


def waits_view(waits: pd.DataFrame, ranges: pd.DataFrame, area: str, moment: Moment) -> str:
    """The longest waits of those still waiting, and how long the waits that ended were, by grade.

    Frames are those of `waits` and `wait_ranges`.
    """
    known = waits.dropna(subset="days").head(LONGEST)
    columns = ("la_name", "grade", "start", "days", "source_url", "ofsted_region")
    waiting = [
        row
        | {
            "slug": slug(row["la_name"]),
            "when": day_words(row["start"]),
            "age": age_words(row["days"]),
        }
        for row in records(known, columns)
    ]
    ended = records(ranges, ("grade", "n", "n_waiting", *_RANGE))
    return render_part(
        "national_waits",
        waiting=waiting,
        of=waits["of"].iloc[0] if len(waits) else 0,
        ended=[row | {name: age_words(row[name]) for name in _RANGE} for row in ended[::-1]],
        judgement=area_words(area),
        tables_end=day_words(moment.last_day),
        note=moment.covered.waits_note(moment.as_at),
        linked=moment.linked,
        when=moment.when,
    )


def former_view(former: pd.DataFrame, moment: Moment) -> str:
    """Local authorities that had ended, with their last grades and who came after them."""
    columns = ("la_code", "la_name", "ended", "successors", "grade", "start", "published")
    rows = records(former, (*columns, "judgement_area", "source_url"))
    areas = list(former["judgement_area"].unique())
    ended = [_ended(list(cells), moment) for _, cells in groupby(rows, itemgetter("la_code"))]
    return render_part(
        "national_former",
        rows=ended,
        labels=[AREA_SHORT_LABELS[area] for area in areas],
        when=moment.when,
    )


def _report(cells: list[dict[str, Any]], areas: list[str]) -> dict[str, Any]:
    first = cells[0]
    return {
        "la_name": first["la_name"],
        "slug": slug(first["la_name"]),
        "when": day_words(first["published"]),
        "day": f"{first['published']:%Y-%m-%d}",
        "url": first["source_url"],
        "cells": [
            cell | {"order": BEST_FIRST.index(cell["grade"]) if cell["grade"] else ""}
            for cell in cells
            if cell["judgement_area"] in (areas or DEFAULT_AREAS)
        ],
    }


def _ended(cells: list[dict[str, Any]], moment: Moment) -> dict[str, Any]:
    first = cells[0]
    begun = first["start"] or first["published"]
    return {
        "la_name": first["la_name"],
        "ended": day_words(first["ended"]),
        "successors": first["successors"],
        "when": day_words(begun) if begun else None,
        "none": moment.covered.no_inspection(first["la_code"]),
        "url": first["source_url"],
        "grades": [cell["grade"] for cell in cells],
    }

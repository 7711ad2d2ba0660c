"""What the page 'council profile' says of a council's record and its areas for improvement.

Pure: a profile in, text out.
"""

from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.council_profile import PROFILE_AREAS, CouncilProfile
from ilacs_bench.benchmark.ledger import INSPECTION_COLUMNS
from ilacs_bench.benchmark.words import as_at_words, day_words, days_words
from ilacs_bench.charts.record import record_spec
from ilacs_bench.charts.words import record_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import (
    AREA_LABELS,
    AREA_SHORT_LABELS,
    AREAS,
    FRAMEWORKS,
    NATIONAL_FRAMEWORK_LABELS,
    THEME_LABELS,
)
from ilacs_bench.widgets.compare_view import none_words
from ilacs_bench.widgets.render import render_part

KIND_LABELS = {
    "area_for_improvement": "Area for improvement",
    "area_for_priority_action": "Area for priority action",
    "recommendation": "Recommendation",
}
_ALONE = [area for area in AREAS if area not in (*PROFILE_AREAS, "in_care_and_care_leavers")]
"""Judgements of the SIF alone; the combined one of 2018 stands in `in_care`."""

_FOR_CHART = ["judgement_area", "dated", "framework", "grade"]
_FOR_RECORD = [
    *INSPECTION_COLUMNS,
    "judgement_area",
    "dated",
    "grade",
    "la_name",
    "relation",
    "graded_as",
    "page",
    "direction",
    "previous_grade",
]


def wait_view(profile: CouncilProfile) -> str:
    """How long since the last inspection, and where the council's grades are compared."""
    return render_part("profile_wait", sentence=profile.wait, **about(profile))


def record_view(profile: CouncilProfile) -> str:
    """Every full inspection, the newest first; those of former councils in a table apart."""
    rows = records(profile.record[_FOR_RECORD])
    of_relation = {
        relation: [
            _inspection(list(cells)) for _, cells in groupby(some, itemgetter("inspection_id"))
        ]
        for relation, some in groupby(rows, itemgetter("relation"))
    }
    return render_part(
        "profile_record",
        own=of_relation.get("itself", [])[::-1],
        former=of_relation.get("predecessor", []),
        areas=[AREA_SHORT_LABELS[area] for area in PROFILE_AREAS],
        no_inspection=none_words(profile),
        **about(profile),
    )


def record_chart(profile: CouncilProfile) -> dict[str, PageChart]:
    """The chart of the record, by its name; none where fewer than two inspections are."""
    own = profile.record[profile.record["relation"] == "itself"][_FOR_CHART]
    if len(own) <= len(AREAS):
        return {}
    shown = own[own["judgement_area"].isin(PROFILE_AREAS)]
    words = record_words(profile.la_name, when(profile))
    spec = record_spec(shown.assign(until=pd.Timestamp(profile.as_at)), words.title)
    return {"record": PageChart(spec, words.note, file_name(profile, "record"))}


def improvements_view(profile: CouncilProfile) -> str:
    """What the latest report says must improve, its themes and tags, and what came back."""
    rows = records(profile.improvements)
    items = [list(some) for _, some in groupby(rows, itemgetter("improvement_id"))]
    latest = profile.own.iloc[0]
    return render_part(
        "profile_improvements",
        rows=[_improvement(some) for some in items],
        has_words=bool(profile.improvements["text"].notna().any()),
        has_tags=bool(profile.improvements["national_framework"].notna().any()),
        all_unknown=bool(rows) and profile.improvements["came_back"].isna().all(),
        of=int(profile.improvements["of"].max()) if items else 0,
        url=none_if_empty(latest["source_url"]),
        inspection=_when_inspected(latest),
        was_read=profile.was_read,
        was_coded=profile.was_coded,
        no_inspection=none_words(profile),
        **about(profile),
    )


def notes_view(profile: CouncilProfile) -> str:
    """What a reader must know beside the figures, with the source and its licence."""
    machine = (
        "Themes, and whether a finding is a strength or a weakness, are coded by a machine; counts "
        "of them are counts of what it saw. The grades, dates, areas for improvement and National "
        "Framework tags are Ofsted’s own.",
        "A report has many more findings than areas for improvement, and longer inspections have "
        "longer reports: compare which themes are named, not how often.",
    )
    return render_part(
        "notes",
        notes=(*profile.notes, *machine),
        as_at=day_words(profile.as_at),
        **about(profile),
    )


def file_name(profile: CouncilProfile, what: str) -> str:
    """Name of a file without its ending: the council, what it shows, the date."""
    return f"{slug(profile.la_name, '_')}_{what}_{profile.as_at:%Y-%m-%d}"


def about(profile: CouncilProfile) -> dict[str, str]:
    """What every part says: whose figures, and when."""
    return {"la_name": profile.la_name, "when": when(profile)}


def when(profile: CouncilProfile) -> str:
    """The date of the picture and the publication cut-off."""
    return as_at_words(profile.as_at, profile.published_by)


def none_if_empty(value: Any) -> Any:
    """None in place of NaN, NaT or NA."""
    return None if value is pd.NA or value != value else value


def _inspection(cells: list[dict[str, Any]]) -> dict[str, Any]:
    first = cells[0]
    by_area = {cell["judgement_area"]: cell for cell in cells}
    kind = first["inspection_type"]
    return {
        "la_name": first["la_name"],
        "when": days_words(first["start"], first["end"]) if first["start"] else None,
        "sort": f"{first['dated']:%Y-%m-%d}",
        "published": day_words(first["published"]) if first["published"] else None,
        "type": kind and f"{kind} inspection",
        "is_inferred": first["inspection_type_basis"] == "inferred",
        "framework": FRAMEWORKS[first["framework"]].label,
        "url": first["source_url"],
        "cells": [_cell(by_area[area], area) for area in PROFILE_AREAS],
        "also": [_cell(by_area[area], area) for area in _ALONE if by_area[area]["grade"]],
    }


def _cell(row: dict[str, Any], area: str) -> dict[str, Any]:
    graded_as = row["graded_as"]
    return {
        "label": AREA_LABELS[area],
        "grade": row["grade"],
        "page": row["page"],
        "direction": row["direction"],
        "before": row["previous_grade"],
        "graded_as": AREA_SHORT_LABELS[graded_as] if graded_as and graded_as != area else None,
    }


def _improvement(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One improvement, of one row for each of its themes."""
    first = rows[0]
    tags = (first["national_framework"] or "").split("; ")
    return {
        "kind": KIND_LABELS[first["kind"]],
        "number": first["number"],
        "page": first["page"],
        "text": first["text"],
        "tags": [(tag, NATIONAL_FRAMEWORK_LABELS.get(tag)) for tag in tags if tag],
        "themes": [
            {
                "code": row["theme"],
                "label": THEME_LABELS[row["theme"]],
                "came_back": row["came_back"],
                "times": row["times"],
            }
            for row in rows
            if row["theme"]
        ],
    }


def _when_inspected(latest: pd.Series) -> str | None:
    if pd.notna(latest["start"]):
        return days_words(latest["start"], none_if_empty(latest["end"]))
    return day_words(latest["published"]) if pd.notna(latest["published"]) else None

"""The extract of a council's record: all inspections of it and its group, and what changed."""

from dataclasses import replace
from datetime import date
from typing import Unpack

import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import own_grades_of
from ilacs_bench.benchmark.notes import predecessor_notes
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.trajectories import trajectories_of
from ilacs_bench.benchmark.waits import own_wait_of
from ilacs_bench.export.bundle import TYPE_NOTE, Bundle, BundlePart, bundle_workbook, dates, part
from ilacs_bench.lookups.areas import all_areas_on
from ilacs_bench.tables.store import Tables


@full_signature
def history_workbook(
    tables: Tables,
    authority: str,
    to: To | None = "neighbours",
    *,
    made_on: date | None = None,
    **options: Unpack[DayOptions],
) -> bytes:
    """Return an xlsx file of all inspections of a local authority and its group.

    With `to` None it has the authority alone.

    Arguments and errors are as for `snapshot`.
    """
    return bundle_workbook(
        history_bundle(select(tables, authority, to, **options)), made_on=made_on
    )


def history_bundle(chosen: Selection) -> Bundle:
    """Return all grades since 2013 of a council and its group, all inspections, and waits."""
    own = own_grades_of(chosen).iloc[0]
    name = str(own["la_name"])
    group = chosen.comparator.label_for(own) if chosen.to is not None else ""
    whom = f"{name} and {group}" if group else name
    rows = trajectories_of(replace(chosen, areas=all_areas_on(chosen.as_at)))
    return Bundle(
        title=f"Ofsted's inspections since 2013: {whom}",
        subject=f"Every full inspection of {whom}, with the grades given and what changed.",
        scope=[
            *dates(chosen),
            ("Local authority", [f"{name} ({chosen.la_code})"]),
            *([("Compared with", [group])] if group else []),
            ("Since the last inspection", [str(own_wait_of(chosen)["sentence"].iloc[0])]),
        ],
        parts=record_parts(rows, whom, chosen.when),
        notes=[
            *chosen.covered.notes(chosen.published_by),
            *predecessor_notes(chosen.tables, chosen.la_code, name),
            TYPE_NOTE,
        ],
    )


def record_parts(rows: pd.DataFrame, whom: str, when: str) -> list[BundlePart]:
    """Return the parts with grades and inspections, from rows of `trajectories` of all areas."""
    graded = rows[rows["grade"].notna()].reset_index(drop=True)
    inspections = rows[rows["inspection_id"].notna()].drop_duplicates("inspection_id")
    words = {"whom": whom, "when": when}
    return [
        part("grades_over_time", graded, **words),
        part("inspections", inspections.reset_index(drop=True), **words),
    ]

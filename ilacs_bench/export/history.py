"""The extract of a council's record: every inspection of it and of its group, and what changed."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.english import as_at_words
from ilacs_bench.benchmark.notes import predecessor_notes
from ilacs_bench.benchmark.resolve import Day, resolve_authority, resolve_days
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.benchmark.waits import wait_of
from ilacs_bench.columns.inspections import GRADES_OVER_TIME, RECORD
from ilacs_bench.export.bundle import TYPE_NOTE, Bundle, BundlePart, bundle_workbook, dates
from ilacs_bench.export.workbook_model import Words
from ilacs_bench.lookups.areas import every_on
from ilacs_bench.tables.store import Tables


def history_workbook(
    tables: Tables,
    authority: str,
    to: To | None = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    made_on: date | None = None,
) -> bytes:
    """An xlsx file of every inspection of a local authority and its group; `to` None: of it alone.

    Arguments and errors as for `snapshot`.
    """
    bundle = history_bundle(tables, authority, to, as_at=as_at, published_by=published_by)
    return bundle_workbook(bundle, made_on=made_on)


def history_bundle(
    tables: Tables,
    authority: str,
    to: To | None = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> Bundle:
    """Every grade since 2013 of a council and its group, each inspection, and the wait since."""
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = resolve_authority(tables, authority, day)
    own = own_grades(tables, la_code, as_at=day, published_by=cutoff).iloc[0]
    name, when = str(own["la_name"]), as_at_words(day, cutoff)
    group = find_comparator(to).label_for(own) if to is not None else ""
    wait = wait_of(tables, la_code, as_at=day, published_by=cutoff)["sentence"].iloc[0]
    whom = f"{name} and {group}" if group else name
    return Bundle(
        title=f"Ofsted's inspections since 2013: {whom}",
        subject=f"Every full inspection of {whom}, with the grades given and what changed.",
        scope=[
            *dates(coverage_of(tables), day, cutoff),
            ("Local authority", [f"{name} ({la_code})"]),
            *_compared(group),
            ("Since the last inspection", [str(wait)]),
        ],
        parts=record_parts(
            trajectories(tables, la_code, to, as_at=day, published_by=cutoff, areas=every_on(day)),
            whom,
            when,
        ),
        notes=[
            *coverage_of(tables).notes(cutoff),
            *predecessor_notes(tables, la_code, name),
            TYPE_NOTE,
        ],
    )


def record_parts(rows: pd.DataFrame, whom: str, when: str) -> list[BundlePart]:
    """Grades and inspections, from the rows of `trajectories` in every area."""
    graded = rows[rows["grade"].notna()].reset_index(drop=True)
    inspections = rows[rows["inspection_id"].notna()].drop_duplicates("inspection_id")
    return [
        BundlePart(
            "Grades over time",
            f"{whom}: every grade since 2013",
            f"One row is one judgement of one full inspection, oldest first, {when}.",
            graded,
            GRADES_OVER_TIME,
        ),
        BundlePart(
            "Inspections",
            f"{whom}: every full inspection since 2013",
            f"One row is one full inspection, oldest first, {when}.",
            inspections.reset_index(drop=True),
            RECORD,
        ),
    ]


def _compared(group: str) -> list[tuple[str, Sequence[Words]]]:
    return [("Compared with", [group])] if group else []

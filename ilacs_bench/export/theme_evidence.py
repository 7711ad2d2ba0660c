"""The extract of one theme's evidence: where reports say it, and the themes beside it."""

from datetime import date

import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.columns import themes
from ilacs_bench.export.bundle import MACHINE_NOTE, Bundle, BundlePart, bundle_workbook, data_line
from ilacs_bench.tables.store import Tables


def evidence_workbook(
    tables: Tables,
    rows: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    title: str,
    about: str,
    as_at: date,
    made_on: date | None = None,
) -> bytes:
    """An xlsx file of the rows of `said_evidence`, and of the `count_said` they are from.

    `about` says in a sentence whose reports count, and of when.
    """
    covered = coverage_of(tables)
    bundle = Bundle(
        title=title,
        subject=about,
        scope=[("As at", [as_at]), data_line(covered, as_at), ("What counts", [about])],
        parts=[
            BundlePart("Evidence", title, "One row is one sentence or bullet.", rows, themes.SAID),
            BundlePart("Themes", about, "One row is one theme.", counts, themes.RECURRING),
        ],
        notes=[*covered.notes(as_at), MACHINE_NOTE],
    )
    return bundle_workbook(bundle, made_on=made_on)

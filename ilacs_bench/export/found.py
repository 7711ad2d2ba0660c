"""The extract of councils found: exactly the rows of the page and of the command."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.words import as_at_words
from ilacs_bench.columns.named import shown_columns
from ilacs_bench.export.bundle import RULE, Bundle, Part, bundle_workbook, dates


def found_workbook(
    rows: pd.DataFrame,
    filters: Sequence[str],
    coverage: Coverage,
    as_at: date,
    *,
    made_on: date | None = None,
) -> bytes:
    """An xlsx file of `rows` of `find_councils`; `filters` say in words what they meet."""
    when = as_at_words(as_at, as_at)
    bundle = Bundle(
        title="Ofsted's judgements: local authorities found",
        subject="Local authorities that meet the filters, with their latest grades.",
        scope=[
            *dates(coverage, as_at, as_at),
            ("Filters", ["; ".join(filters) or "none: all local authorities"]),
        ],
        parts=[
            Part(
                "Local authorities",
                "Local authorities found",
                f"One row is one local authority, {when}.",
                rows,
                shown_columns(rows),
            )
        ],
        notes=[RULE],
        charts=[],
    )
    return bundle_workbook(bundle, made_on=made_on)

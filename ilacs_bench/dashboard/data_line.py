"""The line at the head of every page: to which day the data go, or which part the tables hold."""

from markupsafe import Markup

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.dashboard.html import render
from ilacs_bench.tables.store import Tables


def data_line(tables: Tables) -> Markup:
    """'Data to 20 August 2026' with its ground and what is missing; 'Your tables: …' for a part."""
    covered = coverage_of(tables)
    return render(
        "data_line",
        headline=covered.headline,
        details=" ".join(covered.details()),
        is_partial=covered.is_partial,
    )

"""The extract of reports published since a day, and what they changed."""

from datetime import date, timedelta

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.published import (
    changes_among,
    changes_in_words,
    published_reports,
    published_since,
)
from ilacs_bench.benchmark.resolve import Day, resolve_day
from ilacs_bench.benchmark.selection import Selection, select
from ilacs_bench.columns.definitions import columns
from ilacs_bench.export.bundle import Bundle, bundle_workbook, data_line, part
from ilacs_bench.export.extract_rows import ExtractChoice, improvement_rows
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.store import Tables


def new_workbook(
    tables: Tables,
    since: date | str,
    authority: str = "",
    to: To = "neighbours",
    *,
    as_at: Day = None,
    made_on: date | None = None,
) -> bytes:
    """Return an xlsx file of the reports published after `since`; arguments as `changes_among`."""
    chosen = select(tables, authority or None, to, as_at=as_at)
    return bundle_workbook(new_bundle(chosen, since), made_on=made_on)


def new_bundle(chosen: Selection, since: date | str) -> Bundle:
    """Return changes by group, one row per report, its judgements and areas for improvement."""
    of, begin, day = chosen.tables, resolve_day(since), chosen.as_at
    judgements = published_since(of, begin, as_at=day, areas=shown_on(day))
    reports = published_reports(judgements)
    first = begin + timedelta(days=1)
    listed = improvement_rows(of, ExtractChoice("improvements", day, first, day))
    listed = listed[listed["inspection_id"].isin(reports["inspection_id"])].reset_index(drop=True)
    when = f"published after {day_words(begin)}, to {day_words(day)}"
    shown = columns(
        "la_name la_code published source_url",
        *(f"grade_{area} direction_{area} previous_grade_{area}" for area in shown_on(day)),
        "start end framework",
    )
    return Bundle(
        title=f"Reports of full inspections {when}",
        subject=changes_in_words(reports, begin, day),
        scope=[
            ("Published from", [first]),
            ("Published by", [day]),
            data_line(chosen.covered, day),
        ],
        parts=[
            part("changes", changes_among(chosen, reports), when=when),
            part("reports", reports, shown, when=when),
            part("reports_in_full", judgements, when=when),
            part("listed", listed, when=when),
        ],
        notes=[],
    )

"""Coverage from a search of Ofsted's site: how complete the tables are, and what they lack."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.schema import COVERAGE, MISSING_REPORTS, PROBLEMS
from ilacs_bench.update.find_reports import ReportsFound, ReportWanted

_SOURCE = "all reports on Ofsted's site as listed on {0.day} {0:%B %Y}"
_SOURCE_OF_ONE = "all its reports on Ofsted's site as listed on {0.day} {0:%B %Y}"


def covered(before: pd.DataFrame, found: ReportsFound, today: date) -> pd.DataFrame:
    """Return `coverage` with the search added: one row for England, or one per authority read.

    A report published on the day itself may not be listed yet, so coverage ends the day before.
    """
    codes = {each.urn: each.la_code for each in authorities() if each.urn and not each.valid_to}
    read = [None] if found.is_complete else [codes[urn] for urn in found.read if urn in codes]
    words = _SOURCE if found.is_complete else _SOURCE_OF_ONE
    rows = [
        {
            "ground": "own_update",
            "la_code": code,
            "complete_to": today - timedelta(days=1),
            "listed_on": today,
            "source": words.format(today),
        }
        for code in read
    ]
    ours = before["ground"] == "own_update"
    again = before["la_code"].isin([code for code in read if code]) | (None in read)
    new = pd.DataFrame(rows, columns=COVERAGE.column_names)
    return COVERAGE.check(pd.concat([before[~(ours & again)], COVERAGE.check(new)]))


def missing(
    before: pd.DataFrame, found: ReportsFound, lacking: Sequence[ReportWanted], today: date
) -> pd.DataFrame:
    """Return `missing_reports` with listed reports that could not be downloaded or read."""
    rows: list[dict[str, Any]] = [
        {
            "la_code": each.la_code,
            "urn": each.urn,
            "published": each.published,
            "title": each.title,
            "source_url": each.source_url,
            "listed_on": today,
        }
        for each in lacking
    ]
    new = MISSING_REPORTS.check(pd.DataFrame(rows, columns=MISSING_REPORTS.column_names))
    kept = before[~before["urn"].isin(found.read)]
    both = pd.concat([kept, new]).drop_duplicates("source_url", keep="last")
    return MISSING_REPORTS.check(both)


def problems(before: pd.DataFrame, found: ReportsFound) -> pd.DataFrame:
    """Return `problems` with those of this search in place of those of earlier ones."""
    searched = {"search", *(f"provider/44/{urn}" for urn in found.read)}
    new = pd.DataFrame(found.problems, columns=before.columns)
    searched |= set(new["report"])
    kept = before[~((before["stage"] == "find") & before["report"].isin(searched))]
    rows = pd.concat([kept, new]).sort_values("report", kind="stable")
    return PROBLEMS.check(rows.drop_duplicates())

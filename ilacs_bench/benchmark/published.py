"""What was published since a date and what it changed, and how many inspections there were."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.asked import Day, asked_authority, asked_day, asked_days
from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.grades import check_areas, judgement_rows
from ilacs_bench.benchmark.latest import counted_places
from ilacs_bench.benchmark.ledger import ledger
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import DEFAULT_AREAS, ILACS, INSPECTION_TYPES

_APRIL = 4
YEARS = ("financial_year", "year")


def published_since(
    tables: Tables,
    since: date | str,
    authority: str | None = None,
    to: To = "england",
    *,
    as_at: Day = None,
    published_by: Day = None,
    areas: Sequence[str] = DEFAULT_AREAS,
) -> pd.DataFrame:
    """One row per inspection published after `since` and judgement area, the newest first.

    Up to the cut-off (`published_by`, or `as_at`), of every local authority, or of `authority` and
    its group. Columns as in `latest_judgements`: previous_grade and direction say what changed.
    Reports without a day of publication do not count. Errors as for `snapshot`.

    >>> rows = published_since(t, "2026-06-01", areas=["leaders"])
    >>> int(rows["inspection_id"].nunique()) == len(rows) > 0
    True
    """
    check_areas(areas)
    day, cutoff = asked_days(tables, as_at, published_by)
    book = ledger(tables)
    counted = counted_places(tables, day, cutoff)
    before = book.before_each(counted)
    published = book.inspections["published"].to_numpy()[counted]
    wanted = published > np.datetime64(asked_day(since))
    if authority is not None:
        la_code = asked_authority(tables, authority, day)
        group = group_of(tables, la_code, find_comparator(to), day)["la_code"].to_list()
        codes = book.inspections["la_code"].isin([la_code, *group]).to_numpy()
        wanted &= codes[counted]
    newest = np.argsort(published[wanted], kind="stable")[::-1]
    now, before = counted[wanted][newest], before[wanted][newest]
    each = book.authority_rows(now).repeat(len(areas))
    return judgement_rows(book, now, before, list(areas), as_at=day, authorities=each)


def inspections_by_year(
    tables: Tables,
    *,
    by: str = "financial_year",
    as_at: Day = None,
    published_by: Day = None,
    frameworks: Sequence[str] = ILACS,
) -> pd.DataFrame:
    """One row per year of the first day on site, empty years too: full inspections that count.

    Columns: year ('2018-19' for the year from April 2018, or '2018'), n, standard, short (of
    them, where the type is known). An inspection of which no source gives the first day on site is
    in no year. Raises UnknownName for another `by`.

    >>> rows = inspections_by_year(t, as_at="2025-03-31", published_by="2025-06-30")
    >>> rows["n"].tail(7).to_list()
    [47, 55, 0, 33, 47, 36, 52]
    """
    if by not in YEARS:
        raise UnknownName(f"{by!r} is no kind of year: choose among {list(YEARS)}.")
    day, cutoff = asked_days(tables, as_at, published_by)
    counted = counted_places(tables, day, cutoff)
    rows = ledger(tables).rows(counted, ["framework", "start", "inspection_type"])
    rows = rows[rows["framework"].isin(frameworks)].dropna(subset="start")
    begins = _APRIL if by == "financial_year" else 1
    year = rows["start"].dt.year - (rows["start"].dt.month < begins)
    years = range(year.min(), year.max() + 1) if len(year) else range(0)
    counts = {"n": year.value_counts()} | {
        kind: year[rows["inspection_type"] == kind].value_counts() for kind in INSPECTION_TYPES
    }
    label = [f"{y}-{(y + 1) % 100:02}" if by == "financial_year" else str(y) for y in years]
    return pd.DataFrame(
        {"year": pd.Series(label, dtype="str")}
        | {name: count.reindex(years, fill_value=0).to_numpy() for name, count in counts.items()}
    )

"""The as-at rule: the full inspection that counts for each local authority on a date.

For each local authority in existence on the date: its latest full inspection with its first day on
site on or before the date, published on or before the cut-off. An authority that was never
inspected has none; a predecessor's inspection does not count for it. `docs/method.md` gives the
reasons.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.inspection_index import (
    AUTHORITY_COLUMNS,
    INSPECTION_COLUMNS,
    RowNumbers,
    inspection_index,
)
from ilacs_bench.days import check_listed, check_not_future, resolve_day
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.store import Tables

_OVERRIDES = read_lookup("as_at_overrides")
_OF_INSPECTIONS = ("inspections", "judgements", "improvements", "findings", "coded")


def latest(
    tables: Tables,
    as_at: date | str,
    published_by: date | str | None = None,
    *,
    overrides: bool = False,
) -> pd.DataFrame:
    """Return one row per local authority in existence on `as_at`, with its latest full inspection.

    `published_by` is the publication cut-off (default `as_at`). The columns of the inspection are
    empty where the authority had none by then. `dated_by` says whether its date is that of its
    'start' or, where no source gives that, the day it was 'published'. `overrides` adds the
    exceptions of Ofsted's own figures (`as_at_overrides.csv`). Raises UnknownName for a day in the
    future, or before the list of authorities begins.

    >>> int(latest(t, date(2024, 3, 31), date(2024, 6, 30))["inspection_id"].count())
    151
    """
    index, day = inspection_index(tables), resolve_day(as_at)
    existing = index.existing(np.datetime64(day))
    cutoff = resolve_day(published_by) if published_by else day
    counted = counted_rows(tables, day, cutoff, overrides=overrides)
    last, _ = index.last_of(counted)
    columns = [*INSPECTION_COLUMNS, "dated", "dated_by"]
    return pd.DataFrame(
        index.of_authority.at(existing, AUTHORITY_COLUMNS)
        | index.of_inspection.at(last[index.number[existing]], columns),
        copy=False,
    )


def existing_authorities(tables: Tables, as_at: date) -> pd.DataFrame:
    """Return one row per authority in existence on `as_at`, by name: code, regions, type."""
    index = inspection_index(tables)
    return index.authorities.take(index.existing(np.datetime64(as_at))).reset_index(drop=True)


def last_day(tables: Tables) -> date | None:
    """Return the last publication date in the tables, None where they hold no inspection.

    Where no publication date is known, the last day on site counts.
    """
    return inspection_index(tables).last_day


def counted_rows(
    tables: Tables, as_at: date, published_by: date | None = None, *, overrides: bool = False
) -> RowNumbers:
    """Return row numbers in the inspection index of all full inspections that count on `as_at`.

    Oldest first within each local authority. A report without a known publication date (from a
    folder without a manifest) counts from its last day on site; `published` stays empty in its row.
    Raises UnknownName for a day in the future, or before the list of authorities begins.
    """
    index = inspection_index(tables)
    counts = index.known <= np.datetime64(check_not_future(published_by or as_at))
    if overrides:
        ids = index.inspections["inspection_id"]
        counts |= ids.isin(overridden_inspections(as_at)).to_numpy()
    day = check_listed(check_not_future(as_at))
    return np.flatnonzero(counts & (index.dated <= np.datetime64(day)))


def tables_as_at(tables: Tables, as_at: date, published_by: date | None = None) -> Tables:
    """Return the tables with only the inspections that count on `as_at`, and the rows about them.

    `published_by` is the publication cut-off (default `as_at`). Where every inspection counts, the
    same object is returned, so that its caches stay in use. Authorities, neighbours, problems and
    Ofsted's statistics stay as they are.

    >>> early = tables_as_at(t, date(2019, 3, 31))
    >>> early.inspections["published"].max().date(), len(early.coded) < len(t.coded)
    (datetime.date(2019, 3, 25), True)
    """
    ids = inspection_index(tables).inspections["inspection_id"]
    counted = ids.take(counted_rows(tables, as_at, published_by))
    if len(counted) == tables.inspections["la_code"].notna().sum():
        return tables
    frames = {name: getattr(tables, name) for name in _OF_INSPECTIONS}
    return replace(
        tables,
        **{
            name: rows[rows["inspection_id"].isin(counted)].reset_index(drop=True)
            for name, rows in frames.items()
        },
    )


def overridden_inspections(as_at: date) -> list[str]:
    """Return ids that Ofsted's figures of this date count although published too late."""
    return [row["inspection_id"] for row in _OVERRIDES if row["as_at"] == as_at.isoformat()]

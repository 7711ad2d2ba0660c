"""The as-at rule: which full inspection stands for each local authority on a date.

Of the local authorities in existence on the date, each one's latest full inspection with its first
day on site on or before that date, published on or before the cut-off. An authority that was never
inspected has no inspection; a predecessor never lends its own. `docs/method.md` gives the reasons.
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
    """One row per local authority in existence on `as_at`, with its latest full inspection.

    `published_by` is the publication cut-off, `as_at` where it is not given. The columns of the
    inspection are empty where the authority had none by then. `dated_by` says whether the
    inspection is placed in time by its 'start' or, where no source gives that, by the day it was
    'published'. `overrides` adds the exceptions of Ofsted's own figures (`as_at_overrides.csv`).
    Raises UnknownName for a day that is still to come, or before the list of authorities begins.

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
    """One row per local authority in existence on `as_at`, by name: code, name, regions, type."""
    index = inspection_index(tables)
    return index.authorities.take(index.existing(np.datetime64(as_at))).reset_index(drop=True)


def last_day(tables: Tables) -> date | None:
    """The last day that the tables know of, None where they hold no inspection.

    That is the last publication; days on site stand in where no publication is known.
    """
    return inspection_index(tables).last_day


def counted_rows(
    tables: Tables, as_at: date, published_by: date | None = None, *, overrides: bool = False
) -> RowNumbers:
    """Row numbers in the inspection index of every full inspection that counts on `as_at`.

    Oldest first within each local authority. A report that came without a publication date (a
    folder of reports without a manifest) counts from its last day on site: `published` stays empty
    in its row, so that it can be marked. Raises UnknownName for a day that is to come, or before
    which nobody is listed.
    """
    index = inspection_index(tables)
    counts = index.known <= np.datetime64(check_not_future(published_by or as_at))
    if overrides:
        ids = index.inspections["inspection_id"]
        counts |= ids.isin(overridden_inspections(as_at)).to_numpy()
    day = check_listed(check_not_future(as_at))
    return np.flatnonzero(counts & (index.dated <= np.datetime64(day)))


def tables_as_at(tables: Tables, as_at: date, published_by: date | None = None) -> Tables:
    """The tables with the inspections that count on `as_at` by the as-at rule, and what is of them.

    `published_by` is the publication cut-off, `as_at` where it is not given. The tables themselves
    where every inspection counts, so that what is prepared from them is kept. Authorities,
    neighbours, problems and Ofsted's statistics stay as they are.

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
    """Inspections that Ofsted's figures of exactly this date count although published too late."""
    return [row["inspection_id"] for row in _OVERRIDES if row["as_at"] == as_at.isoformat()]

"""The as-at rule: which full inspection stands for each local authority on a date.

Of the local authorities in existence on the date, each one's latest full inspection with its first
day on site on or before that date, published on or before the cut-off. An authority that was never
inspected has no inspection; a predecessor never lends its own. `docs/method.md` gives the reasons.
"""

from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import read_lookup

INSPECTION_COLUMNS = [
    "inspection_id",
    "framework",
    "inspection_type",
    "inspection_type_basis",
    "start",
    "end",
    "published",
    "report",
    "source_url",
]
_AUTHORITY_COLUMNS = ["la_code", "la_name", "ofsted_region", "ons_region"]
_OVERRIDES = read_lookup("as_at_overrides")


def latest(
    tables: Tables, as_at: date, published_by: date | None = None, *, overrides: bool = False
) -> pd.DataFrame:
    """One row per local authority in existence on `as_at`, with its latest full inspection.

    `published_by` is the publication cut-off, `as_at` where it is not given. The columns of the
    inspection are empty where the authority had none by then. `dated_by` says whether the
    inspection is placed in time by its 'start' or, where no source gives that, by the day it was
    'published'. `overrides` adds the exceptions of Ofsted's own figures (`as_at_overrides.csv`).
    """
    counted = counted_inspections(tables, as_at, published_by, overrides=overrides)
    last = counted.drop_duplicates("la_code", keep="last")
    return existing_authorities(tables, as_at).merge(
        last, on="la_code", how="left", validate="one_to_one"
    )


def existing_authorities(tables: Tables, as_at: date) -> pd.DataFrame:
    """One row per local authority in existence on `as_at`: code, name and both regions, by name."""
    day = pd.Timestamp(as_at)
    authorities = tables.authorities
    exists = (authorities["valid_from"] <= day) & ~(authorities["valid_to"] < day)
    return authorities.loc[exists, _AUTHORITY_COLUMNS].sort_values("la_name", ignore_index=True)


def last_day(tables: Tables) -> date | None:
    """The last day that the tables know of, None where they hold no inspection.

    That is the last publication; days on site stand in where no publication is known.
    """
    last = tables.inspections[["published", "end", "start"]].max().max()
    return None if pd.isna(last) else last.date()


def counted_inspections(
    tables: Tables, as_at: date, published_by: date | None = None, *, overrides: bool = False
) -> pd.DataFrame:
    """Every full inspection that counts on `as_at`, oldest first within each local authority.

    A report that came without a publication date (a folder of reports without a manifest) counts
    from its last day on site: `published` stays empty in its row, so that it can be marked.
    """
    inspections = tables.inspections[["la_code", *INSPECTION_COLUMNS]]
    dated = inspections["start"].fillna(inspections["published"])
    known = inspections["published"].fillna(inspections["end"]).fillna(dated)
    counts = known <= pd.Timestamp(published_by or as_at)
    if overrides:
        counts |= inspections["inspection_id"].isin(overridden_inspections(as_at))
    counts &= (dated <= pd.Timestamp(as_at)) & inspections["la_code"].notna()
    dated_by = np.where(inspections["start"].isna(), "published", "start")
    return inspections.assign(dated=dated, dated_by=dated_by)[counts].sort_values(
        ["la_code", "dated", "inspection_id"], ignore_index=True
    )


def overridden_inspections(as_at: date) -> list[str]:
    """Inspections that Ofsted's figures of exactly this date count although published too late."""
    return [row["inspection_id"] for row in _OVERRIDES if row["as_at"] == as_at.isoformat()]


def first_inspections(tables: Tables, framework: str) -> pd.DataFrame:
    """One row per local authority: its first full inspection under `framework`, a round."""
    inspections = tables.inspections
    dated = inspections["start"].fillna(inspections["published"])
    return (
        inspections.assign(dated=dated)[inspections["framework"] == framework]
        .sort_values(["la_code", "dated", "inspection_id"])
        .drop_duplicates("la_code")[["la_code", "la_name", *INSPECTION_COLUMNS]]
        .reset_index(drop=True)
    )

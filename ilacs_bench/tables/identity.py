"""Decide which rows, from reports or statistics, are about the same inspection.

An inspection has an authority, a framework and a publication date. Sources give dates that differ
by days, while inspections of one authority are years apart, so publications within 90 days are of
one inspection.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

SAME_PUBLICATION = timedelta(days=90)
_KEY = ["la_code", "framework"]


def is_same_inspection(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two rows of `inspections` (None for empty cells) are of one inspection.

    Where either has no publication date, the first days on site are compared instead.

    >>> from datetime import date
    >>> row = {"inspection_id": "1_2024-01-08", "la_code": "E1", "framework": "ilacs_2023"}
    >>> row |= {"start": date(2024, 1, 8), "published": date(2024, 3, 1)}
    >>> is_same_inspection(row, row | {"inspection_id": "2", "published": date(2024, 3, 4)})
    True
    """
    if one["inspection_id"] == other["inspection_id"]:
        return True
    if not one["la_code"] or any(one[name] != other[name] for name in _KEY):
        return False
    day = "published" if one["published"] and other["published"] else "start"
    if not one[day] or not other[day]:
        return False
    gap: timedelta = one[day] - other[day]
    return abs(gap) <= SAME_PUBLICATION


def match_inspections(
    rows: pd.DataFrame, inspections: pd.DataFrame, *, same_start: bool = False
) -> pd.Series:
    """Return for each of `rows` the inspection_id that it is about; empty for none.

    Both frames have la_code, framework, start and published. The nearest publication within 90 days
    is the same inspection; where either has no publication date, the first day on site is used.
    With `same_start`, first days on site must be equal where both have one.
    """
    pairs = (
        rows[[*_KEY, "start", "published"]]
        .reset_index(names="row")
        .dropna(subset=["la_code"])
        .merge(
            inspections[["inspection_id", *_KEY, "start", "published"]],
            on=_KEY,
            suffixes=("", "_known"),
        )
    )
    apart = (pairs["published"] - pairs["published_known"]).abs()
    apart = apart.fillna((pairs["start"] - pairs["start_known"]).abs())
    fits = pairs["start"].isna() | pairs["start_known"].isna() | (not same_start)
    fits |= pairs["start"] == pairs["start_known"]
    near = pairs[(apart <= SAME_PUBLICATION) & fits].assign(apart=apart)
    nearest = near.sort_values("apart", kind="stable").drop_duplicates("row").set_index("row")
    return nearest["inspection_id"].reindex(rows.index).astype("str")


def dated_on(inspections: pd.DataFrame) -> pd.Series:
    """Return each inspection's first day on site, or its publication date if that is not known."""
    return inspections["start"].fillna(inspections["published"])


def known_on(inspections: pd.DataFrame) -> pd.Series:
    """Return when each inspection became known: published, else last, else first day on site.

    >>> row = {"start": "2019-12-16", "end": "2020-01-10", "published": None}
    >>> known_on(pd.DataFrame([row], dtype="datetime64[us]"))[0].date()
    datetime.date(2020, 1, 10)
    """
    return inspections["published"].fillna(inspections["end"]).fillna(inspections["start"])

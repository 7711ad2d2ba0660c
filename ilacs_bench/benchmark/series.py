"""Grade counts for England as at many dates: the same counts as `picture`, computed together."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.current_periods import current_periods
from ilacs_bench.benchmark.grades import resolve_areas
from ilacs_bench.benchmark.inspection_index import Days, InspectionIndex, inspection_index
from ilacs_bench.benchmark.pictures import (
    check_grouping,
    counted_frame,
    good_or_outstanding,
    mask_never_inspected,
)
from ilacs_bench.benchmark.resolve import Day, check_period, resolve_day, resolve_days
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FIRST_DAY, GRADES

STEPS = {"month": "MS", "quarter": "QS", "year": "YS"}
"""Steps of time, and how pandas names their first days."""


def pictures(
    tables: Tables,
    *,
    first: Day = None,
    last: Day = None,
    every: str = "quarter",
    months_to_publish: int = 0,
    areas: Sequence[str] | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Return the rows of `picture` for many dates: each month's, quarter's or year's last day.

    `first` defaults to the first day of the first framework, `last` to the tables' last day. The
    publication cut-off of each picture is its date, or the end of the month `months_to_publish`
    later: 3 gives the picture of 31 March the cut-off 30 June. Pictures whose cut-off is in the
    future are left out. The exceptions of Ofsted's own figures are not applied.

    >>> series = pictures(t, every="year", areas=["overall"])
    >>> series["as_at"].dt.year.iloc[[0, -1]].to_list()
    [2013, 2025]
    """
    check_grouping(by)
    if every not in STEPS:
        raise UnknownName(f"{every!r} is no step of time: choose among {list(STEPS)}.")
    begin = resolve_day(first) if first else FIRST_DAY
    end, _ = resolve_days(tables, last)
    if first:
        check_period(begin, end)
    areas = resolve_areas(areas, end)
    days = _days(begin, end, STEPS[every])
    cutoffs = _months_later(days, months_to_publish)
    days, cutoffs = (each[cutoffs <= np.datetime64(today())] for each in (days, cutoffs))
    index = inspection_index(tables)
    grouping = index.authorities[by] if by else pd.Series("England", index.authorities.index)
    names, group = np.unique(grouping.to_numpy(dtype=object), return_inverse=True)
    counted = _count_series(index, days, cutoffs, group, len(names), areas)
    return mask_never_inspected(tables, _series_frame(counted, days, cutoffs, names, areas))


def shares_over_time(
    tables: Tables,
    *,
    by: str,
    last: Day = None,
    every: str = "quarter",
    areas: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of `good_or_outstanding` for many dates: England, then groups of `by`.

    `last` defaults to the tables' last day; shares are 0-1.

    >>> rows = shares_over_time(t, by="ofsted_region", every="year", areas=["overall"])
    >>> rows["group"].unique().tolist()[:3]
    ['England', 'East Midlands', 'East of England']
    """
    counts = [
        pictures(tables, last=last, every=every, areas=areas, by=group) for group in (None, by)
    ]
    return good_or_outstanding(pd.concat(counts, ignore_index=True))


def _days(first: date, last: date, step: str) -> Days:
    """Return the last days of the months, quarters or years that end between two days."""
    begins = pd.date_range(first, pd.Timestamp(last) + pd.offsets.MonthBegin(1), freq=step)
    ends = (begins - timedelta(days=1)).to_numpy().astype("datetime64[D]")
    return ends[(ends >= np.datetime64(first)) & (ends <= np.datetime64(last))]


def _months_later(days: Days, months: int) -> Days:
    """Return the month ends that are so many months after these month ends."""
    later = (
        pd.DatetimeIndex(days) + pd.offsets.MonthEnd(months) if months else pd.DatetimeIndex(days)
    )
    return later.to_numpy().astype("datetime64[D]")


def _count_series(
    index: InspectionIndex,
    days: Days,
    cutoffs: Days,
    group: npt.NDArray[np.intp],
    groups: int,
    areas: Sequence[str],
) -> dict[str, npt.NDArray[np.int64]]:
    """Return `n` by day, group, area and grade; `of` and `never` by day and group."""
    rows = current_periods(index, days, cutoffs)
    grades, _, _ = index.graded(rows.inspection, areas)
    n = np.zeros((len(days), groups, len(areas), len(GRADES)), dtype="int64")
    for column in range(len(areas)):
        code = grades[:, column]
        given = code >= 0
        cell = group[rows.authority[given]] * len(GRADES) + code[given]
        counts = _standing(
            cell, rows.begin[given], rows.end[given], groups * len(GRADES), len(days)
        )
        n[:, :, column] = counts.reshape(len(days), groups, len(GRADES))
    seen = _standing(group[rows.authority], rows.begin, rows.end, groups, len(days))
    begin = np.searchsorted(days, index.from_day)
    never_ends = np.isnat(index.to_day)
    end = np.where(never_ends, len(days), np.searchsorted(days, index.to_day, side="right"))
    of = _standing(group, begin, end, groups, len(days))
    return {"n": n, "of": of, "never": of - seen}


def _standing(
    cell: npt.NDArray[np.intp],
    begin: npt.NDArray[np.intp],
    end: npt.NDArray[np.intp],
    cells: int,
    days: int,
) -> npt.NDArray[np.int64]:
    """Count the periods (from begin until before end) of each cell that include each day.

    The axes are days, cells.
    """
    size, row = cells * (days + 1), cell * (days + 1)
    change = np.bincount(row + begin, minlength=size) - np.bincount(row + end, minlength=size)
    return change.reshape(cells, days + 1).cumsum(axis=1)[:, :-1].T


def _series_frame(
    counted: dict[str, npt.NDArray[np.int64]],
    days: Days,
    cutoffs: Days,
    names: npt.NDArray[np.object_],
    areas: Sequence[str],
) -> pd.DataFrame:
    n = counted["n"]
    size, per_group = n.shape[0] * n.shape[1] * n.shape[2], len(areas) * len(GRADES)
    frame = counted_frame(
        n.reshape(size, len(GRADES)),
        counted["of"].repeat(len(areas), axis=1).ravel(),
        counted["never"].repeat(len(areas), axis=1).ravel(),
        np.tile(np.array(areas, dtype=object), n.shape[0] * n.shape[1]),
    )
    per_day = len(names) * per_group
    frame.insert(0, "as_at", days.repeat(per_day).astype("datetime64[s]"))
    frame.insert(1, "published_by", cutoffs.repeat(per_day).astype("datetime64[s]"))
    group = np.tile(np.repeat(names, per_group), len(days))
    frame.insert(2, "group", pd.Series(group, dtype="str"))
    return frame

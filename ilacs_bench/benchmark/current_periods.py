"""When each inspection is its authority's latest: from the day it counts until the next one does.

What is true as at every one of many dates is then counted by adding where a period begins and
taking away where it ends, whatever the number of dates.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ilacs_bench.benchmark.inspection_index import Days, InspectionIndex, RowNumbers


@dataclass(frozen=True, eq=False)
class CurrentPeriods:
    """Inspections that are the latest of an authority in existence on at least one of some dates.

    inspection  row numbers of the inspection index
    authority   rows of the index's `authorities`
    begin, end  first date (its number) on which the inspection is the latest, and the first on
                which it is not any more
    """

    inspection: RowNumbers
    authority: RowNumbers
    begin: npt.NDArray[np.intp]
    end: npt.NDArray[np.intp]


def current_periods(index: InspectionIndex, days: Days, cutoffs: Days) -> CurrentPeriods:
    """When each inspection is the current one of its authority, on dates with a cut-off each.

    Dates and cut-offs stand oldest first.

    By the as-at rule: an inspection counts from the first date that is not before its first day on
    site and whose cut-off is not before its publication; it is current until a later one of the
    same authority counts; periods are cut to the lifetime of the authority.
    """
    counts = np.maximum(np.searchsorted(days, index.dated), np.searchsorted(cutoffs, index.known))
    until = _until_a_later_one(index.authority, counts, len(days))
    order, first, last = _by_number(index)
    pairs = np.arange(len(counts)).repeat(last - first)
    rank = np.arange(len(pairs)) - (last - first).cumsum().repeat(last - first)
    authority = order[last.repeat(last - first) + rank]
    ended = np.isnat(index.to_day)
    leaves = np.where(ended, len(days), np.searchsorted(days, index.to_day, side="right"))
    begin = np.maximum(counts[pairs], np.searchsorted(days, index.from_day)[authority])
    end = np.minimum(until[pairs], leaves[authority])
    some = begin < end
    return CurrentPeriods(pairs[some], authority[some], begin[some], end[some])


def _until_a_later_one(
    authority: RowNumbers, counts: npt.NDArray[np.intp], never: int
) -> npt.NDArray[np.intp]:
    """For each inspection the first date on which any later one of its authority counts.

    A running minimum from the back: within an authority inspections stand oldest first.
    """
    until = np.full(len(counts), never, dtype="intp")
    if len(counts) < 2:
        return until
    # Authorities are set apart by a step larger than any date, so that one running minimum serves.
    run = np.append(0, (authority[1:] != authority[:-1]).cumsum())
    step = never + 1
    stepped = counts + run * step
    from_back = np.minimum.accumulate(stepped[::-1])[::-1]
    same = run[1:] == run[:-1]
    until[:-1][same] = (from_back[1:] - run[1:] * step)[same]
    return until


def _by_number(index: InspectionIndex) -> tuple[RowNumbers, RowNumbers, RowNumbers]:
    """Rows of `authorities` in order of number, and for each inspection the range of its own."""
    order = np.argsort(index.number, kind="stable")
    numbers = index.number[order]
    first = np.searchsorted(numbers, index.authority, side="left")
    return order, first, np.searchsorted(numbers, index.authority, side="right")

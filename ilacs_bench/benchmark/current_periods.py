"""When each inspection is its authority's latest: from the date it counts to that of the next.

Counts as at many dates then need one pass: add where a period begins, subtract where it ends.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ilacs_bench.benchmark.inspection_index import Days, InspectionIndex, RowNumbers


@dataclass(frozen=True, eq=False)
class CurrentPeriods:
    """Inspections that are an authority's latest on at least one of the dates, and when.

    inspection  row numbers of the inspection index
    authority   rows of the index's `authorities`
    begin, end  number of the first date on which the inspection is the latest, and of the first on
                which it no longer is
    """

    inspection: RowNumbers
    authority: RowNumbers
    begin: npt.NDArray[np.intp]
    end: npt.NDArray[np.intp]


def current_periods(index: InspectionIndex, days: Days, cutoffs: Days) -> CurrentPeriods:
    """Return the periods in which inspections are current, on dates with a cut-off each.

    Dates and cut-offs are in ascending order.

    By the as-at rule, an inspection counts from the first date on or after its first day on site
    whose cut-off is on or after its publication. It is current until a later one of the same
    authority counts. Periods end with the authority.
    """
    counts = np.maximum(np.searchsorted(days, index.dated), np.searchsorted(cutoffs, index.known))
    until = _until_a_later_one(index.authority, counts, len(days))
    order, first, last = _by_number(index)
    pairs = np.arange(len(counts)).repeat(last - first)
    rank = np.arange(len(pairs)) - (last - first).cumsum().repeat(last - first)
    authority = order[last.repeat(last - first) + rank]
    ended = np.isnat(index.to_day)
    authority_ends = np.where(ended, len(days), np.searchsorted(days, index.to_day, side="right"))
    begin = np.maximum(counts[pairs], np.searchsorted(days, index.from_day)[authority])
    end = np.minimum(until[pairs], authority_ends[authority])
    some = begin < end
    return CurrentPeriods(pairs[some], authority[some], begin[some], end[some])


def _until_a_later_one(
    authority: RowNumbers, counts: npt.NDArray[np.intp], never: int
) -> npt.NDArray[np.intp]:
    """Return for each inspection the first date on which a later one of its authority counts.

    A running minimum from the end: within an authority inspections are sorted by date, oldest
    first.
    """
    until = np.full(len(counts), never, dtype="intp")
    if len(counts) < 2:
        return until
    # Each authority is offset by more than any date, so that one running minimum does for all.
    run = np.append(0, (authority[1:] != authority[:-1]).cumsum())
    step = never + 1
    stepped = counts + run * step
    from_back = np.minimum.accumulate(stepped[::-1])[::-1]
    same = run[1:] == run[:-1]
    until[:-1][same] = (from_back[1:] - run[1:] * step)[same]
    return until


def _by_number(index: InspectionIndex) -> tuple[RowNumbers, RowNumbers, RowNumbers]:
    """Return rows of `authorities` sorted by number, and each inspection's range of them."""
    order = np.argsort(index.number, kind="stable")
    numbers = index.number[order]
    first = np.searchsorted(numbers, index.authority, side="left")
    return order, first, np.searchsorted(numbers, index.authority, side="right")

"""Columns about England: pictures, regions and types, the years, waits, former councils."""

from collections.abc import Sequence
from dataclasses import replace

from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, number, share
from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS

_GOOD = (
    number("n", "Good or outstanding", "Local authorities judged good or outstanding"),
    share("share", "Good or outstanding", "Of those graded"),
)
_OF = (
    number("judged", "Graded", "Local authorities whose latest inspection graded the area"),
    number("of", "Local authorities", "Local authorities in existence on the as-at date"),
    number("never_inspected", "Never inspected", "Those without a full inspection by then"),
)
PICTURE = (j.JUDGEMENT, *j.COUNTS, *_GOOD, *_OF, *j.SHARES)
GROUPS = (
    Column("grouping", "Grouping", "What the local authorities are grouped by"),
    Column("group", "Group", "Region, or type of local authority"),
    j.JUDGEMENT,
    *_GOOD,
    *_OF,
)


def _days(name: str, heading: str, meaning: str) -> Column:
    return Column(name, heading, meaning, "days", empty=NOT_APPLICABLE)


WAIT_RANGES = (
    replace(
        j.GRADE,
        meaning="Overall grade of the inspection that began the wait",
        empty=NOT_AVAILABLE,
    ),
    number("n", "Waits ended", "Waits that ended with a later full inspection"),
    _days("shortest", "Shortest", "Of the waits that ended"),
    _days("lower_quartile", "Lower quartile", "A quarter were shorter"),
    _days("median", "Median", "Half were shorter"),
    _days("upper_quartile", "Upper quartile", "A quarter were longer"),
    _days("longest", "Longest", "Of the waits that ended"),
    number("n_waiting", "Still waiting", "Local authorities still waiting"),
    _days("longest_waiting", "Longest still waiting", "So far"),
    replace(j.GRADE_ORDER, empty=NOT_APPLICABLE),
)
ENDED = (
    Column("ended", "Ended", "Last day of existence", "date"),
    Column("successors", "Successors", "Local authorities that took over"),
)


CHANGES = (
    Column("group", "Among", "Local authorities whose reports are counted"),
    number("reports", "Reports", "Reports of full inspections published since"),
    number("n_up", "A grade went up", "Reports with a higher grade than before on any judgement"),
    number("n_down", "A grade went down", "Reports with a lower grade on any judgement"),
    number("n_both", "Both", "Reports with a higher grade and a lower one"),
    number("n_unchanged", "No change", "Reports with the grades of the inspection before"),
    number("n_first", "No earlier grade", "Reports of which no judgement was graded before"),
)
"""What new reports changed, of the rows of `changes_among`."""


def over_time(areas: Sequence[str]) -> tuple[Column, ...]:
    """A day, the shares of each judgement, then how many were graded."""
    return (
        Column("as_at", "As at", "End of a quarter", "date"),
        *(
            share(
                f"share_{area}",
                AREA_SHORT_LABELS[area],
                f"Good or outstanding on {AREA_LABELS[area]}, of those graded",
            )
            for area in areas
        ),
        *(
            number(
                f"judged_{area}",
                f"{AREA_SHORT_LABELS[area]}: graded",
                f"Local authorities graded on {AREA_LABELS[area]}",
            )
            for area in areas
        ),
    )

"""Columns of the sheets about England."""

from collections.abc import Sequence

from ilacs_bench.export.book import NOT_APPLICABLE
from ilacs_bench.export.counts import SHARE_FIELDS, WIDE_COUNT_FIELDS
from ilacs_bench.export.extract_fields import meaning
from ilacs_bench.export.fields import Field, labelled, ordered, plain
from ilacs_bench.export.judgement_fields import JUDGEMENT
from ilacs_bench.schema import AUTHORITIES
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, GRADE_LABELS

_GOOD = (
    plain("Good or outstanding", "n", "Local authorities judged good or outstanding"),
    plain("Good or outstanding (%)", "share", "Of those graded", "share", NOT_APPLICABLE),
)
_OF = (
    plain("Graded", "judged", "Local authorities whose latest inspection graded the area"),
    plain("Local authorities", "of", "Local authorities in existence on the as-at date"),
    plain("Never inspected", "never_inspected", "Those without a full inspection by then"),
)
PICTURE = (JUDGEMENT, *WIDE_COUNT_FIELDS, *_GOOD, *_OF, *SHARE_FIELDS)
GROUPS = (
    plain("Grouping", "grouping", "What the local authorities are grouped by"),
    plain("Group", "group", "Region, or type of local authority"),
    JUDGEMENT,
    *_GOOD,
    *_OF,
)
PLACE = (
    plain("Ofsted region", "ofsted_region", meaning(AUTHORITIES, "ofsted_region")),
    plain("ONS region", "ons_region", meaning(AUTHORITIES, "ons_region")),
    plain("Type of authority", "la_type", meaning(AUTHORITIES, "la_type")),
)
WAIT_RANGES = (
    labelled("Grade", "grade", GRADE_LABELS, "Overall grade of the inspection that began the wait"),
    plain("Waits ended", "n", "Waits that a later full inspection has ended"),
    plain("Shortest (days)", "shortest", "Of the waits that ended", "Days", NOT_APPLICABLE),
    plain("Lower quartile (days)", "lower_quartile", "A quarter were shorter", "Days",
          NOT_APPLICABLE),
    plain("Median (days)", "median", "Half were shorter", "Days", NOT_APPLICABLE),
    plain("Upper quartile (days)", "upper_quartile", "A quarter were longer", "Days",
          NOT_APPLICABLE),
    plain("Longest (days)", "longest", "Of the waits that ended", "Days", NOT_APPLICABLE),
    plain("Still waiting", "n_waiting", "Local authorities whose wait goes on"),
    plain("Longest still waiting (days)", "longest_waiting", "So far", "Days", NOT_APPLICABLE),
    ordered("Grade order", "grade", empty=NOT_APPLICABLE),
)  # fmt: skip
ENDED = (
    plain("Ended", "ended", "Last day of existence"),
    plain("Successors", "successors", "Local authorities that took over"),
)


def over_time_fields(areas: Sequence[str]) -> tuple[Field, ...]:
    """A day, the shares of each judgement, then how many were graded."""
    return (
        plain("As at", "as_at", "End of a quarter"),
        *(
            plain(
                f"{AREA_SHORT_LABELS[area]} (%)",
                f"share_{area}",
                f"Good or outstanding on {AREA_LABELS[area]}, of those graded",
                "share",
                NOT_APPLICABLE,
            )
            for area in areas
        ),
        *(
            plain(
                f"{AREA_SHORT_LABELS[area]}: graded",
                f"judged_{area}",
                f"Local authorities graded on {AREA_LABELS[area]}",
            )
            for area in areas
        ),
    )

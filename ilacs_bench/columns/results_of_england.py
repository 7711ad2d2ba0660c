"""What the public functions give of England: pictures, changes, ranges of waits."""

from dataclasses import replace

from ilacs_bench.columns import england
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, Result, number

_OUTCOMES = {
    "improved": "Improved",
    "stayed_good_or_outstanding": "Stayed good or outstanding",
    "stayed_below_good": "Stayed below good",
    "declined": "Declined",
}
AS_AT = Column("as_at", "As at", "Day that the picture is of", "date")
PUBLISHED_BY = Column("published_by", "Published by", "Reports published by this day count", "date")
_GROUP = Column("group", "Group", "England, or a region or type of local authority")
_GRADE = replace(j.GRADE, meaning="Grade that is counted")
_N = number("n", "With the grade", "Local authorities")
_OF = tuple(column for column in england.PICTURE if column.name in ("judged", "of"))
_NEVER = next(column for column in england.PICTURE if column.name == "never_inspected")
_EARLIER = number(
    "judged_earlier",
    "Graded on an earlier judgement",
    "Of those graded, by a judgement that came before this one; only with_earlier_forms",
)
_SHARE = Column("share", "Share", "Of those graded", "share")
_KEYS = (AS_AT, PUBLISHED_BY, _GROUP, j.JUDGEMENT)
_GOOD = tuple(column for column in england.GROUPS if column.name in ("n", "share"))

OF_ENGLAND: dict[str, Result] = {
    "picture": Result(
        "one group, judgement and grade, lowest first",
        (*_KEYS, _GRADE, _N, *_OF, _NEVER, _SHARE),
        (_GROUP, j.JUDGEMENT, _GRADE, _N, _SHARE, *_OF),
        also=("pictures",),
        asked=(_EARLIER,),
    ),
    "good_or_outstanding": Result(
        "one group and judgement",
        (*_KEYS, *_OF, _NEVER, *_GOOD),
        (AS_AT, _GROUP, j.JUDGEMENT, *_GOOD, *_OF),
    ),
    "wait_ranges": Result("one grade, lowest first", england.WAIT_RANGES[:-1]),
    "transitions": Result(
        "one pair of frameworks, grade before and grade after",
        (
            j.PREVIOUS_FRAMEWORK,
            j.FRAMEWORK,
            j.PREVIOUS_GRADE,
            j.GRADE,
            j.DIRECTION,
            number("n", "Inspections", "Those that went from the one to the other"),
            number("of", "All of the two frameworks", "Pairs with both grades"),
        ),
    ),
    "count_changes": Result(
        "one outcome",
        (
            Column("outcome", "Outcome", "What became of the grade", "code", _OUTCOMES),
            number("n", "Local authorities", "Those with the outcome"),
            number("of", "With both grades", "Local authorities"),
            number(
                "inspected_more_than_once",
                "Inspected more than once",
                "Local authorities, with both grades or not",
            ),
        ),
    ),
    "inspections_by_year": Result(
        "one year of the first day on site",
        (
            Column("year", "Year", "Financial year, or calendar year"),
            number("n", "Full inspections", "Those that count on the date"),
            number("standard", "Standard", "Of them, where the type is known"),
            number("short", "Short", "Of them, where the type is known"),
        ),
    ),
}

"""Columns about judgements: of one council, of a group, one row a council, counted."""

from collections.abc import Sequence
from dataclasses import replace

from ilacs_bench.columns.column import DIRECTION_LABELS, Column, number, share
from ilacs_bench.columns.empty import BEFORE, NOT_APPLICABLE, NOW, without_grade
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.vocabulary import (
    AREA_LABELS,
    AREA_SHORT_LABELS,
    FRAMEWORK_LABELS,
    GRADE_LABELS,
    GRADES,
)

DIRECTIONS_IN_SHORT = DIRECTION_LABELS | {"same": "No change"}
BEST_FIRST = tuple(reversed(GRADES))
_SORT_BY = "To sort by: 1 inadequate, 2 requires improvement, 3 good, 4 outstanding"
_GRADED_AS = (
    "Judgement as the report names it. It differs only where the combined judgement of 2018 to "
    "2022 is shown under children in care, as in Ofsted's statistics"
)

AUTHORITY = Column("la_name", "Local authority", "Local authority with children's services")
CODE = Column("la_code", "GSS code", "Code of the Office for National Statistics")
JUDGEMENT = Column(
    "judgement_area",
    "Judgement",
    "Area judged, as Ofsted names it",
    "code",
    AREA_LABELS,
    short_labels=AREA_SHORT_LABELS,
)
GRADE = Column(
    "grade",
    "Grade",
    "Grade given. For a date: the grade of the latest full inspection",
    "grade",
    empty=without_grade(),
)
GRADED_AS = Column("graded_as", "Graded as", _GRADED_AS, "code", AREA_SHORT_LABELS, NOT_APPLICABLE)
START = Column(
    "start", "First day on site", "Of the inspection that gave the grade", "date", empty=NOW
)
END = Column("end", "Last day on site", "Of the inspection that gave the grade", "date", empty=NOW)
PUBLISHED = Column("published", "Published", "Day of publication of its report", "date", empty=NOW)
AGE = Column("age_days", "Age", "From the first day on site to the as-at date", "days", empty=NOW)
FRAMEWORK = Column(
    "framework", "Framework", "Rules it was inspected under", "code", FRAMEWORK_LABELS, NOW
)
REPORT_PAGE = Column(
    "page", "Report", "Link to the page with the grade, on Ofsted's site", "page_link", empty=NOW
)
REPORT = Column(
    "source_url", "Report", "Link to the report, on Ofsted's site", "report_link", empty=NOW
)
DIRECTION = Column(
    "direction",
    "Direction of travel",
    "Grade compared with the previous full inspection, where there are both",
    "direction",
    DIRECTION_LABELS,
    NOT_APPLICABLE,
    DIRECTIONS_IN_SHORT,
)
PREVIOUS_GRADE = Column(
    "previous_grade",
    "Previous grade",
    "Grade at the previous inspection",
    "grade",
    empty=NOT_APPLICABLE,
)
PREVIOUS_AREA = Column(
    "previous_area",
    "Previously graded as",
    "Area as graded then",
    "code",
    AREA_SHORT_LABELS,
    NOT_APPLICABLE,
)
PREVIOUS_START = Column(
    "previous_start",
    "Previous first day",
    "First day on site of the previous inspection",
    "date",
    empty=BEFORE,
)
PREVIOUS_PUBLISHED = Column(
    "previous_published", "Previously published", "Day its report came", "date", empty=BEFORE
)
PREVIOUS_FRAMEWORK = Column(
    "previous_framework",
    "Previous framework",
    "Rules in force at that time",
    "code",
    FRAMEWORK_LABELS,
    BEFORE,
)
PREVIOUS_PAGE = Column(
    "previous_page",
    "Previous report",
    "Link to the page with the previous grade",
    "page_link",
    empty=BEFORE,
)
GRADE_ORDER = Column("grade", "Grade order", _SORT_BY, "order", empty=without_grade())
PREVIOUS_ORDER = Column(
    "previous_grade", "Previous grade order", _SORT_BY, "order", empty=NOT_APPLICABLE
)

INSPECTION = (START, END, PUBLISHED, AGE, FRAMEWORK)
NOW_AND_BEFORE = (
    JUDGEMENT,
    GRADE,
    GRADED_AS,
    *INSPECTION,
    REPORT_PAGE,
    DIRECTION,
    PREVIOUS_GRADE,
    PREVIOUS_AREA,
    PREVIOUS_START,
    PREVIOUS_PUBLISHED,
    PREVIOUS_FRAMEWORK,
    PREVIOUS_PAGE,
    GRADE_ORDER,
    PREVIOUS_ORDER,
)
"""A grade now and at the inspection before, of the rows of `latest_judgements`."""
POSITION = (
    JUDGEMENT,
    replace(GRADE, meaning="The local authority's own grade", empty=NOT_APPLICABLE),
    Column("sentence", "Position", "Where it stands in its group, in words to quote"),
    Column(
        "n_same",
        "Same grade",
        "Local authorities with the same grade, itself included",
        "number",
        empty=NOT_APPLICABLE,
    ),
    Column(
        "n_better",
        "Graded higher",
        "Local authorities of the group with a higher grade",
        "number",
        empty=NOT_APPLICABLE,
    ),
    Column(
        "n_worse",
        "Graded lower",
        "Local authorities of the group with a lower grade",
        "number",
        empty=NOT_APPLICABLE,
    ),
    number("judged", "Graded", "Local authorities with any grade on the area, itself included"),
    number("of", "Local authorities", "Local authorities in the group, and itself"),
)
"""Where a council stands, of the rows of `positions`."""
STANDING = (
    Column("group", "Group", "Local authorities it stands among, with how many others there are"),
    JUDGEMENT,
    POSITION[1],
    *(
        Column(
            f"n_{name}",
            heading,
            f"Others of the group with {which} grade; itself is not counted",
            "number",
            empty=NOT_APPLICABLE,
        )
        for name, heading, which in (
            ("higher", "Graded higher", "a higher"),
            ("same", "Same grade", "the same"),
            ("lower", "Graded lower", "a lower"),
        )
    ),
    number("n_ungraded", "Without a grade", "Others of the group without a grade"),
    number("others", "Others", "Local authorities in the group, itself not counted"),
    replace(POSITION[2], name="sentence", heading="Sentence to quote"),
)
"""Where a council stands in each of three groups, of the rows of `standing`."""
MOVED = (
    JUDGEMENT,
    number("n_improved", "Improved", "Others of the group graded higher than before"),
    Column("improved", "Who improved", "Their names", empty=NOT_APPLICABLE),
    number("n_declined", "Declined", "Others of the group graded lower than before"),
    Column("declined", "Who declined", "Their names", empty=NOT_APPLICABLE),
    number("n_same", "Same", "Others of the group with the same grade as before"),
    number("n_unknown", "Not comparable", "Others without a grade now or before"),
)
"""Who of a group moved since their inspection before, of the rows of `who_moved`."""
RANK = Column(
    "rank", "Rank", "1 is the closest statistical neighbour", "number", empty=NOT_APPLICABLE
)
CLOSENESS = Column(
    "closeness",
    "Closeness",
    "Band of closeness of a statistical neighbour, as the model publishes it",
    empty=NOT_APPLICABLE,
)
REASON = Column("reason", "Reason", "Why it is in the group")
GROUP = (
    AUTHORITY,
    CODE,
    REASON,
    RANK,
    CLOSENESS,
)
"""Who is in a group, of the rows of `comparators`."""

COUNTS = tuple(
    number(f"n_{grade}", GRADE_LABELS[grade], f"Local authorities judged {GRADE_LABELS[grade]}")
    for grade in BEST_FIRST
)
"""How many have each grade, the highest first, of the rows of `wide_counts`."""
COUNT_HEADINGS = tuple(column.full_heading for column in COUNTS)
COUNT_FILLS = tuple(GRADE_COLOURS[grade].fill for grade in BEST_FIRST)
COUNT_PATTERNS = tuple(GRADE_COLOURS[grade].pattern for grade in BEST_FIRST)
"""How a chart of them names, colours and patterns each, in the same order."""
SHARES = tuple(
    share(
        f"share_{grade}",
        GRADE_LABELS[grade],
        f"Local authorities judged {GRADE_LABELS[grade]}, as a share of those graded",
    )
    for grade in BEST_FIRST
)
FEWEST_FOR_SHARES = 30
"""Of a smaller group only counts are given: a share of ten councils says more than is known."""
DISTRIBUTION = (
    JUDGEMENT,
    *COUNTS,
    number("judged", "Graded", "Local authorities of the group with any grade"),
    number("of", "Local authorities", "Local authorities in the group"),
)
"""The grades of a group, counted; of the rows of `wide_counts`."""


def one_row_each(
    areas: Sequence[str], *, relabelled: Sequence[str] = (), group: bool = True
) -> tuple[Column, ...]:
    """Columns of one row a local authority: for each area grade and direction of travel.

    Areas that are `relabelled`, some of their grades having been given to another area, have a
    third that says to which. Those of a `group` have their rank and closeness.
    """
    return (
        AUTHORITY,
        CODE,
        *((RANK, CLOSENESS) if group else ()),
        *(c for area in areas for c in of_area(area, relabelled=area in relabelled)),
        *INSPECTION,
        REPORT,
        *(order_of(area) for area in areas),
    )


def of_area(area: str, *, relabelled: bool = False) -> tuple[Column, ...]:
    """Grade and direction of travel of one judgement area, of one row a local authority."""
    label = AREA_SHORT_LABELS[area]
    grade = Column(
        f"grade_{area}",
        label,
        f"Grade on {AREA_LABELS[area]}",
        "grade",
        empty=without_grade(area),
    )
    as_area = replace(GRADED_AS, name=f"graded_as_{area}", heading=f"{label}: graded as")
    direction = replace(DIRECTION, name=f"direction_{area}", heading=f"{label}: direction")
    return (grade, as_area, direction) if relabelled else (grade, direction)


def before_of(area: str) -> Column:
    """The grade on one judgement area at the inspection before, of one row a report."""
    label = AREA_SHORT_LABELS[area]
    return replace(PREVIOUS_GRADE, name=f"previous_grade_{area}", heading=f"{label}: before")


def order_of(area: str) -> Column:
    """The grade on one judgement area as a number to sort by."""
    return replace(
        GRADE_ORDER,
        name=f"grade_{area}",
        heading=f"{AREA_SHORT_LABELS[area]}: grade order",
        empty=without_grade(area),
    )

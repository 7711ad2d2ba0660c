"""What the public functions give of councils: their grades, their groups, their waits."""

from ilacs_bench.columns import inspections as i
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns import themes
from ilacs_bench.columns.column import Column, Result, number
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.england import ENDED
from ilacs_bench.columns.results_of_england import AS_AT, PUBLISHED_BY
from ilacs_bench.lookups.areas import ever_shown

IS_OWN = Column("is_own", "Itself", "Whether it is the local authority compared", "yes_no")
WARNING = Column("warning", "Compare with care", "Why to compare with care", empty=NOT_APPLICABLE)
COMPARATOR = Column("comparator", "Comparator", "Code of the group")
COMPARATOR_LABEL = Column("comparator_label", "Group", "Local authorities it is compared with")
_WHO = (j.CODE, j.AUTHORITY, i.DFE_NUMBER)
_JUDGED = (
    *_WHO,
    *i.PLACE,
    *i.INSPECTION_COLUMNS,
    i.DATED,
    i.DATED_BY,
    *i.PREVIOUS_COLUMNS,
    j.JUDGEMENT,
    j.GRADE,
    j.GRADED_AS,
    j.REPORT_PAGE,
    j.AGE,
    j.PREVIOUS_GRADE,
    j.PREVIOUS_AREA,
    j.PREVIOUS_PAGE,
    j.DIRECTION,
)
"""The columns of `latest_judgements`."""
_NOW_AND_BEFORE = (j.AUTHORITY, j.JUDGEMENT, j.GRADE, j.PREVIOUS_GRADE, j.DIRECTION)
_COMPARED = (AS_AT, PUBLISHED_BY, *_JUDGED, IS_OWN, *j.GROUP[2:], WARNING)
_OF_AREAS = tuple(c for area in ever_shown() for c in j.of_area(area))
_BETTER = (
    *_WHO,
    *j.GROUP[2:],
    j.GRADE,
    j.GRADED_AS,
    i.INSPECTION_ID,
    j.FRAMEWORK,
    j.START,
    j.PUBLISHED,
    i.REPORT_FILE,
    j.REPORT,
)
_WAITS = (
    *_WHO,
    *i.PLACE,
    i.INSPECTION_ID,
    j.FRAMEWORK,
    j.START,
    j.END,
    j.PUBLISHED,
    i.REPORT_FILE,
    j.REPORT,
    j.GRADE,
    i.WAIT,
    i.N_LONGER,
    number("n_same", "Waited as long", "Local authorities, itself included"),
    i.OF_WAITS,
    Column("tables_end", "Tables end", "Last day that the tables know of", "date"),
)

OF_COUNCILS: dict[str, Result] = {
    "own_grades": Result(
        "one judgement",
        _JUDGED,
        (*_NOW_AND_BEFORE, j.START, j.PUBLISHED, j.AGE, j.FRAMEWORK),
        also=("published_since",),
    ),
    "compare": Result(
        "one local authority and judgement, itself first",
        _COMPARED,
        (*_NOW_AND_BEFORE, j.START, j.AGE, j.FRAMEWORK, j.CLOSENESS),
        also=("movements",),
    ),
    "positions": Result(
        "one group and judgement",
        (*_WHO, COMPARATOR, COMPARATOR_LABEL, *j.POSITION),
        (COMPARATOR_LABEL, *(c for c in j.POSITION if c.name != "sentence")),
    ),
    "find_councils": Result(
        "one local authority",
        (
            *_WHO,
            *i.PLACE,
            j.FRAMEWORK,
            j.START,
            j.END,
            j.PUBLISHED,
            j.AGE,
            *_OF_AREAS,
            i.INSPECTION_ID,
            i.REPORT_FILE,
            j.REPORT,
        ),
        (
            j.AUTHORITY,
            *(c for c in _OF_AREAS if c.kind == "grade"),
            j.START,
            j.AGE,
            j.FRAMEWORK,
            i.OFSTED_REGION,
            i.LA_TYPE,
            j.REPORT,
        ),
    ),
    "waits": Result(
        "one local authority, the longest wait first",
        _WAITS,
        (j.AUTHORITY, i.WAIT, i.N_LONGER, j.GRADE, j.START, j.FRAMEWORK, i.OFSTED_REGION, j.REPORT),
    ),
    "good_elsewhere": Result(
        "one strength that a report says of a local authority with a better grade",
        (
            *_BETTER,
            themes.ITEM,
            themes.SECTION,
            themes.PARAGRAPH,
            themes.PAGE_OF_REPORT,
            themes.THEME,
            themes.THEME_GROUP,
            themes.WORDS,
        ),
        (j.AUTHORITY, j.GRADE, themes.THEME, themes.PARAGRAPH, themes.PAGE_OF_REPORT, themes.WORDS),
    ),
    "better_graded": Result(
        "one local authority with a better grade",
        (
            *_BETTER,
            Column("coded", "Report coded", "Whether its report was coded for themes", "yes_no"),
        ),
        (j.AUTHORITY, j.GRADE, j.START, j.FRAMEWORK, j.CLOSENESS, j.REPORT),
    ),
    "comparators": Result(
        "one local authority of the group",
        (*_WHO, *j.GROUP[2:], WARNING),
        (j.AUTHORITY, *j.GROUP[2:], WARNING),
    ),
    "trajectories": Result(
        "one full inspection and judgement, oldest first within each local authority",
        (
            *_JUDGED[:6],
            i.RELATION,
            Column("belongs_to", "Belongs to", "GSS code of the authority it stands with"),
            *_JUDGED[6:],
            i.NUMBER,
            *i.CHANGE,
        ),
        (j.AUTHORITY, j.START, j.JUDGEMENT, j.GRADE, j.DIRECTION, j.FRAMEWORK, *i.CHANGE),
    ),
    "former_authorities": Result(
        "one local authority that has ended and judgement",
        (*_JUDGED, *ENDED),
        (j.AUTHORITY, *ENDED, j.JUDGEMENT, j.GRADE, j.START, j.FRAMEWORK),
    ),
    "latest": Result(
        "one local authority, with its latest full inspection",
        (*_JUDGED[:6], *i.INSPECTION_COLUMNS, i.DATED, i.DATED_BY),
        (j.AUTHORITY, j.START, j.END, j.PUBLISHED, j.FRAMEWORK, i.OFSTED_REGION, i.LA_TYPE),
    ),
    "wait_of": Result(
        "the local authority",
        (*_WAITS, Column("sentence", "In words", "Its wait as a sentence to quote")),
        (j.AUTHORITY, i.WAIT, i.N_LONGER, j.GRADE, j.START, j.FRAMEWORK),
    ),
    "count_movements": Result(
        "one judgement and direction of travel",
        (
            j.JUDGEMENT,
            j.DIRECTION,
            number("n", "Local authorities", "Those that moved so"),
            number("known", "With a direction", "Graded now and before"),
            number("of", "In the group", "Local authorities of the group"),
        ),
    ),
}

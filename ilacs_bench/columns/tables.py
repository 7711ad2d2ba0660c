"""Columns of the extracts of tables; the meanings of stored columns are those of `schema`."""

from dataclasses import replace

from ilacs_bench.columns import inspections as i
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns import themes
from ilacs_bench.columns.column import Column, Kind
from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE, Empty
from ilacs_bench.schema import IMPROVEMENTS, INSPECTIONS, PROBLEMS, RECONCILIATION, Table
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, THEME_GROUP_LABELS, THEME_GROUPS

STAGE_LABELS = {
    "find": "Looking at Ofsted’s site",
    "read": "Opening the file",
    "recognise": "Recognising the document",
    "parse": "Reading the report",
    "table": "Making the tables",
}
FIELD_LABELS = AREA_SHORT_LABELS | {
    "start": "First day on site",
    "published": "Day of publication",
    "inspection_type": "Type of inspection",
    "inspection": "The inspection itself",
    "latest": "Which inspection is the latest",
}
"""What is compared with Ofsted's statistics, in words."""
TAKEN_LABELS = {
    "report": "Ours",
    "official": "Ofsted’s statistics",
    "rule": "Ours, by the as-at rule",
}
"""Which of two values we use. Ours need not be the report's: Ofsted's site gives a date too."""
_GROUP_OF_THEME = {theme: THEME_GROUP_LABELS[group] for theme, group in THEME_GROUPS.items()}


def _of(
    table: Table, heading: str, name: str, kind: Kind = "text", empty: Empty = NOT_AVAILABLE
) -> Column:
    """The column of a table, with the meaning that its promise gives."""
    return Column(name, heading, table.meaning(name), kind, empty=empty)


FRAMEWORK = replace(j.FRAMEWORK, meaning="Rules inspected under", empty=NOT_AVAILABLE)
PUBLISHED = _of(INSPECTIONS, "Published", "published", "date")

JUDGEMENTS_AS_AT = (j.AUTHORITY, j.CODE, *j.NOW_AND_BEFORE)
HISTORY = (
    j.AUTHORITY,
    PUBLISHED,
    FRAMEWORK,
    j.JUDGEMENT,
    replace(j.GRADE, meaning="Grade given, as printed", empty=NOT_AVAILABLE),
    themes.PAGE_OF_REPORT,
    _of(INSPECTIONS, "First day on site", "start", "date"),
    _of(INSPECTIONS, "Last day on site", "end", "date"),
    i.TYPE,
    i.BASIS,
    _of(INSPECTIONS, "Lead inspector", "lead_inspector"),
    Column(
        "source",
        "Grade is from",
        "The report, or the official file and sheet it was read from",
        labels={"report": "The report"},
    ),
    j.CODE,
    j.GRADE_ORDER,
)
IMPROVEMENT_ROWS = (
    j.AUTHORITY,
    PUBLISHED,
    themes.LIST,
    _of(IMPROVEMENTS, "Number", "number", "number"),
    Column(
        "themes",
        "Themes",
        "Themes that a program gave it; no person checked them one by one",
        empty=NOT_APPLICABLE,
    ),
    themes.NATIONAL_FRAMEWORK,
    themes.PAGE_OF_REPORT,
    _of(IMPROVEMENTS, "Words of the report", "text"),
    FRAMEWORK,
    j.CODE,
)
THEME_CODES = (
    j.AUTHORITY,
    PUBLISHED,
    replace(
        themes.THEME,
        meaning="Theme that a program gave; no person checked it",
        empty=NOT_AVAILABLE,
    ),
    Column("theme", "Theme group", "Group of the theme in the taxonomy", "code", _GROUP_OF_THEME),
    replace(themes.POLARITY, meaning="What the sentence says, as the program reads it"),
    themes.SECTION,
    themes.PARAGRAPH,
    themes.PAGE_OF_REPORT,
    FRAMEWORK,
    replace(themes.ITEM, meaning="Sentence or improvement coded: inspection, paragraph, number"),
    themes.METHOD,
    j.CODE,
)
COMPARATOR_MEMBERS = (
    j.AUTHORITY,
    Column("member", "Compared with", "Local authority in its group"),
    j.REASON,
    j.RANK,
    replace(j.CLOSENESS, meaning="Band of closeness, as the model publishes it"),
    j.CODE,
    Column("neighbour_la_code", "Its GSS code", "Code of the one compared with"),
)
WAITS = (
    j.AUTHORITY,
    i.WAIT,
    replace(j.START, meaning="Of the latest full inspection in the tables"),
    j.PUBLISHED,
    replace(j.FRAMEWORK, meaning="Rules inspected under"),
    i.N_LONGER,
    i.OF_WAITS,
    replace(i.OFSTED_REGION, meaning="One of Ofsted's 8 regions"),
    i.LA_TYPE,
    j.REPORT,
    j.CODE,
)
DIFFERENCES = (
    j.AUTHORITY,
    Column("field", "What differs", RECONCILIATION.meaning("field"), "code", FIELD_LABELS),
    _of(RECONCILIATION, "Ours", "report_value"),
    _of(RECONCILIATION, "Ofsted’s statistics", "official_value"),
    Column("taken", "We use", RECONCILIATION.meaning("taken"), "code", TAKEN_LABELS),
    _of(RECONCILIATION, "Why", "reason", "sentence"),
    _of(RECONCILIATION, "Report file", "report"),
    _of(RECONCILIATION, "Official source", "official_source"),
)
PROBLEM_ROWS = (
    replace(j.AUTHORITY, meaning="Whose report it is, where file or report say it"),
    _of(PROBLEMS, "What it is", "message", "sentence"),
    _of(PROBLEMS, "Page", "page", "number", NOT_APPLICABLE),
    Column("stage", "Where it stopped", PROBLEMS.meaning("stage"), "code", STAGE_LABELS),
    _of(PROBLEMS, "Report file", "report"),
)


def stored(table: Table) -> tuple[Column, ...]:
    """The columns of a tidy table as they are stored, called by their own names."""
    return tuple(
        Column(
            column.name,
            column.name,
            column.meaning
            + (
                "; codes as in the data dictionary of ilacs_bench" if column.kind == "grade" else ""
            ),
            "address" if column.name == "source_url" else "text",
        )
        for column in table.columns
    )

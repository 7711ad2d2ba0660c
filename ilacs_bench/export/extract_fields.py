"""What stands in each column of the extracts of tables; meanings are those of `schema`."""

import pandas as pd

from ilacs_bench.export.book import NOT_APPLICABLE, NOT_AVAILABLE
from ilacs_bench.export.fields import NOW, Empty, Field, labelled, ordered, plain, report_link
from ilacs_bench.export.judgement_fields import AUTHORITY, CODE, JUDGEMENT, JUDGEMENT_FIELDS
from ilacs_bench.schema import (
    AUTHORITIES,
    IMPROVEMENTS,
    INSPECTIONS,
    PROBLEMS,
    RECONCILIATION,
    Table,
)
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    FRAMEWORKS,
    GRADE_LABELS,
    IMPROVEMENT_SECTION,
    THEME_GROUP_LABELS,
    THEME_GROUPS,
    THEME_LABELS,
)

KIND_LABELS = {
    "area_for_improvement": "Area for improvement",
    "area_for_priority_action": "Area for priority action",
    "recommendation": "Recommendation",
}
STAGE_LABELS = {
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
    "report": "The report",
    "official": "The official statistics",
    "rule": "The as-at rule",
}
SECTIONS = AREA_SHORT_LABELS | {
    "summary": "Summary",
    IMPROVEMENT_SECTION: "What needs to improve",
}
_FRAMEWORK_LABELS = {code: framework.label for code, framework in FRAMEWORKS.items()}
_TYPES = {"standard": "Standard", "short": "Short"}
_BASES = {"inferred": "Inferred from its length", "official": "Ofsted's statistics"}
POLARITIES = {
    "strength": "Strength",
    "weakness": "Weakness",
    "mixed": "Mixed",
    "neutral": "Neutral",
}
_GROUP_OF_THEME = {theme: THEME_GROUP_LABELS[group] for theme, group in THEME_GROUPS.items()}


def _of(table: Table, heading: str, name: str, empty: Empty = NOT_AVAILABLE) -> Field:
    """The column of a table as it is, with the meaning that its promise gives."""
    return plain(heading, name, meaning(table, name), empty=empty)


def meaning(table: Table, name: str) -> str:
    """What a column of a table means."""
    return next(column.meaning for column in table.columns if column.name == name)


def _origin(rows: pd.DataFrame) -> pd.Series:
    return rows["source"].where(rows["source"] != "report", "The report")


FRAMEWORK = labelled("Framework", "framework", _FRAMEWORK_LABELS, "Rules inspected under")
PUBLISHED = _of(INSPECTIONS, "Published", "published")
TYPE = labelled("Type", "inspection_type", _TYPES, meaning(INSPECTIONS, "inspection_type"))
BASIS = labelled("Type is from", "inspection_type_basis", _BASES, "Who says the type of inspection")
REPORT = report_link("Report", "", "Link to the page of the report, on Ofsted's site")

JUDGEMENTS_AS_AT = (AUTHORITY, CODE, *JUDGEMENT_FIELDS)
HISTORY = (
    AUTHORITY,
    PUBLISHED,
    FRAMEWORK,
    JUDGEMENT,
    labelled("Grade", "grade", GRADE_LABELS, "Grade given, as printed"),
    REPORT,
    _of(INSPECTIONS, "First day on site", "start"),
    _of(INSPECTIONS, "Last day on site", "end"),
    TYPE,
    BASIS,
    _of(INSPECTIONS, "Lead inspector", "lead_inspector"),
    Field("Grade is from", "The report, or the official file and sheet it was read from", _origin),
    CODE,
    ordered("Grade order", "grade"),
)
IMPROVEMENT_COLUMNS = (
    AUTHORITY,
    PUBLISHED,
    labelled("List", "kind", KIND_LABELS, meaning(IMPROVEMENTS, "kind")),
    _of(IMPROVEMENTS, "Number", "number"),
    plain("Themes", "themes", "Themes that a program gave it; no person checked them one by one",
          empty=NOT_APPLICABLE),
    _of(IMPROVEMENTS, "National Framework", "national_framework", NOT_APPLICABLE),
    REPORT,
    _of(IMPROVEMENTS, "Words of the report", "text"),
    FRAMEWORK,
    CODE,
)  # fmt: skip
THEME_CODES = (
    AUTHORITY,
    PUBLISHED,
    labelled("Theme", "theme", THEME_LABELS, "Theme that a program gave; no person checked it"),
    labelled("Theme group", "theme", _GROUP_OF_THEME, "Group of the theme in the taxonomy"),
    labelled("Says a", "polarity", POLARITIES, "What the sentence says, as the program reads it"),
    labelled("Section", "section", SECTIONS, "Section of the report"),
    plain("Paragraph", "paragraph", "Printed number of the paragraph; the summary has none",
          empty=NOT_APPLICABLE),
    REPORT,
    FRAMEWORK,
    plain("Item", "item_id", "Sentence or improvement coded: inspection, paragraph, number"),
    plain("Coded by", "method", "Name and version of the program that gave the code"),
    CODE,
)  # fmt: skip
COMPARATOR_MEMBERS = (
    AUTHORITY,
    plain("Compared with", "member", "Local authority in its group"),
    plain("Reason", "reason", "Why it is in the group"),
    plain("Rank", "rank", "1 is the closest statistical neighbour", empty=NOT_APPLICABLE),
    plain("Closeness", "closeness", "Band of closeness, as the model publishes it",
          empty=NOT_APPLICABLE),
    CODE,
    plain("Its GSS code", "neighbour_la_code", "Code of the one compared with"),
)  # fmt: skip
WAITS = (
    AUTHORITY,
    plain("Wait so far (days)", "days", "From the first day on site of the latest full inspection "
          "in the tables to the as-at date", "Days", NOW),
    plain("First day on site", "start", "Of the latest full inspection in the tables", empty=NOW),
    plain("Published", "published", "Day of publication of its report", empty=NOW),
    labelled("Framework", "framework", _FRAMEWORK_LABELS, "Rules inspected under", NOW),
    plain("Waited longer", "n_longer", "Local authorities with a longer wait"),
    plain("Of", "of", "Local authorities with a wait that is known"),
    plain("Ofsted region", "ofsted_region", "One of Ofsted's 8 regions"),
    plain("Type of authority", "la_type", meaning(AUTHORITIES, "la_type")),
    report_link("Report", "", "Link to the report, on Ofsted's site", NOW),
    CODE,
)  # fmt: skip
DIFFERENCES = (
    AUTHORITY,
    labelled("What differs", "field", FIELD_LABELS, meaning(RECONCILIATION, "field")),
    _of(RECONCILIATION, "The report says", "report_value"),
    _of(RECONCILIATION, "The statistics say", "official_value"),
    labelled("Taken", "taken", TAKEN_LABELS, meaning(RECONCILIATION, "taken")),
    _of(RECONCILIATION, "Why", "reason"),
    _of(RECONCILIATION, "Report file", "report"),
    _of(RECONCILIATION, "Official source", "official_source"),
)
PROBLEM_COLUMNS = (
    _of(PROBLEMS, "Report file", "report"),
    labelled("Where it stopped", "stage", STAGE_LABELS, meaning(PROBLEMS, "stage")),
    _of(PROBLEMS, "Page", "page"),
    _of(PROBLEMS, "What it is", "message"),
)

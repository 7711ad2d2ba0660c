"""What stands in each column of the extracts of tables; meanings are those of `schema`."""

import pandas as pd

from ilacs_bench.export.fields import (
    AUTHORITY,
    CODE,
    JUDGEMENT,
    JUDGEMENT_FIELDS,
    Field,
    labelled,
    plain,
    report_link,
)
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
_SECTIONS = AREA_SHORT_LABELS | {
    "summary": "Summary",
    IMPROVEMENT_SECTION: "What needs to improve",
}
_FRAMEWORK_LABELS = {code: framework.label for code, framework in FRAMEWORKS.items()}
_TYPES = {"standard": "Standard", "short": "Short"}
_BASES = {"inferred": "Inferred from its length", "official": "Ofsted's statistics"}
_POLARITIES = {
    "strength": "Strength",
    "weakness": "Weakness",
    "mixed": "Mixed",
    "neutral": "Neutral",
}
_GROUP_OF_THEME = {theme: THEME_GROUP_LABELS[group] for theme, group in THEME_GROUPS.items()}


def _of(table: Table, heading: str, name: str) -> Field:
    """The column of a table as it is, with the meaning that its promise gives."""
    return plain(heading, name, meaning(table, name))


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
)
IMPROVEMENT_COLUMNS = (
    AUTHORITY,
    PUBLISHED,
    labelled("List", "kind", KIND_LABELS, meaning(IMPROVEMENTS, "kind")),
    _of(IMPROVEMENTS, "Number", "number"),
    plain("Themes", "themes", "Themes that a program gave it; no person checked them one by one"),
    _of(IMPROVEMENTS, "National Framework", "national_framework"),
    REPORT,
    _of(IMPROVEMENTS, "Words of the report", "text"),
    FRAMEWORK,
    CODE,
)
THEME_CODES = (
    AUTHORITY,
    PUBLISHED,
    labelled("Theme", "theme", THEME_LABELS, "Theme that a program gave; no person checked it"),
    labelled("Theme group", "theme", _GROUP_OF_THEME, "Group of the theme in the taxonomy"),
    labelled("Says a", "polarity", _POLARITIES, "What the sentence says, as the program reads it"),
    labelled("Section", "section", _SECTIONS, "Section of the report; empty where not known"),
    plain("Paragraph", "paragraph", "Printed number of the paragraph; empty in the summary"),
    REPORT,
    FRAMEWORK,
    plain("Item", "item_id", "Sentence or improvement coded: inspection, paragraph, number"),
    plain("Coded by", "method", "Name and version of the program that gave the code"),
    CODE,
)
COMPARATOR_MEMBERS = (
    AUTHORITY,
    plain("Compared with", "member", "Local authority in its group"),
    plain("Reason", "reason", "Why it is in the group"),
    plain("Rank", "rank", "1 is the closest statistical neighbour; empty for other groups"),
    plain("Closeness", "closeness", "Band of closeness, as the model publishes it"),
    CODE,
    plain("Its GSS code", "neighbour_la_code", "Code of the one compared with"),
)
WAITS = (
    AUTHORITY,
    plain("Days since", "days", "From the first day on site of the latest full inspection in the "
          "tables to the as-at date; empty where that day is not known"),
    plain("First day on site", "start", "Of the latest full inspection in the tables"),
    plain("Published", "published", "Day of publication of its report"),
    FRAMEWORK,
    plain("Waited longer", "n_longer", "Local authorities with a longer wait"),
    plain("Of", "of", "Local authorities with a wait that is known"),
    plain("Ofsted region", "ofsted_region", "One of Ofsted's 8 regions"),
    plain("Type of authority", "la_type", meaning(AUTHORITIES, "la_type")),
    report_link("Report", "", "Link to the report, on Ofsted's site"),
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

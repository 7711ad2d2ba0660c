"""Columns about themes: what they are of, where they are said, how often they recur."""

from dataclasses import replace

from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, number
from ilacs_bench.columns.empty import NOT_APPLICABLE, unless
from ilacs_bench.schema import IMPROVEMENTS
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    IMPROVEMENT_SECTION,
    POLARITY_LABELS,
    THEME_GROUP_LABELS,
    THEME_LABELS,
)

KIND_LABELS = {
    "area_for_improvement": "Area for improvement",
    "area_for_priority_action": "Area for priority action",
    "recommendation": "Recommendation",
}
SECTION_LABELS = AREA_SHORT_LABELS | {
    "summary": "Summary",
    IMPROVEMENT_SECTION: "What needs to improve",
}


THEME = Column(
    "theme",
    "Theme",
    "Theme of the taxonomy, as a program gave it",
    "code",
    THEME_LABELS,
    NOT_APPLICABLE,
)
THEME_GROUP = Column(
    "theme_group",
    "Group of themes",
    "Group of the theme in the taxonomy",
    "code",
    THEME_GROUP_LABELS,
)
SECTION = Column("section", "Section", "Section of the report", "code", SECTION_LABELS)
PARAGRAPH = Column(
    "paragraph",
    "Paragraph",
    "Printed number of the paragraph; the summary has none",
    "number",
    empty=NOT_APPLICABLE,
)
PAGE_OF_REPORT = Column(
    "page", "Report", "Link to the page of the report, on Ofsted's site", "page_link"
)
WORDS = Column("text", "Words of the report", "Where the reports were read on this machine")
ITEM = Column(
    "item_id",
    "Item",
    "Sentence or area for improvement: inspection, paragraph, number",
)
METHOD = Column("method", "Coded by", "Name and version of the program that gave the code")
POLARITY = Column(
    "polarity", "Says a", "What it says, as the program reads it", "code", POLARITY_LABELS
)
LIST = Column("kind", "List", IMPROVEMENTS.meaning("kind"), "code", KIND_LABELS)
NATIONAL_FRAMEWORK = Column(
    "national_framework",
    "National Framework",
    IMPROVEMENTS.meaning("national_framework"),
    empty=NOT_APPLICABLE,
)
PRAISED = (
    replace(THEME, heading="Praised for"),
    number("n", "Councils", "Local authorities whose reports praise it"),
    Column("where", "Where their reports say so", "Local authorities, and pages of their reports"),
)
"""What the reports of others praise, of the rows of `LearnFrom.praised`."""
NAMED = (
    THEME,
    number("n", "Areas for improvement", "Those with the theme"),
    number("n_reports", "Reports", "Reports with an area for improvement on the theme"),
    replace(PRAISED[-1], heading="Where"),
)
"""Themes of the areas for improvement of some reports, of the rows of `improvement_themes_of`."""
EVIDENCE = (THEME, POLARITY, SECTION, PARAGRAPH, PAGE_OF_REPORT, WORDS, ITEM, METHOD)
"""The sentences behind a theme, of the rows of `evidence` with their theme."""
LIST_OF_ITEM = replace(LIST, empty=NOT_APPLICABLE)
SAID = (
    j.CODE,
    j.AUTHORITY,
    j.PUBLISHED,
    j.FRAMEWORK,
    j.JUDGEMENT,
    replace(j.GRADE, meaning="Of the judgement, in the same report"),
    THEME,
    POLARITY,
    LIST_OF_ITEM,
    SECTION,
    PARAGRAPH,
    PAGE_OF_REPORT,
    WORDS,
    ITEM,
    METHOD,
)
"""Where reports say a theme, of the rows of `said_evidence`."""
IMPROVEMENTS_OF_REPORT = (
    LIST,
    number("number", "Number", "Place in its list, from 1"),
    THEME,
    Column(
        "again",
        "The same theme again",
        "Whether the report of the inspection before named the theme too",
        "yes_no",
        empty=unless("theme"),
    ),
    NATIONAL_FRAMEWORK,
    PAGE_OF_REPORT,
    WORDS,
)
"""What the latest report says must improve, of the rows of `latest_improvements`."""
_EARLIER = "The same of the area for improvement that an earlier report names on the theme"
IDENTITY_OF_ITEM = Column("improvement_id", "Item", ITEM.meaning)
OF_ITEM = (
    LIST,
    PAGE_OF_REPORT,
    WORDS,
    replace(j.START, meaning="Of the inspection whose report it is"),
    j.FRAMEWORK,
    j.PUBLISHED,
)
YEARS = number("years", "Years between", "Between the first days on site of the two inspections")


def of_earlier(column: Column) -> Column:
    """The column as it is of the area for improvement of an earlier report."""
    heading = f"Earlier: {column.heading.lower()}"
    return replace(column, name=f"previous_{column.name}", heading=heading, meaning=_EARLIER)


SAME_THEME = (THEME, *OF_ITEM, YEARS, *map(of_earlier, OF_ITEM))
"""What must improve again on the same theme, of the rows of `same_theme_again`."""
PROFILE = (
    THEME,
    THEME_GROUP,
    number("own_strength", "Own strengths", "Sentences of its latest report, the summary left out"),
    number("own_weakness", "Own weaknesses", "Sentences of its latest report, summary left out"),
    number("own_improvement", "Own areas for improvement", "Of its latest report, of any kind"),
    number(
        "n_strength",
        "Group with strengths",
        "Local authorities of the group whose latest report has at least one",
    ),
    number("n_weakness", "Group with weaknesses", "Likewise"),
    number("n_improvement", "Group with areas for improvement", "Likewise"),
    number("of", "Group coded", "Local authorities of the group whose latest report was coded"),
    number("group", "Group", "Local authorities of the group"),
)
"""A council's themes beside its group's, of the rows of `theme_profile`."""
RECURRING = (
    THEME,
    THEME_GROUP,
    number("n_authorities", "Local authorities", "Those with an area for improvement on the theme"),
    number("of_authorities", "Local authorities coded", "Those with a coded report in that time"),
    number("group", "Group", "Local authorities of the group"),
    number("n", "Areas for improvement", "Those with the theme"),
    number("of", "All areas for improvement", "All of these reports"),
)
"""Themes that recur in a group, of the rows of `recurring_in_group`."""

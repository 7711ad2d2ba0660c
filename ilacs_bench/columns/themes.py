"""Columns about themes: what they are of, where they are said, how often they recur."""

from ilacs_bench.columns.column import Column
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    IMPROVEMENT_SECTION,
    THEME_GROUP_LABELS,
    THEME_LABELS,
)

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
    detail=True,
)
RECURRING = (
    THEME,
    THEME_GROUP,
    Column(
        "n_authorities",
        "Local authorities",
        "Those with an area for improvement on the theme",
        "number",
    ),
    Column(
        "of_authorities",
        "Local authorities coded",
        "Those with a coded report in that time",
        "number",
    ),
    Column("group", "Group", "Local authorities of the group", "number"),
    Column("n", "Areas for improvement", "Those with the theme", "number"),
    Column("of", "All areas for improvement", "All of these reports", "number"),
)
"""Themes that recur in a group, of the rows of `recurring_in_group`."""

"""Columns of sheets about themes: shares, contrasts, a council's own, the evidence behind them."""

import pandas as pd

from ilacs_bench.export.book import NOT_APPLICABLE, NOT_AVAILABLE
from ilacs_bench.export.extract_fields import KIND_LABELS, POLARITIES, SECTIONS, meaning
from ilacs_bench.export.fields import Field, labelled, links, plain
from ilacs_bench.schema import IMPROVEMENTS
from ilacs_bench.vocabulary import GRADE_LABELS, THEME_GROUP_LABELS, THEME_LABELS

THEME = labelled("Theme", "theme", THEME_LABELS, "Theme of the taxonomy, as a program gave it",
                 NOT_APPLICABLE)  # fmt: skip
THEME_GROUP = labelled(
    "Group of themes", "theme_group", THEME_GROUP_LABELS, "Group of the theme in the taxonomy"
)
POLARITY = labelled("Says a", "polarity", POLARITIES, "What it says, as the program reads it")
LINK = Field("Report", "Link to the page of the report, on Ofsted's site", links)
WORDS = plain("Words of the report", "text", "Where the reports were read on this machine")
SHARES = (
    THEME,
    THEME_GROUP,
    plain("With the theme", "n", "Areas for improvement that have the theme"),
    plain("Areas for improvement", "of", "All of them, in the reports coded of these years"),
    plain("Share (%)", "share", "With the theme, of all", "share", NOT_APPLICABLE),
    plain("Share, lower (%)", "share_lower", "Lower end of the 95% interval (Wilson)", "share",
          NOT_APPLICABLE),
    plain("Share, upper (%)", "share_upper", "Upper end of the 95% interval (Wilson)", "share",
          NOT_APPLICABLE),
    plain("Share in the earlier years (%)", "share_earlier", "Of the first half of the years",
          "share", NOT_APPLICABLE),
    plain("Share in the later years (%)", "share_later", "Of the second half of the years",
          "share", NOT_APPLICABLE),
    plain("Change (%)", "change", "Later less earlier, in percentage points", "share",
          NOT_APPLICABLE),
    plain("Change, lower (%)", "change_lower", "Lower end of its 95% interval (Newcombe)", "share",
          NOT_APPLICABLE),
    plain("Change, upper (%)", "change_upper", "Upper end of its 95% interval (Newcombe)", "share",
          NOT_APPLICABLE),
)  # fmt: skip
YEARS = (
    plain("Year", "year", "Year of publication"),
    plain("Reports", "reports", "ILACS reports of full inspections"),
    plain("Areas for improvement", "n", "All of them in these reports"),
    plain("For each report", "per_report", "Areas for improvement divided by reports",
          empty=NOT_APPLICABLE),
)  # fmt: skip
BY_GRADE = (
    labelled("Grade", "grade", GRADE_LABELS, "Grade given to the section that says it"),
    THEME,
    THEME_GROUP,
    POLARITY,
    plain("Sections", "n", "Sections of reports with at least one such sentence"),
    plain("Sections of the grade", "of", "All sections of reports with the grade"),
    plain("Share (%)", "share", "Sections with one, of all", "share", NOT_APPLICABLE),
    plain("Share, lower (%)", "share_lower", "Lower end of the 95% interval", "share",
          NOT_APPLICABLE),
    plain("Share, upper (%)", "share_upper", "Upper end of the 95% interval", "share",
          NOT_APPLICABLE),
)  # fmt: skip
CONTRAST = (
    THEME,
    THEME_GROUP,
    POLARITY,
    plain("Outstanding, with it", "n_high", "Sections judged outstanding that have one"),
    plain("Outstanding, all", "of_high", "Sections judged outstanding"),
    plain("Requires improvement, with it", "n_low", "Sections that require improvement, with one"),
    plain("Requires improvement, all", "of_low", "Sections judged to require improvement"),
    plain("Outstanding (%)", "share_high", "With it, of all", "share", NOT_APPLICABLE),
    plain("Requires improvement (%)", "share_low", "With it, of all", "share", NOT_APPLICABLE),
    plain("Difference (%)", "difference", "Outstanding less requires improvement, in percentage "
          "points", "share", NOT_APPLICABLE),
    plain("Difference, lower (%)", "difference_lower", "Lower end of its 95% interval", "share",
          NOT_APPLICABLE),
    plain("Difference, upper (%)", "difference_upper", "Upper end of its 95% interval", "share",
          NOT_APPLICABLE),
)  # fmt: skip
FRAMEWORK_TAGS = (
    plain("Outcome or enabler", "code", "Tag of the National Framework, as printed"),
    plain("Its words", "label", "Wording of the statutory guidance"),
    plain("Areas for improvement", "n", "Those with the tag"),
    plain("With any tag", "tagged", "Areas for improvement that have a tag"),
    plain("Share (%)", "share", "With the tag, of those with any", "share", NOT_APPLICABLE),
)
PROFILE = (
    THEME,
    THEME_GROUP,
    plain("Own strengths", "own_strength", "Sentences of its latest report, the summary left out"),
    plain("Own weaknesses", "own_weakness", "Sentences of its latest report, summary left out"),
    plain("Own areas for improvement", "own_improvement", "Of its latest report, of any kind"),
    plain("Group with strengths", "n_strength", "Local authorities of the group whose latest "
          "report has at least one"),
    plain("Group with weaknesses", "n_weakness", "Likewise"),
    plain("Group with areas for improvement", "n_improvement", "Likewise"),
    plain("Group coded", "of", "Local authorities of the group whose latest report was coded"),
    plain("Group", "group", "Local authorities of the group"),
)  # fmt: skip
IMPROVEMENTS_OF_REPORT = (
    labelled("List", "kind", KIND_LABELS, meaning(IMPROVEMENTS, "kind")),
    plain("Number", "number", "Place in its list, from 1"),
    THEME,
    plain("Inspections with the theme", "times", "Inspections of the local authority with an area "
          "for improvement on it"),
    plain("Inspections coded", "of", "Inspections of the local authority whose report was coded"),
    Field("Came back", "Whether an earlier inspection had the theme too",
          lambda rows: rows["came_back"].map({True: "Yes", False: "No"}),
          empty=lambda rows: rows["theme"].notna().map(
              {True: NOT_AVAILABLE, False: NOT_APPLICABLE})),
    plain("National Framework", "national_framework", meaning(IMPROVEMENTS, "national_framework"),
          empty=NOT_APPLICABLE),
    LINK,
    WORDS,
)  # fmt: skip
EVIDENCE = (
    THEME,
    POLARITY,
    labelled("Section", "section", SECTIONS, "Section of the report"),
    plain("Paragraph", "paragraph", "Printed number of the paragraph; the summary has none",
          empty=NOT_APPLICABLE),
    LINK,
    WORDS,
    plain("Item", "item_id", "Sentence or area for improvement: inspection, paragraph, number"),
    plain("Coded by", "method", "Name and version of the program that gave the code"),
)  # fmt: skip
RECURRING = (
    THEME,
    THEME_GROUP,
    plain("Local authorities", "n_authorities", "Those with an area for improvement on the theme"),
    plain("Local authorities coded", "of_authorities", "Those with a coded report in that time"),
    plain("Group", "group", "Local authorities of the group"),
    plain("Areas for improvement", "n", "Those with the theme"),
    plain("All areas for improvement", "of", "All of these reports"),
)


def theme_evidence(rows: pd.DataFrame, theme: str) -> pd.DataFrame:
    """The rows of `evidence` with their theme."""
    return rows.assign(theme=pd.Series(theme, rows.index, dtype="str"))

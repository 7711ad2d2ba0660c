"""Columns about how often themes are named: by year, by grade, outstanding against the rest."""

from dataclasses import replace

from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, number, points, share
from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE
from ilacs_bench.columns.themes import POLARITY, THEME, THEME_GROUP
from ilacs_bench.vocabulary import COMPARED_WORDS

SHARES = (
    THEME,
    THEME_GROUP,
    number("n", "With the theme", "Areas for improvement that have the theme"),
    number("of", "Areas for improvement", "All of them, in the reports coded of these years"),
    share("share", "Share", "With the theme, of all"),
    share("share_lower", "Share, lower", "Lower end of the 95% interval (Wilson)"),
    share("share_upper", "Share, upper", "Upper end of the 95% interval (Wilson)"),
    share("share_earlier", "Share in the earlier years", "Of the first half of the years"),
    share("share_later", "Share in the later years", "Of the second half of the years"),
    points("change", "Change", "Later minus earlier, in percentage points"),
    points("change_lower", "Change, lower", "Lower end of its 95% interval (Newcombe)"),
    points("change_upper", "Change, upper", "Upper end of its 95% interval (Newcombe)"),
)
"""Themes of areas for improvement, of the rows of `theme_shares`."""
YEARS = (
    number("year", "Year", "Year of publication"),
    number("reports", "Reports", f"{COMPARED_WORDS} reports of full inspections"),
    number("n", "Areas for improvement", "All of them in these reports"),
    replace(
        number("per_report", "For each report", "Areas for improvement divided by reports"),
        empty=NOT_APPLICABLE,
    ),
)
BY_GRADE = (
    replace(j.GRADE, meaning="Grade given to the section that says it", empty=NOT_AVAILABLE),
    THEME,
    THEME_GROUP,
    POLARITY,
    number("n", "Sections", "Sections of reports with at least one such sentence"),
    number("of", "Sections of the grade", "All sections of reports with the grade"),
    share("share", "Share", "Sections with one, of all"),
    share("share_lower", "Share, lower", "Lower end of the 95% interval"),
    share("share_upper", "Share, upper", "Upper end of the 95% interval"),
)
CONTRAST = (
    THEME,
    THEME_GROUP,
    POLARITY,
    number("n_high", "Outstanding, with it", "Sections judged outstanding that have one"),
    number("of_high", "Outstanding, all", "Sections judged outstanding"),
    number("n_low", "Requires improvement, with it", "Sections that require improvement, with one"),
    number("of_low", "Requires improvement, all", "Sections judged to require improvement"),
    share("share_high", "Outstanding", "With it, of all"),
    share("share_low", "Requires improvement", "With it, of all"),
    points(
        "difference", "Difference", "Outstanding minus requires improvement, in percentage points"
    ),
    points("difference_lower", "Difference, lower", "Lower end of its 95% interval"),
    points("difference_upper", "Difference, upper", "Upper end of its 95% interval"),
)
FRAMEWORK_TAGS = (
    Column("code", "Outcome or enabler", "Tag of the National Framework, as printed"),
    Column("label", "Its words", "Wording of the statutory guidance"),
    number("n", "Areas for improvement", "Those with the tag"),
    number("tagged", "With any tag", "Areas for improvement that have a tag"),
    share("share", "Share", "With the tag, of those with any"),
)

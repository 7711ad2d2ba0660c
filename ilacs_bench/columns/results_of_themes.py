"""What the public functions give of themes: what recurs, profiles, shares, contrasts."""

from dataclasses import replace

from ilacs_bench.columns import inspections as i
from ilacs_bench.columns import judgements as j
from ilacs_bench.columns import theme_shares as s
from ilacs_bench.columns import themes as t
from ilacs_bench.columns.column import Column, Result, number
from ilacs_bench.columns.empty import NOT_APPLICABLE

_PERIOD = Column("period", "Period", "Year of publication, or the period asked for")
_ITEM = (
    t.IDENTITY_OF_ITEM,
    *t.OF_ITEM[:3],
    i.INSPECTION_ID,
    j.FRAMEWORK,
    j.START,
    j.PUBLISHED,
    j.REPORT,
)
_WHO = (j.CODE, j.AUTHORITY, i.DFE_NUMBER)
_RECURRING_SHOWN = tuple(column for column in t.RECURRING if column.name != "group")
_SHARES = s.SHARES[2:7]
_TAGS = {column.name: column for column in s.FRAMEWORK_TAGS}
_BOUNDS = s.SHARES[5:7]


def _number(name: str, heading: str, meaning: str) -> Column:
    return replace(number(name, heading, meaning), empty=NOT_APPLICABLE)


def _sides(side: str, label: str) -> tuple[Column, ...]:
    """What `theme_contrast` says of the sections of one grade."""
    shares = {column.name: column for column in s.CONTRAST}
    return (
        _number(f"reports_{side}", f"{label}, reports", "Reports with such sections"),
        shares[f"of_{side}"],
        shares[f"n_{side}"],
        shares[f"share_{side}"],
        _number(f"mean_{side}", f"{label}, mean", "Sentences a section, on average"),
    )


OF_THEMES: dict[str, Result] = {
    "recurring_in_group": Result(
        "one theme, the most widely named first", (*_WHO, *t.RECURRING), _RECURRING_SHOWN
    ),
    "recurring_among": Result(
        "one theme, the most widely named first", t.RECURRING, _RECURRING_SHOWN
    ),
    "same_theme_again": Result(
        "one theme and two areas for improvement: of the latest report, and of one before",
        (t.THEME, t.THEME_GROUP, *_ITEM, *map(t.of_earlier, _ITEM), t.YEARS),
        t.SAME_THEME,
    ),
    "theme_profile": Result("one theme, in the taxonomy's order", (*_WHO, *t.PROFILE), t.PROFILE),
    "theme_prevalence": Result(
        "one judgement, grade, theme and strength or weakness",
        (
            j.JUDGEMENT,
            s.BY_GRADE[0],
            *s.BY_GRADE[1:4],
            _number("n", "Reports", "Those with at least one such sentence in the section"),
            _number("of", "All reports", "Reports whose section has the grade"),
            _number("sentences", "Sentences", "Such sentences in all"),
            *s.BY_GRADE[6:],
        ),
    ),
    "theme_contrast": Result(
        "one theme and strength or weakness",
        (
            t.THEME,
            t.THEME_GROUP,
            t.POLARITY,
            *_sides("high", "Outstanding"),
            *_sides("low", "Requires improvement"),
            *s.CONTRAST[-3:],
            _number("mean_difference", "Difference of means", "Outstanding less the other"),
            _number("mean_difference_lower", "Difference of means, lower", "Of its 95% interval"),
            _number("mean_difference_upper", "Difference of means, upper", "Of its 95% interval"),
        ),
        s.CONTRAST,
    ),
    "improvement_shares": Result(
        "one period and theme", (_PERIOD, t.THEME, t.THEME_GROUP, *_SHARES)
    ),
    "improvements_per_report": Result(
        "one period",
        (
            _PERIOD,
            _number("reports", "Reports", "Those that were read"),
            _number("reports_with_any", "With any", "Reports with an area for improvement"),
            _number("n", "Areas for improvement", "All of them in these reports"),
            s.YEARS[-1],
        ),
    ),
    "crosswalk_shares": Result(
        "one period and category of other researchers",
        (
            _PERIOD,
            Column("category", "Category", "Of Hood, Nilsson and Habibi (2019), by our reading"),
            replace(_SHARES[0], heading="With the category", meaning="Those with such a theme"),
            *_SHARES[1:],
        ),
    ),
    "national_framework_counts": Result(
        "one period and outcome or enabler",
        (
            _PERIOD,
            *s.FRAMEWORK_TAGS[:4],
            _number("untagged", "Without a tag", "Areas for improvement that have none"),
            _TAGS["share"],
            *_BOUNDS,
        ),
        s.FRAMEWORK_TAGS,
    ),
    "national_framework_themes": Result(
        "one theme and outcome or enabler",
        (
            t.THEME,
            t.THEME_GROUP,
            _TAGS["code"],
            _number("n", "With both", "Areas for improvement with the theme and the tag"),
            _number("of_theme", "With the theme", "Areas for improvement that have any tag"),
            _number("of_code", "With the tag", "Areas for improvement"),
        ),
    ),
}

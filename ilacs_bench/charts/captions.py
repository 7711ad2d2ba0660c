"""Titles and notes of charts: what is shown and when, what is counted, and the source.

They are the same on a page and in an image of the chart.
"""

from dataclasses import dataclass
from datetime import date

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.in_words import area_words, as_at_words, day_words
from ilacs_bench.vocabulary import (
    APART_WORDS,
    AREA_SHORT_LABELS,
    COMPARED_WORDS,
    THEME_GROUP_LABELS,
    THEME_LABELS,
)

SOURCE = (
    "Source: Ofsted inspection reports and statistics, Crown copyright, Open Government Licence "
    "v3.0; ilacs_bench."
)
MOST_THEMES = 12
"""Rows of a chart of themes."""
STEPS_KEY = (
    "A higher step is a better grade: O outstanding, G good, RI requires improvement to be good, "
    f"I inadequate. A dashed outline is an inspection under the {APART_WORDS}. A dashed "
    "line shows where a framework began."
)
_CODED = "Themes are machine-coded."


@dataclass(frozen=True)
class ChartWords:
    """The title and note of a chart.

    title  what it shows, of which authorities and when
    note   what is counted and the source, shown below an image of it
    """

    title: str
    note: str


def england_words(of: int, when: str, whom: str = "England") -> ChartWords:
    """Return the words for grades of England's `of` local authorities, as at `when`.

    `whom` says which part of them the tables hold, if not all.
    """
    return ChartWords(f"Grades in {whom}, {when}", _latest_note(of))


def group_words(compared: Comparison) -> ChartWords:
    """Return the words for grades of a council's group, without the council itself."""
    label = compared.comparator_label
    title = f"{label[:1].upper()}{label[1:]}, {compared.la_name} not counted, {_when(compared)}"
    return ChartWords(title, _latest_note(len(compared.group)))


def strips_words(compared: Comparison) -> ChartWords:
    """Return the words for the grades of a council (ringed) and its group, one by one."""
    when = as_at_words(compared.as_at, compared.published_by)
    return ChartWords(
        f"Grades of {compared.la_name} (ringed) and {compared.comparator_label}, {when}",
        _latest_note(len(compared.group) + 1),
    )


def steps_words(compared: Comparison, area: str) -> ChartWords:
    """Return the words for grades of a council and its group over time, on one judgement."""
    title = (
        f"{AREA_SHORT_LABELS[area]}: {compared.la_name} and {compared.comparator_label}, from "
        f"inspection to inspection, {_when(compared)}"
    )
    return ChartWords(title, f"{STEPS_KEY} {SOURCE}")


def record_words(la_name: str, when: str) -> ChartWords:
    """Return the words for a council's grades over time, by judgement."""
    return ChartWords(
        f"Grades of {la_name} from inspection to inspection, {when}",
        f"Full inspections only, each placed at its first day on site. {SOURCE}",
    )


def over_time_words(area: str, region: str, last: date) -> ChartWords:
    """Return the words for shares good or outstanding until a day; `region` is highlighted."""
    beside = f", {region} beside England" if region else ""
    return ChartWords(
        f"Share good or outstanding on {area_words(area)}{beside}, to {day_words(last)}",
        "At the end of each quarter, of the local authorities with a grade, each by its latest "
        "full inspection published by then; regions are Ofsted's. A line begins when half of its "
        f"local authorities had been graded. {SOURCE}",
    )


def by_year_words(theme: str, where: str, when: str) -> ChartWords:
    """Return the words for areas for improvement by year: on a theme, or per report ('')."""
    reports = f"{COMPARED_WORDS} reports read, by year of publication"
    if not theme:
        title = f"Areas for improvement per report, {where}, {when}"
        return ChartWords(title, f"{reports}. {SOURCE}")
    title = f"{THEME_LABELS[theme]}: share of areas for improvement, {where}, {when}"
    return ChartWords(title, f"{reports}, with 95% intervals. {_CODED} {SOURCE}")


def by_grade_words(
    area: str, side: str, when: str, group: str = "", whom: str = "England"
) -> ChartWords:
    """Return the words for sections with each theme by grade; '' means all.

    `area` '' is all judgements, `group` '' all groups; `whom` says which part of England the tables
    hold, if not all.
    """
    return ChartWords(
        f"{_sections(area, side)}, by grade, {whom}, {when}",
        f"{COMPARED_WORDS} reports of all years; the themes{_of_group(group)} whose shares differ "
        f"most, {MOST_THEMES} at most. {_CODED} {SOURCE}",
    )


def contrast_words(
    area: str, side: str, when: str, group: str = "", whom: str = "England"
) -> ChartWords:
    """Return the words for what sets outstanding apart; arguments as in `by_grade_words`."""
    return ChartWords(
        f"{_sections(area, side)}: outstanding minus requires improvement, percentage points, "
        f"{whom}, {when}",
        f"{COMPARED_WORDS} reports of all years; the largest differences{_of_group(group)}, "
        f"{MOST_THEMES} at most, with 95% intervals. {_CODED} {SOURCE}",
    )


def _latest_note(of: int) -> str:
    return f"Each of {of} local authorities by its latest full inspection. {SOURCE}"


def _sections(area: str, side: str) -> str:
    judgement = area_words(area) if area else "any judgement"
    return f"Sections on {judgement} with a {side} on the theme"


def _of_group(group: str) -> str:
    return f" of the group ‘{THEME_GROUP_LABELS[group]}’" if group else ""


def _when(compared: Comparison) -> str:
    return as_at_words(compared.as_at, compared.published_by)

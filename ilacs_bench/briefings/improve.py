"""The sections 'What must improve', with space for the plan, and 'Who to learn from'."""

from collections.abc import Sequence
from typing import Any

from ilacs_bench.benchmark.areas_for_improvement import AreaForImprovement
from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.good_elsewhere import LearnFrom
from ilacs_bench.benchmark.in_words import count_words, inspected_year
from ilacs_bench.briefings.document import (
    BriefingLine,
    BriefingSection,
    BriefingWords,
    Grid,
    TextBlock,
)
from ilacs_bench.briefings.phrases import link_to, page_link
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, THEME_LABELS

_MOST_THEMES, _MOST_PLACES = 3, 4
"""Maximum number of themes per judgement, and of pages per theme."""
_PLAN = ("Action", "Owner", "Due")
_CODED = "A program gave the themes and can be wrong"


def improve_section(facts: CouncilBrief) -> BriefingSection:
    """Return the areas for improvement, each with its page and space for the plan."""
    heading = "What must improve"
    if facts.latest is None:
        return BriefingSection(heading, (TextBlock(("There is no report yet.",)),))
    url = facts.latest["source_url"]
    if not facts.improvements:
        is_read = isinstance(facts.latest["report"], str)
        words = (
            "The latest report lists nothing to improve."
            if is_read
            else "The latest report is not in the data, so what it says is not known."
        )
        return BriefingSection(heading, (TextBlock((words,)),))
    has_words = any(improvements.item["text"] for improvements in facts.improvements)
    rows = [
        (_item(number, improvements), page_link(url, improvements.item["page"]), *[()] * len(_PLAN))
        for number, improvements in enumerate(facts.improvements, start=1)
    ]
    caption = "What the latest report says must improve, in its order, and our plan"
    grid = Grid(
        caption,
        ("What must improve", "Page", *_PLAN),
        tuple(rows),
        (0.45, 0.09, 0.24, 0.11, 0.11) if has_words else (0.38, 0.09, 0.29, 0.12, 0.12),
        to_fill_in=len(_PLAN),
    )
    link_note = "" if has_words else ". Follow a link for the report’s own words"
    return BriefingSection(heading, (grid, TextBlock((f"{_CODED}{link_note}.",))))


def _item(number: int, improvement: AreaForImprovement) -> BriefingLine:
    item = improvement.item
    themes = ", ".join(THEME_LABELS[theme] for theme in improvement.themes) or "Theme not known"
    words = f"{item['text']} ({themes})" if item["text"] else themes
    urgent = "Priority action: " if item["kind"] == "area_for_priority_action" else ""
    tags = item["national_framework"]
    of_framework = f" National Framework: {tags}." if tags else ""
    return (f"{number}. {urgent}{words}.{of_framework}", *_again(improvement))


def _again(improvement: AreaForImprovement) -> BriefingLine:
    words: list[BriefingWords] = []
    for one in improvement.again:
        link = page_link(one["previous_source_url"], one["previous_page"])
        text = f": {one['previous_text']}" if one["previous_text"] else ""
        year = inspected_year(one["previous_start"], one["previous_published"])
        theme = f"{THEME_LABELS[one['theme']]} " if len(improvement.themes) > 1 else ""
        start = "; " if words else f" Also named in {year}{': ' if theme else ' '}"
        words += [f"{start}{theme}(", *link, f"){text}"]
    return (*words, ".") if words else ()


def learn_section(facts: CouncilBrief) -> BriefingSection:
    """Return who is good or outstanding where the council is not, and what reports praise."""
    heading, compared = "Who to learn from", facts.compared
    if not facts.learn:
        words = (
            f"{compared.la_name} has no grade yet."
            if facts.latest is None
            else f"{compared.la_name} is good or outstanding in every judgement shown."
        )
        return BriefingSection(heading, (TextBlock((words,)),))
    grid = Grid(
        f"Who is good or outstanding where {compared.la_name} is not, among "
        f"{compared.comparator_label}",
        ("Judgement", "Good or outstanding", "What their reports praise, and where"),
        tuple(map(_lesson, facts.learn)),
        (0.17, 0.33, 0.50),
    )
    return BriefingSection(
        heading, (grid, TextBlock((f"{_CODED}. Read the page before you quote it.",)))
    )


def _lesson(lesson: LearnFrom) -> tuple[BriefingLine, ...]:
    grade = SHORT_GRADES[lesson.grade].lower()
    councils = [
        (link_to(one["la_name"], one["source_url"]), f" ({SHORT_GRADES[one['grade']].lower()})")
        for one in records(lesson.councils)
    ]
    themes = [_praise(theme, lesson) for theme in records(lesson.praised.head(_MOST_THEMES))]
    return (
        (f"{AREA_SHORT_LABELS[lesson.judgement_area]}: {grade} here",),
        _joined(councils, ", ") or ("No local authority in the group",),
        _joined(themes, "; ") or ("No report of theirs was coded",),
    )


def _praise(theme: dict[str, Any], lesson: LearnFrom) -> BriefingLine:
    of_theme = lesson.evidence[lesson.evidence["theme"] == theme["theme"]]
    places = [
        (link_to(f"{one['la_name']}, page {one['page']}", one["source_url"], one["page"]),)
        for one in records(of_theme.head(_MOST_PLACES))
    ]
    among = "among them " if theme["n"] > len(places) else ""
    reports = count_words(theme["n"], "report", "reports")
    start = f"{THEME_LABELS[theme['theme']]}: {reports} ({among}"
    return (start, *_joined(places, "; "), ")")


def _joined(lines: Sequence[BriefingLine], between: str) -> BriefingLine:
    words: list[BriefingWords] = []
    for one in lines:
        words += [between, *one] if words else one
    return tuple(words)

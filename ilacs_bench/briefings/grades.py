"""The first section of a briefing: the council's cards, its group's strips, its inspections."""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.in_words import age_words, as_at_words, day_words, framework_words
from ilacs_bench.benchmark.trajectories import not_compared
from ilacs_bench.briefings.document import (
    Block,
    BriefingLine,
    BriefingSection,
    Figure,
    Graded,
    Grid,
    TextBlock,
    line,
)
from ilacs_bench.briefings.phrases import known, link_to, published_words, site_words
from ilacs_bench.charts.gallery import draw_strips
from ilacs_bench.columns.cards import cards, not_compared_sentence
from ilacs_bench.columns.cell_text import SHORT_GRADES, empty_cell_words, words_for
from ilacs_bench.columns.column import Column
from ilacs_bench.vocabulary import AREA_LABELS

_WIDTHS = {2: (0.18, 0.16, 0.16, 0.12, 0.19, 0.19), 3: (0.16, 0.145, 0.145, 0.12, *[0.143] * 3)}
"""Widths of the columns by number of groups."""


def grades_section(facts: CouncilBrief, *, picture: bool) -> BriefingSection:
    """Return grades now and before, and how many others are graded higher, same and lower."""
    compared = facts.compared
    rows, columns = cards(compared.own, facts.beside)
    groups = len(columns) - 4
    caption = f"Grades of {compared.la_name}, and how many others are graded higher, same or lower"
    blocks: list[Block] = [grid_of(caption, rows, columns, _WIDTHS[groups])]
    if picture and not compared.group.empty:
        drawn = draw_strips(compared)
        blocks.append(Figure(drawn.png(), drawn.description))
    blocks += [TextBlock(words) for words in _inspections(facts)]
    return BriefingSection(f"How {compared.la_name} is judged", tuple(blocks))


def _inspections(facts: CouncilBrief) -> list[BriefingLine]:
    """Return lines on which inspections gave the grades, and what else the one before graded."""
    latest = facts.latest
    if latest is None:
        when = as_at_words(facts.compared.as_at, facts.compared.published_by)
        return [(f"{facts.none_words}, {when}. The table shows how many others have a grade.",)]
    lines = [_latest(latest, facts), _before(latest, facts)]
    others = (_combined(facts.compared.own), *_not_compared(facts.compared), _only_before(facts))
    return [*lines, *((words,) for words in others if words)]


def _latest(inspection: pd.Series, facts: CouncilBrief) -> BriefingLine:
    age = inspection["age_days"]
    old = (
        f" On {day_words(facts.compared.as_at)} the grades are {age_words(int(age))} old."
        if known(age)
        else ""
    )
    unread = "" if known(inspection["report"]) else " The grades are from Ofsted’s statistics."
    return line(
        f"Ofsted inspected {facts.compared.la_name} "
        f"{site_words(inspection['start'], inspection['end'])} under "
        f"{framework_words(inspection['framework'])}. The ",
        link_to("report", inspection["source_url"], inspection["page"]),
        f" was {published_words(inspection['published'])}.{unread}{old}",
    )


def _before(inspection: pd.Series, facts: CouncilBrief) -> BriefingLine:
    if not known(inspection["previous_inspection_id"]):
        return (f"No earlier full inspection of {facts.compared.la_name} is in the tables.",)
    when = site_words(inspection["previous_start"], inspection["previous_end"])
    return line(
        f"The previous inspection was {when}, under "
        f"{framework_words(inspection['previous_framework'])}. Its ",
        link_to("report", inspection["previous_source_url"], inspection["previous_page"]),
        f" was {published_words(inspection['previous_published'])}.",
    )


def _combined(own: pd.DataFrame) -> str:
    """Return a sentence on grades given to another judgement, now or before."""
    sentences = [
        f"{AREA_LABELS[area]}: {when} graded as ‘{AREA_LABELS[graded_as]}’."
        for name, when in (("graded_as", "now"), ("previous_area", "before"))
        for area, graded_as in zip(own["judgement_area"], own[name], strict=True)
        if known(graded_as) and graded_as != area
    ]
    return " ".join(sentences)


def _not_compared(compared: Comparison) -> Iterator[str]:
    """Yield a sentence on each judgement whose last other grade can't be compared, as on pages."""
    steps = not_compared(compared.selection, compared.own)
    for step in steps:
        if step:
            yield not_compared_sentence(step)


def _only_before(facts: CouncilBrief) -> str:
    """Return a sentence on judgements that only the inspection before graded."""
    rows = facts.only_before
    if rows.empty:
        return ""
    grades = "; ".join(
        f"{AREA_LABELS[area]}: {SHORT_GRADES[str(grade)].lower()}"
        for area, grade in zip(rows["judgement_area"], rows["grade"], strict=True)
    )
    return f"The previous inspection also graded: {grades}."


_COUNT = re.compile(r"(?<=\d) (?=higher|same|lower|without)")
"""The space between a count and its noun, which must be on one line."""


def grid_of(
    caption: str, rows: pd.DataFrame, columns: Sequence[Column], widths: Sequence[float]
) -> Grid:
    """Return a frame as a Grid on one page, in words for narrow cells; empty cells say why.

    `widths` are the columns' shares (0-1) of the page's width.
    """
    cells = [_lines(column, rows) for column in columns]
    headings = tuple(column.heading for column in columns)
    return Grid(caption, headings, tuple(zip(*cells, strict=True)), tuple(widths), on_one_page=True)


def _lines(column: Column, rows: pd.DataFrame) -> list[BriefingLine]:
    values = rows[column.name]
    format_value, reasons = words_for(column, values, short=True), empty_cell_words(column, rows)
    lines: list[BriefingLine] = []
    for value, is_there, why in zip(values, values.notna(), reasons, strict=True):
        words = _COUNT.sub("\u00a0", format_value(value) if is_there else why[:1].upper() + why[1:])
        is_grade = is_there and column.kind == "grade"
        lines.append((Graded(words, str(value)) if is_grade else words,))
    return lines

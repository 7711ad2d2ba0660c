"""Parse what a report asks to improve: bullets, recommendations, areas for priority action."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ilacs_bench.parse.national_framework import split_tags
from ilacs_bench.parse.outline import Section
from ilacs_bench.parse.paragraphs import LARGER, NEW_BLOCK
from ilacs_bench.parse.prose import BULLETS, join_lines
from ilacs_bench.reports.document import Line
from ilacs_bench.vocabulary import IMPROVEMENT_KINDS

_BULLET = re.compile(rf"^(?:[{BULLETS}]|[-–−*](?=\s))\s*")
_NUMBER = re.compile(r"^\d{1,3}\s*[.)]\s*(?!\d)")
_SAME_COLUMN = 8  # points within which bullets belong to one list


@dataclass(frozen=True)
class Improvement:
    """One item; `national_framework` holds its tags as codes."""

    kind: str
    number: int
    page: int
    text: str
    national_framework: str | None


def parse_improvements(sections: Sequence[Section]) -> list[Improvement]:
    """Return every item of the sections on improvement, numbered from 1 by kind."""
    found: list[Improvement] = []
    numbers = dict.fromkeys(IMPROVEMENT_KINDS, 0)
    for section in sections:
        if section.opens not in numbers:
            continue
        for item in split_items(section.lines):
            passage = join_lines(item)
            text, tags = split_tags(passage.text)
            numbers[section.opens] += 1
            number = numbers[section.opens]
            found.append(Improvement(section.opens, number, passage.page, text, tags))
    return found


def split_items(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the items of a list, each as its lines without the bullet or number.

    There are no items in prose without a list; text before the first item is left out.
    """
    mark, column = _mark_of_list(lines)
    if mark is None:
        return []
    items: list[list[Line]] = []
    closed = True
    for before, line in zip([None, *lines], lines, strict=False):
        if items and line.bold and line.size > LARGER * items[0][0].size:
            break  # an unknown heading: the list below it is something else
        if mark.match(line.text) and line.x <= column + _SAME_COLUMN:
            items.append([replace(line, text=mark.sub("", line.text))])
            closed = False
        elif not closed and _with_words(items[-1]) and _leaves_list(before, line, column):
            closed = True
        elif not closed:
            items[-1].append(line)
    return [_with_words(item) for item in items if any(line.text for line in item)]


def _mark_of_list(lines: Sequence[Line]) -> tuple[re.Pattern[str] | None, float]:
    """Return the pattern of bullets or numbers, whichever comes first, and their column."""
    for line in lines:
        for mark in (_BULLET, _NUMBER):
            if mark.match(line.text):
                return mark, line.x
    return None, 0.0


def _with_words(item: list[Line]) -> list[Line]:
    return [line for line in item if line.text]


def _leaves_list(before: Line | None, line: Line, column: float) -> bool:
    """Return whether a line that is no item is at the margin, apart from the item before.

    Text continues below the list in 27 reports, such as 80461-devon_2015-05-12.pdf.
    """
    return line.x <= column + 1 and before is not None and _new_block(before, line)


def _new_block(before: Line, line: Line) -> bool:
    return before.page == line.page and before.y - line.y > NEW_BLOCK * line.size

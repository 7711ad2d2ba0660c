"""Split a report into sections at its printed headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import printed_labels
from ilacs_bench.parse.paragraphs import LARGER, NEW_BLOCK
from ilacs_bench.parse.wording import LONGEST_HEADING, Heading, heading_of
from ilacs_bench.reports.document import Line
from ilacs_bench.vocabulary import AREAS, FAMILIES

_LONGEST_HEADING = 5  # lines


@dataclass(frozen=True)
class Section:
    """The lines under one heading; `opens` is a judgement area or another kind of section.

    `grade` is the grade in the heading, for a check against the judgement table.
    """

    opens: str
    grade: str | None
    page: int
    lines: tuple[Line, ...]


def cut_sections(lines: Sequence[Line], family: str) -> list[Section]:
    """Return the sections in order; the first, 'summary', has the lines before any heading."""
    sections: list[Section] = []
    opens, grade, begin, area = "summary", None, 0, None
    styled = any(line.bold for line in lines)
    at = 0
    while at < len(lines):
        found = _heading_at(lines, at, family, opens, styled)
        if found is None:
            at += 1
            continue
        sections.append(_section(opens, grade, lines[begin:at]))
        heading, length = found
        if heading.opens == "board" and lines[at].page == 1:
            heading = replace(heading, opens="other")  # the board's, beside the authority's
        grade = heading.grade
        opens, area = _enter(heading, opens, area)
        at += length
        begin = at
    sections.append(_section(opens, grade, lines[begin:]))
    return [section for section in sections if section.lines or section.grade]


def _section(opens: str, grade: str | None, lines: Sequence[Line]) -> Section:
    return Section(opens, grade, lines[0].page if lines else 0, tuple(lines))


def _enter(heading: Heading, opens: str, area: str | None) -> tuple[str, str | None]:
    """Return the kind of section that opens, and the area that 'Inspection findings' continues."""
    if opens == "board" and not heading.authority_only:
        return "board", None  # the board's own findings and recommendations are not the authority's
    if heading.opens == "same":
        return area or opens, area
    if heading.opens == "other":
        return heading.opens, area
    return heading.opens, heading.opens if heading.opens in AREAS else None


def _heading_at(
    lines: Sequence[Line], at: int, family: str, opens: str, styled: bool
) -> tuple[Heading, int] | None:
    """Return the longest heading that begins here, and its number of lines; None for none."""
    first = lines[at]
    if not _openings().match(first.text):
        return None
    strong = not styled or first.bold or first.size > LARGER * _smallest(lines, at)
    joined, best = "", None
    for length in range(1, _LONGEST_HEADING + 1):
        if at + length > len(lines) or lines[at + length - 1].page != first.page:
            break
        joined = f"{joined} {lines[at + length - 1].text}"
        if len(joined) > LONGEST_HEADING:
            break
        found = heading_of(joined, family)
        if found and (strong or _counts_plain(found, lines, at, opens)):
            best = (found, length)
    return best


def _counts_plain(heading: Heading, lines: Sequence[Line], at: int, opens: str) -> bool:
    """Return whether text not set as a heading is one nevertheless.

    A judgement area must have its grade, and not be in a section on something else, which may list
    grades of earlier inspections (80549-sandwell_2018-01-29.pdf). Other headings must be set apart.
    """
    if heading.grade:
        return opens != "other"
    above = at == 0 or _parted(lines[at - 1], lines[at])
    below = at + 1 < len(lines) and _parted(lines[at], lines[at + 1])
    return above and below and heading.opens not in AREAS


def _smallest(lines: Sequence[Line], at: int) -> float:
    return min(line.size for line in lines[at : at + _LONGEST_HEADING + 1])


def _parted(upper: Line, lower: Line) -> bool:
    return upper.page != lower.page or upper.y - lower.y > NEW_BLOCK * upper.size


@cache
def _openings() -> re.Pattern[str]:
    """Return a pattern of how headings begin: a cheap test before the expensive one."""
    first_words = {row["wording"].split()[0] for row in read_lookup("section_headings")}
    labels = [label for family in FAMILIES for label in printed_labels(family)]
    first_words |= {label.split()[0].rstrip("s") for label in labels}
    words = "|".join(sorted(map(re.escape, first_words | {"graded", "section"})))
    return re.compile(rf"(?=[A-Z\d])(?i:(?:[\d.]+\s+)?(?:the\s+)?(?:{words}))")

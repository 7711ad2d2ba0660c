"""Parse the numbered paragraphs of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ilacs_bench.reports.document import Line

NEW_BLOCK = 1.6
"""Line spacing, in sizes of the letters, above which a new block begins."""
LARGER = 1.08
"""Factor by which a heading is larger than the text about it."""


_NUMBER = re.compile(r"^(?P<number>\d{1,3})\s*[.)](?!\d)\s*(?P<rest>.*)$")
_BARE_NUMBER = re.compile(r"^(?P<number>\d{1,3})\s+(?P<rest>[A-Z‘'“].*)$")
_MARGIN = 12  # maximum distance in points of paragraph numbers from the leftmost line
_INDENT = 5  # indent in points of the text below a number
# A report skips a number or two (80546-windsor-maidenhead_2020-02-24.pdf); a larger leap is a
# number in the text.
_FURTHEST = 4
_ENDED = re.compile(r"[.?!:;’”'\")\]]$|^$")


@dataclass(frozen=True)
class Paragraph:
    """One numbered paragraph: its number as printed, and its lines without it."""

    number: int
    page: int
    opening: Line
    lines: tuple[Line, ...]


def number_paragraphs(lines: Sequence[Line], last: int) -> list[Paragraph]:
    """Return the paragraphs of one section, continuing from number `last`.

    Lines before the first one are left out.
    """
    margin = min((line.x for line in lines), default=0.0) + _MARGIN
    found: list[tuple[int, Line, list[Line]]] = []
    for at, line in enumerate(lines):
        opening = _opening(lines, at, margin, last, first=not found)
        if opening is not None:
            last, rest = opening
            found.append((last, line, [replace(line, text=rest)]))
        elif found:
            found[-1][2].append(line)
    return [
        Paragraph(number, opening.page, opening, tuple(line for line in body if line.text))
        for number, opening, body in found
    ]


def _opening(
    lines: Sequence[Line], at: int, margin: float, last: int, *, first: bool
) -> tuple[int, str] | None:
    """Return the number and the first words if line `at` opens a paragraph, else None."""
    line = lines[at]
    if not line.text[0].isdigit():
        return None
    match = _NUMBER.match(line.text)
    if match:
        number = int(match["number"])
        # 80506-lambeth_2026-03-10.pdf prints a number twice.
        fits = last <= number <= last + _FURTHEST or (first and number == 1)
        # 80544-kensington-and-chelsea_2019-10-15.pdf and three more move their margin.
        placed = line.x <= margin or number == last + 1
        return (number, match["rest"]) if fits and placed and _is_outdented(lines, at) else None
    # 80533-nottingham_2022-09-05.pdf lacks a full stop: accept only the next number.
    bare_number = _BARE_NUMBER.match(line.text)
    if (
        bare_number
        and int(bare_number["number"]) == last + 1
        and line.x <= margin
        and _is_outdented(lines, at)
    ):
        return last + 1, bare_number["rest"]
    return None


def _is_outdented(lines: Sequence[Line], at: int) -> bool:
    """Return whether the line is further left than the text around it, as numbers are.

    In 80480-lancashire_2018-08-17.pdf a line of text begins with a number.

    Without hanging numbers (plain text, paragraphs of one line), the line before must end its
    sentence, or be set apart.
    """
    x = lines[at].x
    below = at + 1 < len(lines) and lines[at + 1].x > x + _INDENT
    above = at > 0 and lines[at - 1].x > x + _INDENT
    if below or above or at == 0:
        return True
    is_apart = lines[at - 1].y - lines[at].y > NEW_BLOCK * lines[at].size
    ended = bool(_ENDED.search(lines[at - 1].text))
    return (ended or is_apart) and abs(lines[at - 1].x - x) < _INDENT

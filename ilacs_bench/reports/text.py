"""Read plain text and Markdown files into pages of lines, with positions as if printed."""

import re
from collections.abc import Sequence

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import Doubt, Line, ReportPage
from ilacs_bench.reports.encoding import decode

_SIZE = 12.0
_LEADING = 14.5
_NAMED = 5  # lines named in a doubt
_INDENT = 6.0  # points per leading space
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|</?(?:b|strong|i|em)>")
# Wide gaps separate a table's columns; the gap after a bullet or a number does not.
_CELL = re.compile(r"(?:[^\w\s]\s+|\d+[.)]?\s+)?\S+(?:\s{1,2}\S+)*")
_RULE = re.compile(r"^[\s:]*([-*_][\s:]*){3,}$")  # a line drawn, or the rule of a table


def read_text_pages(name: str, raw: bytes) -> tuple[list[ReportPage], list[Doubt]]:
    """Return pages, separated by form feeds, and a doubt if some letters are uncertain.

    Raises ReadError for an empty or binary file.
    """
    if not raw.strip():
        raise ReadError(name, "The file is empty.")
    decoded = decode(raw)
    if decoded is None:
        raise ReadError(name, "The file is not text, although its name says so.")
    text, doubtful = decoded
    pages = enumerate(text.split("\f"), start=1)
    return [_place_lines(page, number) for number, page in pages], _doubts(doubtful)


def _doubts(lines: Sequence[int]) -> list[Doubt]:
    if not lines:
        return []
    named = ", ".join(map(str, lines[:_NAMED])) + (" and more" if len(lines) > _NAMED else "")
    message = (
        f"Some letters may be wrong (line {named}): the bytes of the file are not all in one "
        "encoding. Save it as UTF-8 and look at these letters."
    )
    return [Doubt(message)]


def _place_lines(text: str, number: int) -> ReportPage:
    # Strip blank lines at both ends, so that heads and page numbers are in the page's margin.
    printed = text.strip("\r\n").splitlines()
    height = (len(printed) + 1) * _LEADING
    lines = []
    for row, line in enumerate(printed):
        heading = _HEADING.match(line)
        content = _EMPHASIS.sub(r"\2", heading[1] if heading else line).replace("|", " ")
        if _RULE.match(content):
            continue
        lines += [
            Line(
                text=cell[0].strip(),
                page=number,
                x=cell.start() * _INDENT,
                y=height - (row + 1) * _LEADING,
                size=_SIZE,
                bold=heading is not None,
            )
            for cell in _CELL.finditer(content)
        ]
    return ReportPage(number, height, tuple(lines))

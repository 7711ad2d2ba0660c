"""Paragraphs and table rows of a PDF, from its printed lines."""

import re
from collections.abc import Iterator
from itertools import groupby

from ilacs_bench.reports.document import Document, Line

_SAME_ROW = 2.0
_NEW_PARAGRAPH = 1.7
"""Line spacing, in heights of a letter, above which a new paragraph begins."""


def paragraphs(document: Document, begins: re.Pattern[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the page of each paragraph or row, and its cells: one for a paragraph.

    Lines at the same height are the cells of a row; other lines are joined up to a wide gap, or a
    line that matches `begins`.
    """
    for page, lines in groupby(document.lines, key=lambda line: line.page):
        begun: list[str] = []
        last: Line | None = None
        for row in _rows(list(lines)):
            gap = last is not None and last.y - row[0].y > _NEW_PARAGRAPH * max(last.size, 1)
            if begun and (len(row) > 1 or gap or begins.match(row[0].text)):
                yield page, [" ".join(begun)]
                begun = []
            if len(row) > 1:
                yield page, [line.text for line in sorted(row, key=lambda line: line.x)]
            else:
                begun.append(row[0].text)
            last = row[0]
        if begun:
            yield page, [" ".join(begun)]


def _rows(lines: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in lines:
        if row and abs(row[-1].y - line.y) > _SAME_ROW:
            yield row
            row = []
        row.append(line)
    if row:
        yield row

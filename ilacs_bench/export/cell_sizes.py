"""Column widths and row heights that show all of a cell's text.

Widths are in digits of the workbook's default font, as in spreadsheets; heights are in points.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt

from ilacs_bench.export.sheet_xml import ColumnCells

NARROWEST, NARROW, WIDE, WIDEST = 9.0, 22.0, 30.0, 70.0
"""Column widths: short text gets what it needs, long text three lines of WIDE, longer text WIDEST;
NARROW is for a table that must fit on one page.
"""
LINE_HEIGHT, HIGHEST = 15.75, 409.0
"""Points; spreadsheets allow no higher rows."""
_LETTER = 0.93
"""Mean width of a letter, in digits of the same font, with some room."""
_PADDING, _FILTER_BUTTON = 2.5, 3.0
_MOST_HEADING_LINES = 3
_ROUNDED = 0.02
"""Tolerance for rounded widths: a line as long as its column is one line."""


def column_width(heading: str, cells: ColumnCells, widest: float = WIDE) -> float:
    """Return the width for the longest cell, and for the heading in at most three lines.

    Text longer than `widest` wraps. Text of more than three lines of WIDE, and links, which some
    programs do not wrap, get WIDEST.
    """
    longest = float(cells.lengths.max(initial=0)) * _LETTER + _PADDING
    word = max(map(len, heading.split()), default=0) * 1.1 + _FILTER_BUTTON
    widest = WIDEST if cells.links or longest > 3 * WIDE else widest
    width = round(min(max(longest, word, NARROWEST), max(widest, word)), 1)
    while _heading_lines(heading, width) > _MOST_HEADING_LINES:
        width += 1
    return width


def row_heights(columns: Sequence[ColumnCells], widths: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the height of each row for its highest cell; not every program computes it."""
    lines = np.max(
        [
            cells.lines - 1 + _wrapped(cells.lengths, width)
            for cells, width in zip(columns, widths, strict=True)
        ],
        axis=0,
    )
    return np.minimum(lines * LINE_HEIGHT, HIGHEST)


def _wrapped(lengths: npt.NDArray[np.int64], width: float) -> npt.NDArray[np.float64]:
    """Return the number of lines that the longest line of each cell takes."""
    return np.maximum(np.ceil(lengths * _LETTER / (width - _PADDING) - _ROUNDED), 1)


def heading_height(headings: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of the row of headings, which are bold and have a filter button."""
    lines = map(_heading_lines, headings, widths)
    return min(max(lines) * LINE_HEIGHT + 3, HIGHEST)


def _heading_lines(heading: str, width: float) -> int:
    return wrapped_lines(heading, (width - _FILTER_BUTTON) / 1.03)


def text_height(text: str, width: float) -> float:
    """Return the height of a line of the cover."""
    return min(max(1, ceil(len(text) * _LETTER / (width - _PADDING))) * LINE_HEIGHT, HIGHEST)


def wrapped_lines(text: str, width: float) -> int:
    """Return the number of lines of a text that breaks only between words.

    >>> wrapped_lines("Direction of travel", 12)
    2
    """
    lines, room = 0, 0.0
    for word in text.split():
        if len(word) > room:
            lines, room = lines + 1, width
        room -= len(word) + 1
    return max(lines, 1)

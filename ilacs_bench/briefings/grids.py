"""Tables of a paper from frames, by the vocabulary of columns."""

import re
from collections.abc import Sequence

import pandas as pd

from ilacs_bench.briefings.document import Graded, Grid, Line
from ilacs_bench.columns.cell_text import nothing_words, words_for
from ilacs_bench.columns.column import Column

_COUNT = re.compile(r"(?<=\d) (?=higher|same|lower|without)")
"""Between a count and its noun, which stand on one line."""


def grid_of(
    caption: str, rows: pd.DataFrame, columns: Sequence[Column], widths: Sequence[float]
) -> Grid:
    """The table of a frame, kept on one page, in words for narrow cells; an empty one says why.

    `widths` are shares of the page's width, of each column.
    """
    cells = [_lines(column, rows) for column in columns]
    headings = tuple(column.heading for column in columns)
    return Grid(caption, headings, tuple(zip(*cells, strict=True)), tuple(widths), whole=True)


def _lines(column: Column, rows: pd.DataFrame) -> list[Line]:
    values = rows[column.name]
    say, nothing = words_for(column, values, short=True), nothing_words(column, rows)
    lines: list[Line] = []
    for value, is_there, why in zip(values, values.notna(), nothing, strict=True):
        words = _COUNT.sub("\u00a0", say(value) if is_there else why[:1].upper() + why[1:])
        is_grade = is_there and column.kind == "grade"
        lines.append((Graded(words, str(value)) if is_grade else words,))
    return lines

"""Tables of a paper from frames, by the vocabulary of columns."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ilacs_bench.briefing.model import Grid, Line
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.links import Link
from ilacs_bench.columns.words import nothing_words, words_for


def grid_of(
    caption: str, rows: pd.DataFrame, columns: Sequence[Column], widths: Sequence[float]
) -> Grid:
    """The table of a frame; no cell is empty: where there is no value, it says why.

    `widths` are shares of the page's width, of each column.
    """
    cells = [_lines(column, rows) for column in columns]
    headings = tuple(column.heading for column in columns)
    return Grid(caption, headings, tuple(zip(*cells, strict=True)), tuple(widths))


def _lines(column: Column, rows: pd.DataFrame) -> list[Line]:
    """The cells of a column; links to pages have the page's number for words."""
    is_link = column.kind in ("page_link", "report_link", "address")
    values = column.values(rows) if is_link else rows[column.name]
    say = _link_words if is_link else words_for(column, values)
    there, nothing = values.notna(), nothing_words(column, rows)
    return [
        (say(value) if is_there else _sentence_case(why),)
        for value, is_there, why in zip(values, there, nothing, strict=True)
    ]


def _link_words(link: Any) -> Link:
    return Link(link.text.removeprefix("Report, "), link.url)


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Write the body of a table as spreadsheet XML, column by column; without openpyxl.

Each distinct value is converted once, for speed. Text is written inline ('inlineStr'), so that no
program reads it as a formula; text that would become one when the cell is edited is marked
('quotePrefix').
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.columns.empty import NOT_AVAILABLE, SHORTHAND
from ilacs_bench.columns.links import Link, is_web
from ilacs_bench.export.workbook_model import SheetColumn

CellFormat = Literal[
    "text", "quoted", "link", "quoted_link", "whole", "number", "share", "date", "missing"
]
CELL_FORMATS: tuple[CellFormat, ...] = get_args(CellFormat)
LONGEST_TEXT = 32_767
"""Characters that a cell of Excel can hold, an emoji counting as two."""
_CUT = " […] Cut here: a cell of Excel holds no more."
_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")
_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_MOST_DIGITS = 10**15


@dataclass(frozen=True)
class ColumnCells:
    """A column ready to be written: the XML of each row's cell without its position, and sizes.

    `lengths` are characters on the longest line, `lines` the number of lines in the text.
    """

    xml: npt.NDArray[np.object_]
    lengths: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    links: Mapping[int, str] = field(default_factory=dict)


def make_cells(
    values: pd.Series,
    column: SheetColumn,
    styles: Mapping[str | CellFormat, int],
    *,
    as_links: bool = True,
) -> ColumnCells:
    """Return the cells of a column; `styles` has style numbers by kind of cell and by text.

    Without `as_links`, links are written as their addresses. Empty cells get the word for missing.
    """
    number, unique = pd.factorize(values)
    kinds = [*map(_plain, unique.tolist()), NOT_AVAILABLE]  # the last one is for code -1
    is_measure = any(map(_is_measure, kinds))
    made = [_cell(value, column, styles, is_measure, as_links) for value in kinds]
    shown = [_shown(value, column, as_links) for value in kinds]
    places = {n: kind.url for n, kind in enumerate(kinds) if as_links and isinstance(kind, Link)}
    rows = enumerate(number.tolist() if places else ())
    links = {row: places[n] for row, n in rows if n in places}
    return ColumnCells(
        xml=np.array(made, dtype=object)[number],
        lengths=np.array([max(map(len, text.split("\n"))) for text in shown])[number],
        lines=np.array([text.count("\n") + 1 for text in shown])[number],
        links=links,
    )


def body_xml(
    columns: Sequence[ColumnCells], first_row: int, heights: npt.NDArray[np.float64]
) -> bytes:
    """Return the rows of a table as XML, numbered from `first_row`."""
    numbers = range(first_row, first_row + len(heights))
    cells = [
        [f'<c r="{letter}{row}{xml}' for row, xml in zip(numbers, column.xml, strict=True)]
        for letter, column in zip(map(letters, range(1, len(columns) + 1)), columns, strict=True)
    ]
    rows = [
        f'<row r="{row}" ht="{height:g}" customHeight="1">{"".join(of_row)}</row>'
        for row, height, of_row in zip(numbers, heights, zip(*cells, strict=True), strict=True)
    ]
    return "".join(rows).encode()


def letters(number: int) -> str:
    """Return the letters of a column, from number 1.

    >>> letters(1), letters(26), letters(27)
    ('A', 'Z', 'AA')
    """
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def clean(text: str) -> str:
    r"""Return `text` as a cell can hold it: newlines only, valid XML characters, limited length.

    >>> clean("a\r\nb\x00")
    'a\nb'
    """
    kept = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(kept) <= LONGEST_TEXT // 2 or _units(kept) <= LONGEST_TEXT:
        return kept
    room = LONGEST_TEXT - len(_CUT)
    return kept.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + _CUT


def starts_formula(text: str) -> bool:
    """Return whether a spreadsheet would read the text as a formula, if it were typed."""
    return text.startswith(_FORMULA_SIGNS)


def is_link(link: Link) -> bool:
    """Return whether the address is a web address or a place in the workbook."""
    return is_web(link.url) or link.url.startswith("#")


def _is_measure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _plain(value: Any) -> Any:
    """Return a value as text, int, float, bool, date or Link; dates unknown to Excel as text."""
    if isinstance(value, str):
        return kept if (kept := clean(value)).strip() else NOT_AVAILABLE
    if isinstance(value, Link):
        return Link(_plain(value.text), value.url) if is_link(value) else _plain(value.text)
    if isinstance(value, date):  # a Timestamp is one
        day = date(value.year, value.month, value.day)
        return day if day >= _FIRST_DAY else day.isoformat()
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, int | float) and not abs(value) < _MOST_DIGITS:  # infinite ones too
        return str(value)
    return value


def _cell(
    value: Any,
    column: SheetColumn,
    styles: Mapping[str | CellFormat, int],
    is_measure: bool,
    as_links: bool,
) -> str:
    if isinstance(value, bool):
        return _text_cell("Yes" if value else "No", styles["text"])
    if isinstance(value, date):
        return f'" s="{styles["date"]}"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, int | float):
        cell_format = "share" if column.unit == "share" else _format_of_number(value)
        return f'" s="{styles[cell_format]}"><v>{value!r}</v></c>'
    if isinstance(value, Link):
        text = _shown(value, column, as_links)
        link: CellFormat = "quoted_link" if starts_formula(text) else "link"
        return _text_cell(text, styles[link if as_links else "text"])
    if value in SHORTHAND:
        return _text_cell(value, styles["missing" if is_measure else "text"])
    cell_format = "quoted" if starts_formula(value) else "text"
    return _text_cell(value, styles.get(value, styles[cell_format]))


def _format_of_number(value: float) -> CellFormat:
    return "whole" if isinstance(value, int) else "number"


def _text_cell(text: str, style: int) -> str:
    kept = escape(_LIKE_AN_ESCAPE.sub("_x005F_", clean(text)))
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _shown(value: Any, column: SheetColumn, as_links: bool) -> str:
    if isinstance(value, Link):
        return clean(value.text if as_links else value.url)
    if isinstance(value, date):
        return "30 September 2025"
    if isinstance(value, float):
        return "100.0%" if column.unit == "share" else f"{value:.1f}"
    return str(value)

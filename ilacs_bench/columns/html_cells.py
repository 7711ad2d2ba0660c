"""The cells of one column as HTML, each distinct value rendered once."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.columns.cell_text import SHORT_GRADES, Formatter, empty_cell_words, words_for
from ilacs_bench.columns.column import BEST_FIRST, CellKind, Column
from ilacs_bench.columns.definitions import SHORT_CODES
from ilacs_bench.columns.links import ChoiceLink, ofsted_url, page_address
from ilacs_bench.tables.records import cells

NUMBERS: tuple[CellKind, ...] = ("number", "share", "points", "order")
"""Kinds whose cells are aligned as numbers."""
_PROSE = 80
"""Characters; a longer text is a sentence and gets a wide column."""
CellLink: TypeAlias = str | ChoiceLink | None
"""The link of a cell: an address, another choice on its page, or none."""
_LINKS: tuple[CellKind, ...] = ("page_link", "report_link", "address")
_WAYS = {"improved": "▲", "declined": "▼", "same": "="}
_LINK = Markup('<a href="{}"{} target="_blank" rel="noopener noreferrer">{}</a>')
_WAY = '<a href="{}" data-set="{}" data-leads-to="{}"{}>{}</a>'
_BAR = '<span class="ilacs-track" aria-hidden="true"><span style="width:{}%"></span></span>'
_HIDDEN = '<span class="ilacs-hidden">{}</span>'
_NOTHING = '<span class="ilacs-quiet">{}</span>'


def cells_of(
    column: Column,
    rows: pd.DataFrame,
    links: Sequence[CellLink] | None = None,
    *,
    is_head: bool = False,
    has_page: bool = True,
    bar_of: float = 0,
) -> list[str]:
    """Return the cells of a column in the order of the rows; `is_head` makes row headers.

    `links` are addresses for the cells. With `bar_of` a number has a bar beside it, full at that
    number. A grade has a link to its page of the report, if the rows have one and `has_page` is
    true. `data-value` is the sort key of a cell if it differs from its text: '' if it is empty.
    """
    values = _stored(column, rows)
    format_value = words_for(column, values, short=True)
    show = _SHOWN.get(column.kind, _words)
    css = _css(column, values)
    tag = 'th scope="row"' if is_head else "td"
    made: dict[tuple[Any, ...], str] = {}
    cells = []
    for part in zip(*_parts(column, rows, values, links, has_page=has_page), strict=True):
        if part not in made:
            why, link, value, *beside = part
            html = show(format_value, value, *beside)
            key = _key(column, value) if html else ' data-value=""'
            shown = _linked(html, link) if html else _NOTHING.format(why)
            if bar_of and html:
                shown += _BAR.format(round(100 * value / bar_of))
            made[part] = f"<{tag}{css}{key}>{shown}</{tag[:2]}>"
        cells.append(made[part])
    return cells


def given_cells(column: Column, rows: pd.DataFrame, html: Sequence[Markup]) -> list[str]:
    """Return cells given as HTML, in the order of the rows; they sort and save as text."""
    values = cells(rows[column.name])
    pairs = zip(map(words_for(column, rows[column.name]), values), html, strict=True)
    return [f'<td data-value="{escape(words)}" data-words>{shown}</td>' for words, shown in pairs]


def grade_chip(grade: Any, words: str = "") -> Markup:
    """Return the chip of a grade; '' for none."""
    chip = Markup('<span class="ilacs-grade ilacs-is-{}">{}</span>')
    return chip.format(grade, words or SHORT_GRADES[grade]) if grade else Markup("")


def report_link(url: Any, page: Any = None, words: str = "", *, of: str = "") -> Markup:
    """Return a link to a report, at a page if known; only the text if there is no report.

    The text defaults to 'page 3', or 'report'. With `of` the link's name says what is there, so
    that a screen reader's list of links tells those of one text apart.
    """
    words = words or ("report" if page is None else f"page {page}")
    address = ofsted_url(url)
    if not address:
        return escape(words)
    name = Markup(' aria-label="{}, report {}"').format(of, words) if of else ""
    return _LINK.format(page_address(address, page), name, words)


def _css(column: Column, values: pd.Series) -> str:
    if column.kind in NUMBERS:
        return ' class="ilacs-number"'
    is_text = column.kind in ("text", "sentence")
    is_prose = is_text and any(len(str(value)) > _PROSE for value in values)
    return ' class="ilacs-words"' if is_prose else ""


def _parts(
    column: Column,
    rows: pd.DataFrame,
    values: pd.Series,
    links: Sequence[CellLink] | None,
    *,
    has_page: bool,
) -> list[Sequence[Any]]:
    """Return what determines a cell: reason if empty, address, value and others."""
    own = [tuple(each) if isinstance(each, (list, set)) else each for each in cells(values)]
    can_be_empty = column.kind in _LINKS or any(each is None for each in own)
    why = empty_cell_words(column, rows) if can_be_empty else [""] * len(rows)
    parts: list[Sequence[Any]] = [why, links or [None] * len(rows), own]
    if column.kind == "page_link":
        return [*parts, _of(rows, f"{column.prefix}source_url")]
    if column.kind != "grade":
        return parts
    area = column.name.removeprefix("grade_")
    page = f"{column.prefix}page"
    return [
        *parts,
        _of(rows, f"direction_{area}"),
        _of(rows, f"previous_grade_{area}"),
        _of(rows, f"{column.prefix}source_url" if has_page and page in rows else ""),
        _of(rows, page if has_page else ""),
    ]


def _stored(column: Column, rows: pd.DataFrame) -> pd.Series:
    """Return the values that cells are made from: the frame's own, except for positions."""
    return column.values(rows) if column.kind == "order" else rows[column.name]


def _of(rows: pd.DataFrame, name: str) -> list[Any]:
    return cells(rows[name]) if name in rows else [None] * len(rows)


def _key(column: Column, value: Any) -> str:
    key = _KEYS.get(column.kind)
    if key is None:
        return ""
    return f' data-value="{escape(key(value))}"'


def _linked(html: str, address: CellLink) -> str:
    if isinstance(address, ChoiceLink):
        is_chosen = ' aria-current="true"' if address.is_chosen else ""
        return _WAY.format(escape(address.url), escape(address.sets), address.to, is_chosen, html)
    if not address or urlsplit(address).scheme not in ("", "http", "https"):
        return html
    return f'<a href="{escape(address)}">{html}</a>'


def _words(format_value: Formatter, value: Any) -> str:
    return "" if value is None else str(escape(format_value(value)))


def _grade(
    format_value: Formatter, grade: Any, direction: Any, before: Any, url: Any, page: Any
) -> str:
    """Return the chip of a grade, its direction of travel, and the page of its report.

    The earlier grade is named if the rows have it; else only the sign is shown.
    """
    if grade is None:
        return ""
    chip = str(grade_chip(grade, format_value(grade)))
    if direction is not None:
        words = _HIDDEN.format(SHORT_CODES["direction"][direction].lower())
        if before is None:
            chip += _way(direction, words)
        else:
            words = (
                "no change"
                if direction == "same"
                else f"{words} from {escape(format_value(before))}"
            )
            chip = f"{chip}<br>{_way(direction, words)}"
    return f"{chip} {report_link(url, page)}" if ofsted_url(url) else chip


def _direction(format_value: Formatter, value: Any) -> str:
    return "" if value is None else _way(value, str(escape(format_value(value))))


def _way(direction: str, words: str) -> str:
    sign = f'<span aria-hidden="true">{_WAYS[direction]}</span>'
    # The space is not part of a link, and keeps the sign on the line of its grade.
    return f'<span class="ilacs-way">\N{NO-BREAK SPACE}{sign} {words}</span>'


def _page_link(format_value: Formatter, page: Any, url: Any) -> str:
    return "" if page is None and not ofsted_url(url) else str(report_link(url, page))


def _report_link(format_value: Formatter, url: Any) -> str:
    return str(report_link(url, None, "Report")) if ofsted_url(url) else ""


_SHOWN: dict[CellKind, Callable[..., str]] = {
    "grade": _grade,
    "direction": _direction,
    "page_link": _page_link,
    "report_link": _report_link,
    "address": _report_link,
}
_KEYS: dict[CellKind, Callable[[Any], str]] = {
    "grade": lambda grade: str(BEST_FIRST.index(grade)),
    "date": lambda day: f"{day:%Y-%m-%d}",
    "number": str,
    "order": str,
    "days": str,
    "share": str,
    "points": str,
    "page_link": lambda page: "" if page is None else str(page),
}

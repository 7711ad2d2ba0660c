"""The cells of one column as HTML, each value that differs made once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import escape

from ilacs_bench.benchmark.words import age_words
from ilacs_bench.columns.column import Column, Kind
from ilacs_bench.columns.judgements import BEST_FIRST
from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.tables.records import cells
from ilacs_bench.vocabulary import GRADE_LABELS

SHORT_GRADES = {grade: label.removesuffix(" to be good") for grade, label in GRADE_LABELS.items()}
"""What stands in a narrow cell; the printed label is the whole."""
NUMBERS: tuple[Kind, ...] = ("number", "share", "points", "order")
"""Kinds whose cells are figures, one below the other."""
_WAYS = {"improved": ("▲", "improved"), "declined": ("▼", "declined"), "same": ("=", "no change")}
_LINK = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
_QUIET = '<span class="ilacs-quiet">{}</span>'
_MOST_DECIMALS = 2

Shown = tuple[str, str | None]
"""HTML of a cell, and what it is sorted by where that is not its words; '' for nothing."""
_NOTHING: Shown = (_QUIET.format("–"), "")


def cells_of(
    column: Column,
    rows: pd.DataFrame,
    links: Sequence[str | None] | None = None,
    *,
    is_head: bool = False,
) -> list[str]:
    """The cells of a column, in the order of the rows; as heads of their rows where asked.

    `links` are addresses that they lead to.
    """
    parts = zip(*_parts(column, rows), links or [None] * len(rows), strict=True)
    shown = _SHOWN.get(column.kind, _text)
    if column.kind in ("number", "order"):
        shown = _number(rows[column.name])
    opening, closing = ('<th scope="row"', "</th>") if is_head else ("<td", "</td>")
    opening += ' class="ilacs-number"' if column.kind in NUMBERS else ""
    made: dict[tuple[Any, ...], str] = {}
    told = []
    for part in parts:
        if part not in made:
            *values, link = part
            html, key = shown(column, *values)
            mark = "" if key is None else f' data-value="{escape(key)}"'
            made[part] = f"{opening}{mark}>{_linked(html, link)}{closing}"
        told.append(made[part])
    return told


def _parts(column: Column, rows: pd.DataFrame) -> list[list[Any]]:
    """What a cell says follows from these, the column's own value first."""
    own = [_joined(value) for value in cells(rows[column.name])]
    if column.kind == "page_link":
        return [own, _of(rows, f"{column.prefix}source_url")]
    if column.kind != "grade":
        return [own]
    area = column.name.removeprefix("grade")
    return [
        own,
        _of(rows, f"direction{area}" if area != column.name and area else ""),
        _of(rows, f"{column.prefix}source_url" if f"{column.prefix}page" in rows else ""),
        _of(rows, f"{column.prefix}page"),
        [value is not None for value in _of(rows, f"{column.prefix}inspection_id", "")],
    ]


def _of(rows: pd.DataFrame, name: str, otherwise: Any = None) -> list[Any]:
    return cells(rows[name]) if name in rows else [otherwise] * len(rows)


def _joined(value: Any) -> Any:
    """Several values in one cell as text."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple, set)) else value


def _linked(html: str, address: str | None) -> str:
    if not address or urlsplit(address).scheme not in ("", "http", "https"):
        return html
    return f'<a href="{escape(address)}">{html}</a>'


def _text(column: Column, value: Any) -> Shown:
    return _NOTHING if value is None else (str(escape(value)), None)


def _code(column: Column, value: Any) -> Shown:
    words = column.short_labels.get(value) or column.labels.get(value, value)
    return _text(column, words)


def _yes_no(column: Column, value: Any) -> Shown:
    return _NOTHING if value is None else ("Yes" if value else "No", None)


def _grade(
    column: Column, grade: Any, direction: Any, url: Any, page: Any, was_inspected: bool
) -> Shown:
    """The chip of a grade, the way it came from, and the page of the report that has it."""
    if grade is None:
        return _QUIET.format("not graded" if was_inspected else "not inspected"), ""
    chip = f'<span class="ilacs-grade ilacs-is-{grade}">{SHORT_GRADES[grade]}</span>'
    if direction is not None:
        chip += f" {_way(direction, is_seen=False)}"
    address = ofsted_url(url)
    if address:
        chip += f" {_page_of(address, page)}"
    return chip, str(BEST_FIRST.index(grade))


def _direction(column: Column, value: Any) -> Shown:
    return _NOTHING if value is None else (_way(value, is_seen=True), None)


def _way(direction: str, *, is_seen: bool) -> str:
    sign, words = _WAYS[direction]
    words = f"{words[:1].upper()}{words[1:]}" if is_seen else words
    hidden = "" if is_seen else ' class="ilacs-hidden"'
    return (
        f'<span class="ilacs-way"><span aria-hidden="true">{sign}</span> '
        f"<span{hidden}>{words}</span></span>"
    )


def _page_link(column: Column, page: Any, url: Any) -> Shown:
    address = ofsted_url(url)
    if address:
        return _page_of(address, page), "" if page is None else str(page)
    return _NOTHING if page is None else (f"page {page}", str(page))


def _page_of(address: str, page: Any) -> str:
    if page is None:
        return _LINK.format(escape(address), "report")
    return _LINK.format(escape(f"{address}#page={page}"), f"page {page}")


def _report_link(column: Column, url: Any) -> Shown:
    address = ofsted_url(url)
    return (_LINK.format(escape(address), "Report"), None) if address else _NOTHING


def _day(column: Column, value: Any) -> Shown:
    if value is None or not isinstance(value, date):
        return _text(column, value)
    return f"{value.day} {value:%b %Y}", f"{value:%Y-%m-%d}"


def _days(column: Column, value: Any) -> Shown:
    return _NOTHING if value is None else (str(age_words(int(value))), str(value))


def _share(column: Column, value: Any) -> Shown:
    return _NOTHING if value is None else (f"{value:.0%}", str(value))


def _points(column: Column, value: Any) -> Shown:
    if value is None:
        return _NOTHING
    return f"{100 * value:+.0f}".replace("-", "\u2212"), str(value)


def _number(values: pd.Series) -> Callable[..., Shown]:
    """Figures with as many decimals, up to two, as the column needs; no year has a comma."""
    known = values.dropna().astype("float64")
    decimals = next((n for n in range(_MOST_DECIMALS) if _same(known.round(n), known)), 2)
    comma = "" if "year" in str(values.name) else ","

    def shown(column: Column, value: Any) -> Shown:
        if value is None:
            return _NOTHING
        return f"{value:{comma}.{decimals}f}".replace("-", "\u2212"), str(value)

    return shown


def _same(rounded: Iterable[float], values: Iterable[float]) -> bool:
    return all(a == b for a, b in zip(rounded, values, strict=True))


_SHOWN: dict[Kind, Callable[..., Shown]] = {
    "code": _code,
    "yes_no": _yes_no,
    "grade": _grade,
    "direction": _direction,
    "page_link": _page_link,
    "report_link": _report_link,
    "address": _report_link,
    "date": _day,
    "days": _days,
    "share": _share,
    "points": _points,
}

"""Excel workbooks that people and screen readers can use; knows openpyxl and nothing of us.

A cover, then one named table a sheet: title in A1, what it is in A2, headings in row 3, nothing
merged, an empty cell where there is nothing. Text is always text, whatever it begins with.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any, cast

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

_HEADING_ROW = 3
_NARROWEST, _WIDE, _WIDEST = 10, 26, 60
"""Widths of columns in characters; text of more than three wide lines gets the widest."""
_CHARACTERS_TO_WIDTH = 1.2
"""Widths are counted in digits of a larger font than ours; this leaves room for broken lines."""
_PAGE_WIDTH = 230
_LINE_HEIGHT, _TITLE_HEIGHT = 14, 22
_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_FONT = "Arial"
_PLAIN = Font(name=_FONT, size=10)
_BOLD = Font(name=_FONT, size=10, bold=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_LINK = Font(name=_FONT, size=10, color="0B5394", underline="single")
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_UNWRAPPED = Alignment(vertical="top")
_Look = tuple[PatternFill, Font]


@dataclass(frozen=True)
class Link:
    """Text that leads to a web address, or to a sheet as in "#'Own grades'!A1"."""

    text: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """One table on its own sheet; the columns of `frame` are its headings.

    Cells hold text, whole numbers, fractions, dates or Links; NaN and None are empty.
    """

    name: str
    title: str
    about: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Cover:
    """The first sheet: a title, then rows of a label and what it stands for."""

    title: str
    rows: Sequence[tuple[str, str | Link | date]]


@dataclass(frozen=True)
class Colours:
    """Colours of a cell as '#rrggbb'."""

    fill: str
    text: str


def write_workbook(
    cover: Cover, sheets: Sequence[Sheet], *, made_on: date, colours: Mapping[str, Colours]
) -> bytes:
    """The bytes of an xlsx file; the same content made on the same day gives the same bytes.

    Cells of the sheets whose text is a key of `colours` get them.
    """
    workbook = Workbook()
    made_at = datetime(made_on.year, made_on.month, made_on.day)
    workbook.properties.title = _clean(cover.title)
    workbook.properties.creator = "ilacs_bench"
    workbook.properties.language = "en-GB"
    workbook.properties.created = made_at
    _write_cover(workbook.worksheets[0], cover, sheets)
    looks = {text: _look(chosen) for text, chosen in colours.items()}
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet, looks)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _fix_times(buffer, made_at)


def _write_cover(worksheet: Worksheet, cover: Cover, sheets: Sequence[Sheet]) -> None:
    worksheet.title = "Cover"
    _write_title(worksheet, cover.title)
    contents = [(f"Sheet {n}", _contents_link(s)) for n, s in enumerate(sheets, start=1)]
    for number, (label, value) in enumerate([*cover.rows, *contents], start=2):
        _write(_cell(worksheet, number, 1), label, _BOLD)
        _write(_cell(worksheet, number, 2), value)
        _set_height(worksheet, number, [value], [_COVER_WIDTHS[1]])
    _set_up_page(worksheet, _COVER_WIDTHS)


_COVER_WIDTHS = (20, 110)


def _contents_link(sheet: Sheet) -> Link:
    return Link(f"{sheet.name}: {sheet.title}", f"#'{sheet.name}'!A1")


def _write_sheet(worksheet: Worksheet, sheet: Sheet, looks: Mapping[str, _Look]) -> None:
    _write_title(worksheet, sheet.title)
    _write(_cell(worksheet, 2, 1), sheet.about, alignment=_UNWRAPPED)
    widths = [_width(heading, values) for heading, values in sheet.frame.items()]
    rows = [tuple(sheet.frame.columns), *sheet.frame.itertuples(index=False, name=None)]
    for row, values in enumerate(rows, start=_HEADING_ROW):
        for column, value in enumerate(values, start=1):
            cell = _cell(worksheet, row, column)
            _write(cell, value, _BOLD if row == _HEADING_ROW else _PLAIN)
            if isinstance(value, str) and value in looks:
                cell.fill, cell.font = looks[value]
        _set_height(worksheet, row, values, widths)
    _add_table(worksheet, sheet)
    worksheet.freeze_panes = f"B{_HEADING_ROW + 1}"
    worksheet.print_title_rows = f"1:{_HEADING_ROW}"
    worksheet.print_title_cols = "A:A"
    _set_up_page(worksheet, widths)


def _write_title(worksheet: Worksheet, title: str) -> None:
    _write(_cell(worksheet, 1, 1), title, _TITLE, _UNWRAPPED)
    worksheet.row_dimensions[1].height = _TITLE_HEIGHT


def _cell(worksheet: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, worksheet.cell(row, column))  # nothing is merged here


def _write(cell: Cell, value: Any, font: Font = _PLAIN, alignment: Alignment = _WRAPPED) -> None:
    """Put `value` into the cell in its own type; text never becomes a formula."""
    cell.font, cell.alignment = font, alignment
    if isinstance(value, Link):
        _write_text(cell, value.text)
        _link(cell, value.url)
    elif isinstance(value, str):
        _write_text(cell, value)
    elif isinstance(value, date) and not pd.isna(value):
        cell.value = date(value.year, value.month, value.day)
        cell.number_format = "d mmmm yyyy"
    elif not pd.isna(value):
        cell.value = value if isinstance(value, int | float) else value.item()


def _link(cell: Cell, url: str) -> None:
    inside = url.removeprefix("#") if url.startswith("#") else None
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=inside) if inside else url
    cell.font = _LINK


def _write_text(cell: Cell, value: str) -> None:
    text = _clean(value)
    if not text:
        return
    cell.value = text
    # openpyxl takes a leading "=" for a formula, Excel also the others once a cell is edited.
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True


def _clean(text: str) -> str:
    """`text` without what XML cannot hold, with one kind of line end."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _look(colours: Colours) -> _Look:
    fill = PatternFill("solid", fgColor=colours.fill.removeprefix("#"))
    return fill, Font(name=_FONT, size=10, color=colours.text.removeprefix("#"))


def _width(heading: Any, values: pd.Series) -> int:
    """Width of a column for its text on up to three lines, and its heading's longest word."""
    longest = max((len(_shown(value)) for value in values), default=0)
    word = max(map(len, str(heading).split())) + 4  # and the button of the filter
    widest = _WIDEST if longest > 3 * _WIDE else _WIDE
    return min(max(longest + 2, word, _NARROWEST), widest)


def _shown(value: Any) -> str:
    if isinstance(value, Link):
        return value.text
    if pd.isna(value):
        return ""
    return "30 September 2025" if isinstance(value, date) else str(value)


def _set_height(
    worksheet: Worksheet, row: int, values: Sequence[Any], widths: Sequence[int]
) -> None:
    """Room for the lines of wrapped text: not every program finds that out on opening."""
    lines = [
        ceil(len(_shown(value)) / (width * _CHARACTERS_TO_WIDTH))
        for value, width in zip(values, widths, strict=True)
    ]
    worksheet.row_dimensions[row].height = _LINE_HEIGHT * max(1, *lines)


def _add_table(worksheet: Worksheet, sheet: Sheet) -> None:
    if sheet.frame.empty:  # Excel rejects a table without a row
        return
    last = f"{get_column_letter(sheet.frame.shape[1])}{_HEADING_ROW + len(sheet.frame)}"
    name = re.sub(r"\W", "_", sheet.name)
    table = Table(displayName=name, ref=f"A{_HEADING_ROW}:{last}")
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
    worksheet.add_table(table)


def _set_up_page(worksheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    # A wider table is printed small, over several pages, each with the first column.
    fits = sum(widths) <= _PAGE_WIDTH
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fits)
    worksheet.page_setup.fitToHeight = 0
    worksheet.page_setup.scale = 60


def _fix_times(saved: io.BytesIO, made_at: datetime) -> bytes:
    """The same file with `made_at` where openpyxl and zip put the time of saving."""
    fixed = io.BytesIO()
    stamp = f">{made_at:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">[^<]*</dcterms:modified>", stamp, content)
            info = zipfile.ZipInfo(name, date_time=made_at.timetuple()[:6])
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()

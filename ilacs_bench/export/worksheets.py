"""Write single worksheets: the cover, a table, a chart; uses openpyxl."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from math import ceil
from typing import Any, cast

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ilacs_bench.columns.links import Link
from ilacs_bench.export.cell_sizes import (
    NARROW,
    WIDE,
    WIDEST,
    column_width,
    heading_height,
    row_heights,
    text_height,
)
from ilacs_bench.export.excel_styles import (
    BOLD,
    DATE_FORMAT,
    HEADING,
    LINK,
    TITLE,
    UNWRAPPED,
    WRAPPED,
)
from ilacs_bench.export.native_charts import chart_title, draw_chart
from ilacs_bench.export.sheet_xml import (
    CellFormat,
    ColumnCells,
    body_xml,
    clean,
    is_link,
    letters,
    make_cells,
    starts_formula,
)
from ilacs_bench.export.workbook_model import Chart, CoverValue, Sheet, Summary, WorkbookModel
from ilacs_bench.export.xlsx_package import Body

HEADING_ROW = 4
MOST_LINKS = 65_530
"""Maximum number of links on an Excel sheet; beyond that they are written as addresses."""
COVER_WIDTH, _CHART_WIDTH = 84.0, 100.0
_TITLE_HEIGHT = 24
_COVER_HEADING_HEIGHT = 30
_FEW_COLUMNS = 5
_PAGE_WIDTH = 160
"""Maximum width of a table printed on one page across, at a little more than half its size."""
_ROWS_A_PAGE, _MOST_PAGES = 50, 20
"""Tables of more pages are printed with fewer columns."""
_CENTIMETRES = 0.23
"""Width of a digit of the workbook's font, the unit of column widths."""
_MARGINS = {"left": 0.47, "right": 0.47, "top": 0.7, "bottom": 0.7, "header": 0.3, "footer": 0.3}
"""Inches."""
_HEADER, _HEADER_MARGIN = 240, 0.95
"""Characters that a header takes, besides its codes; inches above a table that has one."""
_LANDSCAPE_HEIGHT = 15.0
"""Height in centimetres of a chart on a landscape page."""


def write_cover(worksheet: Worksheet, model: WorkbookModel) -> None:
    """Write the title, then headings and lines, all in column A and without empty rows."""
    worksheet.title = "Cover"
    _write_title(worksheet, model.title, wrapped=True)
    worksheet.row_dimensions[1].height = text_height(model.title, COVER_WIDTH * 0.7) + 8
    rows = [
        words
        for heading, lines in model.cover
        for words in ((heading, True), *((line, False) for line in lines))
    ]
    for row, (words, is_heading) in enumerate(rows, start=2):
        cell = _cell(worksheet, row, 1)
        if is_heading:
            cell.style = HEADING
        _write_words(cell, words)
        text = words.text if isinstance(words, Link) else str(words)
        worksheet.row_dimensions[row].height = text_height(text, COVER_WIDTH)
        if is_heading:
            cell.alignment = Alignment(vertical="bottom", wrap_text=True)  # closer to its lines
            worksheet.row_dimensions[row].height = _COVER_HEADING_HEIGHT
    _set_up_page(worksheet, [COVER_WIDTH], one_page=True)


def write_sheet(
    worksheet: Worksheet, sheet: Sheet, source: str, styles: Mapping[str | CellFormat, int]
) -> Body:
    """Write a table's sheet except the body, which is returned to be inserted on saving."""
    _write_title(worksheet, sheet.title)
    _write_text(_cell(worksheet, 2, 1), sheet.about, UNWRAPPED)
    headings = [column.heading for column in sheet.columns]
    columns = _columns_of(sheet, styles)
    widest = NARROW if sheet.one_page else WIDEST if len(headings) <= _FEW_COLUMNS else WIDE
    widths = [column_width(h, cells, widest) for h, cells in zip(headings, columns, strict=True)]
    for number, heading in enumerate(headings, start=1):
        cell = _cell(worksheet, HEADING_ROW, number)
        _write_text(cell, heading)
        cell.font = BOLD
    worksheet.row_dimensions[HEADING_ROW].height = heading_height(headings, widths)
    last = f"{letters(len(headings))}{HEADING_ROW + len(sheet.frame)}"
    _add_table(worksheet, sheet.name, headings, last)
    worksheet.freeze_panes = f"B{HEADING_ROW + 1}"
    printed = _printed(widths, sheet)
    on_paper = ""
    if printed < len(headings):
        on_paper = f" On paper it has its first {printed} columns."
    text = f"This sheet has one table.{on_paper} {source}"
    _write_text(_cell(worksheet, 3, 1), text, UNWRAPPED)
    _set_up_page(worksheet, widths, printed=printed, keys=sheet.keys, one_page=sheet.one_page)
    is_across = (worksheet.page_setup.fitToWidth or 1) > 1
    if is_across:
        _write_header(worksheet, sheet.title, sheet.about, text)
    first = HEADING_ROW if is_across else 1
    worksheet.print_title_rows = f"{first}:{HEADING_ROW}"
    worksheet.print_title_cols = f"A:{letters(sheet.keys)}"
    if is_across or on_paper:
        last_row = HEADING_ROW + len(sheet.frame)
        worksheet.print_area = f"A{first}:{letters(printed)}{last_row}"
    body = body_xml(columns, HEADING_ROW + 1, row_heights(columns, widths))
    return Body(body, last, _links(columns))


def write_chart(worksheet: Worksheet, chart: Chart, table: Worksheet, sheet: Sheet) -> None:
    """Write a chart on a sheet of its own, with its title and description above it."""
    _write_title(worksheet, chart.title)
    _write_text(_cell(worksheet, 2, 1), chart.alt, UNWRAPPED)
    text = f"The numbers are on the sheet ‘{chart.of}’."
    _write_words(_cell(worksheet, 3, 1), Link(text, f"#'{chart.of}'!A1"))
    _cell(worksheet, 3, 1).alignment = UNWRAPPED
    drawn = draw_chart(chart, table, sheet, HEADING_ROW)
    worksheet.add_chart(drawn, "A5")
    is_high = float(drawn.height) > _LANDSCAPE_HEIGHT
    _set_up_page(worksheet, [_CHART_WIDTH], one_page=True, upright=is_high)


def place_chart(
    worksheet: Worksheet, summary: Summary, chart: Chart, table: Worksheet, sheet: Sheet
) -> None:
    """Put a chart below the summary's table, printed on one page with it."""
    drawn: Any = draw_chart(chart, table, sheet, HEADING_ROW)
    drawn.title = chart_title(chart.title)
    columns = map(letters, range(1, len(summary.sheet.columns) + 1))
    drawn.width = sum(worksheet.column_dimensions[of].width for of in columns) * _CENTIMETRES
    worksheet.add_chart(drawn, f"A{HEADING_ROW + len(summary.sheet.frame) + 2}")


def table_name(name: str) -> str:
    """Return an Excel table name for a sheet.

    >>> table_name("Own grades")
    'Own_grades'
    """
    return re.sub(r"\W", "_", name)


def _columns_of(sheet: Sheet, styles: Mapping[str | CellFormat, int]) -> list[ColumnCells]:
    """Return the cells of each column; without links if a sheet would have too many."""
    made = [make_cells(sheet.frame[c.heading], c, styles) for c in sheet.columns]
    if sum(len(cells.links) for cells in made) <= MOST_LINKS:
        return made
    return [make_cells(sheet.frame[c.heading], c, styles, as_links=False) for c in sheet.columns]


def _add_table(worksheet: Worksheet, name: str, headings: Sequence[str], last: str) -> None:
    """Add the Excel table; naming its columns here saves openpyxl from reading every cell."""
    ref = f"A{HEADING_ROW}:{last}"
    table = Table(displayName=table_name(name), ref=ref)
    table.autoFilter = AutoFilter(ref=ref)
    table.tableColumns = [TableColumn(id=n, name=h) for n, h in enumerate(headings, start=1)]
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
    worksheet.add_table(table)


def _links(columns: Sequence[ColumnCells]) -> list[tuple[str, str]]:
    return [
        (f"{letters(number)}{HEADING_ROW + 1 + row}", url)
        for number, cells in enumerate(columns, start=1)
        for row, url in cells.links.items()
    ]


def _hyperlink(ref: str, url: str) -> Hyperlink:
    if url.startswith("#"):
        return Hyperlink(ref=ref, location=url.removeprefix("#"))
    return Hyperlink(ref=ref, target=url)


def _write_title(worksheet: Worksheet, title: str, *, wrapped: bool = False) -> None:
    cell = _cell(worksheet, 1, 1)
    cell.style = TITLE
    _write_text(cell, title, WRAPPED if wrapped else UNWRAPPED)
    worksheet.row_dimensions[1].height = _TITLE_HEIGHT


def _write_words(cell: Cell, words: CoverValue) -> None:
    if isinstance(words, Link):
        _write_text(cell, words.text)
        if is_link(words):
            cell.hyperlink = _hyperlink(cell.coordinate, words.url)
            cell.font = LINK
    elif isinstance(words, date):
        cell.value = date(words.year, words.month, words.day)
        cell.number_format = DATE_FORMAT
        cell.alignment = WRAPPED
    else:
        _write_text(cell, words)


def _write_text(cell: Cell, value: str, alignment: Alignment = WRAPPED) -> None:
    """Write text into the cell; it never becomes a formula, whatever it begins with."""
    cell.alignment = alignment
    cell.value = clean(value)
    cell.data_type = "s"  # openpyxl reads a leading "=" as a formula
    cell.quotePrefix = starts_formula(clean(value))  # Excel others too, once edited


def _cell(worksheet: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, worksheet.cell(row, column))  # nothing is merged here


def _set_up_page(
    worksheet: Worksheet,
    widths: Sequence[float],
    *,
    keys: int = 1,
    printed: int | None = None,
    one_page: bool = False,
    upright: bool = True,
) -> None:
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[letters(number)].width = width
    page = worksheet.page_setup
    page.orientation = "portrait" if upright else "landscape"
    page.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_margins = PageMargins(**_MARGINS)
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.fitToWidth = 1 if one_page else _pages_across(widths[:printed], keys)
    page.fitToHeight = 1 if one_page else 0
    footer: Any = worksheet.oddFooter
    footer.center.text = "&A, page &P of &N"


def _write_header(worksheet: Worksheet, title: str, *lines: str) -> None:
    """Put a title and what follows at the head of each sheet of paper.

    In a cell they would be cut off at the first column on further sheets across. Excel takes 255
    characters: of what is too long the beginning.
    """
    words = "\n".join((f"&B{_for_header(title)}&B", *map(_for_header, lines)))
    header: Any = worksheet.oddHeader
    header.left.text = words if len(words) <= _HEADER else f"{words[: _HEADER - 1].rstrip('&')}…"
    header.left.size = 9
    worksheet.HeaderFooter.scaleWithDoc = False
    worksheet.page_margins.top = _HEADER_MARGIN


def _for_header(words: str) -> str:
    """Return words as a header has them: an ampersand begins a code there."""
    return clean(words).replace("&", "&&")


def _printed(widths: Sequence[float], sheet: Sheet) -> int:
    """Return how many columns to print: all, or those of the first page of a very wide table."""
    pages = _pages_across(widths, sheet.keys) * ceil(len(sheet.frame) / _ROWS_A_PAGE)
    if sheet.one_page or pages <= _MOST_PAGES:
        return len(widths)
    return max(sheet.keys, sum(end <= _PAGE_WIDTH for end in accumulate(widths)))


def _pages_across(widths: Sequence[float], keys: int) -> int:
    """Return the number of pages side by side, each with the key columns."""
    first, others = sum(widths[:keys]), sum(widths[keys:])
    return max(1, ceil(others / (_PAGE_WIDTH - first)))

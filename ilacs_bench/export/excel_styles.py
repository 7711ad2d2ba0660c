"""The styles of a workbook: one font, and a style for each kind of cell; uses openpyxl.

The guidance on accessible spreadsheets asks for Arial at 12 points and for titles marked as
headings.
"""

from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils.indexed_list import IndexedList

from ilacs_bench.export.sheet_xml import CELL_FORMATS, CellFormat
from ilacs_bench.export.workbook_model import Colours

_FONT = "Arial"
_SIZE = 12
PLAIN = Font(name=_FONT, size=_SIZE)
BOLD = Font(name=_FONT, size=_SIZE, bold=True)
LINK = Font(name=_FONT, size=_SIZE, color="0B5394", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
UNWRAPPED = Alignment(vertical="top")
_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)
TITLE, HEADING = "Heading 1", "Heading 2"
"""Names of the built-in heading styles that screen readers recognise."""
DATE_FORMAT = "d mmmm yyyy"
_FORMATS: dict[CellFormat, str] = {
    "whole": "0",
    "number": "0.0",
    "share": "0.0%",
    "date": DATE_FORMAT,
}


def add_headings(workbook: Workbook) -> None:
    """Set the workbook's default font, and add its two heading styles."""
    inside: Any = workbook  # openpyxl has no public way to set the default font
    inside._fonts = IndexedList([PLAIN])
    inside._named_styles["Normal"].font = PLAIN
    for name, level, size in ((TITLE, 16, 16), (HEADING, 17, 14)):
        font = Font(name=_FONT, size=size, bold=True)
        style = NamedStyle(name=name, font=font, alignment=WRAPPED, builtinId=level)
        workbook.add_named_style(style)


def cell_styles(workbook: Workbook, colours: Mapping[str, Colours]) -> dict[str | CellFormat, int]:
    """Return the style number of each kind of cell, and of each text with its own colours."""
    looks: dict[str | CellFormat, int] = {
        cell_format: _style_of_format(workbook, cell_format) for cell_format in CELL_FORMATS
    }
    return looks | {text: _style_of_colours(workbook, of) for text, of in colours.items()}


def _style_of_format(workbook: Workbook, cell_format: CellFormat) -> int:
    cell = _free_cell(workbook)
    cell.font = LINK if cell_format in ("link", "quoted_link") else PLAIN
    is_text = cell_format in ("text", "quoted", "link", "quoted_link", "date")
    cell.alignment = WRAPPED if is_text else _RIGHT
    cell.quotePrefix = cell_format in ("quoted", "quoted_link")
    cell.number_format = _FORMATS.get(cell_format, "General")
    return int(cell.style_id)


def _style_of_colours(workbook: Workbook, colours: Colours) -> int:
    cell = _free_cell(workbook)
    cell.fill = PatternFill("solid", fgColor=colours.fill.removeprefix("#"))
    cell.font = Font(name=_FONT, size=_SIZE, color=colours.text.removeprefix("#"))
    cell.alignment = WRAPPED
    return int(cell.style_id)


def _free_cell(workbook: Workbook) -> Cell:
    """Return a cell that is in no sheet, to get a style's number from."""
    return Cell(workbook.worksheets[0], row=1, column=1)

"""Write Excel workbooks as the Government Analysis Function's guidance asks.

A cover, a summary if there is one, contents and notes, then one named table per sheet: title in A1,
description in A2, source in A3, headings in row 4, no merged cells, no empty cell in a table;
charts below the summary or on sheets of their own; the data dictionary at the end. openpyxl makes
the package; the bodies of the tables, the largest part, are written by `sheet_xml` and inserted.
"""

import errno
import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from tempfile import gettempdir

from lxml.etree import SerialisationError
from openpyxl import Workbook

from ilacs_bench.export.excel_styles import add_headings, cell_styles
from ilacs_bench.export.front_sheets import (
    FRONT_AND_BACK,
    charts_of,
    contents_sheet,
    dictionary_sheet,
    notes_sheet,
)
from ilacs_bench.export.sheet_xml import CELL_FORMATS, CellFormat, clean
from ilacs_bench.export.workbook_model import Colours, Sheet, WorkbookModel
from ilacs_bench.export.worksheets import (
    HEADING_ROW,
    place_chart,
    write_chart,
    write_cover,
    write_sheet,
)
from ilacs_bench.export.xlsx_package import Body, complete

MOST_ROWS = 1_048_576 - HEADING_ROW
"""Rows that the table of a sheet can have."""
_LONGEST_NAME, _LONGEST_HEADING = 31, 255
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_RESERVED = ("history",)
"""Sheet names that Excel reserves."""


def write_workbook(model: WorkbookModel, *, made_on: date, colours: Mapping[str, Colours]) -> bytes:
    """Return an xlsx file; the same content and `made_on` give the same bytes.

    Table cells whose text is a key of `colours` get these colours. Raises ValueError for what a
    spreadsheet can't hold: a sheet name that is too long or repeated, a heading that is empty or
    repeated, too many rows.
    """
    workbook = Workbook()
    made_at = datetime(made_on.year, made_on.month, made_on.day)
    _set_properties(workbook, model, made_at)
    add_headings(workbook)
    styles = cell_styles(workbook, colours)
    write_cover(workbook.worksheets[0], model)
    bodies: dict[str, Body] = {}
    alts: dict[str, str] = {}
    formats: dict[str | CellFormat, int] = {
        cell_format: styles[cell_format] for cell_format in CELL_FORMATS
    }
    for sheet in _sheets_in_order(model):
        check_sheet(sheet, workbook.sheetnames)
        worksheet = workbook.create_sheet(sheet.name)
        # In a data dictionary ‘Good’ is the name of a column, not a grade.
        of_sheet = formats if sheet.name in FRONT_AND_BACK else styles
        bodies[_part(workbook)] = write_sheet(worksheet, sheet, model.source, of_sheet)
        for chart in charts_of(model, sheet):
            write_chart(workbook.create_sheet(chart.name), chart, worksheet, sheet)
            alts[chart.name] = chart.alt
        below = model.summary and model.summary.chart
        if model.summary and below and below.of == sheet.name:
            place_chart(workbook[model.summary.sheet.name], model.summary, below, worksheet, sheet)
            alts[model.summary.sheet.name] = below.alt
    if model.summary:
        workbook.active = workbook[model.summary.sheet.name]
    in_order = [alts[name] for name in workbook.sheetnames if name in alts]
    return complete(_saved(workbook), bodies, in_order, made_at)


def _saved(workbook: Workbook) -> io.BytesIO:
    saved = io.BytesIO()
    try:
        workbook.save(saved)
    except SerialisationError as error:  # openpyxl makes each sheet in a temporary file
        raise OSError(errno.ENOSPC, f"no space to make a sheet: {error}", gettempdir()) from None
    return saved


def check_sheet(sheet: Sheet, names: list[str]) -> None:
    """Raise ValueError for a sheet that can't be in a workbook with sheets of these names."""
    name = sheet.name
    if not 0 < len(name) <= _LONGEST_NAME or _NOT_IN_NAMES.search(name):
        raise ValueError(f"{name!r} can't be the name of a sheet: 31 characters, none of []:*?/\\.")
    if name.casefold() in (*_RESERVED, *(other.casefold() for other in names)):
        raise ValueError(f"{name!r} can't be the name of a sheet: Excel, or another sheet, has it.")
    headings = [column.heading for column in sheet.columns]
    if headings != list(sheet.frame.columns):
        raise ValueError(f"{name}: columns {headings}, but its frame has {list(sheet.frame)}.")
    bad = [h for h in headings if not h.strip() or len(h) > _LONGEST_HEADING or h != clean(h)]
    if bad or len({heading.casefold() for heading in headings}) < len(headings):
        raise ValueError(f"{name}: headings must differ and say something: {bad or headings}.")
    if len(sheet.frame) > MOST_ROWS:
        raise ValueError(f"{name}: {len(sheet.frame):,} rows; a sheet holds {MOST_ROWS:,}.")


def _sheets_in_order(model: WorkbookModel) -> list[Sheet]:
    tables = [sheet for sheet in model.sheets if not sheet.frame.empty]
    first = [model.summary.sheet] if model.summary else []
    return [*first, contents_sheet(model), notes_sheet(model), *tables, dictionary_sheet(model)]


def _part(workbook: Workbook) -> str:
    """Return the name, in the package, of the last sheet made."""
    return f"sheet{len(workbook.worksheets)}.xml"


def _set_properties(workbook: Workbook, model: WorkbookModel, made_at: datetime) -> None:
    workbook.properties.title = clean(model.title)
    workbook.properties.subject = clean(model.subject)
    workbook.properties.creator = "ilacs_bench"
    workbook.properties.language = "en-GB"
    workbook.properties.created = made_at

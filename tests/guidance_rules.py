"""The checklist for accessible spreadsheets, one rule a function that gives the breaches it finds.

After the Government Analysis Function's guidance on releasing statistics in spreadsheets. Where we
differ from it (filters and frozen headings), docs/decisions/extracts.md says why, and the rule here
is ours.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils import range_boundaries

SUMMARY = "Summary"
"""Stands between cover and contents, where there is one."""
FRONT, LAST = ("Cover", "Contents", "Notes"), "Data dictionary"
SAID_ON_COVER = (
    "As at|Published from",
    "Published by|As at",
    "Made on",
    "Source",
    "Copyright and licence",
    "Contact",
)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SHORTHAND = re.compile(r"\[\w{1,4}\]")


class Written:
    """A workbook as openpyxl reads it, and its parts as they are.

    Looking at a cell beyond the sheet's last makes openpyxl add it, for whoever looks next: the
    rules look within `max_row` and `max_column`.
    """

    def __init__(self, content):
        self.content = content
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    @property
    def charts(self):
        return [ws for ws in self.book if ws._charts and not ws.tables]

    @property
    def tables(self):
        return [ws for ws in self.book if ws.title != "Cover" and ws not in self.charts]


def breaches(written: Written) -> list[str]:
    return [f"{rule.__name__}: {what}" for rule in RULES for what in rule(written)]


def cells_of(ws):
    """Headings and rows of the sheet's table, as cells."""
    (table,) = ws.tables.values()
    headings, *rows = ws[table.ref]
    return headings, rows


def frame_of(ws):
    headings, rows = cells_of(ws)
    names = [cell.value for cell in headings]
    return [dict(zip(names, [cell.value for cell in row], strict=True)) for row in rows]


def order_of_sheets(written) -> Iterator[str]:
    names = written.book.sheetnames
    if tuple(name for name in names if name != SUMMARY)[:3] != FRONT or names[-1] != LAST:
        yield f"sheets stand as {names}"


def cover(written) -> Iterator[str]:
    ws = written.book["Cover"]
    if ws.max_column != 1:
        yield f"{ws.max_column} columns"
    yield from (f"row {cell.row} is empty" for cell in ws["A"] if cell.value is None)
    headings = {cell.value for cell in ws["A"] if cell.style == "Heading 2"}
    for words in SAID_ON_COVER:
        if not headings & set(words.split("|")):
            yield f"does not say: {words}"
    links = " ".join(cell.hyperlink.target or "" for cell in ws["A"] if cell.hyperlink)
    if "open-government-licence" not in links:
        yield "no link to the licence"
    if "Published by" in headings and not any(isinstance(cell.value, date) for cell in ws["A"]):
        yield "no real date"


def nothing_merged_or_hidden(written) -> Iterator[str]:
    for ws in written.book:
        yield from (f"{ws.title}: {merged} is merged" for merged in ws.merged_cells.ranges)
        if ws.sheet_state != "visible":
            yield f"{ws.title} is hidden"
        sizes = [*ws.row_dimensions.values(), *ws.column_dimensions.values()]
        yield from (f"{ws.title}: {size.index} is hidden" for size in sizes if size.hidden)


def one_named_table_a_sheet(written) -> Iterator[str]:
    for ws in written.tables:
        if len(ws.tables) != 1:
            yield f"{ws.title}: {len(ws.tables)} tables"
            continue
        (table,) = ws.tables.values()
        left, top, right, bottom = range_boundaries(table.ref)
        if (left, top) != (1, 4) or bottom < 5:
            yield f"{ws.title}: table at {table.ref}"
        if (ws.max_row, ws.max_column) != (bottom, right):
            yield f"{ws.title}: something stands outside the table, to {ws.dimensions}"
        if re.fullmatch(r"Table\d*", table.displayName):
            yield f"{ws.title}: a table named {table.displayName}"


def titles(written) -> Iterator[str]:
    for ws in written.book:
        if ws["A1"].style != "Heading 1" or not ws["A1"].value:
            yield f"{ws.title}: A1 is no heading"
    for ws in written.tables:
        if not ws["A2"].value or "Source: " not in str(ws["A3"].value):
            yield f"{ws.title}: does not say what it is and where it is from"
        above = ws.iter_rows(max_row=3, min_col=2, max_col=ws.max_column)
        yield from (f"{ws.title}: {c.coordinate}" for row in above for c in row if c.value)


def every_cell_filled(written) -> Iterator[str]:
    for ws in written.tables:
        headings, rows = cells_of(ws)
        yield from (
            f"{ws.title}: {cell.coordinate} is empty"
            for row in (headings, *rows)
            for cell in row
            if cell.value is None or str(cell.value).strip() == ""
        )


def shorthand_explained(written) -> Iterator[str]:
    known = " ".join(str(row["Note"]) for row in frame_of(written.book["Notes"]))
    for ws in written.tables:
        for row in cells_of(ws)[1]:
            for cell in row:
                if SHORTHAND.fullmatch(str(cell.value)) and str(cell.value) not in known:
                    yield f"{ws.title}: {cell.coordinate} has {cell.value}"


def headings_stand_alone(written) -> Iterator[str]:
    for ws in written.tables:
        headings, _ = cells_of(ws)
        names = [str(cell.value).casefold() for cell in headings]
        if len(set(names)) < len(names):
            yield f"{ws.title}: a heading stands twice"
        for cell in headings:
            if cell.data_type != "s" or not cell.font.b or not cell.alignment.wrap_text:
                yield f"{ws.title}: {cell.coordinate} does not look like a heading"
            if str(cell.value).startswith("Unnamed") or len(str(cell.value)) > 60:
                yield f"{ws.title}: heading {cell.value}"


def filters_and_frozen_headings(written) -> Iterator[str]:
    for ws in written.tables:
        (table,) = ws.tables.values()
        if table.autoFilter is None or table.autoFilter.ref != table.ref:
            yield f"{ws.title}: no filters"
        if ws.freeze_panes != "B5":
            yield f"{ws.title}: frozen at {ws.freeze_panes}"


def widths_fit(written) -> Iterator[str]:
    for ws in written.tables:
        for cell in cells_of(ws)[0]:
            width = ws.column_dimensions[cell.column_letter].width
            longest = max(map(len, str(cell.value).split()))
            if not longest < width <= 80:
                yield f"{ws.title}: column {cell.column_letter} is {width} wide"


def real_values(written) -> Iterator[str]:
    """Where the dictionary says date or number, no cell holds one as text."""
    said = {
        (row["Sheet"], row["Column"]): row["Unit or kind"] for row in frame_of(written.book[LAST])
    }
    for ws in written.tables:
        headings, rows = cells_of(ws)
        for place, heading in enumerate(headings):
            kind = said.get((ws.title, heading.value), "Text")
            if kind in ("Text", "Link", "Yes or No"):
                continue
            for row in rows:
                value = row[place].value
                if isinstance(value, str) and not SHORTHAND.fullmatch(value):
                    yield f"{ws.title}: {row[place].coordinate} is text: {value!r}"
                if kind == "Date" and not isinstance(value, str) and not row[place].is_date:
                    yield f"{ws.title}: {row[place].coordinate} is no date"


def grades_can_be_sorted(written) -> Iterator[str]:
    for ws in written.tables:
        names = [cell.value for cell in cells_of(ws)[0]]
        long = ws.title != LAST and {"Grade", "Report"} <= set(names)
        if long and "Grade order" not in names:
            yield f"{ws.title}: grades, but nothing to sort them by"


def every_column_explained(written) -> Iterator[str]:
    rows = frame_of(written.book[LAST])
    said = {(row["Sheet"], row["Column"]) for row in rows if len(str(row["Meaning"])) > 5}
    for ws in written.tables:
        if ws.title not in (*FRONT, LAST):
            wanted = {(ws.title, cell.value) for cell in cells_of(ws)[0]}
            yield from (f"{name} is not explained" for name in wanted - said)


def contents_lead_everywhere(written) -> Iterator[str]:
    ws = written.book["Contents"]
    _, rows = cells_of(ws)
    led = {row[0].hyperlink.location for row in rows if row[0].hyperlink}
    names = set(written.book.sheetnames) - {"Cover", "Contents"}
    wanted = {f"'{name}'!A1" for name in names}
    if led != wanted:
        yield f"lead to {sorted(led ^ wanted)}"


def document_says_what_it_is(written) -> Iterator[str]:
    about = written.book.properties
    for name in ("title", "subject", "creator", "language"):
        if not getattr(about, name):
            yield f"no {name}"


def letters_can_be_read(written) -> Iterator[str]:
    for ws in written.book:
        for row in ws.iter_rows(max_row=min(40, ws.max_row)):
            for cell in row:
                if cell.value is not None and (cell.font.sz < 12 or cell.font.name != "Arial"):
                    yield f"{ws.title}: {cell.coordinate} in {cell.font.name} {cell.font.sz}"


def text_is_no_formula(written) -> Iterator[str]:
    for name, part in written.parts.items():
        if name.startswith("xl/worksheets/") and re.search(rb"<f[ >/]", part):
            yield f"{name} has a formula"
    for ws in written.book:
        for row in ws.iter_rows():
            for cell in row:
                risky = isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@\t\n"))
                if risky and not cell.quotePrefix:
                    yield f"{ws.title}: {cell.coordinate} would become a formula when edited"


def charts_are_told_in_words(written) -> Iterator[str]:
    for name, part in written.parts.items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            alts = [node.get("descr") for node in ET.fromstring(part).iter(f"{DRAWING}cNvPr")]
            if not alts or not all(alt and len(alt) > 30 for alt in alts):
                yield f"{name}: no alternative text"
    for ws in written.book:
        if ws in written.charts and (not ws["A2"].value or ws["A3"].hyperlink is None):
            yield f"{ws.title}: neither said in words nor linked to its table"
        for chart in ws._charts:
            for series in chart.series:
                yield from not_numbers(written, series.val.numRef.f)


def not_numbers(written, reference) -> Iterator[str]:
    sheet, _, place = reference.rpartition("!")
    for row in written.book[sheet.strip("'")][place.replace("$", "")]:
        for cell in row:
            if not isinstance(cell.value, int | float):
                yield f"a chart draws {cell.coordinate}, which is {cell.value!r}, as nought"


def opens_at_the_front(written) -> Iterator[str]:
    if written.book.active.title != (SUMMARY if SUMMARY in written.book else "Cover"):
        yield f"opens at {written.book.active.title}"


RULES = (
    order_of_sheets,
    cover,
    nothing_merged_or_hidden,
    one_named_table_a_sheet,
    titles,
    every_cell_filled,
    shorthand_explained,
    headings_stand_alone,
    filters_and_frozen_headings,
    widths_fit,
    real_values,
    grades_can_be_sorted,
    every_column_explained,
    contents_lead_everywhere,
    document_says_what_it_is,
    letters_can_be_read,
    text_is_no_formula,
    charts_are_told_in_words,
    opens_at_the_front,
)

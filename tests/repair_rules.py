"""What makes Excel offer to repair a file, looked for in its parts: one rule a function.

Excel itself can't be run here. These are the rules of its file format that programs are known to
break: references that lead nowhere, tables that differ from their cells, names and texts too long.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter",
    "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
    "pageMargins", "pageSetup", "headerFooter", "drawing", "legacyDrawing", "tableParts",
)  # fmt: skip
ORDER_OF_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
MOST_LINKS, LONGEST_TEXT, LONGEST_ADDRESS = 65_530, 32_767, 2_079
FIRST_DATE, LAST_DATE = 61, 2_958_465


class Package:
    """The parts of a file, and where their relations lead."""

    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        self.trees = {
            name: ET.fromstring(part)
            for name, part in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }

    def relations(self, part) -> dict[str, tuple[str, bool]]:
        """Target, and whether it is outside, by id."""
        folder, _, name = part.rpartition("/")
        rels = self.trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"), ())
        return {
            rel.get("Id"): (
                rel.get("Target")
                if rel.get("TargetMode") == "External"
                else posixpath.normpath(posixpath.join("/", folder, rel.get("Target"))).lstrip("/"),
                rel.get("TargetMode") == "External",
            )
            for rel in rels
        }

    @property
    def sheets(self) -> dict[str, str]:
        """Part of each sheet, by its name."""
        relations = self.relations("xl/workbook.xml")
        sheets = self.trees["xl/workbook.xml"].iter(f"{MAIN}sheet")
        return {s.get("name"): relations[s.get(f"{RELATION}id")][0] for s in sheets}


def risks(content) -> list[str]:
    package = Package(content)
    return [f"{rule.__name__}: {what}" for rule in RULES for what in rule(package)]


def text_of(cell) -> str:
    return "".join(node.text or "" for node in cell.iter(f"{MAIN}t"))


def parts_are_known(package) -> Iterator[str]:
    if len(set(package.names)) < len(package.names):
        yield "a part stands twice"
    types = package.trees["[Content_Types].xml"]
    parts = {n.get("PartName").lstrip("/") for n in types if n.get("PartName")}
    endings = {n.get("Extension") for n in types if n.get("Extension")}
    for name in package.names:
        if name not in parts and name.rpartition(".")[2] not in endings:
            yield f"{name} has no type"
    yield from (f"{name} is named but not there" for name in parts - set(package.names))


def relations_resolve(package) -> Iterator[str]:
    for name, tree in package.trees.items():
        relations = package.relations(name)
        for target, outside in relations.values():
            if not outside and target not in package.parts:
                yield f"{name} leads to {target}, which is not there"
        for node in tree.iter():
            for key in (f"{RELATION}id", f"{RELATION}embed"):
                if node.get(key) and node.get(key) not in relations:
                    yield f"{name}: {node.get(key)} leads nowhere"


def sheet_names(package) -> Iterator[str]:
    names = list(package.sheets)
    if len({name.casefold() for name in names}) < len(names):
        yield f"one stands twice: {names}"
    for name in names:
        bad = re.search(r"[\[\]:*?/\\]|^'|'$", name) or name.casefold() == "history"
        if bad or not 0 < len(name) <= 31:
            yield name


def defined_names(package) -> Iterator[str]:
    for name in package.trees["xl/workbook.xml"].iter(f"{MAIN}definedName"):
        for sheet in re.findall(r"'((?:[^']|'')+)'!", name.text or ""):
            if sheet.replace("''", "'") not in package.sheets:
                yield f"{name.get('name')} leads to {sheet}"


def elements_in_order(package) -> Iterator[str]:
    for name, part in package.sheets.items():
        order = [ORDER.index(node.tag.removeprefix(MAIN)) for node in package.trees[part]]
        if order != sorted(set(order)):
            yield f"{name}: {[ORDER[n] for n in order]}"


def fonts_in_order(package) -> Iterator[str]:
    for font in package.trees["xl/styles.xml"].iter(f"{MAIN}font"):
        order = [ORDER_OF_FONT.index(node.tag.removeprefix(MAIN)) for node in font]
        if order != sorted(set(order)):
            yield ", ".join(ORDER_OF_FONT[n] for n in order)


def cells_in_order(package) -> Iterator[str]:
    styles = len(package.trees["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    for name, part in package.sheets.items():
        last_row = 0
        for row in package.trees[part].iter(f"{MAIN}row"):
            number, last_column = int(row.get("r")), 0
            if number <= last_row:
                yield f"{name}: row {number} after {last_row}"
            last_row = number
            for cell in row:
                column, place, *_ = range_boundaries(cell.get("r"))
                if place != number or column <= last_column:
                    yield f"{name}: cell {cell.get('r')} in row {number}"
                last_column = column
                if int(cell.get("s", 0)) >= styles:
                    yield f"{name}: {cell.get('r')} has no such style"


def texts_fit(package) -> Iterator[str]:
    strings = package.trees.get("xl/sharedStrings.xml", ())
    texts = [("shared", text_of(node)) for node in strings]
    for name, part in package.sheets.items():
        for cell in package.trees[part].iter(f"{MAIN}c"):
            if cell.get("t") == "s" and int(cell.find(f"{MAIN}v").text) >= len(strings):
                yield f"{name}: {cell.get('r')} has no such string"
            if cell.get("t") == "inlineStr":
                texts.append((name, text_of(cell)))
    for name, text in texts:
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            yield f"{name}: a text of {len(text)} characters"


def tables_are_their_cells(package) -> Iterator[str]:
    seen: set[str] = set()
    for name, part in package.sheets.items():
        for target, _ in package.relations(part).values():
            if target.startswith("xl/tables/"):
                yield from _table(package, name, part, package.trees[target], seen)


def _table(package, name, part, table, seen) -> Iterator[str]:
    for key in ("id", "displayName"):
        if f"{key} {table.get(key)}".casefold() in seen:
            yield f"{name}: {key} {table.get(key)} stands twice"
        seen.add(f"{key} {table.get(key)}".casefold())
    display = table.get("displayName")
    if not re.fullmatch(r"[A-Za-z_\\][\w.\\]{0,254}", display) or re.fullmatch(
        r"[A-Za-z]{1,3}\d+|[RrCc]", display
    ):
        yield f"{name}: a table can't be named {display}"
    left, top, right, bottom = range_boundaries(table.get("ref"))
    columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
    heads = _row_texts(package, part, top)
    if columns != heads[left - 1 : right] or len({c.casefold() for c in columns}) < len(columns):
        yield f"{name}: columns {columns}, cells {heads}"
    rows = [int(row.get("r")) for row in package.trees[part].iter(f"{MAIN}row")]
    if bottom <= top or bottom != max(rows):
        yield f"{name}: table to row {bottom}, cells to row {max(rows)}"
    if table.find(f"{MAIN}autoFilter").get("ref") != table.get("ref"):
        yield f"{name}: filters beside the table"


def _row_texts(package, part, number) -> list[str]:
    strings = [text_of(node) for node in package.trees.get("xl/sharedStrings.xml", ())]
    for row in package.trees[part].iter(f"{MAIN}row"):
        if int(row.get("r")) == number:
            return [
                strings[int(c.find(f"{MAIN}v").text)] if c.get("t") == "s" else text_of(c)
                for c in row
            ]
    return []


def links_open(package) -> Iterator[str]:
    for name, part in package.sheets.items():
        links = list(package.trees[part].iter(f"{MAIN}hyperlink"))
        if len(links) > MOST_LINKS:
            yield f"{name}: {len(links)} links"
        for link in links:
            sheet = re.match(r"'(.+)'!", link.get("location") or "")
            if sheet and sheet.group(1).replace("''", "'") not in package.sheets:
                yield f"{name}: {link.get('ref')} leads to {link.get('location')}"
        for target, outside in package.relations(part).values():
            if outside and (len(target) > LONGEST_ADDRESS or " " in target):
                yield f"{name}: address {target[:60]}"


def dates_are_dates(package) -> Iterator[str]:
    styles = package.trees["xl/styles.xml"]
    formats = {
        node.get("numFmtId")
        for node in styles.iter(f"{MAIN}numFmt")
        if "yy" in node.get("formatCode")
    }
    xfs = list(styles.find(f"{MAIN}cellXfs"))
    of_date = {str(n) for n, xf in enumerate(xfs) if xf.get("numFmtId") in formats}
    for name, part in package.sheets.items():
        for cell in package.trees[part].iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            is_day = cell.get("s") in of_date and cell.get("t", "n") == "n" and value is not None
            if is_day and not FIRST_DATE <= float(value.text) <= LAST_DATE:
                yield f"{name}: {cell.get('r')} is day {value.text}"


def drawings_have_ids(package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if name.startswith("xl/drawings/drawing"):
            ids = [node.get("id") for node in tree.iter(f"{DRAWING}cNvPr")]
            if len(set(ids)) < len(ids):
                yield f"{name}: {ids}"


RULES = (
    parts_are_known,
    relations_resolve,
    sheet_names,
    defined_names,
    elements_in_order,
    fonts_in_order,
    cells_in_order,
    texts_fit,
    tables_are_their_cells,
    links_open,
    dates_are_dates,
    drawings_have_ids,
)

"""Write the model of a paper as an accessible Word document.

It has real headings, lists and table headers, alt text, a title and British English as its
language; no merged cells, and no empty paragraphs except in cells to fill in. The same model gives
the same bytes.
"""

import re
import zipfile
from datetime import datetime, time
from functools import singledispatch
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from ilacs_bench.briefings.document import (
    Box,
    Briefing,
    BriefingLine,
    Figure,
    Graded,
    Grid,
    Listing,
    TextBlock,
)
from ilacs_bench.briefings.word_styles import HEADING_FILL, LANGUAGE, TEXT_WIDTH, styled_document
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.columns.links import Link, is_web
from ilacs_bench.vocabulary import COMPARED_WORDS

_ADDRESS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AFTER_TABLE = 8
_ROOM = 1.4
"""Minimum height in centimetres of a row that the council fills in."""
_CELL_MARGIN = "108"
"""Twentieths of a point between a cell's border and its text (Word's default)."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date in a zip file


def word_document(briefing: Briefing) -> bytes:
    """Return the paper as the bytes of a .docx file.

    >>> from ilacs_bench.briefings.content import briefing
    >>> word_document(briefing(t, "East Sussex", as_at="2018-09-18", picture=False))[:2]
    b'PK'
    """
    document = styled_document()
    _set_properties(document, briefing)
    _write(_paragraph(document, "Title"), (briefing.title,))
    _write(_paragraph(document, "Subtitle"), (briefing.subject,))
    for section in briefing.sections:
        _write(_paragraph(document, "Heading1"), (section.heading,))
        for block in section.blocks:
            _add(block, document)
    written = BytesIO()
    document.save(written)
    return _with_fixed_dates(written.getvalue())


def _set_properties(document: WordDocument, briefing: Briefing) -> None:
    properties = document.core_properties
    properties.title, properties.subject = _plain(briefing.title), _plain(briefing.subject)
    properties.language, properties.author, properties.comments = LANGUAGE, "", ""
    properties.keywords = f"Ofsted, {COMPARED_WORDS}, children's services"
    made = datetime.combine(briefing.made_on, time())
    properties.created, properties.modified, properties.last_modified_by = made, made, ""


@singledispatch
def _add(block: object, document: WordDocument) -> None:
    raise TypeError(f"{type(block).__name__} is no block of a paper")


@_add.register
def _(block: TextBlock, document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    before = paragraph._p.getprevious()
    if before is not None and before.tag == qn("w:tbl"):
        paragraph.paragraph_format.space_before = Pt(_AFTER_TABLE)
    _write_paragraph(paragraph, block)


@_add.register
def _(block: Listing, document: WordDocument) -> None:
    for number, item in enumerate(block.items, start=1):
        paragraph = _paragraph(document, "ListBullet")
        _keep_together(paragraph, is_last=number == len(block.items))
        _write(paragraph, item)


@_add.register
def _(block: Box, document: WordDocument) -> None:
    for number, one in enumerate(block.paragraphs, start=1):
        paragraph = _paragraph(document, "Boxtext")
        _keep_together(paragraph, is_last=number == len(block.paragraphs))
        _write_paragraph(paragraph, one)


@_add.register
def _(block: Figure, document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(_AFTER_TABLE)
    shape = paragraph.add_run().add_picture(BytesIO(block.png), width=Cm(TEXT_WIDTH))
    about = shape._inline.docPr
    about.set("descr", _plain(block.description))
    about.set("name", "Chart")


@_add.register
def _(block: Grid, document: WordDocument) -> None:
    _write(_paragraph(document, "Caption"), (block.caption,))
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    table.autofit = False
    indent = _element("w:tblInd", w=_CELL_MARGIN, type="dxa")
    table._tbl.tblPr.find(qn("w:tblW")).addnext(indent)  # else its frame hangs left of the text
    _describe(table, block.caption)
    for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
        _fill(cell, (heading,), "Tableheading", keep=True)
        _shade(cell, HEADING_FILL)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for number, row in enumerate(block.rows, start=1):
        keep = block.on_one_page and number < len(block.rows)
        added = table.add_row()
        for cell, line in zip(added.cells, row, strict=True):
            _fill(cell, line, "Tabletext", keep=keep)
        if block.to_fill_in:
            added.height = Cm(_ROOM)  # at least
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Cm(TEXT_WIDTH * share)
    for row_of_table in table.rows:
        row_of_table._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))
        for cell, share in zip(row_of_table.cells, block.widths, strict=True):
            cell.width = Cm(TEXT_WIDTH * share)


def _paragraph(document: WordDocument, style: str) -> WordParagraph:
    """Add a paragraph by style id: looking styles up by name took half of the time."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    return paragraph


def _keep_together(paragraph: WordParagraph, *, is_last: bool) -> None:
    """Keep the paragraph on one page, with the next one unless it is the last."""
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.keep_with_next = not is_last


def _describe(table: Table, words: str) -> None:
    """Set the table's alt text, and its first row, but no column, as headings."""
    properties = table._tbl.tblPr
    table_look = properties.find(qn("w:tblLook"))
    if table_look is not None:
        properties.remove(table_look)
    flags = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
    properties.append(_element("w:tblLook", val="0020", noHBand="1", noVBand="1", **flags))
    properties.append(_element("w:tblCaption", val=_plain(words)))


def _fill(cell: Cell, line: BriefingLine, style: str, *, keep: bool) -> None:
    """Write a cell's words in the style with this id; `keep` keeps its row with the next one."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    for words in line:
        if isinstance(words, Graded):
            _shade(cell, GRADE_COLOURS[words.grade].fill)
    _write(paragraph, line)


def _shade(cell: Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=fill.removeprefix("#")))


def _write_paragraph(paragraph: WordParagraph, block: TextBlock) -> None:
    if block.lead:
        paragraph.add_run(f"{_plain(block.lead)}: ").bold = True
    _write(paragraph, block.line)


def _write(paragraph: WordParagraph, line: BriefingLine) -> None:
    for words in line:
        if isinstance(words, Link) and is_web(words.url):
            _add_link(paragraph, words)
        elif isinstance(words, str):
            paragraph.add_run(_plain(words))
        else:
            run = paragraph.add_run(_plain(words.text))
            if isinstance(words, Graded):
                run.font.color.rgb = RGBColor.from_string(GRADE_COLOURS[words.grade].text[1:])


def _add_link(paragraph: WordParagraph, link: Link) -> None:
    address = paragraph.part.relate_to(link.url, _ADDRESS, is_external=True)
    run = paragraph.add_run(_plain(link.text), style="Hyperlink")
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), address)
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)


def _element(name: str, **values: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _plain(words: str) -> str:
    """Return the words without characters that XML does not allow."""
    return _NOT_IN_XML.sub("", words)


def _with_fixed_dates(written: bytes) -> bytes:
    """Return the file with the same date for all its parts."""
    again = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(written)) as old,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return again.getvalue()

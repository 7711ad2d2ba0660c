"""The model of a paper to a Word document that a screen reader can use.

Real headings, lists and table headers, alt text, British English, a title; nothing merged, no empty
paragraph. The same model gives the same bytes.
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
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from ilacs_bench.briefing.model import (
    Briefing,
    Figure,
    Grid,
    Line,
    Listing,
    Paragraph,
    Section,
)
from ilacs_bench.briefing.word_styles import HEADING_FILL, LANGUAGE, TEXT_WIDTH, styled_document
from ilacs_bench.columns.links import Link

_ADDRESS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHORT_TABLE = 8
"""Rows that stay together on one page."""
_AFTER_TABLE = 8
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows


def word_document(briefing: Briefing) -> bytes:
    """The bytes of a .docx file.

    >>> from ilacs_bench.briefing.content import briefing
    >>> word_document(briefing(t, "East Sussex", as_at="2018-09-18", picture=False))[:2]
    b'PK'
    """
    document = styled_document()
    _set_properties(document, briefing)
    _write(_paragraph(document, "Title"), (briefing.title,))
    _write(_paragraph(document, "Subtitle"), (briefing.subject,))
    for block in briefing.front:
        _add(block, document)
    for section in briefing.sections:
        _add_section(document, section, level=1)
    written = BytesIO()
    document.save(written)
    return _same_each_time(written.getvalue())


def _set_properties(document: WordDocument, briefing: Briefing) -> None:
    properties = document.core_properties
    properties.title, properties.subject = _plain(briefing.title), _plain(briefing.subject)
    properties.language, properties.author, properties.comments = LANGUAGE, "", ""
    properties.keywords = "Ofsted, ILACS, children's services"
    made = datetime.combine(briefing.made_on, time())
    properties.created, properties.modified, properties.last_modified_by = made, made, ""


def _add_section(document: WordDocument, section: Section, level: int) -> None:
    _write(_paragraph(document, f"Heading{level}"), (section.heading,))
    for block in section.blocks:
        _add(block, document)
    for part in section.sections:
        _add_section(document, part, level + 1)


@singledispatch
def _add(block: object, document: WordDocument) -> None:
    raise TypeError(f"{type(block).__name__} is no block of a paper")


@_add.register
def _(block: Paragraph, document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    before = paragraph._p.getprevious()
    if before is not None and before.tag == qn("w:tbl"):
        paragraph.paragraph_format.space_before = Pt(_AFTER_TABLE)
    if block.lead:
        paragraph.add_run(f"{_plain(block.lead)}: ").bold = True
    _write(paragraph, block.line)


@_add.register
def _(block: Listing, document: WordDocument) -> None:
    for item in block.items:
        _write(_paragraph(document, "ListNumber" if block.numbered else "ListBullet"), item)


@_add.register
def _(block: Figure, document: WordDocument) -> None:
    _write(_paragraph(document, "Caption"), (block.caption,))
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(BytesIO(block.png), width=Cm(TEXT_WIDTH))
    about = shape._inline.docPr
    about.set("descr", _plain(block.description))
    about.set("name", "Chart")


@_add.register
def _(block: Grid, document: WordDocument) -> None:
    _write(_paragraph(document, "Caption"), (block.caption,))
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    table.autofit = False
    is_short = len(block.rows) <= _SHORT_TABLE
    _describe(table, block.caption)
    for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
        _fill(cell.paragraphs[0], (heading,), "Tableheading", keep=True)
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=HEADING_FILL))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for number, row in enumerate(block.rows, start=1):
        keep = is_short and number < len(block.rows)
        for cell, line in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], line, "Tabletext", keep=keep)
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Cm(TEXT_WIDTH * share)
    for row_of_table in table.rows:
        row_of_table._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))
        for cell, share in zip(row_of_table.cells, block.widths, strict=True):
            cell.width = Cm(TEXT_WIDTH * share)


def _paragraph(document: WordDocument, style: str) -> WordParagraph:
    """A new paragraph in the style of this id: looking styles up by name took half of the time."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    return paragraph


def _describe(table: Table, words: str) -> None:
    """The table's alt text, and that its first row, and no column, are headings."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    flags = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
    properties.append(_element("w:tblLook", val="0020", noHBand="1", noVBand="1", **flags))
    properties.append(_element("w:tblCaption", val=_plain(words)))


def _fill(paragraph: WordParagraph, line: Line, style: str, *, keep: bool) -> None:
    """Words of a cell in the style of this id; `keep` holds its row on one page with the next."""
    paragraph._p.style = style
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    _write(paragraph, line)


def _write(paragraph: WordParagraph, line: Line) -> None:
    for words in line:
        if isinstance(words, Link):
            _add_link(paragraph, words)
        else:
            paragraph.add_run(_plain(words))


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
    """The words without signs that no XML file may hold."""
    return _NOT_IN_XML.sub("", words)


def _same_each_time(written: bytes) -> bytes:
    """The file with the days of its parts set alike."""
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

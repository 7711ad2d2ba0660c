"""Read paragraphs and tables of a Word document safely: it may come from anywhere.

python-docx opens it, after a check of its unpacked size. A document type declaration, which could
define entities or refer to external files, is refused.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ilacs_bench.errors import ReadError

MOST_BYTES = 30 * 2**20
"""Limit of all unpacked XML of a file; the text of a paper of 500 pages has about 5 MB."""
_TIMES_PICTURES = 4
_MOST_COLUMNS = 63
"""Word's limit."""
_P, _TABLE, _ROW, _CELL = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_LEFT_OUT = ("}del", "}moveFrom", "}Fallback")
"""Deleted or moved text, and alternatives for content that was read already."""
_ROLES = {"Head": "heading", "Titl": "heading", "List": "item"}
"""Roles by the first letters of a style."""


@dataclass(frozen=True)
class WordPassage:
    """A paragraph, or a row of a table with its cells; `place` is its position in words.

    `table` is the table's number from 1, or 0 for a paragraph; `role` is 'heading' or 'item' (of a
    list), from the paragraph's style.
    """

    place: str
    text: str
    cells: tuple[str, ...] = ()
    table: int = 0
    role: str = ""


def read_word(name: str, content: bytes) -> list[WordPassage]:
    """Return the passages of a Word file. Raises ReadError, saying what to do about it."""
    try:
        _check_size(name, content)
        document = Document(BytesIO(content))
    except (KeyError, ValueError, OpcError) as error:
        why = "it has no text inside, or was saved as another kind. Save it as .docx in Word."
        raise ReadError(name, f"The file is no Word document that can be read: {why}") from error
    except (SyntaxError, zlib.error, OSError) as error:  # raised for damaged XML
        raise ReadError(name, f"The file is damaged: {error}.") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        why = "The file is no Word document, is damaged or is protected by a password."
        raise ReadError(name, why) from error
    if document.element.getroottree().docinfo.doctype:
        raise ReadError(name, "The file declares a document type, which no Word document does.")
    styles = {style.style_id: style.name or "" for style in document.styles}
    return list(_blocks(document.element.body, styles))


def _check_size(name: str, content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sizes = [(part.filename, part.file_size) for part in archive.infolist()]
    xml = sum(size for part, size in sizes if part.endswith((".xml", ".rels")))
    if max(xml, sum(size for _, size in sizes) / _TIMES_PICTURES) > MOST_BYTES:
        raise ReadError(name, f"Its text unpacks to more than {MOST_BYTES // 2**20} MB: no paper.")


def _blocks(body: BaseOxmlElement, styles: dict[str, str]) -> Iterator[WordPassage]:
    paragraphs = tables = 0
    for element in _outermost(body, _P, _TABLE):
        if element.tag == _TABLE:
            tables += 1
            yield from _rows(element, tables)
            continue
        for one in element.iter(_P):  # itself, and text boxes within it
            if text := _text(one):
                paragraphs += 1
                role = _ROLES.get(styles.get(one.style or "", "")[:4], "")
                yield WordPassage(f"paragraph {paragraphs}", text, role=role)


def _rows(table: BaseOxmlElement, number: int) -> Iterator[WordPassage]:
    """Yield rows with a cell for each column; a merged cell is repeated."""
    above: list[str] = []
    for at, row in enumerate(_outermost(table, _ROW), start=1):
        cells: list[str] = []
        for cell in _outermost(row, _CELL):
            goes_on = cell.vMerge == "continue" and len(cells) < len(above)
            text = " ".join(words for one in cell.iter(_P) if (words := _text(one)))
            text = above[len(cells)] if goes_on else text
            cells += [text] * max(1, min(cell.grid_span, _MOST_COLUMNS))
        above = cells
        if any(cells):
            yield WordPassage(f"table {number}, row {at}", " ".join(cells), tuple(cells), number)


def _outermost(element: BaseOxmlElement, *tags: str) -> Iterator[BaseOxmlElement]:
    """Yield elements of these kinds below one, in order, without nested ones."""
    for child in element.iterchildren("{*}*"):
        if child.tag in tags:
            yield child
        elif not child.tag.endswith(_LEFT_OUT):
            yield from _outermost(child, *tags)


def _text(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph, without paragraphs nested in it."""
    found = _outermost(paragraph, qn("w:t"), *_SIGNS, _P, _TABLE)
    words = (_SIGNS.get(one.tag, one.text or "") for one in found if one.tag not in (_P, _TABLE))
    return "".join(words).strip()

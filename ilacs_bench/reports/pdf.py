"""Read PDF files into pages of lines. Only `pdf_lines` and `upright` use PDFs too."""

import re
import zlib

import pypdfium2 as pdfium

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import Doubt, ReportPage
from ilacs_bench.reports.pdf_lines import is_strange, read_lines
from ilacs_bench.reports.upright import upright

_PART = re.compile(rb"stream(?<!endstream)\r?\n")  # literal prefix, for speed
_IS_PACKED = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_LONGEST_HEAD = 4_000
_AT_A_TIME = 2**16  # bytes: no stream fills the memory, as none expands more than 1,100 times
_DAMAGED = "The PDF is damaged or was only partly downloaded. Download it again."


def read_pdf_pages(name: str, content: bytes) -> list[ReportPage]:
    """Return pages with their lines in the order of the file. Raises ReadError."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise ReadError(name, _why_closed(content, error)) from error
    try:
        pages = [_read_page(document, index) for index in range(len(document))]
        if any(is_strange(page.lines) for page in pages):
            return [_read_page(document, index, mapped=False) for index in range(len(document))]
        return pages
    except pdfium.PdfiumError as error:
        raise ReadError(name, _DAMAGED) from error
    finally:
        document.close()


def find_damage(content: bytes) -> list[Doubt]:
    """Return doubts about streams that can't be unpacked, which a reader skips silently.

    Most streams of a PDF (text, fonts, images) are compressed with a checksum.
    """
    if b"/Encrypt" in content:  # each stream is encrypted, and looks like noise
        return []
    damaged = sum(not _unpacks(content, found) for found in _PART.finditer(content))
    if not damaged:
        return []
    message = (
        f"The PDF is damaged: {damaged} of its parts can't be unpacked whole, so that words may be "
        "missing or wrong. Download it again."
    )
    return [Doubt(message)]


def _unpacks(content: bytes, part: re.Match[bytes]) -> bool:
    begins = content.rfind(b" obj", max(0, part.start() - _LONGEST_HEAD), part.start())
    if not _IS_PACKED.search(content, max(0, begins), part.start()):
        return True
    unpacking = zlib.decompressobj()
    try:
        for at in range(part.end(), len(content), _AT_A_TIME):
            unpacking.decompress(content[at : at + _AT_A_TIME])
            if unpacking.eof:
                return True
    except zlib.error:
        return False
    return False


def _why_closed(content: bytes, error: Exception) -> str:
    head = content[:1024].lstrip().lower()
    if not head:
        return "The file is empty. Download it again."
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "This is a web page saved under the name of a PDF. Download the report itself again."
    if "password" in str(error).lower():
        return "The PDF is locked with a password. Ask for, or save, a copy without one."
    if head.startswith(b"%pdf"):
        return _DAMAGED
    return "The file is not a PDF, although its name says so."


def _read_page(document: pdfium.PdfDocument, index: int, *, mapped: bool = True) -> ReportPage:
    page, textpage = upright(document, index)
    try:
        lines = read_lines(textpage, index + 1, mapped=mapped)
        return ReportPage(index + 1, page.get_height(), tuple(lines))
    finally:
        textpage.close()
        page.close()

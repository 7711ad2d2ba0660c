"""PDF files to pages of lines. With `pdf_lines` and `upright`, the only modules that know PDF."""

import pypdfium2 as pdfium

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import ReportPage
from ilacs_bench.reports.pdf_lines import is_strange, read_lines
from ilacs_bench.reports.upright import upright

_DAMAGED = "The PDF is damaged or was only partly downloaded. Download it again."


def read_pdf_pages(name: str, content: bytes) -> list[ReportPage]:
    """Pages with their lines in the order of the file. Raises ReadError for what is no open PDF."""
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

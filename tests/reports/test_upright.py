"""Pages that were turned, by the file or in themselves, are read as though upright."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from report_pages import Ilacs

from ilacs_bench.reports.document import ReportPage
from ilacs_bench.reports.pdf import read_pdf_pages


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A report of some pages, and what is read of it."""
    path = Ilacs(paragraphs=12).pdf().save(tmp_path_factory.mktemp("report") / "whole.pdf")
    return path, read_pdf_pages(path.name, path.read_bytes())


def show_turned(page: pdfium.PdfPage, degrees: int) -> None:
    page.set_rotation(degrees)


def set_turned(page: pdfium.PdfPage, degrees: int) -> None:
    """Turn the letters themselves, clockwise, on a page that shows them as they lie."""
    width, height = page.get_size()
    matrix = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }[degrees]
    pdfium_c.FPDFPage_TransFormWithClip(page, pdfium_c.FS_MATRIX(*matrix), None)
    box = (0, 0, width, height) if degrees == 180 else (0, 0, height, width)
    page.set_mediabox(*box)
    page.set_cropbox(*box)


def scanned(page: pdfium.PdfPage, degrees: int) -> None:
    """Letters set turned, and shown turned back: a reader sees nothing of it."""
    set_turned(page, degrees)
    page.set_rotation(360 - degrees)


@pytest.mark.parametrize("turn", [show_turned, set_turned, scanned])
@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("which", [slice(None), slice(1, 2)], ids=["all", "one"])
def test_turned_pages_are_read_as_though_upright(tmp_path, whole, turn, degrees, which):
    path, pages = whole
    document = pdfium.PdfDocument(path)
    for index in range(len(document))[which]:
        turn(document[index], degrees)
    document.save(tmp_path / "turned.pdf")
    document.close()
    assert [
        as_printed(page)
        for page in read_pdf_pages("turned.pdf", (tmp_path / "turned.pdf").read_bytes())
    ] == [as_printed(page) for page in pages]


def as_printed(page: ReportPage) -> tuple:
    lines = [(line.text, round(line.x), round(line.y), round(line.size)) for line in page.lines]
    return round(page.height), page.number, lines

"""Rotate PDF pages whose text is sideways or upside down.

A page may have a rotation entry for viewers, or hold rotated text, as scanners and printers make.
pdfium reads only lines from left to right.
"""

from collections import Counter
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_SAMPLES = 15  # letters per page checked for their direction
_QUARTER = pi / 2


def upright(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, pdfium.PdfTextPage]:
    """Return the page of this index and its text, left to right; rotated in memory only."""
    page = document[index]
    if page.get_rotation():
        page.set_rotation(0)  # for viewers, not for the text
    textpage = page.get_textpage()
    quarters = _quarters(textpage)
    if not quarters:
        return page, textpage
    _turn_back(page, quarters)
    textpage.close()
    page.close()
    page = document[index]
    return page, page.get_textpage()


def _quarters(textpage: pdfium.PdfTextPage) -> int:
    """Return by how many quarter turns most letters are rotated: 0 to 3."""
    letters = textpage.count_chars()
    angles = Counter(
        round(pdfium_c.FPDFText_GetCharAngle(textpage, at) / _QUARTER) % 4
        for at in range(0, letters, letters // _SAMPLES + 1)
    )
    return angles.most_common(1)[0][0] if angles else 0


def _turn_back(page: pdfium.PdfPage, quarters: int) -> None:
    left, bottom, right, top = page.get_mediabox()
    matrix, box = {
        1: ((0, 1, -1, 0, top, -left), (0, 0, top - bottom, right - left)),
        2: ((-1, 0, 0, -1, left + right, bottom + top), (left, bottom, right, top)),
        3: ((0, -1, 1, 0, -bottom, right), (0, 0, top - bottom, right - left)),
    }[quarters]
    pdfium_c.FPDFPage_TransFormWithClip(page, pdfium_c.FS_MATRIX(*matrix), None)
    page.set_mediabox(*box)
    page.set_cropbox(*box)

"""Extract the printed lines of a PDF page: text, position, size and weight."""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ilacs_bench.reports.document import Line

_BOLD = 600  # font weight from which a line counts as bold
_SMALLEST = 4  # points; no type is printed smaller
_LONGEST_NAME = 128  # bytes of a font's name
_RAISED = 0.8  # a digit smaller than this share of its line is a footnote mark
# A digit glued to the end of a word or sentence: a footnote mark, if it is printed small.
# A literal comes first and its context in a lookbehind, so that the search is fast.
_GLUED_DIGITS = re.compile(r"\d(?<=[^\W\d_]\d|[.,;:?!’”)]\d)\d?(?=[\s.,;:?!)]|$)")
# A symbol font's minus is a bullet at the start of a line, a dash within a word or number.
_SYMBOL_DASH = re.compile("\uf02d(?<=\\w\uf02d)(?=\\w)")
_BROKEN_WORD = "\ufffe"  # pdfium's sign for a hyphen at the end of a line
# pdfium joins whatever follows such a hyphen to it: the next line, or a footnote far below.
_BROKEN_LINE = re.compile("(?<=[\ufffe\x02])(?=.)")
# Characters that no report has: letters of a font without a mapping come out as these.
_STRANGE = re.compile(
    "[^\t\n -~£©·°½À-ɏ\u0300-\u036f\u2010-\u2027\u2030-\u205e\u202f€™−\u2190-\u27bf\ue000-\uffff]"
)
_UNMAPPED = "\ufffd"
_BEYOND_UTF16 = re.compile("[\U00010000-\U0010ffff]")


def read_lines(textpage: pdfium.PdfTextPage, number: int, *, mapped: bool = True) -> list[Line]:
    r"""Return the lines of page `number`, in the order of the file.

    If not all fonts are `mapped`, letters without a mapping become "\ufffd".
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    text = textpage.get_text_range()
    raw = textpage.raw
    lines = []
    for printed, start in _printed(text if mapped else _mapped_only(textpage, text)):
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(raw, start)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        # The first letter may be a raised mark, so check the middle of the line too.
        size = max(_size(raw, index), _size(raw, index + len(printed) // 2))
        words = clean_text(_without_marks(raw, printed, start, size))
        lines.append(Line(words, number, x.value, y.value, size, _is_bold(raw, index)))
    return lines


def is_strange(lines: Iterable[Line]) -> bool:
    """Return whether the lines have a character that no report has."""
    return _STRANGE.search("\n".join(line.text for line in lines)) is not None


def _mapped_only(textpage: pdfium.PdfTextPage, text: str) -> str:
    r"""Return the text with "\ufffd" for every letter without a mapping in its font."""

    def keep(match: re.Match[str]) -> str:
        at = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, match.start())
        return _UNMAPPED if pdfium_c.FPDFText_HasUnicodeMapError(textpage, at) == 1 else match[0]

    text = _BEYOND_UTF16.sub(2 * _UNMAPPED, text)  # same length as in pdfium
    return re.sub(r"[^\s\ufffe]", keep, text)


def _printed(text: str) -> Iterator[tuple[str, int]]:
    """Yield every line that is not blank, and its position in the text."""
    start = 0
    for glued in text.split("\r\n"):
        broken = _BROKEN_WORD in glued or "\x02" in glued
        for printed in _BROKEN_LINE.split(glued) if broken else [glued]:
            if printed.strip():
                yield printed, start
            start += _utf16_length(printed)
        start += 2


def _size(textpage: pdfium.PdfTextPage, index: int) -> float:
    """Return the printed size of a letter in points: some files set size 1 and enlarge it."""
    size = pdfium_c.FPDFText_GetFontSize(textpage, index)
    if size >= _SMALLEST:
        return size
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(textpage, index, matrix)
    return size * math.hypot(matrix.c, matrix.d)


def _is_bold(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Return whether a letter is bold: by its font's weight or, if missing, by its name."""
    weight = pdfium_c.FPDFText_GetFontWeight(textpage, index)
    if weight > 0:
        return weight >= _BOLD
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, _LONGEST_NAME, None)
    return b"bold" in name.value.lower()


def _without_marks(textpage: pdfium.PdfTextPage, printed: str, start: int, size: float) -> str:
    def keep(match: re.Match[str]) -> str:
        at = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, start + match.start())
        return "" if _size(textpage, at) < _RAISED * size else match[0]

    return _GLUED_DIGITS.sub(keep, printed)


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def clean_text(text: str) -> str:
    r"""Return the text with odd characters replaced as a reader would see them.

    >>> clean_text("2016\uf02d17, multi\ufffeagency")
    '2016–17, multi-agency'
    """
    text = text.replace(_BROKEN_WORD, "-").replace("\x02", "-")
    return _SYMBOL_DASH.sub("–", text).strip()

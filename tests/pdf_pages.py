"""Makes PDFs laid out as inspection reports are, in the tests' own words.

Titles stand in 26 points, headings in 14 bold, text in 12 with numbered paragraphs hanging at the
left; running heads and page numbers in 8; footnote marks raised, footnotes in 10 at the foot.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from fpdf import FPDF

LEFT, NUMBERS, HANGING, GRADES_AT = 71, 85, 106, 303
"""Points from the left edge: text, paragraph numbers, their text, and the column of grades."""
_LEADING = 14.5
_FOOT = 70


class ReportPdf(FPDF):
    """Pages that fill from the top; every method prints one thing and gives the pages back."""

    def __init__(self, running_head: str = "Inspection of East Sussex", **encryption: str) -> None:
        super().__init__(unit="pt", format="A4")
        self.core_fonts_encoding = "windows-1252"
        self.running_head = running_head
        self.footnotes: list[str] = []
        self.set_margins(LEFT, 92, 60)
        self.set_auto_page_break(auto=True, margin=_FOOT)
        if encryption:
            self.set_encryption(owner_password="owner", **encryption)
        self.add_page()

    def header(self) -> None:
        if self.page > 1:
            self.set_font("Helvetica", size=8)
            self.text(LEFT, 45, self.running_head)
        self.set_font("Helvetica", size=12)

    def footer(self) -> None:
        for n, note in enumerate(self.footnotes):
            self.set_font("Helvetica", size=10)
            self.text(LEFT, self.h - _FOOT + 12 * n, note)
        self.footnotes = []
        self.set_font("Helvetica", size=8)
        self.text(520, self.h - 30, str(self.page))

    def large(self, *lines: str) -> Self:
        for line in lines:
            self._print(line, size=26, gap=4)
        return self

    def bold(self, text: str, *, size: float = 12) -> Self:
        return self._print(text, style="B", size=size, gap=10)

    def heading(self, text: str) -> Self:
        return self.bold(text, size=14)

    def prose(self, text: str, *, x: float = LEFT) -> Self:
        return self._print(text, x=x, gap=10)

    def numbered(self, number: str, text: str) -> Self:
        """Number and text hanging beside it; the text flows over the foot of the page."""
        self._mark(number, NUMBERS)
        return self._print(text, x=HANGING, gap=10)

    def bullets(self, *items: str, x: float = LEFT) -> Self:
        for item in items:
            self._mark("n", x, font="ZapfDingbats")  # a square, as reports have
            self._print(item, x=x + 18, gap=8)
        return self

    def marked(self, before: str, mark: str, after: str, note: str) -> Self:
        """A line with a raised footnote mark in it, and its footnote at the foot of the page."""
        self.set_font("Helvetica", size=12)
        self.set_x(LEFT)
        self.write(_LEADING, before)
        self.char_vpos = "SUP"
        self.write(_LEADING, mark)
        self.char_vpos = "LINE"
        self.write(_LEADING, after)
        self.ln(_LEADING + 10)
        self.footnotes.append(f"{mark} {note}")
        return self

    def grades(self, rows: Sequence[tuple[str, str]], *, columns_apart: bool = False) -> Self:
        """Labels in one column, grades in another; `columns_apart` stores one after the other."""
        rows = list(rows)
        self.set_font("Helvetica", size=12)
        wrapped = [(_wrap(label, 36), _wrap(grade, 24)) for label, grade in rows]
        top = self.get_y()
        tops = []
        for label, grade in wrapped:
            tops.append(top)
            top += _LEADING * max(len(label), len(grade)) + 12
        cells = [(LEFT + 6, label, y) for (label, _), y in zip(wrapped, tops, strict=True)]
        grades = [(GRADES_AT, grade, y) for (_, grade), y in zip(wrapped, tops, strict=True)]
        paired = [cell for pair in zip(cells, grades, strict=True) for cell in pair]
        for x, lines, y in [*cells, *grades] if columns_apart else paired:
            for n, line in enumerate(lines):
                self.text(x, y + 12 + n * _LEADING, line)
        self.set_y(top + 6)
        return self

    def save(self, path: Path) -> Path:
        self.output(str(path))
        return path

    def _mark(self, mark: str, x: float, *, font: str = "Helvetica") -> None:
        if self.will_page_break(_LEADING):
            self.add_page()
        self.set_font(font, size=12)
        self.text(x, self.get_y() + 12, mark)

    def _print(
        self, text: str, *, x: float = LEFT, style: str = "", size: float = 12, gap: float
    ) -> Self:
        self.set_font("Helvetica", style=style, size=size)
        self.set_left_margin(x)
        self.set_x(x)
        leading = _LEADING if size == 12 else 1.2 * size
        self.multi_cell(0, leading, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.set_left_margin(LEFT)
        self.ln(gap)
        return self


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines

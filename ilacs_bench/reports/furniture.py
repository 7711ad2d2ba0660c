"""Remove page furniture from reports: running heads, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Iterable

from ilacs_bench.reports.document import Line, ReportPage
from ilacs_bench.reports.printed_order import in_printed_order

_MARGIN = 0.125  # share of a page's height, at top and bottom, with running heads
_RUNNING = 0.3  # share of the pages that have a running head
_SMALL = 0.9  # footnotes are set smaller than this share of the body
_RAISED = 0.85  # a line with only a digit, smaller than this share, is a footnote mark
_DIGITS = re.compile(r"\d+")
IMPRINT = re.compile(
    r"^(the office for standards in education, children.s services and skills"
    r"|any complaints about the inspection or the report should be made)",
    re.IGNORECASE | re.MULTILINE,
)
"""The beginning of the line that ends a report."""


def body_lines(pages: Iterable[ReportPage]) -> list[Line]:
    """Return lines of the report's own text, in order, up to Ofsted's imprint at its end."""
    pages = list(pages)
    body = _body_size(pages)
    running = _running_heads(pages)
    kept: list[Line] = []
    for page in pages:
        lines = _without_footnotes(_without_furniture(page, running, body), body)
        for line in in_printed_order(lines):
            if IMPRINT.match(line.text):
                return kept
            kept.append(line)
    return kept


def _body_size(pages: list[ReportPage]) -> float:
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _running_heads(pages: list[ReportPage]) -> set[str]:
    """Return texts, without digits, in the margin of 30% of the pages and at least two.

    Left and right pages may have heads of their own, and the cover has none.
    """
    seen = Counter(
        text for page in pages for text in {_without_digits(line) for line in lines_in_margin(page)}
    )
    return {text for text, n in seen.items() if n >= max(2, _RUNNING * len(pages))}


def _without_furniture(page: ReportPage, running: set[str], body: float) -> list[Line]:
    bottom, top = _edges(page)
    return [
        line
        for line in page.lines
        if not (line.text.isdigit() and line.size < _RAISED * body)
        and (bottom <= line.y <= top or not _is_furniture(line, running, body))
    ]


def _is_furniture(line: Line, running: set[str], body: float) -> bool:
    """Return whether a line in the margin is a page number or a running head."""
    return line.text.isdigit() or (_without_digits(line) in running and not _numbered(line, body))


def _numbered(line: Line, body: float) -> bool:
    """Return whether it is a paragraph number on its own: body text, wherever it is."""
    return bool(re.fullmatch(r"\d+\.", line.text)) and abs(line.size - body) < 0.5


def lines_in_margin(page: ReportPage) -> list[Line]:
    """Return the lines where running heads and page numbers are printed."""
    bottom, top = _edges(page)
    return [line for line in page.lines if not bottom <= line.y <= top]


def _edges(page: ReportPage) -> tuple[float, float]:
    """Return the heights between which there is only text."""
    return _MARGIN * page.height, (1 - _MARGIN) * page.height


def _without_digits(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())


def _without_footnotes(lines: list[Line], body: float) -> list[Line]:
    """Return the lines without small print below all of the body's text."""
    lowest = min((line.y for line in lines if line.size >= _SMALL * body), default=0.0)
    return [line for line in lines if line.size >= _SMALL * body or line.y >= lowest]

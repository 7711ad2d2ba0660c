"""Extract from each page what identifies it: number, running heads, paragraphs, names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from ilacs_bench.reports.document import Line, ReportPage
from ilacs_bench.reports.furniture import IMPRINT, lines_in_margin

_NUMBER = re.compile(r"(?:^|\s)(\d{1,3})$")
_PARAGRAPH = re.compile(r"^(\d{1,3})\s*[.)](?!\d)", re.MULTILINE)
_HEAD = re.compile(r"inspection of \D")  # a running head even on a single page
# A capitalised word that may name a council, unlike most words of a report's title.
_NAME = re.compile(
    r"\b(?!(?:And|Authority|Board|Borough|Care|Children|City|Contents|Corporation|Council|County"
    r"|District|Inspection|Local|London|Metropolitan|Royal|Safeguarding|Services?|Social|The)\b)"
    r"[A-Z][a-z]{2,}\b"
)
_ENDED = re.compile(r"[.?!][’”)]?$|[:;]$")
_SAME_PLACE = 3  # points
_RAISED = 0.6  # a digit smaller than this share of the text is a footnote mark
_SMALL = 0.9  # footnotes are set smaller than this share of the text
_MOST = 0.6  # share of the pages with the same words in the margin that makes them a running head
_TITLE = 1.5  # a title is larger than this multiple of the text


@dataclass(frozen=True)
class Marks:
    """What identifies one page.

    `number` is its printed page number, `heads` its running heads without that number, `paragraphs`
    the consecutive numbers of paragraphs that begin on it; `closes` says whether it has Ofsted's
    imprint, the end of a report; `words` are all of its lines.
    """

    page: ReportPage
    number: int | None
    heads: frozenset[str]
    paragraphs: tuple[int, ...]
    closes: bool
    words: str

    @cached_property
    def body(self) -> list[Line]:
        """Its lines without running heads, page number and small print."""
        smallest = _SMALL * _usual_size(self.page)
        furniture = {id(line) for line in lines_in_margin(self.page) if self._is_furniture(line)}
        return [
            line for line in self.page.lines if line.size >= smallest and id(line) not in furniture
        ]

    def _is_furniture(self, line: Line) -> bool:
        return line.text.isdigit() or _without_number(line) in self.heads

    @cached_property
    def begins_open(self) -> bool:
        """Whether it begins in the middle of a sentence."""
        return any(line.text[:1].islower() for line in self.body[:1])

    @cached_property
    def ends_open(self) -> bool:
        """Whether it ends in the middle of a sentence."""
        return any(not _ENDED.search(line.text) for line in self.body[-1:])


def read_marks(pages: Sequence[ReportPage]) -> list[Marks]:
    """Return the marks of all pages; numbers and heads are found by their common position."""
    margins = [lines_in_margin(page) for page in pages]
    texts = [[_without_number(line) for line in margin] for margin in margins]
    recurring = Counter(text for found in texts for text in set(found))
    heads = _heads(pages, margins, recurring)
    words = ["\n".join(line.text for line in page.lines) for page in pages]
    return [
        Marks(
            page,
            number,
            heads.intersection(found),
            _paragraphs(text),
            bool(IMPRINT.search(text)),
            text,
        )
        for page, number, found, text in zip(
            pages, _numbers(pages, margins, recurring), texts, words, strict=True
        )
    ]


def _heads(
    pages: Sequence[ReportPage], margins: Sequence[Sequence[Line]], recurring: Counter[str]
) -> frozenset[str]:
    """Return what is in the margin of most pages, or has a running head's words and size."""
    least = max(2, _MOST * len(pages))
    worded = {
        text
        for page, margin in zip(pages, margins, strict=True)
        for line in margin
        if _HEAD.match(text := _without_number(line)) and line.size < _SMALL * _usual_size(page)
    }
    return frozenset(text for text, n in recurring.items() if text and n >= least) | worded


def _numbers(
    pages: Sequence[ReportPage], margins: Sequence[Sequence[Line]], recurring: Counter[str]
) -> list[int | None]:
    """Return the number of each page, if another page has one in the same position."""
    found = [
        sorted(_numbers_in(page, margin, recurring))
        for page, margin in zip(pages, margins, strict=True)
    ]
    places = Counter((edge, size) for numbers in found for edge, size, _ in numbers)
    usual = [place for place, n in places.items() if n > 1]

    def is_usual(edge: float, size: float) -> bool:
        return any(size == s and abs(edge - e) <= _SAME_PLACE for e, s in usual)

    return [
        next((number for edge, size, number in numbers if is_usual(edge, size)), None)
        for numbers in found
    ]


def _numbers_in(
    page: ReportPage, margin: Sequence[Line], recurring: Counter[str]
) -> Iterable[tuple[int, int, int]]:
    """Return (points from the edge, size, number) of all possible page numbers."""
    smallest = _RAISED * _usual_size(page)
    for line in margin:
        match = _NUMBER.search(line.text)
        if match and line.size >= smallest and recurring[_without_number(line)] > 1:
            yield round(min(line.y, page.height - line.y)), round(line.size), int(match[1])


def _usual_size(page: ReportPage) -> float:
    sizes = sorted(line.size for line in page.lines)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _without_number(line: Line) -> str:
    return _NUMBER.sub("", line.text.lower())


def _paragraphs(text: str) -> tuple[int, ...]:
    """Return the longest run of consecutive numbers at the start of lines; the first of equals."""
    length: dict[int, int] = {}
    for number in map(int, _PARAGRAPH.findall(text)):
        length[number] = max(length.get(number, 0), length.get(number - 1, 0) + 1)
    if not length:
        return ()
    last = max(length, key=lambda number: length[number])
    return tuple(range(last - length[last] + 1, last + 1))


def title(page: ReportPage) -> str:
    """Return the words of a page set as a title, or its first line."""
    return " ".join(_large(page) or [line.text for line in page.lines[:1]])


def has_title(page: ReportPage) -> bool:
    """Return whether any words of the page are set as a title."""
    return bool(_large(page))


def _large(page: ReportPage) -> list[str]:
    smallest = _TITLE * _usual_size(page)
    words = [line for line in page.lines if not line.text.isdigit()]
    rest = dropwhile(lambda line: line.size <= smallest, words)
    return [line.text for line in takewhile(lambda line: line.size > smallest, rest)]


def names_in_title(page: ReportPage) -> frozenset[str]:
    """Return words of a page's title that may name a council."""
    return frozenset(_NAME.findall(title(page)))

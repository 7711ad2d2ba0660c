"""A council's paper from a file: Word, text, Markdown, or a PDF that holds real text."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ilacs_bench.errors import ReadError
from ilacs_bench.papers.docx_reader import read_docx
from ilacs_bench.papers.paper import Paper, Passage
from ilacs_bench.reports import read_report
from ilacs_bench.reports.document import Line, report_name

LARGEST_PAPER = 20 * 2**20
"""Bytes of a file."""
MOST_PASSAGES = 20_000
"""Paragraphs and rows; a council's longest papers have some 3,000."""
_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|p|br)\b[^<>]{0,200}>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_CELLS = re.compile(r"\t+|\s*\|\s*|\s{3,}")
_RULE = re.compile(r"^[\s|:=_*-]*$")
_BEGINS = re.compile(r"^\s*(?:#{1,6}\s|[-*•◼]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s|\(?[a-z]\)\s)")
_SAME_ROW = 2.0
_NEW_PARAGRAPH = 1.7
"""Heights of a letter from one line to the next: more than that parts two paragraphs."""


def read_paper(path: Path | str) -> Paper:
    """The paper in one file. Raises ReadError in words that say what to do about it."""
    path = Path(path)
    name = report_name(path)
    try:
        if path.stat().st_size > LARGEST_PAPER:
            raise ReadError(name, f"The file has more than {LARGEST_PAPER // 2**20} MB: no paper.")
        passages = _READERS.get(path.suffix.lower(), _refuse)(path)
    except OSError as error:
        raise ReadError(name, f"The file can't be opened: {error.strerror}.") from error
    if not passages:
        raise ReadError(name, "The file holds no text that can be read.")
    if len(passages) > MOST_PASSAGES:
        raise ReadError(name, f"The file has more than {MOST_PASSAGES:,} paragraphs: no paper.")
    return Paper(name, passages)


def _refuse(path: Path) -> tuple[Passage, ...]:
    raise ReadError(
        report_name(path), f"A paper is a file of {', '.join(_READERS)}: save it as one of these."
    )


def _read_text(path: Path) -> tuple[Passage, ...]:
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        raise ReadError(report_name(path), "The file is not text, although its name says so.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text_passages(text)


def text_passages(text: str) -> tuple[Passage, ...]:
    r"""Paragraphs parted by empty lines, list items and rows of tables, by the line they begin on.

    >>> [p.cells for p in text_passages("| Judgement | Grade |\n|---|---|\n| Overall | Good |")]
    [('Judgement', 'Grade'), ('Overall', 'Good')]
    """
    passages: list[Passage] = []
    begun: list[str] = []
    first = table = 0
    in_table = False
    for number, printed in enumerate([*text.splitlines(), ""], start=1):
        words = _EMPHASIS.sub(r"\2", _TAG.sub(" ", printed))
        cells = tuple(_CELLS.split(words.strip().strip("|").strip()))
        is_row = len(cells) > 1
        if begun and (is_row or _RULE.match(words) or _BEGINS.match(words)):
            passages.append(Passage(f"line {first}", " ".join(begun)))
            begun = []
        if is_row and not _RULE.match(words):
            table += not in_table
            passages.append(Passage(f"line {number}", " ".join(cells), cells, table))
        elif not _RULE.match(words):
            first = first if begun else number
            begun.append(words.strip(" #"))
        in_table = is_row or (in_table and bool(words.strip()) and bool(_RULE.match(words)))
    return tuple(passages)


def _read_pdf(path: Path) -> tuple[Passage, ...]:
    document = read_report(path)
    passages: list[Passage] = []
    for page, lines in groupby(document.lines, key=lambda line: line.page):
        passages += _page_passages(page, list(lines), len(passages))
    return tuple(passages)


def _page_passages(page: int, lines: list[Line], before: int) -> Iterator[Passage]:
    """Lines of one height are the cells of a row; others run on until a wide gap."""
    begun: list[str] = []
    last: Line | None = None
    for row in _rows(lines):
        gap = last is not None and last.y - row[0].y > _NEW_PARAGRAPH * max(last.size, 1)
        if begun and (len(row) > 1 or gap or _BEGINS.match(row[0].text)):
            yield Passage(f"page {page}", " ".join(begun))
            begun = []
        if len(row) > 1:
            cells = tuple(line.text for line in sorted(row, key=lambda line: line.x))
            yield Passage(f"page {page}", " ".join(cells), cells, page + before)
        else:
            begun.append(row[0].text)
        last = row[0]
    if begun:
        yield Passage(f"page {page}", " ".join(begun))


def _rows(lines: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in lines:
        if row and abs(row[-1].y - line.y) > _SAME_ROW:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


_READERS = {".docx": read_docx, ".txt": _read_text, ".md": _read_text, ".pdf": _read_pdf}

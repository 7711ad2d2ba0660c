"""Read a council's paper from a file: Word, text, Markdown, or a PDF with real text."""

import re
from dataclasses import dataclass
from pathlib import Path

from ilacs_bench.errors import JobEnded, ReadError
from ilacs_bench.jail.child import SECONDS, run_sandboxed
from ilacs_bench.reports import content_of, read_report
from ilacs_bench.reports.document import report_name
from ilacs_bench.reports.paragraphs import paragraphs
from ilacs_bench.reports.word import WordPassage, read_word

LARGEST_PAPER = 20 * 2**20
"""Bytes of a file."""
MOST_PASSAGES = 20_000
"""Paragraphs and rows; a council's longest papers have some 3,000."""
_KINDS = (".docx", ".txt", ".md", ".pdf")
_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|p|br)\b[^<>]{0,200}>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_CELLS = re.compile(r"\t+|\s*\|\s*|\s{3,}")
_RULE = re.compile(r"^[\s|:=_*-]*$")
_BEGINS = re.compile(r"^\s*(?:#{1,6}\s|[-*•◼]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s|\(?[a-z]\)\s)")


@dataclass(frozen=True)
class Paper:
    """A paper's passages, with its file name."""

    name: str
    passages: tuple[WordPassage, ...]


def read_paper(path: Path | str) -> Paper:
    """Return the paper in a file, read in a sandboxed process as reports are.

    Raises ReadError, saying what to do about it.
    """
    path = Path(path)
    name = report_name(path)
    if path.suffix.lower() not in _KINDS:
        raise ReadError(name, f"A paper is a file of {', '.join(_KINDS)}: save it as one of these.")
    try:
        content = content_of(path, LARGEST_PAPER, "paper")
        return run_sandboxed(SECONDS, paper_in, Path(path.name), content)
    except JobEnded as error:
        raise ReadError(name, str(error)) from error


def paper_in(path: Path, content: bytes) -> Paper:
    """Return the paper in the content of a file. Raises ReadError."""
    name, kind = report_name(path), path.suffix.lower()
    if kind == ".docx":
        passages = tuple(read_word(name, content))
    elif kind == ".pdf":
        passages = _pdf_passages(path, content)
    else:
        passages = text_passages(_text(name, content))
    if not passages:
        raise ReadError(name, "The file holds no text that can be read.")
    if len(passages) > MOST_PASSAGES:
        raise ReadError(name, f"The file has more than {MOST_PASSAGES:,} paragraphs: no paper.")
    return Paper(name, passages)


def _text(name: str, content: bytes) -> str:
    if b"\0" in content[:4096]:
        raise ReadError(name, "The file is not text, although its name says so.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def text_passages(text: str) -> tuple[WordPassage, ...]:
    r"""Return paragraphs, list items and table rows, with the line each begins on.

    >>> [p.cells for p in text_passages("| Judgement | Grade |\n|---|---|\n| Overall | Good |")]
    [('Judgement', 'Grade'), ('Overall', 'Good')]
    """
    passages: list[WordPassage] = []
    begun: list[str] = []
    first, table, role, in_table = 0, 0, "", False
    for number, printed in enumerate([*text.splitlines(), ""], start=1):
        words = _EMPHASIS.sub(r"\2", _TAG.sub(" ", printed))
        cells, is_rule = tuple(_CELLS.split(words.strip().strip("|").strip())), _RULE.match(words)
        is_row = len(cells) > 1
        if begun and (is_row or is_rule or _BEGINS.match(words)):
            passages.append(WordPassage(f"line {first}", " ".join(begun), role=role))
            begun = []
        if is_row and not is_rule:
            table += not in_table
            passages.append(WordPassage(f"line {number}", " ".join(cells), cells, table))
        elif not is_rule:
            if not begun:
                first, role = number, _role(words)
            begun.append(words.strip(" #"))
        in_table = is_row or (in_table and bool(words.strip()) and bool(is_rule))
    return tuple(passages)


def _role(words: str) -> str:
    begins = _BEGINS.match(words)
    if not begins or begins.group().strip()[0].isdigit():
        return ""
    return "heading" if "#" in begins.group() else "item"


def _pdf_passages(path: Path, content: bytes) -> tuple[WordPassage, ...]:
    return tuple(
        WordPassage(f"page {page}", " ".join(cells), tuple(cells), page)
        if len(cells) > 1
        else WordPassage(f"page {page}", cells[0])
        for page, cells in paragraphs(read_report(path, content), _BEGINS)
    )

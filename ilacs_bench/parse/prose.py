"""Join lines to running text and split it into sentences, each with its first page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ilacs_bench.reports.document import GAP, Line

# Round, square and arrow bullets; symbol fonts have them in the private use area.
BULLETS = "◼■▪•●○◦▫◾◆➢➤►❑✓·§\ufffd\ue000-\uf8ff"
_BULLET = re.compile(rf"^[{BULLETS}]\s*")
# A sentence ends before a capital, a digit or a missing page; "(Recommendation)" is part of it.
_END = re.compile(
    r"[.?!][’”'\")\]]*(?:\s+\(Recommendation\))?"
    rf"(?=\s+(?:{re.escape(GAP)}|(?!\(Recommendation)[‘“'\"(\[]?[A-Z0-9]))"
)
_NO_END = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|vs|approx|mr|mrs|ms|dr|prof|rev|st|no|fig|para|[A-Z])\.$", re.IGNORECASE
)
_END_OR_ITEM = re.compile(rf"{_END.pattern}|\s(?=[{BULLETS}])")
_LONGEST_SHORT_FORM = 10  # characters to look back for one, with its space and full stop
_SPACE_BEFORE_STOP = re.compile(r" (?=[.,;:](?:\s|$))(?<=\w )")


@dataclass(frozen=True)
class Passage:
    """A piece of running text and the page on which it begins."""

    text: str
    page: int


def join_lines(lines: Sequence[Line]) -> Passage:
    """Return the lines as one text; words hyphenated over two lines are joined."""
    text, _ = _join(lines)
    return Passage(text, lines[0].page)


def split_sentences(lines: Sequence[Line]) -> list[Passage]:
    """Return the sentences of the lines, in order; each list item is a sentence too."""
    text, starts = _join(lines)
    sentences = []
    for begin, end in _spans(text):
        words = _BULLET.sub("", text[begin:end]).strip()
        if any(letter.isalpha() for letter in words):
            page = next(page for offset, page in reversed(starts) if offset <= begin)
            sentences.append(Passage(words, page))
    return sentences


def _spans(text: str) -> Iterable[tuple[int, int]]:
    begin = 0
    for match in _END_OR_ITEM.finditer(text):
        if not _NO_END.search(text, max(begin, match.end() - _LONGEST_SHORT_FORM), match.end()):
            yield begin, match.end()
            begin = match.end()
            while text[begin : begin + 1].isspace():
                begin += 1
    yield begin, len(text)


def _join(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text, and (offset, page) of every line in it."""
    text = ""
    starts = []
    for line in lines:
        piece = _SPACE_BEFORE_STOP.sub("", " ".join(line.text.split()))
        text = _glue(text, piece)
        starts.append((max(0, len(text) - len(piece)), line.page))
    return text, starts


def _glue(text: str, piece: str) -> str:
    if not text or not piece:
        return text + piece
    if text.endswith("\u00ad"):
        return text[:-1] + piece
    # 80517-waltham-forest_2019-03-11.pdf breaks a line after "/".
    broken_word = text[-1] == "-" and text[-2:-1].isalnum() and piece[0].isalnum()
    if broken_word or text.endswith("/") or piece[0] in ".,;:)":
        return text + piece
    return f"{text} {piece}"

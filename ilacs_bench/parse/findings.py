"""Parse the findings of a report: its sentences, each with section, paragraph and page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ilacs_bench.parse.outline import Section
from ilacs_bench.parse.paragraphs import Paragraph, number_paragraphs
from ilacs_bench.parse.prose import split_sentences
from ilacs_bench.reports.document import Line

_NAMES = r"(?:known|referred to)(?: locally)? as"
_IS_CALLED = rf"(?:is|are)(?: also| now| locally)? (?:{_NAMES}|called)"
_CALLS = r"(?:use|adopt) the (?:term|name|word)s?"
_DECIDES = (
    r"(?:prefers?|(?:has|have) (?:taken the decision|decided|chosen|agreed)) to "
    rf"(?:be {_NAMES}|{_CALLS})"
)
# Only the name, a place and the people meant may follow; a comma or a verb would add content.
_NOTE = re.compile(
    rf"[^,;:]{{3,90}}? (?:{_IS_CALLED}|{_CALLS}|{_DECIDES}) "
    r"(?:(?!\b(?:and|who|which|that|is|are|was|were|has|have)\b)[^,;:]){2,90}",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"\b(?:this|the|our) report\b", re.IGNORECASE)
_TERM = re.compile(rf"\b(?:terms?\b|{_NAMES}\b|called\b)", re.IGNORECASE)

_HINTS = ("known", "referred to", "called", "term", "name", "word")  # cheap to search for


def is_note(sentence: str) -> bool:
    """Return whether a sentence only explains a term, or says which one the report uses.

    >>> is_note("In this report care leavers are referred to as young adults.")
    True
    >>> is_note("Visits, known as ‘drop-ins’, help families early.")
    False
    """
    if not any(hint in sentence for hint in _HINTS):
        return False
    if _OF_REPORT.search(sentence) and _TERM.search(sentence):
        return True
    return _NOTE.fullmatch(sentence.rstrip(". ")) is not None


_FEWEST_WORDS = 4  # an unnumbered line shorter than this is a label or a grade, not a sentence


@dataclass(frozen=True)
class Finding:
    """One sentence and its position. `paragraph` is None in the unnumbered summaries.

    If a report prints a paragraph number twice, `repeat` is 2 for the second.
    """

    section: str
    paragraph: int | None
    repeat: int
    sentence: int
    page: int
    text: str


def parse_findings(
    sections: Sequence[Section], areas: Sequence[str]
) -> tuple[list[Finding], list[int]]:
    """Return the sentences of summaries and numbered paragraphs, and all paragraph numbers.

    Notes on terms are left out; other sentences keep their numbers. Paragraphs of other sections
    (recommendations, about the area) only count for the numbering.
    """
    findings: list[Finding] = []
    numbers: list[int] = []
    last = 0
    unnumbered: Counter[str] = Counter()
    printed: Counter[int] = Counter()
    for section in sections:
        if section.opens == "board":
            continue
        paragraphs = number_paragraphs(section.lines, last)
        last = paragraphs[-1].number if paragraphs else last
        numbers += [paragraph.number for paragraph in paragraphs]
        if section.opens != "summary" and section.opens not in areas:
            continue
        summary = list(_summary(section, paragraphs, unnumbered[section.opens]))
        unnumbered[section.opens] += len(summary)
        findings += summary
        for paragraph in paragraphs:
            printed[paragraph.number] += 1
            findings += _numbered(section, paragraph, printed[paragraph.number])
    return [finding for finding in findings if not is_note(finding.text)], numbers


def _summary(section: Section, paragraphs: Sequence[Paragraph], written: int) -> Iterator[Finding]:
    """Yield sentences before the first numbered paragraph of a section."""
    lines = section.lines[: _length_before(section.lines, paragraphs)]
    passages = [p for p in split_sentences(lines) if len(p.text.split()) >= _FEWEST_WORDS]
    for number, passage in enumerate(passages, start=written + 1):
        yield Finding(section.opens, None, 1, number, passage.page, passage.text)


def _length_before(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of lines before the first numbered paragraph; all if there is none."""
    if not paragraphs:
        return len(lines)
    return next(at for at, line in enumerate(lines) if line is paragraphs[0].opening)


def _numbered(section: Section, paragraph: Paragraph, repeat: int) -> Iterator[Finding]:
    for number, passage in enumerate(split_sentences(paragraph.lines), start=1):
        yield Finding(section.opens, paragraph.number, repeat, number, passage.page, passage.text)

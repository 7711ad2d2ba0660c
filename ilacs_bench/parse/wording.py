"""Translate printed words to codes: judgement labels, grades and section headings.

Every known wording is a row of `data/lookups`; a new one needs no code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import printed_labels
from ilacs_bench.vocabulary import OVERALL

_ONE_SIGN = str.maketrans("‘’`–—─", "'''---")
_MISSPELT = (
    ("judgment", re.compile(r"\bjudgment"), "judgement"),
    ("experience and", re.compile(r"\bexperience and\b"), "experiences and"),
)
"""A fast test, the pattern, and the correct spelling."""
_LEAD_IN = re.compile(
    r"^(?:key judgement judgement grade )?(?:\d(?:\.\d)?\.?\s*)?"
    r"(?:the )?(?:graded judgement (?:for|about|of) )?(?:the )?"
)
_SURE = 0.93  # the two most similar labels have a ratio of 0.90, so above this a misprint is safe
_ALIKE = 0.75  # minimum similarity of a misprinted word and the intended one

GRADE = (
    "(?:"
    + "|".join(
        re.escape(row["wording"])
        for row in sorted(read_lookup("grade_wordings"), key=lambda row: -len(row["wording"]))
    )
    + ")"
)
"""Regular expression of every printed grade, 'not judged' included, in plain words."""

_GRADE_CODES = {row["wording"]: row["grade"] or None for row in read_lookup("grade_wordings")}
_GRADE_WORDINGS = tuple(_GRADE_CODES)


def plain(text: str) -> str:
    """Return the words in lower case, single-spaced, with straight quotes and spellings fixed."""
    if "`" in text or not text.isascii():  # `translate` is slow
        text = text.translate(_ONE_SIGN)
    words = " ".join(text.lower().split())
    for sign, pattern, mended in _MISSPELT:
        if sign in words:
            words = pattern.sub(mended, words)
    return words


def grade_of(wording: str) -> str | None:
    """Return the code of a printed grade; None for 'not judged'. Raises KeyError.

    >>> grade_of("Requires improvement to be good")
    'requires_improvement'
    """
    return _GRADE_CODES[plain(wording)]


def judgement_area_of(label: str, family: str) -> str | None:
    """Return the judgement area of a printed label in one framework family; None for no label.

    A misprint is accepted only if it is close to one label and to no other.

    >>> judgement_area_of("2.2 Experience and progress of care leavers", "sif")
    'care_leavers'
    """
    words = _LEAD_IN.sub("", plain(label).strip(" :.-"))
    areas = printed_labels(family)
    if words in areas or len(words) > LONGEST_HEADING:
        return areas.get(words)
    nearest = get_close_matches(words, areas, n=1, cutoff=_SURE)
    return areas[nearest[0]] if nearest and _same_words(words, nearest[0], areas) else None


def _same_words(words: str, known: str, areas: Mapping[str, str]) -> bool:
    """Return whether a misprinted label has the words of the known one, perhaps misprinted.

    No word may be missing, and none may belong to another area.
    """
    own, found = known.split(), words.split()
    others = {w for label, area in areas.items() if area != areas[known] for w in label.split()}
    distinctive = others - {*own}
    return all(_is_like(word, found) for word in own) and all(
        _is_like(word, own) and word not in distinctive for word in found
    )


def _is_like(word: str, among: list[str]) -> bool:
    return bool(get_close_matches(word, among, n=1, cutoff=_ALIKE))


@cache
def any_label(family: str) -> re.Pattern[str]:
    """Return a pattern of every printed label of the family, with its number and article."""
    labels = "|".join(map(re.escape, sorted(printed_labels(family), key=len, reverse=True)))
    return re.compile(rf"\b(?:\d(?:\.\d)?\.?\s+)?(?:the )?(?:{labels})\b")


_IS = (
    r"\b(?:is|are)\b[\s:]*(?:judged\s+)?"
    r"(?:that\s+)?(?:(?:it|they)\s+)?(?:(?:is|are)\s+)?(?:to be\s+)?"
)
_JUDGED_HEADING = re.compile(
    rf"(?P<label>.+?)[\s:.-]*(?:{_IS})?(?P<grade>{GRADE})[.]?(?: because:?)?"
)


LONGEST_HEADING = 160
"""Characters; longer text is not a heading."""


@dataclass(frozen=True)
class Heading:
    """What a printed heading opens: a judgement area or another kind of section.

    `grade` is the grade in it; `authority_only` says that a review of the Local Safeguarding
    Children Board, printed in the same report, never has such a heading.
    """

    opens: str
    grade: str | None = None
    authority_only: bool = False


def heading_of(text: str, family: str) -> Heading | None:
    """Return the heading with this text, or None.

    >>> heading_of("The experiences and progress of care leavers: good", "ilacs")
    Heading(opens='care_leavers', grade='good', authority_only=True)
    """
    words = _MARK_OF_NOTE.sub("", plain(text))
    if len(words) > LONGEST_HEADING:
        return None
    other = _other_headings().get(_heading_words(words))
    if other:
        return other
    last = words.removesuffix(":").removesuffix(" because").removesuffix(".")
    judged = _JUDGED_HEADING.fullmatch(words) if last.endswith(_GRADE_WORDINGS) else None
    label, grade = (judged["label"], judged["grade"]) if judged else (words, None)
    area = printed_labels(family).get(_LEAD_IN.sub("", label.strip(" :.-?")))
    if grade and not area:
        area = judgement_area_of(label, family)
    if area and area != OVERALL:
        return Heading(area, grade, authority_only=True)
    of_board = _other_headings().get(_heading_words(label))
    return of_board if of_board and of_board.opens == "board" else None


def _heading_words(words: str) -> str:
    """Return the words of a heading, with one name for the Local Safeguarding Children Board."""
    if words.startswith("section") or "lscb" in words or "board" in words:
        for pattern, words_of in _BOARD:
            words = pattern.sub(words_of, words)
    return words.strip(" :?.-")


_BOARD = (
    (re.compile(r"^section \d:? "), ""),
    (re.compile(r"safeguarding children's board"), "safeguarding children board"),
    (re.compile(r" \(lscb\)"), ""),
    (re.compile(r"\blscb\b"), "local safeguarding children board"),
)
_MARK_OF_NOTE = re.compile(r"(?<=[a-z?:])\d{1,2}$")  # a footnote mark


@cache
def _other_headings() -> dict[str, Heading]:
    return {
        _heading_words(row["wording"]): Heading(
            row["opens"], authority_only=row["authority_only"] == "yes"
        )
        for row in read_lookup("section_headings")
    }

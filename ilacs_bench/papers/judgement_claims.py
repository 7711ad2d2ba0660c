"""Claims of a grade: in a table of judgements, on a line of its own, or in a sentence."""

import re
from collections.abc import Iterator
from itertools import groupby

from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.paper import Passage
from ilacs_bench.papers.reading_words import GRADE_WORD, areas_in
from ilacs_bench.parse.wording import grade_of, judgement_area_of, plain
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_JUDGED = re.compile(
    r"\b(?:(?:judged|rated|graded|assessed)(?: \w+){0,3}?"
    r"|(?:judgement|grade|rating|effectiveness)\b[^.;]{0,90}?\b(?:is|was|of|as|remains|were)"
    r"(?: (?:judged|rated|graded|to be|now|also))*|previously(?: \w+){0,3}?) "
    rf"(?:to be |as |at )?{GRADE_WORD}"
)
_FROM_TO = re.compile(
    r"\b(?:moved|improved|risen|rose|declined|fell|fallen|gone|went|dropped|changed)\b[^.;]{0,30}?"
    rf"\bfrom {GRADE_WORD} to {GRADE_WORD}"
)
_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|last inspect(?:ion|ed)|prior|formerly|inspection before"
    r"|single inspection framework|sif)\b"
)
_BACK = 100
"""Letters before a grade in which a word may say that it is of the inspection before."""
_YEAR = re.compile(r"\b(?:in|of|from|to) (?:[a-z]+ )?(20[12]\d)\b|\((20[12]\d)\)")
_LINE = re.compile(rf"(?P<label>.{{5,120}}?)\s*(?:[:–—-]|\bis\b|\bare\b)\s*{GRADE_WORD}\.?")
_NUMBERING = re.compile(r"^(?:[-*•◼]|\(?\d+(?:\.\d+)*[.)]?|\(?[a-z]\))\s+")
_NOW_HEADING = re.compile(r"\b(?:now|current|latest|this|new|grade|judgement|outcome|rating)\b")
_SHORT = {label.lower(): area for area, label in AREA_SHORT_LABELS.items()} | {
    "overall": "overall",
    "children in care and care leavers": "in_care_and_care_leavers",
}


def judged(place: str, sentence: str, words: str) -> Iterator[Claim]:
    """Grades of a sentence, given as it stands and in plain lower case."""
    areas = areas_in(words)
    moved = _FROM_TO.search(words)
    if len(areas) > 1:
        if _JUDGED.search(words) or moved:
            yield Claim("unread", place, sentence, problem="it names several judgements")
        return
    area = areas[0] if areas else "overall"
    if moved:
        yield Claim("judgement", place, sentence, area, _code(moved[1]), "before")
        yield Claim("judgement", place, sentence, area, _code(moved[2]), "now")
        return
    last = 0
    for match in _JUDGED.finditer(words):
        near = words[max(last, match.start() - _BACK) : match.end()]
        last = match.end()
        before = bool(_BEFORE.search(near)) and " now " not in near
        if before or areas:
            year = _year(near)
            when = "before" if before else str(year or "now")
            yield Claim("judgement", place, sentence, area, _code(match[1]), when, year=year)


def _code(words: str) -> tuple[str, ...]:
    code = grade_of(words)
    return (code,) if code else ()


def _year(words: str) -> int | None:
    years = [first or second for first, second in _YEAR.findall(words)]
    return int(years[-1]) if years else None


def judged_line(passage: Passage) -> Iterator[Claim]:
    """A line that is a label and its grade: 'Overall effectiveness: good'."""
    words = plain(_NUMBERING.sub("", passage.text))
    match = _LINE.fullmatch(words)
    area = area_of(match["label"]) if match else None
    if match and area:
        yield Claim("judgement", passage.place, passage.text, area, _code(match[2]))


def table_claims(passages: tuple[Passage, ...]) -> Iterator[Claim]:
    """Grades in tables, by the label of the row and the heading of the column."""
    for table, rows in groupby(passages, key=lambda passage: passage.table):
        if table:
            yield from _of_table(list(rows))


def _of_table(rows: list[Passage]) -> Iterator[Claim]:
    headings: tuple[str, ...] = ()
    for row in rows:
        labelled = [(at, area) for at, cell in enumerate(row.cells) if (area := area_of(cell))]
        grades = [(at, code) for at, cell in enumerate(row.cells) if (code := _grade(cell))]
        if not labelled and not grades and not headings:
            headings = row.cells
        elif len(labelled) == 1 and grades:
            area = labelled[0][1]
            for at, code in grades:
                yield _cell_claim(row, area, code, _heading(headings, at), len(grades))


def _heading(headings: tuple[str, ...], at: int) -> str:
    return headings[at].lower() if at < len(headings) else ""


def _cell_claim(row: Passage, area: str, code: str, heading: str, n: int) -> Claim:
    years = re.findall(r"\b20[12]\d\b", heading)
    when = ""
    if _BEFORE.search(heading) or "before" in heading or "last" in heading.split():
        when = "before"
    elif len(years) == 1:
        when = years[0]
    elif n == 1 or _NOW_HEADING.search(heading):
        when = "now"
    if not when:
        problem = f"the heading ‘{heading}’ does not say of which inspection the grade is"
        return Claim("unread", row.place, row.text, problem=problem)
    return Claim("judgement", row.place, row.text, area, (code,), when)


def area_of(label: str) -> str | None:
    """The judgement area of a label as Ofsted prints it, or in short; None for other words.

    >>> area_of("Overall effectiveness"), area_of("Help and protection"), area_of("Finance")
    ('overall', 'help_protection', None)
    """
    words = " ".join(label.lower().split()).strip(" :.-–")
    if not words or len(words) > 200:
        return None
    return _SHORT.get(words) or judgement_area_of(label, "ilacs") or judgement_area_of(label, "sif")


_CELL_GRADE = re.compile(rf"{GRADE_WORD}(?: \(.*\))?(?:, page \d+)?\.?")


def _grade(cell: str) -> str | None:
    """The grade that a cell says and nothing else but a note on it."""
    match = _CELL_GRADE.fullmatch(" ".join(cell.lower().split()))
    return grade_of(match[1]) if match else None

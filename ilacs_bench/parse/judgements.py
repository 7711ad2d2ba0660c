"""The judgement table of a report, read by its printed labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.wording import GRADE, grade_of, judgement_area_of, plain
from ilacs_bench.reports.document import Line

_REACH = 60  # lines after the cover in which the whole table must stand
_GRADE = re.compile(rf"\b{GRADE}\b(?!\w)")
_TABLE_HEAD = re.compile(r"^(?:.*?\bjudgement grade\b)?[\s:]*")
_SIF_OVERALL = re.compile(
    r"(?:overall judgement is|children's services (?:in|for) .{2,80}?)"
    rf"[\s:]*(?:that .{{0,80}}?)?(?:(?:is|are)\s+)?(?P<grade>{GRADE})\b"
)
_SIF_TABLE = re.compile(r"\b1\.?\s+(?=children who need help and protection)")


@dataclass(frozen=True)
class Judgement:
    """One area graded; `grade` is None where the report prints 'not judged'."""

    area: str
    grade: str | None
    page: int
    printed: str
    last_line: Line


@dataclass(frozen=True)
class JudgementTable:
    """All judgements of one table, its family of labels, and the index of the line after it."""

    family: str
    judgements: tuple[Judgement, ...]
    after: int


def parse_judgements(name: str, lines: Sequence[Line], start: int) -> JudgementTable:
    """The table in the lines after a cover. Raises ParseError where none is certain."""
    reach = lines[start : start + _REACH]
    family, found = "ilacs", _read_ilacs(reach)
    if not found:
        family, found = "sif", _read_sif(reach)
    if not found:
        raise ParseError(name, "No table of judgements was found at its front.", page=1)
    _check_once(name, found)
    after = start + 1 + max(reach.index(judgement.last_line) for judgement in found)
    return JudgementTable(family, tuple(found), after)


def _check_once(name: str, found: Sequence[Judgement]) -> None:
    areas = [judgement.area for judgement in found]
    twice = sorted({area for area in areas if areas.count(area) > 1})
    if twice:
        raise ParseError(name, f"Its table judges {', '.join(twice)} twice.", page=found[0].page)


def _read_ilacs(lines: Sequence[Line]) -> list[Judgement]:
    for ordered in (list(lines), _by_column(lines)):
        text, sources = _flatten(ordered)
        head = _TABLE_HEAD.match(text)
        found = _read_rows(text, head.end() if head else 0, "ilacs", sources)
        if len(found) >= _FEWEST_ROWS:
            return found
    return []


_FEWEST_ROWS = 4  # no ILACS framework has fewer; a table read in part is not read


def _read_sif(lines: Sequence[Line]) -> list[Judgement]:
    text, sources = _flatten(lines)
    overall = _SIF_OVERALL.search(text)
    table = _SIF_TABLE.search(text, overall.end() if overall else 0)
    if not overall or not table:
        return []
    judged = _judgement("overall", overall["grade"], overall[0], sources[overall.end() - 1])
    return [judged, *_read_rows(text, table.start(), "sif", sources)]


def _read_rows(text: str, start: int, family: str, sources: Sequence[Line]) -> list[Judgement]:
    """Label and grade by turns, up to the first words that are no label."""
    found = []
    for match in _GRADE.finditer(text, start):
        area = judgement_area_of(text[start : match.start()], family)
        if area is None:
            break
        printed = text[start : match.end()]
        found.append(_judgement(area, match[0], printed, sources[match.end() - 1]))
        start = match.end()
    return found


def _judgement(area: str, grade: str, printed: str, line: Line) -> Judgement:
    return Judgement(area, grade_of(grade), line.page, " ".join(printed.split()), line)


def _flatten(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The words of the lines in one plain string, and for each letter of it the line."""
    text = ""
    sources: list[Line] = []
    for line in lines:
        words = plain(line.text) + " "
        text += words
        sources += [line] * len(words)
    return text, sources


def _by_column(lines: Sequence[Line]) -> list[Line]:
    """The lines with each grade put behind the label beside which it stands on the page.

    A file may store the two columns of a table apart, or a cell in two pieces.
    """
    cells = [line for line in lines if _GRADE.fullmatch(plain(line.text))]
    labels = [line for line in lines if line not in cells]
    placed = list(labels)
    for cell in cells:
        beside = [i for i, line in enumerate(placed) if line.page == cell.page and line.x < cell.x]
        if not beside:
            return []
        first = min(beside, key=lambda i: abs(placed[i].y - cell.y))
        placed.insert(_end_of_block(placed, first) + 1, cell)
    return placed


def _end_of_block(lines: Sequence[Line], at: int) -> int:
    """Index of the last line of the table cell that line `at` belongs to."""
    while at + 1 < len(lines):
        here, below = lines[at], lines[at + 1]
        leading = here.y - below.y
        if below.page != here.page or abs(below.x - here.x) > 2 or leading > 1.5 * here.size:
            break
        at += 1
    return at

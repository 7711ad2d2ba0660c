"""Parse the judgement table of a report by its printed labels."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.wording import GRADE, any_label, grade_of, judgement_area_of, plain
from ilacs_bench.reports.document import Line
from ilacs_bench.vocabulary import FAMILIES, FRAMEWORKS, OVERALL, Family, frameworks_on

_REACH = 60  # number of lines after the cover within which the table must end
_GRADE = re.compile(rf"\b{GRADE}\b(?!\w)")
_TABLE_HEAD = re.compile(r"^(?:.*?\bjudgement grade\b)?[\s:]*")
# "overall judgement is …", "Children's services in X are …", never "… are not yet good"
_OVERALL_SENTENCE = re.compile(
    r"(?:overall (?:judgement|effectiveness)|children's (?:social care )?services)\b"
    rf".{{1,120}}?(?<!not )(?<!not yet )\b(?P<grade>{GRADE})\b"
)
_NO_TABLE = "No table of judgements was found at its front."
_LONGEST_GRADE = 80  # letters and spaces; the longest known has 31
_SAME_COLUMN = 2.0  # points
_COLUMN_APART = 20.0  # minimum distance in points from the first to a second column


@dataclass(frozen=True)
class Judgement:
    """One graded area; `grade` is None if the report prints 'not judged'."""

    area: str
    grade: str | None
    page: int
    printed: str
    last_line: Line


@dataclass(frozen=True)
class JudgementTable:
    """All judgements of one table, its framework family, and the index of the next line."""

    family: str
    judgements: tuple[Judgement, ...]
    after: int


def parse_judgements(
    name: str, lines: Sequence[Line], start: int, first_day: date | None = None
) -> JudgementTable:
    """Return the table in the lines after a cover. Raises ParseError if none is certain.

    Tables of frameworks in force on the `first_day` on site are tried first.
    """
    reach = lines[start : start + _REACH]
    kinds = _kinds_of_table(first_day or date.max)
    for kind in kinds:
        found = _read_table(name, reach, partial(_read_kind, kind))
        if found:
            _check_once(name, found)
            after = start + 1 + max(reach.index(judgement.last_line) for judgement in found)
            return JudgementTable(kind.family.code, tuple(found), after)
    raise ParseError(name, _why_none(reach, kinds), page=1)


@dataclass(frozen=True)
class _TableKind:
    """The tables of a framework family; one with fewer rows is incomplete."""

    family: Family
    fewest: int


@cache
def _kinds_of_table(first_day: date) -> tuple[_TableKind, ...]:
    """Return kinds in force first, newest first; rows are of frameworks that had begun."""
    in_force = [framework.family for framework in frameworks_on(first_day)]
    families = dict.fromkeys([*in_force, *reversed(FAMILIES.values())])
    return tuple(_TableKind(family, _fewest_rows(family, first_day)) for family in families)


def _fewest_rows(family: Family, first_day: date) -> int:
    of_family = [framework for framework in FRAMEWORKS.values() if framework.family == family]
    begun = [framework for framework in of_family if framework.first_day <= first_day]
    return min(
        sum(family.overall_in_table or area != OVERALL for area in framework.areas)
        for framework in begun or of_family
    )


def _check_once(name: str, found: Sequence[Judgement]) -> None:
    areas = [judgement.area for judgement in found]
    twice = sorted({area for area in areas if areas.count(area) > 1})
    if twice:
        raise ParseError(name, f"Its table judges {', '.join(twice)} twice.", page=found[0].page)


def _read_table(
    name: str, lines: Sequence[Line], read: Callable[[str, Sequence[Line]], list[Judgement]]
) -> list[Judgement]:
    """Return the rows that `read` finds in stored order or, if more, in printed order.

    Raises ParseError if both orders give equally many rows but different grades.
    """
    stored, printed = read(*_flatten(lines)), read(*_flatten(_by_column(lines)))
    if len(stored) == len(printed) and _grades(stored) != _grades(printed):
        message = "Its table gives one set of grades in the order of the file, another on the page."
        raise ParseError(name, message, page=stored[0].page)
    return max(stored, printed, key=len)


def _grades(found: Sequence[Judgement]) -> set[tuple[str, str | None]]:
    return {(judgement.area, judgement.grade) for judgement in found}


def _read_kind(kind: _TableKind, text: str, sources: Sequence[Line]) -> list[Judgement]:
    if kind.family.overall_in_table:
        head = _TABLE_HEAD.match(text)
        return _first_table(text, head.end() if head else 0, kind, sources)
    overall = _OVERALL_SENTENCE.search(text)
    if not overall:
        return []
    rows = _first_table(text, overall.end(), kind, sources)
    judged = _judgement(OVERALL, overall["grade"], overall[0], sources[overall.end() - 1])
    return [judged, *rows] if rows else []


def _first_table(
    text: str, start: int, kind: _TableKind, sources: Sequence[Line]
) -> list[Judgement]:
    """Return the rows of the first complete table, at `start` or at a label further down.

    Other text precedes it in 67 reports, such as 80426-barnsley_2014-08-08.pdf.
    """
    family = kind.family.code
    for begin in (start, *(label.start() for label in any_label(family).finditer(text, start))):
        rows = _read_rows(text, begin, family, sources)
        if len(rows) >= kind.fewest:
            return rows
    return []


def _read_rows(text: str, start: int, family: str, sources: Sequence[Line]) -> list[Judgement]:
    """Return labels and grades in turn, up to the first text that is no label."""
    found: list[Judgement] = []
    for match in _GRADE.finditer(text, start):
        area = judgement_area_of(text[start : match.start()], family)
        if area is None:
            break
        printed = text[start : match.end()]
        row = _judgement(area, match[0], printed, sources[match.end() - 1])
        if any((row.area, row.grade) == (above.area, above.grade) for above in found):
            break  # the heading of the first section, directly below the table
        found.append(row)
        start = match.end()
    return found


def _judgement(area: str, grade: str, printed: str, line: Line) -> Judgement:
    return Judgement(area, grade_of(grade), line.page, " ".join(printed.split()), line)


def _flatten(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """Return the text of the lines in one normalised string, and each character's line."""
    text = ""
    sources: list[Line] = []
    for line in lines:
        words = plain(line.text) + " "
        text += words
        sources += [line] * len(words)
    return text, sources


def _why_none(lines: Sequence[Line], kinds: Sequence[_TableKind]) -> str:
    """Return what is wrong with the table: its first unknown label, if it has one."""
    text, _ = _flatten(lines)
    starts = [(any_label(kind.family.code).search(text), kind.family.code) for kind in kinds]
    found = next(((start, family) for start, family in starts if start), None)
    if found is None:
        return _NO_TABLE
    start, family = found
    begin = start.start()
    for match in _GRADE.finditer(text, begin):
        label = text[begin : match.start()].strip()
        if judgement_area_of(label, family) is None:
            return (
                f"Its table of judgements can't be read: found '{label[-80:]}' before the grade "
                f"'{match[0]}', expected one of the labels in data/lookups/framework_areas.csv "
                "or judgement_labels.csv."
            )
        begin = match.end()
    return _NO_TABLE


def _by_column(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each grade moved after the label beside it on the page.

    A file may store the two columns of a table separately, or a cell in two pieces.
    """
    cells = _grade_cells(lines)
    pieces = [line for cell in cells for line in cell]
    placed = [line for line in lines if line not in pieces]
    for cell in cells:
        labels = _beside(placed, cell[0])
        if not labels:
            return []
        nearest = min(labels, key=lambda i: abs(placed[i].y - cell[0].y))
        at = _end_of_block(placed, nearest) + 1
        placed[at:at] = cell
    return placed


def _grade_cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the grades printed to the right of something, each as its one to three lines."""
    cells = []
    for column in _columns(lines):
        at = 0
        while at < len(column):
            length = _length_of_cell(column[at : at + 3])
            if length and _beside(lines, column[at]):
                cells.append(column[at : at + length])
            at += max(1, length)
    return cells


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each column of each page, from top to bottom."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.page, line.x)):
        last = columns[-1][-1] if columns else None
        if last and last.page == line.page and line.x - last.x <= _SAME_COLUMN:
            columns[-1].append(line)
        else:
            columns.append([line])
    return [sorted(column, key=lambda line: -line.y) for column in columns]


def _length_of_cell(lines: Sequence[Line]) -> int:
    """Return how many of these lines, from the first, form one grade: the most, or 0."""
    for length in range(len(lines), 0, -1):
        words = " ".join(line.text for line in lines[:length])
        if len(words) <= _LONGEST_GRADE and _GRADE.fullmatch(plain(words)):
            return length
    return 0


def _beside(lines: Sequence[Line], cell: Line) -> list[int]:
    """Return indices of the lines in a column to the left of the cell."""
    return [
        i
        for i, line in enumerate(lines)
        if line.page == cell.page and line.x < cell.x - _COLUMN_APART
    ]


def _end_of_block(lines: Sequence[Line], at: int) -> int:
    """Return the index of the last line of the table cell that line `at` belongs to."""
    while at + 1 < len(lines):
        line, below = lines[at], lines[at + 1]
        leading = line.y - below.y
        is_apart = abs(below.x - line.x) > _SAME_COLUMN or leading > 1.5 * line.size
        if below.page != line.page or is_apart:
            break
        at += 1
    return at

"""Find claims in tables of judgements, from each cell with its row and column headings.

A table of grades, by judgement or by council, is read completely: a row that can't be read becomes
a claim that can't be checked, so that gaps are visible.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ilacs_bench.lookups.phrases import Token, letters, tokens_of, unnumbered, values
from ilacs_bench.papers.claims import ENGLAND, Claim
from ilacs_bench.papers.sentences import not_understood
from ilacs_bench.reports.word import WordPassage
from ilacs_bench.vocabulary import GRADES, OVERALL

_LIST = r"(?:[ow]g,*)+"
_POSITION = r"(?:nH)?,*(?:n=)?,*(?:nL)?,*(?:nU)?"
_VALUE = re.compile(rf"g(?:Nn)?|0|z|=|a,*gx?|nfnbk|{_POSITION}|{_LIST}")
"""Token patterns of cells with a grade, no grade, a change, or a comparison."""
_OF_WHAT = "awodtvlxCikhcSeqnXmDfuU,"
"""Token letters that say what a grade is about."""
_SHORT = 30
"""Letters."""
_KINDS = {"H": "higher", "=": "same", "L": "lower", "U": "ungraded"}


@dataclass(frozen=True)
class _Cell:
    """One cell: its words and their tokens."""

    text: str
    tokens: tuple[Token, ...] = ()

    @property
    def kinds(self) -> str:
        """The letters of its tokens."""
        return letters(self.tokens)

    @property
    def is_value(self) -> bool:
        """Whether it has a grade or a result of grades."""
        return bool(self.kinds.strip(",") and _VALUE.fullmatch(self.kinds))

    @property
    def is_short(self) -> bool:
        """Whether it has a grade and is too short to be a note."""
        return "g" in self.kinds and len(self.text) <= _SHORT

    @property
    def is_empty(self) -> bool:
        """Whether it is empty, or holds an unrelated note."""
        return self.kinds == "K" or not re.search(r"[\w✓✔]", self.text)


def table_claims(rows: list[WordPassage], own: str) -> list[Claim]:
    """Return the claims of one table; [] if it is not a table of judgements."""
    grid = [
        [_Cell(cell, tuple(tokens_of(unnumbered(cell), own))) for cell in row.cells] for row in rows
    ]
    if not _is_of_judgements([cell for row in grid for cell in row]):
        return []
    n = next((at for at, row in enumerate(grid) if _ends_headings(row, at)), len(grid))
    heads = [
        _heading([row[at] for row in grid[:n] if at < len(row)])
        for at in range(max(map(len, grid)))
    ]
    if {"x", "C"} & set(
        "".join(head.kinds for head in heads)
    ):  # beside it, 'last' is the one before
        heads = [replace(head, tokens=tuple(map(_before, head.tokens))) for head in heads]
    columns = {at for row in grid[n:] for at, cell in enumerate(row) if cell.is_value}
    claims: list[Claim] = []
    below: tuple[Token, ...] = ()  # the text of a row that is a heading for others
    for row, cells in zip(rows[n:], grid[n:], strict=True):
        alone = cells[0].kinds if len({one.text for one in cells if one.text}) <= 1 else "g"
        if not cells[0].is_value and alone != "g":
            below = () if set(alone) - set("vxCldikS,") else cells[0].tokens
        if set("aowg") & set(alone):
            blank = Claim("unread", row.place, row.text, own, in_table=True)
            claims += _row_claims(blank, cells, heads, columns, below)
    return claims


def _before(token: Token) -> Token:
    return replace(token, letter="v") if token.letter == "l" else token


def _is_of_judgements(cells: list[_Cell]) -> bool:
    """Return whether a table has grades of judgements or councils, or such headings."""
    others = "".join(cell.kinds for cell in cells if not cell.is_value)
    if any("g" in cell.kinds and cell.is_value for cell in cells):
        return bool(re.search("[aowceqk]", others))
    return sum(cell.kinds == "a" for cell in cells) > 1 and "k" in others


def _ends_headings(row: list[_Cell], at: int) -> bool:
    """Return whether a row is no heading; the first may name grades or judgements."""
    if at == 0 and not re.search("[aowdg]", row[0].kinds):
        return False
    has_grades = any(cell.is_value or cell.kinds in ("V", "n") for cell in row)
    return has_grades or (at > 0 and bool(re.search("[aow]", row[0].kinds)))


def _heading(cells: list[_Cell]) -> _Cell:
    """Return the cells above a column as one; a merged heading is in each of its columns."""
    above = list(dict.fromkeys(cells))
    return _Cell(
        " ".join(cell.text for cell in above), tuple(one for cell in above for one in cell.tokens)
    )


def _row_claims(
    blank: Claim, cells: list[_Cell], heads: list[_Cell], columns: set[int], below: Sequence[Token]
) -> list[Claim]:
    """Return the claims of a row, and what in it could not be read."""
    heads = list(heads)
    for at, cell in enumerate(cells):
        if cell.kinds == "V" and heads[at].kinds == "g":  # a footnote mark on the grade
            cells, heads[at] = [*cells[:at], heads[at], *cells[at + 1 :]], _Cell("")
    about = [*below]
    for at, cell in enumerate(cells):
        is_open = bool(set(cell.kinds) - set(_OF_WHAT))
        is_note = "K" in heads[at].kinds or (at and at not in columns and is_open)
        if cell.is_value:
            about += [token for token in cell.tokens if token.letter == "a"]
        elif not is_note and not cell.is_empty:
            about += cell.tokens
    pairs = [(cell, head) for cell, head in zip(cells, heads, strict=False) if cell.is_value]
    n = sum("g" in cell.kinds for cell, _ in pairs)
    claims = [one for cell, head in pairs for one in _cell_claims(blank, cell, head, about, n)]
    filled = [(at, cell) for at, cell in enumerate(cells) if not cell.is_empty]
    odd = [
        cell.text
        for at, cell in filled
        if not cell.is_value
        and (at in columns - {0} or (cell.is_short and "K" not in heads[at].kinds))
    ]
    if odd:
        claims.append(_unread(blank, f"‘{odd[0]}’ is not read as a grade"))
    elif not claims and filled:
        claims.append(_unread(blank, "no grade was found in this row"))
    claims = list(dict.fromkeys(claims))
    times = Counter(map(_what, claims))
    several = "it gives several grades of one judgement"
    return [
        _unread(one, several) if one.kind == "judgement" and times[_what(one)] > 1 else one
        for one in claims
    ]


def _cell_claims(
    blank: Claim, cell: _Cell, head: _Cell, about: list[Token], n: int
) -> Iterator[Claim]:
    """Yield the claims of one cell in a row that has `n` grades."""
    grades, is_list = values(cell.tokens, "g"), re.fullmatch(_LIST, cell.kinds)
    tokens = [*about, *(token for token in head.tokens if not (is_list and token.letter == "g"))]
    tokens += [token for token in cell.tokens if token.letter == "x"]
    is_distinguished = n < 2 or bool(is_list or not grades or set("aow") & set(head.kinds))
    claim = _of(blank, tokens, is_distinguished=is_distinguished)
    if claim.problem:
        yield claim
    elif is_list:
        named = [token for token in cell.tokens if token.letter in "ow"]
        for council, grade in zip(named, grades, strict=True):
            yield replace(_whose(claim, council), kind="judgement", grades=grade)
    elif grades or cell.kinds == "0":
        if re.search("[eq]", head.kinds):
            yield _unread(blank, f"‘{head.text}’ is a group, which has no one grade")
        elif grades or not {"D", "g"} & set(head.kinds):
            yield replace(claim, kind="judgement", grades=(grades or [()])[0])
    elif cell.kinds in ("z", "="):
        yield replace(claim, kind="direction", direction=cell.tokens[0].value or "same")
    else:
        yield from _places(claim, cell, tokens)


def _unread(claim: Claim, problem: str) -> Claim:
    return replace(claim, kind="unread", problem=problem)


def _what(claim: Claim) -> tuple[object, ...]:
    return claim.kind, claim.la_code, claim.area, claim.when, claim.dates


def _of(blank: Claim, tokens: list[Token], *, is_distinguished: bool) -> Claim:
    """Return the claim about what tokens say; an unread one if they are ambiguous.

    The only grade of a row is that of the latest inspection.
    """
    kinds = letters(tokens)
    unknown = [token.text for token in tokens if token.letter not in _OF_WHAT]
    areas, days = list(dict.fromkeys(values(tokens, "a"))), values(tokens, "d")
    councils = [token for token in tokens if token.letter in "ow"]
    when = "before" if "v" in kinds else "now" if set("xC") & set(kinds) else ""
    when = when or ("last" if "l" in kinds else "")
    problem = ""
    if unknown:
        problem = not_understood(unknown)
    elif len(areas) > 1 or len({token.value for token in councils}) > 1:
        problem = "it names several judgements or councils"
    elif not areas and not councils:
        problem = "it names no judgement that is known"
    elif not (when or days or is_distinguished):
        problem = "nothing says of which inspection each grade is"
    if problem:
        return _unread(blank, problem)
    claim = replace(blank, area=areas[0] if areas else OVERALL, when=when, dates=tuple(days))
    return _whose(claim, councils[0]) if councils else claim


def _whose(claim: Claim, council: Token) -> Claim:
    """Return the claim about the named council; of two with one name, today's."""
    if council.letter == "w":
        return claim
    living = [one for one in council.value if one.valid_to is None]
    return replace(claim, la_code=(living or council.value)[-1].la_code)


def _places(claim: Claim, cell: _Cell, tokens: list[Token]) -> Iterator[Claim]:
    """Yield claims on how many others are graded higher, the same, lower, or at all."""
    claim = replace(claim, group=next(iter(values(tokens, "eq")), ENGLAND), others=True)
    numbers = values(cell.tokens, "n")
    if cell.kinds == "nfnbk":
        yield replace(claim, kind="count", n=numbers[0], of=(numbers[1],), grades=GRADES)
        return
    kinds = [_KINDS[token.letter] for token in cell.tokens if token.letter in _KINDS]
    for number, kind in zip(numbers, kinds, strict=True):
        yield replace(claim, kind=kind, n=number)

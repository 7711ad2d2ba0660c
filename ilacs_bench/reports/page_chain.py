"""Finds, among the pages of a file, those that follow one another as pages of one report do.

Between two pages of a report the numbers go up by one, the running heads stay the same, and the
paragraphs go on where they stopped. Each agreement counts for a chain of pages, each breach
against it; the best chain is the report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ilacs_bench.reports.page_marks import Marks, names_in_title

_SKIPPED = 4  # paragraph numbers that a report may skip
_A_PAGE = 25  # paragraphs that a page may hold at most
_NUMBERED, _FOLLOWS, _UNNUMBERED, _GAP = 1.0, 1.0, 0.1, -0.5
_GOES_ON, _LEAPS = 1.0, -1.9
_FLOWS, _BREAKS_OFF, _BREAKS_IN = 0.4, -0.4, -2.0
_NAMES = 0.2  # for a page that names the council of the title
_NO_HEAD = -3.0  # for a page without the heads that those before it have
_MOST_STARTS = 8
_FURTHEST = 60  # pages of others that may stand between two of a report
_EQUAL = 0.3  # points within which two chains are equally good


@dataclass(frozen=True, slots=True)
class Chain:
    """Pages that follow one another: their indices and numbers, and how well they fit.

    `leaps` are the indices of pages whose paragraphs do not go on from those before.
    """

    score: float
    pages: tuple[int, ...]
    numbers: tuple[int, ...]
    heads: frozenset[str]
    paragraph: int | None
    leaps: tuple[int, ...] = ()


def best_chain(marks: Sequence[Marks]) -> tuple[Chain, set[int]]:
    """The chain that fits best, and the pages that would fit in it as well as one of its own.

    Pages that print no numbers are all kept: too little tells which are of another report.
    """
    if sum(page.number is not None for page in marks) < len(marks) / 2:
        return _whole(marks), set()
    chains = sorted(_chains(marks), key=lambda chain: -chain.score)
    best = chains[0]
    equals = {
        index
        for other in chains[1:]
        if best.score - other.score <= _EQUAL
        for index in set(best.pages) ^ set(other.pages)
    }
    return best, equals | set(_interchangeable(marks, best))


def _whole(marks: Sequence[Marks]) -> Chain:
    unnumbered = [replace(page, number=None) for page in marks]
    chain = _begin(unnumbered, 0)
    for at in range(1, len(unnumbered)):
        chain = _follow(chain, at, unnumbered, set())
    return chain


def _chains(marks: Sequence[Marks]) -> Iterator[Chain]:
    """The best chain from each page with which the report may begin."""
    starts = [at for at, page in enumerate(marks) if page.number in (None, 1)] or [0]
    for start in starts[:_MOST_STARTS]:
        yield _best_from(marks, start)


def _best_from(marks: Sequence[Marks], start: int) -> Chain:
    named = _named(marks, start)
    best = {start: _begin(marks, start)}
    for at in range(start + 1, len(marks)):
        longer = [
            _follow(best[before], at, marks, named)
            for before in range(max(start, at - _FURTHEST), at)
            if before in best and _may_follow(best[before], marks[before], marks[at])
        ]
        if longer:
            best[at] = max(longer, key=lambda chain: chain.score)
    return max(best.values(), key=lambda chain: chain.score)


def _named(marks: Sequence[Marks], start: int) -> set[int]:
    """The pages that name the council of the title on page `start`."""
    names = names_in_title(marks[start].page)
    return {at for at, page in enumerate(marks) if any(name in page.words for name in names)}


def _begin(marks: Sequence[Marks], start: int) -> Chain:
    page = marks[start]
    number = page.number or 1
    score = _NUMBERED if page.number == 1 else _UNNUMBERED
    # The table of a cover may number its judgements: its paragraphs tell nothing.
    return Chain(score, (start,), (number,), page.heads, None)


def _may_follow(chain: Chain, before: Marks, page: Marks) -> bool:
    if page.number is not None and page.number <= chain.numbers[-1]:
        return False
    if before.closes and not page.closes:
        return False
    return not (chain.heads and page.heads and chain.heads != page.heads)


def _follow(chain: Chain, at: int, marks: Sequence[Marks], named: set[int]) -> Chain:
    page = marks[at]
    number = page.number or chain.numbers[-1] + 1
    gap = number - chain.numbers[-1] - 1
    fits = goes_on(chain.paragraph, page.paragraphs, gap)
    score = (
        (_NUMBERED if page.number else _UNNUMBERED)
        + (_GAP if gap else _FOLLOWS if page.number else 0.0)
        + (_NO_HEAD if chain.heads and not page.heads else 0.0)
        + {None: 0.0, True: _GOES_ON, False: _LEAPS}[fits]
        + (0.0 if gap else _flow(marks[chain.pages[-1]], page))
        + (_NAMES if at in named else 0.0)
    )
    return replace(
        chain,
        score=chain.score + score,
        pages=(*chain.pages, at),
        numbers=(*chain.numbers, number),
        heads=chain.heads or page.heads,
        paragraph=page.paragraphs[-1] if len(page.paragraphs) > 1 else chain.paragraph,
        leaps=(*chain.leaps, at) if fits is False else chain.leaps,
    )


def goes_on(last: int | None, paragraphs: Sequence[int], gap: int = 0) -> bool | None:
    """Whether paragraphs go on after number `last`; None where that can't be told.

    One number alone may be any at the start of a line.
    """
    if last is None or len(paragraphs) < 2:
        return None
    return last < paragraphs[0] <= last + _SKIPPED + gap * _A_PAGE


def _flow(before: Marks, page: Marks) -> float:
    """Whether a sentence that the page before leaves open goes on on this one, and no other."""
    if before.ends_open == page.begins_open:
        return _FLOWS
    return _BREAKS_OFF if before.ends_open else _BREAKS_IN


def _interchangeable(marks: Sequence[Marks], chain: Chain) -> Iterator[int]:
    """Pages left out that could take the place of one of the chain's, and those."""
    named = _named(marks, chain.pages[0])
    for place, own in enumerate(chain.pages[1:], start=1):
        for other, page in enumerate(marks):
            if other in chain.pages or page.number != marks[own].number or not page.number:
                continue
            pages = (*chain.pages[:place], other, *chain.pages[place + 1 :])
            score = _score(marks, pages, named)
            if score is not None and chain.score - score <= _EQUAL:
                yield from (own, other)


def _score(marks: Sequence[Marks], pages: Sequence[int], named: set[int]) -> float | None:
    """How well these pages fit; None where one may not follow another."""
    chain = _begin(marks, pages[0])
    for before, at in pairwise(pages):
        if not _may_follow(chain, marks[before], marks[at]):
            return None
        chain = _follow(chain, at, marks, named)
    return chain.score

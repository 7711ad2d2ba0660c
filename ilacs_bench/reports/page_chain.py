"""Find the pages of a file that follow one another as the pages of one report.

From page to page of a report, page numbers increase by one, running heads stay the same, and
paragraph numbers continue. Each agreement raises the score of a chain of pages, each break lowers
it; the best chain is the report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ilacs_bench.reports.page_marks import Marks, names_in_title

_SKIPPED = 4  # paragraph numbers that a report may skip
_A_PAGE = 25  # maximum number of paragraphs on a page
_NUMBERED, _FOLLOWS, _UNNUMBERED, _GAP = 1.0, 1.0, 0.1, -0.5
_GOES_ON, _LEAPS = 1.0, -1.9
_FLOWS, _BREAKS_OFF, _BREAKS_IN = 0.4, -0.4, -2.0
_NAMES = 0.2  # for a page that names the council of the title
_NO_HEAD = -3.0  # for a page without the heads that those before it have
_MOST_STARTS = 8
_FURTHEST = 60  # foreign pages allowed between two of a report
_EQUAL = 0.3  # chains with scores this close are equally good


@dataclass(frozen=True, slots=True)
class Chain:
    """Pages that follow one another: their indices and numbers, and their score.

    `leaps` are the indices of pages whose paragraph numbers do not continue those before.
    """

    score: float
    pages: tuple[int, ...]
    numbers: tuple[int, ...]
    heads: frozenset[str]
    paragraph: int | None
    leaps: tuple[int, ...] = ()


def best_chain(marks: Sequence[Marks]) -> tuple[Chain, set[int]]:
    """Return the chain with the best score, and pages that could replace one of its own.

    Pages without printed numbers are all kept, as there is too little evidence against any.
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
    """Yield the best chain from each page with which the report may begin."""
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
    """Return the pages that name the council of the title on page `start`."""
    names = names_in_title(marks[start].page)
    return {at for at, page in enumerate(marks) if any(name in page.words for name in names)}


def _begin(marks: Sequence[Marks], start: int) -> Chain:
    page = marks[start]
    number = page.number or 1
    score = _NUMBERED if page.number == 1 else _UNNUMBERED
    # A cover's table may number its judgements, so its numbers do not count.
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
    """Return whether paragraph numbers continue after `last`; None if that is unclear.

    A single number may be any number at the start of a line.
    """
    if last is None or len(paragraphs) < 2:
        return None
    return last < paragraphs[0] <= last + _SKIPPED + gap * _A_PAGE


def _flow(before: Marks, page: Marks) -> float:
    """Return a score for whether the sentence left open on the page before continues here."""
    if before.ends_open == page.begins_open:
        return _FLOWS
    return _BREAKS_OFF if before.ends_open else _BREAKS_IN


def _interchangeable(marks: Sequence[Marks], chain: Chain) -> Iterator[int]:
    """Yield unused pages that could replace one of the chain's, and those."""
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
    """Return how well these pages fit; None if one can't follow another."""
    chain = _begin(marks, pages[0])
    for before, at in pairwise(pages):
        if not _may_follow(chain, marks[before], marks[at]):
            return None
        chain = _follow(chain, at, marks, named)
    return chain.score

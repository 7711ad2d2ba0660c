"""Select a report's own pages from a file: each once, in order, and none of another report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, groupby, pairwise

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import GAP, Doubt, ReportPage
from ilacs_bench.reports.page_chain import Chain, best_chain, goes_on
from ilacs_bench.reports.page_marks import Marks, has_title, read_marks, title

_FEWEST = 40  # letters; shorter pages may be equal by chance
_WHOLE = 3  # minimum number of pages of a report


def own_pages(name: str, pages: Sequence[ReportPage]) -> tuple[list[ReportPage], list[Doubt]]:
    """Return the pages of the first report in the file, and what is wrong with the others.

    A doubt names every page that is left out or missing. Raises ReadError if two pages could be the
    front page and nothing decides between them.
    """
    marks = read_marks(pages)
    if _in_order(marks):
        return list(pages), []
    doubts: list[Doubt] = []
    for step in (_once_each, _sorted, _first_report):
        marks, found = step(marks)
        doubts += found
    chain, equals = best_chain(marks)
    if chain.pages[0] in equals:
        raise ReadError(name, _two_fronts(marks, equals))
    doubts += _foreign_pages(marks, chain, equals)
    doubts += _equals(marks, equals)
    doubts += _missing(marks, chain)
    doubts += _leaps(marks, chain)
    return list(_with_gaps(marks, chain, equals)), doubts


def _in_order(marks: Sequence[Marks]) -> bool:
    return not marks or (
        len({page.words for page in marks}) == len(marks)
        and _numbers_fit(marks)
        and _numbers_begin(marks)
        and _heads_fit(marks)
        and _paragraphs_fit(marks)
        and _end_fits(marks)
    )


def _numbers_fit(marks: Sequence[Marks]) -> bool:
    """Return whether page numbers increase by one from page to page."""
    return len({page.number - at for at, page in enumerate(marks) if page.number is not None}) < 2


def _numbers_begin(marks: Sequence[Marks]) -> bool:
    """Return whether the first page is page 1, or title pages come before that."""
    first = next((at for at, page in enumerate(marks) if page.number is not None), None)
    if first is None or marks[first].number == first + 1:
        return True
    return marks[first].number == 1 and has_title(marks[0].page)


def _heads_fit(marks: Sequence[Marks]) -> bool:
    """Return whether all pages have the same running heads; earlier pages may have none."""
    return len({page.heads for page in dropwhile(lambda page: not page.heads, marks)}) < 2


def _paragraphs_fit(marks: Sequence[Marks]) -> bool:
    runs = (page.paragraphs for page in marks[1:] if len(page.paragraphs) > 1)
    return all(goes_on(above[-1], below) for above, below in pairwise(runs))


def _end_fits(marks: Sequence[Marks]) -> bool:
    """Return whether only the imprint follows the end."""
    closing = [page.closes for page in marks if len(page.words) >= _FEWEST]
    return True not in closing or all(closing[closing.index(True) :])


def _once_each(marks: Sequence[Marks]) -> tuple[list[Marks], list[Doubt]]:
    seen: set[str] = set()
    once: list[Marks] = []
    again: list[Marks] = []
    for page in marks:
        (again if page.words in seen else once).append(page)
        if len(page.words) >= _FEWEST:
            seen.add(page.words)
    if not again:
        return once, []
    message = f"{_named(again)} repeat{_s(again)} what is on another page: it was read once."
    return once, [_doubt(message, again)]


def _sorted(marks: Sequence[Marks]) -> tuple[list[Marks], list[Doubt]]:
    """Return the pages sorted by number, if these are complete but out of order."""
    numbers = [page.number for page in marks]
    missing = set(range(1, len(marks) + 1)).difference(numbers)
    places = {page.page.number: page.number or min(missing, default=0) for page in marks}
    ordered = sorted(marks, key=lambda page: places[page.page.number])
    is_complete = len(missing) == numbers.count(None) < 2
    if not is_complete or ordered == list(marks) or not _heads_fit(ordered):
        return list(marks), []
    message = "Its pages are not in the order of their numbers: they were read in that order."
    return ordered, [Doubt(message)]


def _first_report(marks: Sequence[Marks]) -> tuple[list[Marks], list[Doubt]]:
    """Return the pages before those of a second report."""
    for at in range(_WHOLE, len(marks) - 1):
        if _begins(marks, at):
            rest = marks[at:]
            message = (
                f"Another report begins on page {rest[0].page.number} of the file: "
                f"'{title(rest[0].page)}'. It was not read. Save {_named(rest).lower()} as a file "
                "of its own."
            )
            return list(marks[:at]), [_doubt(message, rest)]
    return list(marks), []


def _begins(marks: Sequence[Marks], at: int) -> bool:
    """Return whether page `at` is a front page: numbers restart, or an end came before."""
    if marks[at].number not in (None, 1):
        return False
    after_end = marks[at - 1].closes and not marks[at].closes
    return after_end or (marks[at + 1].number == 2 and _numbers_fit(marks[at - _WHOLE : at]))


def _foreign_pages(marks: Sequence[Marks], chain: Chain, equals: set[int]) -> Iterator[Doubt]:
    for at in range(len(marks)):
        if at not in chain.pages and at not in equals and len(marks[at].words) >= _FEWEST:
            message = (
                f"Page {marks[at].page.number} of the file is not of this report: "
                f"{_why(marks, at, chain)}. It was left out."
            )
            yield Doubt(message, marks[at].page.number)


def _why(marks: Sequence[Marks], at: int, chain: Chain) -> str:
    page = marks[at]
    if page.heads != chain.heads:
        heads = " / ".join(sorted(page.heads)) or "no running head"
        return f"at its edge stands '{heads}', on the others '{' / '.join(sorted(chain.heads))}'"
    before = [own for own in chain.pages if own < at]
    if before and marks[before[-1]].closes:
        return "it stands after the end"
    if page.number is None:
        return "it has no page number where the others have theirs"
    if any(marks[own].number == page.number for own in chain.pages):
        return f"it bears the number {page.number}, as does another page that fits better"
    return f"it bears the number {page.number}, and its paragraphs do not go on from those before"


def _equals(marks: Sequence[Marks], equals: set[int]) -> Iterator[Doubt]:
    if equals:
        pages = [marks[at] for at in sorted(equals)]
        message = (
            f"{_named(pages)} have the same page number, and nothing shows which is of this "
            "report: none of them was read."
        )
        yield _doubt(message, pages)


def _missing(marks: Sequence[Marks], chain: Chain) -> Iterator[Doubt]:
    for before, after in pairwise((0, *chain.numbers)):
        for number in range(before + 1, after):
            yield Doubt(f"There is no page {number}: look for a copy that is whole.")


def _leaps(marks: Sequence[Marks], chain: Chain) -> Iterator[Doubt]:
    for at in chain.leaps:
        page = marks[at]
        yield Doubt(
            f"Paragraphs {page.paragraphs[0]} to {page.paragraphs[-1]} do not go on from those "
            "before them: a page may be missing, or be of another report.",
            page.page.number,
        )


def _with_gaps(marks: Sequence[Marks], chain: Chain, equals: set[int]) -> Iterator[ReportPage]:
    """Yield the pages; a mark stands for a missing one within a sentence."""
    kept = [
        (number, marks[at])
        for number, at in zip(chain.numbers, chain.pages, strict=True)
        if at not in equals
    ]
    for (number, page), (following, below) in pairwise([*kept, kept[-1]]):
        cut = following > number + 1 and (page.ends_open or below.begins_open)
        yield _marked(page) if cut else page.page


def _marked(page: Marks) -> ReportPage:
    mark = [replace(line, text=GAP, bold=False) for line in page.body[-1:]]
    return replace(page.page, lines=(*page.page.lines, *mark))


def _two_fronts(marks: Sequence[Marks], equals: set[int]) -> str:
    return (
        f"{_named([marks[at] for at in sorted(equals)])} of the file may each be the front of the "
        "report, and nothing tells which is: no grades were taken. Take out the pages that are not "
        "of the report."
    )


def _doubt(message: str, pages: Sequence[Marks]) -> Doubt:
    return Doubt(message, pages[0].page.number)


def _s(pages: Sequence[Marks]) -> str:
    return "s" if len(pages) == 1 else ""


def _named(pages: Iterable[Marks]) -> str:
    """Return 'Page 3' or 'Pages 3 to 5 and 9'."""
    numbers = sorted(page.page.number for page in pages)
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0])
    ]
    named = [
        name
        for run in runs
        for name in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"Page{'s' if len(numbers) > 1 else ''} {listed}"

"""As many reports as are asked for, in the layouts of all frameworks, and what each must give.

Every local authority has one every 13 weeks. A report is printed once for each authority and
layout; its dates are then put into the file, so that many thousands take no time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count, cycle, islice

from report_pages import ILACS_TABLES, SIF_TABLE, Ilacs, Sif

from ilacs_bench.lookups.authorities import Authority, authorities

APART = timedelta(weeks=13)
FIRST_MONDAYS = {
    ("sif", 2014): date(2013, 11, 25),
    ("ilacs_2018", 0): date(2018, 1, 15),
    ("ilacs_2023", 0): date(2023, 1, 9),
    ("ilacs_2026", 0): date(2026, 4, 13),
    ("sif", 2017): date(2016, 2, 22),
}
"""Of each framework and layout; the second of the SIF goes on where the first ends."""
_NEXT = {("sif", 2014): date(2016, 1, 1), ("sif", 2017): date(2017, 12, 1)}
_NEXT |= {("ilacs_2018", 0): date(2022, 12, 1), ("ilacs_2023", 0): date(2026, 3, 1)}
_DATES, _PUBLISHED = "0" * 36, "1" * 17  # as wide as dates at most are
GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")


@dataclass(frozen=True)
class MadeReport:
    """A report of an authority, the `place`th of all, and what it must be read as."""

    kind: tuple[str, int]
    authority: Authority
    place: int
    start: date

    @property
    def name(self) -> str:
        return f"{self.authority.la_code}_{self.start.isoformat()}.pdf"

    @property
    def grades(self) -> tuple[str, ...]:
        """In the order in which they are printed."""
        overall = GRADES[2:3] if self.kind[1] else ()  # in a sentence on the cover
        return (*overall, *_grades(self.kind, self.place).values())

    @property
    def content(self) -> bytes:
        content = _printed(self.kind, self.authority.la_name, self.place)
        dates = f"{_words(self.start)} to {_words(self.start + timedelta(days=4))}"
        published = _words(self.start + timedelta(days=60))
        for mark, words in ((_DATES, dates), (_PUBLISHED, published)):
            content = content.replace(mark.encode(), words.ljust(len(mark)).encode())
        return content


def made_reports(number: int) -> Iterator[MadeReport]:
    """So many reports, each of an inspection of its own."""
    return islice(_all(), number)


def _all() -> Iterator[MadeReport]:
    for kind, start in _rounds():
        for place, authority in enumerate(authorities()):
            if authority.exists_on(start) and authority.exists_on(start + APART):
                yield MadeReport(kind, authority, place, start)


def _rounds() -> Iterator[tuple[tuple[str, int], date]]:
    """First days on site: one of each layout in turn, as long as its framework lasts."""
    rounds = {kind: count() for kind in FIRST_MONDAYS}
    for kind in cycle(FIRST_MONDAYS):
        start = FIRST_MONDAYS[kind] + next(rounds[kind]) * APART
        if start < _NEXT.get(kind, date(2099, 12, 1)):
            yield kind, start


def _grades(kind: tuple[str, int], place: int) -> dict[str, str]:
    labels = SIF_TABLE if kind[1] else ILACS_TABLES[kind[0]]
    return {label: GRADES[(place + n * place) % 4] for n, label in enumerate(labels)}


@cache
def _printed(kind: tuple[str, int], name: str, place: int) -> bytes:
    """The file with marks in the places of its dates."""
    framework, layout = kind
    grades = _grades(kind, place)
    if layout:
        pages = Sif(layout, name, _DATES, _PUBLISHED, table=grades).pdf()
    else:
        title = (f"Inspection of {name} local", "authority children’s services")
        pages = Ilacs(framework, title, _DATES, table=grades, running_head=title[0]).pdf()
    pages.set_compression(False)
    return bytes(pages.output())


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

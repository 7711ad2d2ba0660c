"""What a paper claims that the data can check."""

from dataclasses import dataclass
from datetime import date

from ilacs_bench.papers.reading_words import ENGLAND, Group


@dataclass(frozen=True)
class Claim:
    """One thing that a paper says, in its own words at its place; `kind` says which parts it has.

    judgement     `grades` has the grade of `area`; `when` is 'now', 'before' or a year
    one_of        the council is one of `n` (of `of`) with one of `grades` on `area`
    count         `n` (of `of`) councils have one of `grades`; `others`: without itself
    first         the council is one of the first `n` that were inspected
    improvements  the report has `n` areas for improvement
    unread        it looks like a claim and can't be read: `problem` says why
    """

    kind: str
    place: str
    words: str
    area: str = ""
    grades: tuple[str, ...] = ()
    when: str = "now"
    n: int = 0
    of: int | None = None
    group: Group = ENGLAND
    others: bool = False
    as_at: date | None = None
    year: int | None = None
    problem: str = ""

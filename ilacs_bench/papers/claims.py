"""Claims of a paper that the data can check, and verdicts on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ilacs_bench.lookups.phrases import DatePhrase, GroupPhrase
from ilacs_bench.vocabulary import OVERALL

ENGLAND = GroupPhrase("england")
AGREES, DISAGREES, CANNOT = "agrees", "disagrees", "cannot be checked"


@dataclass(frozen=True)
class Claim:
    """One claim of a paper, with its text and position; `kind` says which fields it uses.

    judgement     one of `grades` (none: no grade) was given on `area`
    every         one of `grades` was given on every area
    direction     the grade on `area` went `direction`: 'improved', 'declined' or 'same'
    one_of        the council is one of `n` (of each of `of`) with one of `grades` on `area`
    count         `n` councils (of each of `of`) have one of `grades`; `others`: without itself;
                  `members` are among them
    higher, same, lower, ungraded  `n` others of the group are graded so, compared with the council
    first         the council is one of the first `n` that were inspected
    improvements  the report has `n` areas for improvement
    unread        it looks like a claim but could not be read: `problem` says why

    A grade is that of the inspection `when` ('now', 'before', 'last', which may mean either, or ''
    if not said) and of each of `dates`; `around` are dates of inspections in the text before it.
    `past`: it has no verb in the present tense; `names_no_area`: it names no judgement; `in_table`:
    it comes from a table of judgements; `cut_off`: the paper's own cut-off.
    """

    kind: str
    place: str
    words: str
    la_code: str = ""
    area: str = OVERALL
    grades: tuple[str, ...] = ()
    direction: str = ""
    when: str = ""
    dates: tuple[DatePhrase, ...] = ()
    around: tuple[DatePhrase, ...] = ()
    past: bool = False
    names_no_area: bool = False
    n: int = 0
    of: tuple[int, ...] = ()
    group: GroupPhrase = ENGLAND
    others: bool = False
    members: tuple[str, ...] = ()
    as_at: date | None = None
    published_by: date | None = None
    cut_off: date | None = None
    problem: str = ""
    in_table: bool = False


@dataclass(frozen=True)
class Verdict:
    """How a claim was understood, the verdict, and what the data say."""

    read_as: str
    verdict: str
    data: str


def all_alike(fits: Iterable[bool]) -> str:
    """Return the verdict that all readings of a claim share, else that it can't be checked."""
    found = set(fits)
    return CANNOT if len(found) != 1 else AGREES if found.pop() else DISAGREES

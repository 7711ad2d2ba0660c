"""Determine whose paper it is, and of which date, from its text."""

import re
from collections.abc import Iterable
from datetime import date

from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.authorities import Authority, Mention, mentions
from ilacs_bench.lookups.phrases import tokens_of
from ilacs_bench.papers.paper_file import Paper
from ilacs_bench.reports.word import WordPassage

_FRONT = 15
"""Number of passages at the front of a paper."""
_MEETING = re.compile(r"\b(?:date of (?:the )?\w*\s?meeting|meeting date|date)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:cabinet|committee|council|panel|board|scrutiny|executive|briefing)\b", re.IGNORECASE
)
_SHORT = 120  # letters; maximum length of a line that says which body meets when


def council_of(paper: Paper, on: date | None) -> Authority:
    """Return the one local authority that the paper is about.

    Names with 'Council' have priority, as has the front of the paper; the one found must be the
    first that the paper names. Raises UnknownName if it names none, or several without a clear
    answer.
    """
    in_front = [one for p in paper.passages[:_FRONT] if not p.cells for one in mentions(p.text)]
    in_paper = [one for p in paper.passages for one in mentions(p.text)]
    first = _authorities(in_paper[:1], on, as_council=False)
    for as_council in (True, False):
        for named in (in_front, in_paper):
            found = _authorities(named, on, as_council=as_council)
            if found == first and len(first) == 1:
                return found[0]
            if found:
                names = sorted({one.la_name for one in (*first, *found)})
                raise UnknownName(
                    f"{paper.name}: the paper names several councils ({', '.join(names)}): name "
                    "it with --council."
                )
    raise UnknownName(f"{paper.name}: the paper names no council: name it with --council.")


def _authorities(named: Iterable[Mention], on: date | None, *, as_council: bool) -> list[Authority]:
    day = on or today()
    found: dict[str, Authority] = {}
    for mention in named:
        if mention.as_council or not as_council:
            existing = [one for one in mention.authorities if one.exists_on(day)]
            for one in existing or mention.authorities[-1:]:
                found[one.la_code] = one
    return sorted(found.values(), key=lambda one: one.la_name)


def days_of(paper: Paper) -> tuple[date | None, date | None]:
    """Return the day of the meeting (None for none or several), and its cut-off, if any.

    It is a date labelled as that of the meeting, or else on a line that names a body and one date.
    A briefing made by this library has an as-at date and a publication cut-off instead.
    """
    front = paper.passages[:_FRONT]
    short = [p.text for p in front if len(p.text) <= _SHORT and _BODY.search(p.text)]
    by = [day for text in short for day in _days(text, "P")]
    return _one(_labelled(front)) or _one([d for text in short for d in _days(text)]), _one(by)


def _labelled(passages: tuple[WordPassage, ...]) -> list[date]:
    days: list[date] = []
    for place, passage in enumerate(passages):
        label = _MEETING.search(passage.text)
        if not label:
            continue
        rest = passage.text[label.end() :].strip(" :")
        following = passages[place + 1].text if not rest and place + 1 < len(passages) else ""
        days += _days(rest or following)
    return days


def _days(text: str, kinds: str = "dt") -> list[date]:
    """Return every full date of a text."""
    values = [token.value for token in tokens_of(text, "") if token.letter in kinds]
    days = [value if isinstance(value, date) else value.date for value in values]
    return [day for day in days if day]


def _one(days: list[date]) -> date | None:
    return days[0] if len(set(days)) == 1 else None

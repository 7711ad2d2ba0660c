"""A council's paper against the data: each claim agrees, disagrees or can't be checked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ilacs_bench.benchmark.asked import Day, asked_authority, asked_day
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.days import today
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.doubts import other_councils
from ilacs_bench.papers.finding import find_claims
from ilacs_bench.papers.limits import Limits, limits_of
from ilacs_bench.papers.paper import Paper
from ilacs_bench.papers.reading import read_paper
from ilacs_bench.papers.subject import council_of, date_of
from ilacs_bench.papers.verdicts import (
    AGREES,
    CANNOT,
    DISAGREES,
    Verdict,
    about_count,
    about_improvements,
    about_judgement,
    about_place,
)
from ilacs_bench.tables.store import Tables

_NO_DAY = "the paper gives no single day of its meeting: say which with --as-at"
_ONLY_THESE = (
    "Only what is listed here was found and checked: what else the paper says was not. Each "
    "inspection counts once its report is published."
)
_PDF = "Tables of a PDF may not be found: save the paper as Word or text to have them checked."
_ABOUT = {
    "judgement": about_judgement,
    "one_of": about_count,
    "count": about_count,
    "first": about_place,
    "improvements": about_improvements,
}


@dataclass(frozen=True)
class Finding:
    """One claim and what the data says of it.

    `place` and `words` are of the paper, `read_as` says how its words were understood, `verdict` is
    'agrees', 'disagrees' or 'cannot be checked', `data` what the data says or why it can't, `as_at`
    the day of the picture, None where there is none.
    """

    place: str
    words: str
    read_as: str
    verdict: str
    data: str
    as_at: date | None


@dataclass(frozen=True)
class PaperCheck:
    """All findings of a paper, in its order; `notes` are what to know beside the numbers."""

    name: str
    la_code: str
    la_name: str
    as_at: date | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def disagrees(self) -> bool:
        """Whether any claim disagrees with the data."""
        return any(finding.verdict == DISAGREES for finding in self.findings)

    @property
    def agrees(self) -> bool:
        """Whether there are claims that agree, and none that disagrees."""
        return not self.disagrees and any(one.verdict == AGREES for one in self.findings)


def check_paper(
    tables: Tables, path: Path | str, *, council: str | None = None, as_at: Day = None
) -> PaperCheck:
    """What the data says of each claim of a paper (Word, text, Markdown, or a PDF's sentences).

    The council and the day of the meeting are read from the paper where they are not given; the
    picture is as at that day, of reports published by it; of a meeting that is still to come, as
    at today. Nothing is guessed: what can't be read is a finding that says so. Raises ReadError for
    a file that can't be read, UnknownName where the paper names no council, or several.
    """
    paper = read_paper(path)
    meeting = date_of(paper)
    day = asked_day(as_at) if as_at else min(meeting, today()) if meeting else None
    found = find_authority(council, on=day) if council else council_of(paper, day)
    la_code = asked_authority(tables, found.la_code, day) if day else found.la_code
    limits = limits_of(tables, paper, la_code, day)
    findings = [
        finding
        for claim in find_claims(paper)
        for finding in _findings(tables, la_code, claim, claim.as_at or day, limits)
    ]
    notes = tuple(_notes(tables, paper, day, meeting))
    return PaperCheck(paper.name, la_code, found.la_name, day, tuple(findings), notes)


def _notes(tables: Tables, paper: Paper, day: date | None, meeting: date | None) -> Iterator[str]:
    yield _ONLY_THESE
    if day == today() and meeting and meeting > day:
        yield f"The meeting of {day_words(meeting)} is still to come: everything is as at today."
    if paper.name.lower().endswith(".pdf"):
        yield _PDF
    if day:
        yield from coverage_of(tables).notes(day)


def _findings(
    tables: Tables, la_code: str, claim: Claim, day: date | None, limits: Limits
) -> Iterator[Finding]:
    for told in _verdicts(tables, la_code, claim, day):
        verdict = limits.applied(claim, told, day) if day else told
        yield Finding(claim.place, claim.words, verdict.read_as, verdict.verdict, verdict.data, day)


def _verdicts(tables: Tables, la_code: str, claim: Claim, day: date | None) -> list[Verdict]:
    if claim.kind == "unread":
        return [Verdict("not understood", CANNOT, claim.problem)]
    others = other_councils(claim.words, la_code) if claim.kind != "count" else ()
    if others:
        return [Verdict("not understood", CANNOT, f"it names {', '.join(others)} too")]
    if day is None:
        return [Verdict(claim.kind.replace("_", " "), CANNOT, _NO_DAY)]
    if day > today():
        to_come = f"{day_words(day)} is later than today, {day_words(today())}"
        return [Verdict(claim.kind.replace("_", " "), CANNOT, to_come)]
    return list(_ABOUT[claim.kind](tables, la_code, replace(claim, as_at=day), day))

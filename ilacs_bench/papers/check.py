"""Check a council's paper: each claim agrees, disagrees or can't be checked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.resolve import Day, resolve_authority, resolve_day
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.days import today
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.papers.check_counts import about_count
from ilacs_bench.papers.check_grades import (
    about_direction,
    about_every,
    about_improvements,
    about_judgement,
    about_place,
)
from ilacs_bench.papers.claims import AGREES, CANNOT, DISAGREES, Claim, Verdict
from ilacs_bench.papers.find_claims import find_claims
from ilacs_bench.papers.paper_file import Paper, read_paper
from ilacs_bench.papers.subject import council_of, days_of
from ilacs_bench.papers.uncheckable import Limits, limits_of
from ilacs_bench.tables.store import Tables

_NO_DAY = "the paper gives no single day of its meeting: say which with --as-at"
_ONLY_THESE = (
    "Only what is listed here was found and checked: what else the paper says was not. Each "
    "inspection counts once its report is published."
)
_PDF = "Tables of a PDF may not be found: save the paper as Word or text to have them checked."
_ABOUT = {
    "judgement": about_judgement,
    "every": about_every,
    "direction": about_direction,
    "first": about_place,
    "improvements": about_improvements,
}
"""The function that checks each kind of claim; all other kinds count councils."""


@dataclass(frozen=True)
class PaperFinding:
    """One claim of a paper and the data about it.

    `place` and `words` are those of the paper, `read_as` says how they were understood, `verdict`
    is 'agrees', 'disagrees' or 'cannot be checked', `data` is what the data say or why they can't,
    `as_at` the as-at date, None for none. `unread_row` marks a row of a table of judgements that
    was not read completely.
    """

    place: str
    words: str
    read_as: str
    verdict: str
    data: str
    as_at: date | None
    unread_row: bool = False


@dataclass(frozen=True)
class PaperCheck:
    """All findings of a paper, in its order; `notes` are caveats."""

    name: str
    la_code: str
    la_name: str
    as_at: date | None
    findings: tuple[PaperFinding, ...]
    notes: tuple[str, ...]

    @property
    def disagrees(self) -> bool:
        """Whether any claim disagrees with the data."""
        return any(finding.verdict == DISAGREES for finding in self.findings)

    @property
    def agrees(self) -> bool:
        """Whether claims agree, none disagrees, and all tables were read completely."""
        is_whole = not any(finding.unread_row for finding in self.findings)
        return is_whole and not self.disagrees and any(f.verdict == AGREES for f in self.findings)


def check_paper(
    tables: Tables, path: Path | str, *, council: str | None = None, as_at: Day = None
) -> PaperCheck:
    """Check the claims of a paper (Word, text, Markdown, or a PDF's sentences).

    The council and the day of the meeting are read from the paper unless given. Data are as at that
    day, with reports published by then; for a future meeting, as at today. Nothing is guessed: text
    that can't be read becomes a finding that says so. Raises ReadError for an unreadable file,
    UnknownName if the paper names no council, or several.
    """
    paper = read_paper(path)
    meeting, published_by = days_of(paper)
    day = resolve_day(as_at) if as_at else min(meeting, today()) if meeting else None
    cut_off = day if as_at or published_by is None else min(published_by, today())
    found = find_authority(council, on=day) if council else council_of(paper, day)
    la_code = resolve_authority(tables, found.la_code, day) if day else found.la_code
    claims = find_claims(paper, la_code)
    codes = {claim.la_code for claim in claims}
    limits = {code: limits_of(tables, paper, code, day, own=la_code) for code in codes}
    findings = [
        finding
        for claim in claims
        for finding in _findings(tables, claim, day, cut_off, limits[claim.la_code])
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
    tables: Tables, claim: Claim, day: date | None, cut_off: date | None, limits: Limits
) -> Iterator[PaperFinding]:
    day, by = claim.as_at or day, claim.published_by or claim.as_at or cut_off
    why = claim.problem if claim.kind == "unread" else _why_not(claim, day, by)
    read_as = "not understood" if claim.kind == "unread" else claim.kind.replace("_", " ")
    verdicts = [Verdict(read_as, CANNOT, why)]
    if not why and day and by:
        claim = replace(claim, cut_off=cut_off)
        chosen = Selection(tables, day, by, claim.la_code)
        verdicts = _ABOUT.get(claim.kind, about_count)(chosen, claim)
        verdicts = [limits.applied(claim, verdict, by) for verdict in verdicts]
    is_row = claim.in_table and claim.kind == "unread"
    for one in verdicts:
        parts = (claim.place, claim.words, one.read_as, one.verdict, one.data)
        yield PaperFinding(*parts, day, unread_row=is_row)


def _why_not(claim: Claim, day: date | None, by: date | None) -> str:
    """Return why there are no data for a claim; '' if there are."""
    if not day or not by:
        return _NO_DAY
    if max(day, by) > today():
        return f"{day_words(max(day, by))} is later than today, {day_words(today())}"
    of = find_authority(claim.la_code, on=day)
    is_there = of.exists_on(day) or claim.dates
    return "" if is_there else f"{of.la_name} did not exist on {day_words(day)}"

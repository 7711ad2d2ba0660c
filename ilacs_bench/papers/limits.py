"""What tables can't settle of a paper: a day past their end, a later inspection, a part of England.

Where a claim rests on what they may lack, it can't be checked, however its figure compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.doubts import doubt_of
from ilacs_bench.papers.numbers import days_in, months_in
from ilacs_bench.papers.paper import Paper
from ilacs_bench.papers.reading_words import sentences
from ilacs_bench.papers.verdicts import CANNOT, DISAGREES, Verdict
from ilacs_bench.parse.wording import plain
from ilacs_bench.tables.store import Tables

_COUNTS = ("one_of", "count", "first")
_AN_INSPECTION = ("inspect", "ilacs", "ofsted report")


@dataclass(frozen=True)
class Limits:
    """How far the tables go for one paper.

    later  why its council may have an inspection that the tables lack, '' where nothing says so
    """

    covered: Coverage
    later: str

    def applied(self, claim: Claim, verdict: Verdict, day: date) -> Verdict:
        """The verdict, or that the claim can't be checked, with what the data say all the same."""
        why = self._why(claim, verdict, day) if verdict.verdict != CANNOT else ""
        if not why:
            return verdict
        return replace(verdict, verdict=CANNOT, data=f"{why} As the tables stand: {verdict.data}")

    def _why(self, claim: Claim, verdict: Verdict, day: date) -> str:
        if claim.kind in _COUNTS:
            return self._past(day) or self.covered.missing_words(day)
        if claim.kind == "judgement" and claim.when not in ("now", "before"):
            return ""
        return self.later or (self._past(day) if verdict.verdict == DISAGREES else "")

    def _past(self, day: date) -> str:
        end = self.covered.complete_to
        return f"The data end on {day_words(end)}." if end and self.covered.is_past(day) else ""


def limits_of(tables: Tables, paper: Paper, la_code: str, day: date | None) -> Limits:
    """The limits for a paper of a council and a day; without a day all that it cites counts."""
    covered = coverage_of(tables)
    return Limits(covered, _later(tables, covered, paper, la_code, day))


def _later(tables: Tables, covered: Coverage, paper: Paper, la_code: str, day: date | None) -> str:
    missing = [one for one in covered.missing if one.la_code == la_code and _by(one.published, day)]
    if missing:
        return "A newer report of the council is known to exist and is not in the tables."
    if day and not covered.is_partial and not covered.is_past(day):
        return ""
    own = tables.inspections[tables.inspections["la_code"] == la_code]
    known = own[["start", "end", "published"]].max().max()
    cited = [one for one in _cited(paper) if _by(one, day) and not pd.Timestamp(one) <= known]
    if not cited:
        return ""
    return f"The paper cites an inspection of {cited[-1]:%B %Y}, later than the tables hold."


def _by(one: date | None, day: date | None) -> bool:
    return one is None or day is None or one <= day


def _cited(paper: Paper) -> Iterator[date]:
    """Days and months that the paper gives with an inspection, those of wishes and visits not."""
    for passage in paper.passages:
        for sentence in sentences(passage.text):
            words = plain(sentence)
            if any(word in words for word in _AN_INSPECTION) and not doubt_of(words):
                yield from (*days_in(sentence), *months_in(sentence))

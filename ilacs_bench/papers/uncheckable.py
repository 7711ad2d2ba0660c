"""Limits of checking a paper: dates beyond the data, later inspections, partial tables.

A claim that depends on data the tables may lack can't be checked, whatever its figure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.lookups.phrases import letters, sentences, tokens_of, values
from ilacs_bench.papers.claims import CANNOT, DISAGREES, Claim, Verdict
from ilacs_bench.papers.paper_file import Paper
from ilacs_bench.tables.store import Tables

_OF_ONE = ("judgement", "every", "direction", "improvements")


@dataclass(frozen=True)
class Limits:
    """How far the tables go for one council of a paper.

    known  the last day that the tables cover for it, None if not known
    later  why it may have an inspection that the tables lack, '' if it does not
    """

    covered: Coverage
    known: date | None
    later: str

    def applied(self, claim: Claim, verdict: Verdict, day: date) -> Verdict:
        """Return the verdict, or that the claim can't be checked, with what the data say."""
        why = self._why(claim, verdict, day)
        if not why or verdict.verdict == CANNOT:
            return verdict
        sentences = (why, f"As the tables stand: {verdict.data}", self.covered.sentence(day))
        return replace(verdict, verdict=CANNOT, data=" ".join(sentences))

    def _why(self, claim: Claim, verdict: Verdict, day: date) -> str:
        end = self.covered.complete_to
        past = f"The data end on {day_words(end)}." if end and self.covered.is_past(day) else ""
        if claim.kind not in _OF_ONE:
            return past or self.covered.missing_words(day)
        last = (self.known.year, self.known.month) if self.known else (0, 0)
        if claim.dates and all((one.year or 9999, one.month or 1) <= last for one in claim.dates):
            return ""
        return self.later or (past if verdict.verdict == DISAGREES else "")


def limits_of(tables: Tables, paper: Paper, la_code: str, day: date | None, *, own: str) -> Limits:
    """Return the limits for a council, in a paper of the council `own`, whose reports it cites.

    Without a day all cited dates count.
    """
    covered, rows = coverage_of(tables), tables.inspections
    last = rows.loc[rows["la_code"] == la_code, ["start", "end", "published"]].max().max()
    known = None if pd.isna(last) else last.date()
    later = ""
    if not day or covered.is_partial or covered.is_past(day):
        cited = [one for one in _cited(paper, own) if not (known and one <= known)]
        citable = [one for one in cited if la_code == own and (not day or one <= day)]
        if citable:
            later = (
                f"The paper cites an inspection of {citable[-1]:%B %Y}, later than the tables hold."
            )
    for one in covered.missing:
        if one.la_code == la_code and not (day and one.published and one.published > day):
            later = "A newer report of the council is known to exist and is not in the tables."
    return Limits(covered, known, later)


def _cited(paper: Paper, own: str) -> Iterator[date]:
    """Yield dates that the paper gives with an inspection, except those of visits."""
    for passage in paper.passages:
        for sentence in sentences(passage.text):
            tokens = tokens_of(sentence, own)
            if set(letters(tokens)) & set("ij") and "Z" not in letters(tokens):
                yield from values(tokens, "t")
                months = [when for when in values(tokens, "d") if when.year and when.month]
                yield from (when.date or date(when.year, when.month, 1) for when in months)

"""Find all claims of a paper, in order, each with context on its inspection."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ilacs_bench.lookups.phrases import DatePhrase, letters, sentences, tokens_of, values
from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.paper_file import Paper
from ilacs_bench.papers.sentences import sentence_claims
from ilacs_bench.papers.tables import table_claims
from ilacs_bench.reports.word import WordPassage

_SHORT = 160
"""Maximum length of a line that may be the heading of a list or a table."""


@dataclass(frozen=True)
class _Context:
    """Context from a heading or sentence: dates, an earlier inspection, a school."""

    around: tuple[DatePhrase, ...] = ()
    previous: bool = False
    elsewhere: tuple[str, ...] = ()

    def applied(self, claim: Claim) -> Claim:
        """Return the claim with this context."""
        if self.elsewhere and claim.kind != "unread":
            problem = f"it may be of ‘{self.elsewhere[0]}’, which the words before it speak of"
            return replace(claim, kind="unread", problem=problem)
        if claim.when or claim.dates:
            return claim
        if self.around:
            return replace(claim, around=self.around)
        return replace(claim, when="last" if self.previous else "")


def find_claims(paper: Paper, own: str) -> list[Claim]:
    """Return the claims in a paper of the authority with the code `own`.

    >>> from ilacs_bench.papers.paper_file import text_passages
    >>> paper = Paper("x.md", text_passages("We are one of six councils judged outstanding."))
    >>> [(claim.kind, claim.n, claim.grades) for claim in find_claims(paper, "E10000011")]
    [('one_of', 6, ('outstanding',))]
    """
    claims: list[Claim] = []
    heading = above = _Context()
    for table, passages in groupby(paper.passages, key=lambda passage: passage.table):
        rows = list(passages)
        if table:
            claims += map(above.applied, table_claims(rows, own))
            above = heading
        for passage in () if table else rows:
            if passage.role == "heading":
                heading = _context(passage.text, own)
            claims += _of_passage(passage, own, above if passage.role == "item" else heading)
            if passage.role != "item":
                heads = len(passage.text) <= _SHORT or passage.text.endswith(":")
                above = _context(passage.text, own, heading) if heads else heading
    return list(dict.fromkeys(claims))


def _of_passage(passage: WordPassage, own: str, above: _Context) -> Iterator[Claim]:
    for sentence in sentences(passage.text):
        yield from map(above.applied, sentence_claims(passage.place, sentence, own))
        above = _context(sentence, own, above)


def _context(text: str, own: str, otherwise: _Context = _Context()) -> _Context:
    """Return the context that a text gives to the words after it."""
    tokens = tokens_of(text, own)
    days, kinds = tuple(values(tokens, "d")), letters(tokens)
    elsewhere = tuple(token.text for token in tokens if token.letter == "Z")
    if not set(kinds) & set("ijkS") or not (days or elsewhere or "v" in kinds):
        return otherwise
    return _Context(days, "v" in kinds, elsewhere)

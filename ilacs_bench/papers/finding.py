"""All claims of a paper, in its order."""

from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.count_claims import counted, listed
from ilacs_bench.papers.doubts import doubt_of
from ilacs_bench.papers.judgement_claims import judged, judged_line, table_claims
from ilacs_bench.papers.paper import Paper, Passage
from ilacs_bench.papers.reading_words import sentences
from ilacs_bench.parse.wording import plain


def find_claims(paper: Paper) -> list[Claim]:
    """The claims of a paper; those of sentences that count councils are not read as grades too.

    >>> from ilacs_bench.papers.reading import text_passages
    >>> paper = Paper("x.md", text_passages("We are one of six councils judged outstanding."))
    >>> [(claim.kind, claim.n, claim.grades) for claim in find_claims(paper)]
    [('one_of', 6, ('outstanding',))]
    """
    order = {passage.place: number for number, passage in enumerate(paper.passages)}
    claims = list(table_claims(paper.passages))
    claims += [c for passage in paper.passages if not passage.cells for c in _of_passage(passage)]
    return sorted(dict.fromkeys(claims), key=lambda claim: order[claim.place])


def _of_passage(passage: Passage) -> list[Claim]:
    line = list(judged_line(passage))
    if line:
        return line
    claims: list[Claim] = []
    for sentence in sentences(passage.text):
        words = plain(sentence)
        claims += _doubted(_of_sentence(passage.place, sentence, words), doubt_of(words))
    return claims


def _of_sentence(place: str, sentence: str, words: str) -> list[Claim]:
    counts = list(counted(place, sentence, words))
    grades = [] if counts else list(judged(place, sentence, words))
    return [*counts, *listed(place, sentence, words), *grades]


def _doubted(claims: list[Claim], doubt: str) -> list[Claim]:
    """The claims, or that they can't be read where there is a doubt."""
    if not doubt:
        return claims
    return [Claim("unread", claim.place, claim.words, problem=doubt) for claim in claims]

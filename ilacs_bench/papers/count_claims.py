"""Claims that count: 'one of six', 'the only council', 'only three councils', 'two areas'."""

import re
from collections.abc import Iterator

from ilacs_bench.papers.claims import Claim
from ilacs_bench.papers.numbers import NUMBER, days_in, number_of
from ilacs_bench.papers.reading_words import areas_in, grade_phrases, group_in

_COUNCILS = r"(?:local )?(?:authorit(?:y|ies)|councils?)"
_WHERE = r"(?: (?:in england|nationally|in the country|in the region|in our region))?"
_ABOUT = r"(?P<about>around |about |some |over |more than |nearly |approximately |circa )?"
_ABOUT_N = _ABOUT.replace("<about>", "<about_n>")
_OF = rf"(?:,?\s*(?:out of|of|from)\s+{_ABOUT}(?:the |all |a total of )?(?P<m>{NUMBER})\b)?"
_PATTERNS = (
    ("one_of", re.compile(rf"\bthe only (?:{_COUNCILS}|one)\b{_WHERE}{_OF}")),
    ("first", re.compile(rf"\bone of (?:only )?the first (?P<n>{NUMBER})\b")),
    (
        "one_of",
        re.compile(
            rf"\b(?:one of|among|amongst) (?:only |just )?(?:the )?{_ABOUT_N}(?P<n>{NUMBER})\b"
            rf"(?: {_COUNCILS})?{_WHERE}{_OF}"
        ),
    ),
    (
        "count",
        re.compile(
            rf"\b(?P<n>{NUMBER})(?: {_COUNCILS})?,? (?:out )?of {_ABOUT}(?:the |all )?"
            rf"(?P<m>\d{{2,3}})(?: \w+)? {_COUNCILS}"
        ),
    ),
    (
        "count",
        re.compile(rf"\b(?:only|just) (?P<n>{NUMBER}) (?P<others>other )?{_COUNCILS}\b{_OF}"),
    ),
)
_OF_COUNCILS = re.compile(
    rf"\b{_COUNCILS}\b|\bin england\b|\bnationally\b|\bin the country\b|\bneighbours\b|\bregion\b"
)
_SAYS_GRADE = re.compile(
    r"\b(?:judg|rat(?:ed|ing)|grad(?:e|ed)\b|outstanding|inadequate|requir|(?:is|are|be|were) good)"
)
_IMPROVEMENTS = re.compile(
    rf"\b(?P<n>{NUMBER}) (?:key |specific |main )?(?:areas? (?:for|of) improvement\b(?! plan)"
    r"|areas? (?:which|that|where)[^.;]{0,40}?\b(?:needs?|requires?|must|should)\b[^.;]{0,20}?"
    r"improv)"
)
_EARLIER = re.compile(r"\b(?:previous(?:ly)?|last inspection|earlier|compared (?:with|to)|from)\b")


def counted(place: str, sentence: str, words: str) -> Iterator[Claim]:
    """Claims that count councils, of a sentence and the same in plain lower case."""
    found = list(_matches(words))
    if not found or not _OF_COUNCILS.search(words):
        return
    counts = [kind for kind, _ in found if kind != "first"]
    for kind, match in found:
        if kind == "first":
            yield Claim("first", place, sentence, n=number_of(match["n"]))
        elif len(counts) > 1:
            yield Claim("unread", place, sentence, problem="it has several counts of councils")
            return
        else:
            yield _count_claim(kind, match, place, sentence, words)


def _matches(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What the patterns find, each place once, by the first pattern that finds it."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield kind, match


def _count_claim(kind: str, match: re.Match[str], place: str, sentence: str, words: str) -> Claim:
    parts, areas = match.groupdict(), areas_in(words)
    phrases = [phrase for phrase in set(grade_phrases(words)) if phrase]
    group, problem = group_in(sentence)
    if not phrases or not _SAYS_GRADE.search(words):
        problem = "it names no grade"
    elif len(phrases) > 1:
        problem = "it names several grades"
    elif len(areas) > 1:
        problem = "it names several judgements"
    elif parts.get("about") or parts.get("about_n"):
        problem = "its figure is a round one"
    if problem:
        return Claim("unread", place, sentence, problem=problem)
    days = days_in(sentence)
    says_when = re.search(r"\bas (?:at|of)\b", words)
    return Claim(
        kind,
        place,
        sentence,
        area=areas[0] if areas else "overall",
        grades=phrases[0],
        n=number_of(parts["n"]) if parts.get("n") else 1,
        of=_denominator(parts.get("m"), words[match.end() :]),
        group=group,
        others=bool(parts.get("others")),
        as_at=days[0] if days and says_when else None,
    )


_LATER_OF = re.compile(rf"\b(?:out )?of (?:the |all )?(?P<m>\d{{2,3}}) {_COUNCILS}")


def _denominator(beside: str | None, rest: str) -> int | None:
    """Of how many: beside the count, or later in the sentence."""
    later = _LATER_OF.search(rest)
    if beside:
        return number_of(beside)
    return number_of(later["m"]) if later else None


def listed(place: str, sentence: str, words: str) -> Iterator[Claim]:
    """Claims of how many areas for improvement the report has."""
    for match in _IMPROVEMENTS.finditer(words):
        if _EARLIER.search(words):
            problem = "it may speak of an earlier inspection"
            yield Claim("unread", place, sentence, problem=problem)
        else:
            yield Claim("improvements", place, sentence, n=number_of(match["n"]))

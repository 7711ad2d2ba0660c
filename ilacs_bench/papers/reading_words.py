"""What words of a paper mean: grades, judgement areas, groups of councils, single sentences."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ilacs_bench.lookups.authorities import authorities, mentions
from ilacs_bench.parse.wording import GRADE, grade_of
from ilacs_bench.vocabulary import GRADES

GRADE_WORD = rf"\b({GRADE.replace('|not judged', '')})\b"
_PHRASE = re.compile(rf"{GRADE_WORD}(?: (?:or|and|/) {GRADE_WORD}| or (better))?")
_AREAS = (
    (r"\b(?:children )?in care and care leavers\b", "in_care_and_care_leavers"),
    (r"\bcare leavers\b", "care_leavers"),
    (r"\bchildren in care\b|\blooked[ -]after\b", "in_care"),
    (r"\bhelp and protection\b", "help_protection"),
    (r"\bimpact of leaders\b|\bon leaders\b|\bleadership\b", "leaders"),
    (r"\badoption\b", "adoption"),
    (r"\boverall\b", "overall"),
)
_OTHER_GROUPS = re.compile(
    r"\b(?:county councils|shire|unitar(?:y|ies)|metropolitan|boroughs|comparators?|family group"
    r"|similar|in the (?:north|south|east|west|midlands)\b(?! (?:east|west|midlands|of england))"
    r"|sub-region|trusts?|ofsted reports)\b",
    re.IGNORECASE,
)
_REGION = re.compile(r"\b(?:in|of|across|within) (?:the|our) region\b|\bregionally\b", re.I)
_IN_A_PLACE = re.compile(r"\b(?:in|across) (?:the )?([A-Z][a-z]+)")
_NO_PLACE = {"England", "Ofsted", "Children", "Overall", "Outstanding", "Good"} | {
    date(2000, month, 1).strftime("%B") for month in range(1, 13)
}
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“\"(])|\n+")


@dataclass(frozen=True)
class Group:
    """Whom a claim counts: 'england', 'neighbours' or 'region'.

    `name` is the region, or the year of the neighbours' model, where the paper says it.
    """

    kind: str
    name: str = ""


ENGLAND = Group("england")


def sentences(text: str) -> list[str]:
    r"""The sentences of a passage, each on one line.

    >>> sentences("1.1 We are good. The next\tinspection follows.")
    ['1.1 We are good.', 'The next inspection follows.']
    """
    parts = (" ".join(part.split()) for part in _SENTENCE_END.split(text))
    return [part for part in parts if part]


def grade_phrases(words: str) -> list[tuple[str, ...]]:
    """The grades of each phrase in lower-case words: two where they are joined, or for 'better'.

    >>> grade_phrases("good or better, and none requires improvement to be good")
    [('good', 'outstanding'), ('requires_improvement',)]
    """
    return [
        tuple(GRADES[GRADES.index("good") :])
        if match[3]
        else tuple(code for part in (match[1], match[2]) if part and (code := grade_of(part)))
        for match in _PHRASE.finditer(words)
    ]


def areas_in(words: str) -> tuple[str, ...]:
    """Judgement areas that lower-case words name.

    >>> areas_in("outstanding for children in care and care leavers, good overall")
    ('in_care_and_care_leavers', 'overall')
    """
    found = []
    for pattern, area in _AREAS:
        words, times = re.subn(pattern, " ", words)
        found += [area] if times else []
    return tuple(found)


def group_in(sentence: str) -> tuple[Group, str]:
    """The group that a sentence counts, England unless it names another; and why it can't be read.

    >>> group_in("one of two in the South East"), group_in("one of six county councils")[1]
    ((Group(kind='region', name='South East'), ''), 'its group is none that can be counted here')
    """
    if _OTHER_GROUPS.search(sentence):
        return ENGLAND, "its group is none that can be counted here"
    regions = [name for name in _regions() if re.search(rf"\b{re.escape(name)}\b", sentence)]
    neighbours = re.search(r"\bstatistical neighbours?\b", sentence, re.IGNORECASE)
    groups = [Group("region", name) for name in regions]
    groups += [Group("region")] if _REGION.search(sentence) and not regions else []
    model = re.search(r"\b(20[12]\d) model\b", sentence)
    groups += [Group("neighbours", model[1] if model else "")] if neighbours else []
    if len(groups) > 1:
        return ENGLAND, "it names several groups"
    if groups:
        return groups[0], ""
    councils = {word for m in mentions(sentence) for a in m.bearers for word in a.la_name.split()}
    unknown = set(_IN_A_PLACE.findall(sentence)) - _NO_PLACE - councils
    if unknown:
        return ENGLAND, f"it counts in a place that is not known ({', '.join(sorted(unknown))})"
    return ENGLAND, ""


@cache
def _regions() -> tuple[str, ...]:
    """Names of regions; the longest first, and none that is a part of another that is there."""
    names = {one.ofsted_region for one in authorities()} | {one.ons_region for one in authorities()}
    return tuple(sorted(names, key=len, reverse=True))

"""Parse the National Framework tags that improvement bullets have since April 2025.

A tag has the number of an outcome, enabler or principle, or its wording; each is a row of
`data/lookups/national_framework.csv`.
"""

import re

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.parse.wording import plain

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS, start=1)}
_NUMBER = rf"(?:\d|{'|'.join(_WORDS)})\b"
_KIND = r"(?:outcome|enabler|principle)s?"
_AND = r"(?:\s*[,;/&]\s*(?:and\s+)?|\s+and\s+)"
_CODES = rf"\b{_KIND}\s*(?:[:-]\s*)?{_NUMBER}(?:{_AND}{_NUMBER})*"

_CODES_BY_WORDING = {
    re.sub(r"\W+", " ", row["wording"]): row["code"] for row in read_lookup("national_framework")
}
# Between two words of a wording there may be an apostrophe, a hyphen or a comma.
_WORDING = r"\b(?:" + "|".join(w.replace(" ", r"\W{1,2}") for w in _CODES_BY_WORDING) + r")\b"
_TAG = re.compile(rf"{_CODES}|{_WORDING}", re.IGNORECASE)

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|$)")
_NAMED = r"\bnational\s+framework\b"
# Without brackets a tag must be at the end of the text: only codes and what joins them.
_BARE_END = re.compile(
    rf"[\s–—-]*(?:{_NAMED}|\b{_KIND}\s*:|{_CODES}|{_WORDING})"
    rf"(?:{_NAMED}|{_CODES}|{_WORDING}|\b{_KIND}\b|\b(?:of|the|and)\b|[\s,;:.&–—-])*+$",
    re.IGNORECASE,
)
_STOPS_AFTER_STOP = re.compile(r"([.;])\s*[.;]$")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.;,])$")


def split_tags(text: str) -> tuple[str, str | None]:
    """Return the text without its tags, and the tags as codes (or None).

    >>> split_tags("Help for care leavers. (Outcome four, National Framework)")
    ('Help for care leavers.', 'outcome 4')
    >>> split_tags("Supervision [Outcomes 1 and 3, enabler two, national framework].")
    ('Supervision.', 'outcome 1; outcome 3; enabler 2')
    >>> split_tags("Caseloads. Enabler: the workforce is equipped and effective")
    ('Caseloads.', 'enabler 3')
    """
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        codes = _codes(match[0])
        found.extend(code for code in codes if code not in found)
        return "" if codes else match[0]

    rest = _BRACKETS.sub(take, text)
    end = _BARE_END.search(rest)
    if end and _is_tag(rest, end):
        rest = rest[: end.start()] + take(end)
    rest = _SPACE_BEFORE_STOP.sub(r"\1", rest.strip())
    return _STOPS_AFTER_STOP.sub(r"\1", rest), "; ".join(found) or None


def _is_tag(text: str, end: re.Match[str]) -> bool:
    """Return whether the end is separate from the sentence before, or names the framework."""
    is_apart = text[: end.start()].rstrip().endswith((".", ";", ":", "?", "!"))
    dashed = end[0].lstrip().startswith(("–", "—", "-"))
    return is_apart or dashed or re.search(_NAMED, end[0], re.IGNORECASE) is not None


def _codes(printed: str) -> list[str]:
    """Return codes in printed order; [] if one of them is unknown."""
    codes = [code for match in _TAG.finditer(printed) for code in _codes_of_one(match[0])]
    return codes if all(code in _CODES_BY_WORDING.values() for code in codes) else []


def _codes_of_one(printed: str) -> list[str]:
    words = plain(printed)
    wording = re.sub(r"\W+", " ", words)
    if wording in _CODES_BY_WORDING:
        return [_CODES_BY_WORDING[wording]]
    kind = re.match(r"[a-z]+?(?=s?\b)", words)
    numbers = re.findall(_NUMBER, words)
    return [f"{kind[0]} {_NUMBERS.get(number, number)}" for number in numbers] if kind else []

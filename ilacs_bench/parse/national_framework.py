"""The National Framework tags that improvement bullets carry since April 2025."""

import re

_NUMBERS = {
    w: str(n)
    for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight"], 1)
}
_NUMBER = rf"(?:\d|{'|'.join(_NUMBERS)})\b"
_KIND = r"(?P<kind>outcome|enabler|principle)s?"
_CODES = re.compile(
    rf"{_KIND}\s*:?\s*(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s*&\s*|\s+and\s+|\s*,\s*and\s+){_NUMBER})*)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"\s*[(\[][^()\[\]]*\b(?:outcome|enabler|principle)s?\b[^()\[\]]*[)\]]", re.I
)
_TAIL = re.compile(r"\s+([.;,])$")


def split_tags(text: str) -> tuple[str, str | None]:
    """(the text without its tags, the tags as codes or None).

    >>> split_tags("Help for care leavers. (Outcome four, National Framework)")
    ('Help for care leavers.', 'outcome 4')
    >>> split_tags("Supervision [Outcomes 1 and 3, enabler two, national framework].")
    ('Supervision.', 'outcome 1; outcome 3; enabler 2')
    """
    codes: list[str] = []

    def take(match: re.Match[str]) -> str:
        found = _codes(match[0])
        codes.extend(code for code in found if code not in codes)
        return "" if found else match[0]

    rest = _TAIL.sub(r"\1", _BRACKETS.sub(take, text).strip())
    rest = re.sub(r"([.;])\s*[.;]$", r"\1", rest)
    return rest, "; ".join(codes) or None


def _codes(bracket: str) -> list[str]:
    return [
        f"{match['kind'].lower()} {_NUMBERS.get(number.lower(), number)}"
        for match in _CODES.finditer(bracket)
        for number in re.findall(_NUMBER, match["numbers"], re.IGNORECASE)
    ]

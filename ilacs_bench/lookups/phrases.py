"""Split sentences about judgements into tokens: a letter per known phrase, '?' for other words.

The phrases are rows of `data/lookups/paper_words.csv`, and names of authorities, regions,
judgements and grades from other lookups; numbers and dates are recognised by patterns.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import area_names
from ilacs_bench.lookups.authorities import authorities, authorities_named
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORK_LABELS, GRADES

_NAME, _PAUSES = 8, 1
"""Maximum number of pieces in the name of an authority, and of commas within a phrase."""
LONGEST = 2000
"""Maximum length of a sentence or cell; longer text is neither."""
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
_MONTH, _DAY = "|".join(_MONTHS), r"\d{1,2}(?:st|nd|rd|th)?"
_PIECES = re.compile(
    rf"(?P<date>(?:{_DAY}(?: (?:{_MONTH}))?(?: \d{{4}})? ?(?:to|-|–) ?)?"
    rf"\b(?:(?P<day>{_DAY}) (?:of )?)?\b(?P<month>{_MONTH})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    r"|\b(?P<numeric>\d{1,2}/\d{1,2}/\d{4})\b|\b(?P<alone>20[012]\d)\b(?!\s?%))"
    r"|(?P<percent>\d+(?:\.\d+)?)(?:\s?%| per ?cent\b)"
    r"|(?P<number>(?<![\d.,/])\b\d{1,3}\b(?![.,/]\d))"
    r"|(?P<word>\b[nN]/[aA]\b|[^\W_]+(?:['’][^\W_]+)*|[✓✔●/&?])"
    r"|(?P<pause>[,;:]|(?<=\s)[–—-](?=\s))"
)
_OF_NAME = re.compile(
    r"(?:\s+(?:City|County|Borough|Metropolitan|District|Unitary|[Cc]ouncil|[Cc]hildren [Ss]ervices"
    r"|Authority))+\b"
)


_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“\"(])|\n+")
_NUMBERING = re.compile(r"^\s*(?:[-*•◼#]+|\(?\d+(?:\.\d+)+[.)]?|\(?(?:\d+|[a-z])[.)])\s+(?=\S)")


@dataclass(frozen=True)
class DatePhrase:
    """A day, month or year, as far as the paper gives it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The date; None if a part is missing or the month has no such day."""
        try:
            return date(self.year or 0, self.month or 0, self.day or 0)
        except ValueError:
            return None

    def __str__(self) -> str:
        month = _MONTHS[self.month - 1] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)


@dataclass(frozen=True)
class GroupPhrase:
    """The group that a claim counts: 'england', 'neighbours' or 'region', or a kind of region.

    `name` is the region, or the year of the neighbours' model, if the paper says it.
    """

    kind: str
    name: str = ""


@dataclass(frozen=True)
class Token:
    """A phrase of a sentence: its letter, its words, and its meaning."""

    letter: str
    text: str
    value: Any = None


def sentences(text: str) -> list[str]:
    r"""Return the sentences of a passage, each on one line and without its number.

    >>> sentences("1.1 We are good. The next\tinspection follows.")
    ['We are good.', 'The next inspection follows.']
    """
    parts = (" ".join(unnumbered(part).split()) for part in _SENTENCE_END.split(text))
    return [part for part in parts if part]


def unnumbered(text: str) -> str:
    """Return a line without the bullet or number before its text."""
    return _NUMBERING.sub("", text)


def letters(tokens: Iterable[Token]) -> str:
    """Return the letters of the tokens as a string."""
    return "".join(token.letter for token in tokens)


def values(tokens: Iterable[Token], kinds: str) -> list[Any]:
    """Return the meanings of the tokens with these letters."""
    return [token.value for token in tokens if token.letter in kinds]


def cut(tokens: list[Token], pattern: str) -> tuple[list[Token], list[Token]]:
    """Return the tokens at the first match of a pattern of letters, and all others."""
    match = re.search(pattern, letters(tokens))
    first, end = match.span() if match else (0, 0)
    return tokens[first:end], [*tokens[:first], *tokens[end:]]


def tokens_of(text: str, own: str) -> list[Token]:
    """Return the tokens of a sentence or cell in a paper of the authority `own`.

    >>> words = "We are one of 31 councils that have retained an outstanding judgement."
    >>> letters(tokens_of(words, "E06000020"))
    'wb1ncb?gk'
    """
    return list(_tokens(" ".join(text.split()), own))


@lru_cache(maxsize=4096)
def _tokens(text: str, own: str) -> tuple[Token, ...]:
    if len(text) > LONGEST:
        return (Token("?", text),)
    pieces = list(_PIECES.finditer(re.sub(r"['’]s?\b", "", text).replace("udgment", "udgement")))
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        reach = _reach().get(pieces[at].group().lower(), 1)
        is_name = pieces[at].group()[0].isupper()
        token, n = _longest(pieces[at : at + max(reach, _NAME if is_name else 1)], own)
        tokens += [token] if token.letter != "." else []
        at += n
    for pattern, make in _JOINS:
        tokens = _joined(tokens, pattern, make)
    return tuple(token for token in tokens if token.letter not in "@>")


def _longest(pieces: list[re.Match[str]], own: str) -> tuple[Token, int]:
    """Return the token of the longest known phrase that begins here, and its number of pieces."""
    printed, start = pieces[0].string, pieces[0].start()
    for n in range(0 if pieces[0]["pause"] else len(pieces), 0, -1):
        phrase, end = _phrase(pieces[:n]), pieces[n - 1].end()
        if pieces[n - 1]["pause"]:
            continue
        if phrase in _lexicon():
            letter, value = _lexicon()[phrase]
            return Token(letter, printed[start:end], value), n
        named = (
            authorities_named(phrase)
            if printed[start].isupper() or printed[start].isdigit()
            else ()
        )
        if named:
            more = _OF_NAME.match(printed, end)
            n += sum(piece.start() < more.end() for piece in pieces[n:]) if more else 0
            is_own = any(one.la_code == own for one in named)
            return Token("w" if is_own else "o", printed[start:end], named), n
    return _single(pieces[0]), 1


def _phrase(pieces: list[re.Match[str]]) -> str:
    words = (piece.group().lower() for piece in pieces if not piece["pause"])
    return " ".join("and" if word == "&" else word for word in words)


def _single(piece: re.Match[str]) -> Token:
    text = piece.group()
    if piece["numeric"]:
        return Token("d", text, DatePhrase(*map(int, reversed(text.split("/")))))
    if piece["date"]:
        number = {name: re.sub(r"\D", "", piece[name] or "") for name in ("year", "alone", "day")}
        year, day = number["year"] or number["alone"], number["day"]
        month = _MONTHS.index(piece["month"]) + 1 if piece["month"] else None
        return Token(
            "d", text, DatePhrase(int(year) if year else None, month, int(day) if day else None)
        )
    if piece["percent"]:
        return Token("%", text, piece["percent"])
    if piece["number"]:
        return Token("n", text, int(text))
    return Token("," if piece["pause"] else "?", text)


@cache
def _lexicon() -> dict[str, tuple[str, Any]]:
    """Return every phrase with its letter and its meaning."""
    regions = {name for one in authorities() for name in (one.ofsted_region, one.ons_region)}
    known: dict[str, tuple[str, Any]] = {
        _plain(r): ("q", GroupPhrase("region", r)) for r in regions
    }
    known |= {_plain(label): ("S", label) for label in FRAMEWORK_LABELS.values()}
    rows = [(row, row["wordings"].split("; ")) for row in read_lookup("paper_words")]
    (_, units), (_, tens) = rows[:2]
    known |= {word: ("n", number) for number, word in enumerate(units)}
    known |= {
        f"{ten} {units[unit]}" if unit else ten: ("n", 10 * number + unit)
        for number, ten in enumerate(tens, start=2)
        for unit in range(10)
    }
    for row, wordings in rows[2:]:
        known |= {wording: (row["letter"], _meaning(row)) for wording in wordings}
    labels = {label: area for area, label in AREA_SHORT_LABELS.items()} | area_names()
    known |= {_plain(label): ("a", area) for label, area in labels.items()}
    grades = [row for row in read_lookup("grade_wordings") if row["grade"]]
    return known | {row["wording"]: ("g", (row["grade"],)) for row in grades}


def _meaning(row: dict[str, str]) -> Any:
    if row["letter"] == "g":
        return (row["value"],)
    return GroupPhrase(row["value"] or row["kind"]) if row["letter"] in "eq" else row["value"]


def _plain(text: str) -> str:
    return _phrase(list(_PIECES.finditer(text)))


@cache
def _reach() -> dict[str, int]:
    """Return for each first word of a phrase the number of pieces of its longest phrase."""
    reach: dict[str, int] = {"&": 2}
    for words in map(str.split, _lexicon()):
        reach[words[0]] = max(len(words) + _PAUSES, reach.get(words[0], 1))
    return reach


def _joined(
    tokens: list[Token], pattern: str, make: Callable[[list[Token]], tuple[str, Any] | None]
) -> list[Token]:
    """Return the tokens with matches of a pattern of letters merged, if `make` allows it."""
    at = 0
    while match := re.compile(pattern).search(letters(tokens), at):
        part, at = tokens[match.start() : match.end()], match.start() + 1
        if made := make(part):
            one = Token(made[0], " ".join(token.text for token in part), made[1])
            tokens, at = [*tokens[: at - 1], one, *tokens[match.end() :]], at - 1
    return tokens


def _as_at(part: list[Token]) -> tuple[str, Any] | None:
    day = part[-1].value.date
    return ("P" if part[0].letter == "P" else "t", day) if day else None


def _grades(part: list[Token]) -> tuple[str, Any]:
    """Return the grades that tokens mean, such as 'good or outstanding' or 'less than good'."""
    given = [token.value for token in part if token.letter == "g"]
    first = GRADES.index(given[0][0])
    if part[0].letter == "B":
        return "g", GRADES[:first]
    return "g", given[0] + given[1] if given[1:] else GRADES[first:]


def _named(part: list[Token]) -> tuple[str, Any] | None:
    """Return one group for 'Ofsted region: London' or 'our statistical neighbours (2025 model)'."""
    first, name = part[0].value, part[-1].value
    if part[-1].letter == "m":
        return (
            ("q", GroupPhrase(first.kind, str(part[-2].value.year)))
            if first.kind == "neighbours"
            else None
        )
    return ("q", GroupPhrase(first.kind, name.name)) if first.kind.endswith("_region") else None


_JOINS: tuple[tuple[str, Callable[[list[Token]], tuple[str, Any] | None]], ...] = (
    (r"[@P]d", _as_at),
    (r"qdm|q,?q", _named),
    (r"[TB]g(?!\+)|g\+|grg", _grades),
    (r"fg>g", lambda part: ("G", (part[1].value, part[3].value))),
    (r"a,?ja", lambda part: ("a", part[0].value) if part[-2].text == "graded as" else None),
)

"""The local authorities of England: who they are, and which one a name or a title means.

Nothing here imports pandas: the parser's worker processes start with it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from numbers import Real

from ilacs_bench.days import check_listed, check_not_future, today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup

_KIND_WORD = re.compile(
    "the|of|a|and|city|county|borough|metropolitan|district|london|royal|council|corporation"
    "|unitary|local|authority|lb|rb|mbc|mdc|cc|bc"
)
"""A word that says what kind of authority it is, not which one."""
_MOST_TOLD = 3
"""Rows of a column that an error tells of."""


@dataclass(frozen=True)
class Authority:
    """One local authority for one period; see `schema.AUTHORITIES` for the meaning of each part."""

    la_code: str
    former_la_codes: tuple[str, ...]
    la_name: str
    dfe_number: str
    urn: str | None
    ofsted_region: str
    ons_region: str
    la_type: str
    valid_from: date
    valid_to: date | None
    successor_la_codes: tuple[str, ...]

    def exists_on(self, day: date) -> bool:
        """Whether the authority exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def authorities() -> tuple[Authority, ...]:
    """All authorities since 2009, former ones too, by name."""
    return tuple(_authority(row) for row in read_lookup("authorities"))


def find_authority(name: str | int, *, on: date | None = None) -> Authority:
    """The authority meant by a name, alias, GSS code (today's or former), DfE number or URN.

    Case, punctuation and words such as "London Borough of" or "City Council" make no difference.
    Where a name had two lives, the one that existed `on` that day (default: today) is meant.
    A DfE number or URN may be a number. Raises UnknownName, with the nearest names, for a cell that
    is empty, for a day that is still to come, and for one before which nobody is listed.

    >>> find_authority("Kingston upon Hull, City of").la_code
    'E06000010'
    >>> find_authority("Dorset County Council", on=date(2016, 5, 23)).dfe_number
    '835'
    """
    if on is not None:
        check_listed(check_not_future(on))
    name = _as_text(name)
    found = _by_code().get(name.strip().upper()) or _by_name(name)
    chosen = _living(found, on) if len(found) > 1 else found
    if len(chosen) != 1:
        raise _unknown(name)
    return chosen[0]


def find_la_codes(councils: Iterable[str | int], *, on: date | None = None) -> list[str]:
    """The GSS code of each name in a column, as `find_authority` finds it; in the column's order.

    Raises UnknownName for those that nobody knows, each with its row: for a column of a frame its
    index, and the line that it has in a CSV with one line of headings.

    >>> find_la_codes(["Hull", 926])
    ['E06000010', 'E10000020']
    """
    if on is not None:
        check_listed(check_not_future(on))
    rows = councils.items() if hasattr(councils, "items") else enumerate(councils)
    codes, unknown = [], []
    for row, name in rows:
        try:
            codes.append(find_authority(name, on=on).la_code)
        except UnknownName as problem:
            line = f" (line {row + 2} of a CSV)" if isinstance(row, int) else ""
            unknown.append(f"Row {row}{line}: {problem}")
    if unknown:
        more = len(unknown) - _MOST_TOLD
        raise UnknownName(
            " ".join([*unknown[:_MOST_TOLD], *([f"And {more} more."] if more > 0 else [])])
        )
    return codes


def _as_text(name: object) -> str:
    """A name or number as text: spreadsheets give numbers as 935 or 935.0, and nothing as nan."""
    if isinstance(name, str):
        return name
    if isinstance(name, Real) and (number := float(name)).is_integer():
        return str(int(number))
    raise UnknownName(f"{name!r} names no local authority: the cell is empty, or no text.")


def authority_in_title(title: str, *, on: date | None = None) -> Authority | None:
    r"""The one authority that a report's title names; None where it names none, or several.

    `on` is the first day on site. An authority that did not exist then is not meant; without a
    date, existence (today) decides only between authorities that the title names equally well.

    >>> authority_in_title("Inspection of Royal Borough of Kingston upon\nThames").la_name
    'Kingston upon Thames'
    """
    words = plain_words(title)
    found = {a for match in _any_name().finditer(words) for a in _names()[match.group()]}
    if on is not None or len(found) > 1:
        found = set(_living(found, on))
    return found.pop() if len(found) == 1 else None


@cache
def other_names(la_code: str) -> tuple[str, ...]:
    """The names and abbreviations of an authority that its own name does not begin to say.

    >>> other_names("E06000058")
    ('BCP',)
    """
    own = {f" {plain_words(a.la_name)}" for a in authorities() if a.la_code == la_code}
    return tuple(
        row["alias"]
        for row in read_lookup("authority_aliases")
        if row["la_code"] == la_code
        and not any(f" {plain_words(row['alias'])}" in name for name in own)
    )


@dataclass(frozen=True)
class Mention:
    """One place in a text that names local authorities; `as_council` where it says 'council'."""

    bearers: tuple[Authority, ...]
    as_council: bool


def mentions(text: str) -> list[Mention]:
    """Every name of a local authority in a text, where it is written with a capital.

    >>> found = mentions("Kent County Council was reading of Bury")
    >>> [(mention.bearers[0].la_name, mention.as_council) for mention in found]
    [('Kent', True), ('Bury', False)]
    """
    written = _written(text)
    words = written.casefold()
    if len(words) != len(written):  # a letter that is two when it is small: places would not agree
        written = words = "".join(c for c in written if len(c.casefold()) == 1)
        words = written.casefold()
    return [
        Mention(
            _names()[match.group()],
            bool(_COUNCIL_AFTER.match(words, match.end()))
            or bool(_COUNCIL_BEFORE.search(words[: match.start()])),
        )
        for match in _any_name().finditer(words)
        if written[match.start()].isupper() or written[match.start()].isdigit()
    ]


def bearers_of(name: str) -> tuple[Authority, ...]:
    """Authorities that bear or bore exactly this name or alias; empty for other words.

    >>> [one.la_code for one in bearers_of("BCP")], bearers_of("county")
    (['E06000058'], ())
    """
    return _names().get(plain_words(name), ())


_COUNCIL_AFTER = re.compile(
    r"\s+(?:(?:county|city|borough|metropolitan|district|unitary)\s+)*council\b"
)
_COUNCIL_BEFORE = re.compile(r"\b(?:borough|council|city) of (?:the )?$")


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        la_code=row["la_code"],
        former_la_codes=_codes(row["former_la_codes"]),
        la_name=row["la_name"],
        dfe_number=row["dfe_number"],
        urn=row["urn"] or None,
        ofsted_region=row["ofsted_region"],
        ons_region=row["ons_region"],
        la_type=row["la_type"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor_la_codes=_codes(row["successor_la_codes"]),
    )


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("; ")) if joined else ()


def plain_words(name: str) -> str:
    """A name as names are compared: small letters, single spaces, no punctuation.

    >>> plain_words("St. Helens  &")
    'st helens and'
    """
    return _written(name.casefold())


def _written(text: str) -> str:
    """Words with single spaces, as they are written."""
    without_apostrophes = re.sub(r"['’‘`]", "", text.replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", without_apostrophes))


@cache
def _names() -> dict[str, tuple[Authority, ...]]:
    """Every plain name and alias, with the authorities that bear or bore it."""
    by_code = {authority.la_code: authority for authority in authorities()}
    pairs = [(authority.la_name, authority) for authority in authorities()]
    pairs += [(row["alias"], by_code[row["la_code"]]) for row in read_lookup("authority_aliases")]
    names: dict[str, set[Authority]] = defaultdict(set)
    for name, authority in pairs:
        names[plain_words(name)].add(authority)
    return {name: tuple(bearers) for name, bearers in names.items()}


@cache
def _any_name() -> re.Pattern[str]:
    """Finds names as whole words; the longest first, so that a name inside another never wins."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_names(), key=len, reverse=True))})\b")


@cache
def _by_code() -> dict[str, tuple[Authority, ...]]:
    return {
        code: (authority,)
        for authority in authorities()
        for code in (
            authority.la_code,
            *authority.former_la_codes,
            authority.dfe_number,
            authority.urn,
        )
        if code
    }


def _by_name(name: str) -> tuple[Authority, ...]:
    """Authorities of which the whole name is a name, but for words that say their kind."""
    plain = plain_words(name)
    if plain in _names():
        return _names()[plain]
    match = _any_name().search(plain)
    if match is None:
        return ()
    beside = f"{plain[: match.start()]} {plain[match.end() :]}".split()
    return _names()[match.group()] if all(map(_KIND_WORD.fullmatch, beside)) else ()


def _living(found: set[Authority] | tuple[Authority, ...], on: date | None) -> list[Authority]:
    day = on or today()
    return [authority for authority in found if authority.exists_on(day)]


def _unknown(name: str) -> UnknownName:
    plain = plain_words(name)
    near = [known for known in _names() if plain and plain in known.split()]
    near += get_close_matches(plain, _names(), n=3, cutoff=0.6)
    meant = list(dict.fromkeys(_names()[known][-1].la_name for known in near[:6]))
    hint = f"Did you mean {' or '.join(meant)}?" if meant else "Is it in England?"
    return UnknownName(
        f"{name!r} is no local authority that we know, by name, GSS code, DfE number or URN. "
        f"{hint}",
        instead=[{"authority": known} for known in meant],
    )

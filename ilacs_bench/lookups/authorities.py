"""The local authorities of England, and which one a name or a title means.

This module does not import pandas, as the parser's worker processes start with it.
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
"""Words for the kind of authority, which do not identify one."""
_MOST_LISTED = 3
"""Maximum number of rows listed in an error message."""


@dataclass(frozen=True)
class Authority:
    """One local authority for one period; see `schema.AUTHORITIES` for the fields."""

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
        """Return whether the authority exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def authorities() -> tuple[Authority, ...]:
    """Return all authorities since 2009, including former ones, by name."""
    return tuple(_authority(row) for row in read_lookup("authorities"))


def find_authority(name: str | int, *, on: date | None = None) -> Authority:
    """Return the authority with this name, alias, GSS code (current or former), DfE number or URN.

    Case, punctuation and words such as "London Borough of" or "City Council" make no difference. If
    two authorities had the name, it is the one that existed `on` that day (default: today). A DfE
    number or URN may be a number. Raises UnknownName, with the nearest names, for an unknown or
    empty name, for a day in the future, and for one before the list of authorities begins.

    >>> find_authority("Kingston upon Hull, City of").la_code
    'E06000010'
    >>> find_authority("Dorset County Council", on=date(2016, 5, 23)).dfe_number
    '835'
    """
    if on is not None:
        check_listed(check_not_future(on))
    name = _as_text(name)
    found = _by_code().get(name.strip().upper()) or _by_name(name)
    chosen = _existing_on(found, on) if len(found) > 1 else found
    if len(chosen) != 1:
        raise _unknown(name)
    return chosen[0]


def find_la_codes(councils: Iterable[str | int], *, on: date | None = None) -> list[str]:
    """Return the GSS code of each name in a column, as `find_authority`, in the column's order.

    Raises UnknownName for unknown names, each with its row: for a column of a frame the index, for
    a list the line in a CSV with one line of headings.

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
        more = len(unknown) - _MOST_LISTED
        raise UnknownName(
            " ".join([*unknown[:_MOST_LISTED], *([f"And {more} more."] if more > 0 else [])])
        )
    return codes


def _as_text(name: object) -> str:
    """Return a name or number as text: spreadsheets have 935 or 935.0, and nan for nothing."""
    if isinstance(name, str):
        return name
    if isinstance(name, Real) and (number := float(name)).is_integer():
        return str(int(number))
    raise UnknownName(f"{name!r} names no local authority: the cell is empty, or no text.")


def authority_in_title(title: str, *, on: date | None = None) -> Authority | None:
    r"""Return the one authority that a report's title names; None for none or several.

    `on` is the first day on site; authorities that did not exist then are excluded. Without a date,
    existence today decides only between authorities that the title names equally well.

    >>> authority_in_title("Inspection of Royal Borough of Kingston upon\nThames").la_name
    'Kingston upon Thames'
    """
    words = plain_words(title)
    found = {a for match in _any_name().finditer(words) for a in _names()[match.group()]}
    if on is not None or len(found) > 1:
        found = set(_existing_on(found, on))
    return found.pop() if len(found) == 1 else None


@cache
def other_names(la_code: str) -> tuple[str, ...]:
    """Return names and abbreviations of an authority that differ from the start of its name.

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
    """One place in a text that names local authorities; `as_council` if it says 'council'."""

    authorities: tuple[Authority, ...]
    as_council: bool


def mentions(text: str) -> list[Mention]:
    """Return every name of a local authority in a text that is written with a capital.

    >>> found = mentions("Kent County Council was reading of Bury")
    >>> [(mention.authorities[0].la_name, mention.as_council) for mention in found]
    [('Kent', True), ('Bury', False)]
    """
    written = _written(text)
    words = written.casefold()
    if len(words) != len(written):  # its lower case has two letters, which would shift positions
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


def authorities_named(name: str) -> tuple[Authority, ...]:
    """Return authorities with exactly this name or alias, now or formerly; () for none.

    >>> [one.la_code for one in authorities_named("BCP")], authorities_named("county")
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
    """Return a name normalised for comparison: lower case, single spaces, no punctuation.

    >>> plain_words("St. Helens  &")
    'st helens and'
    """
    return _written(name.casefold())


def _written(text: str) -> str:
    """Return the text with single spaces."""
    without_apostrophes = re.sub(r"['’‘`]", "", text.replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", without_apostrophes))


@cache
def _names() -> dict[str, tuple[Authority, ...]]:
    """Return every normalised name and alias, with the authorities that have or had it."""
    by_code = {authority.la_code: authority for authority in authorities()}
    pairs = [(authority.la_name, authority) for authority in authorities()]
    pairs += [(row["alias"], by_code[row["la_code"]]) for row in read_lookup("authority_aliases")]
    names: dict[str, set[Authority]] = defaultdict(set)
    for name, authority in pairs:
        names[plain_words(name)].add(authority)
    return {name: tuple(found) for name, found in names.items()}


@cache
def _any_name() -> re.Pattern[str]:
    """Return a pattern of names as whole words, longest first, so that longer names win."""
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
    """Return authorities with this name, ignoring words that say their kind."""
    plain = plain_words(name)
    if plain in _names():
        return _names()[plain]
    match = _any_name().search(plain)
    if match is None:
        return ()
    beside = f"{plain[: match.start()]} {plain[match.end() :]}".split()
    return _names()[match.group()] if all(map(_KIND_WORD.fullmatch, beside)) else ()


def _existing_on(found: set[Authority] | tuple[Authority, ...], on: date | None) -> list[Authority]:
    day = on or today()
    return [authority for authority in found if authority.exists_on(day)]


def _unknown(name: str) -> UnknownName:
    plain = plain_words(name)
    matches = [known for known in _names() if plain and plain in known.split()]
    matches += get_close_matches(plain, _names(), n=3, cutoff=0.6)
    suggestions = list(dict.fromkeys(_names()[known][-1].la_name for known in matches[:6]))
    hint = (
        f"Did you mean {' or '.join(suggestions)}?"
        if suggestions
        else "Type the name of a local authority in England, or its GSS code, DfE number or URN."
    )
    return UnknownName(
        f"We can’t find {name!r}. {hint}",
        instead=[{"authority": known} for known in suggestions],
    )

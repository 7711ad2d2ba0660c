"""Turn the words people write into codes and dates: days as text, councils by any name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from numbers import Real
from typing import TypeAlias

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.days import check_listed, resolve_day, today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.lookups.own_lists import plain_name
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORK_LABELS

Day: TypeAlias = date | str | None
"""A day: a date, ISO text such as '2025-03-31', or None for the default of the question."""

OneOrMore: TypeAlias = str | Sequence[str] | None
"""One value or several alternatives; None, or an empty sequence, for all."""


def resolve_days(tables: Tables, as_at: Day, published_by: Day = None) -> tuple[date, date]:
    """Return the as-at date and the publication cut-off.

    The as-at date defaults to the last day that the tables cover (today, if they are empty), the
    cut-off to the as-at date. Raises UnknownName for text that is not a date, a day in the future,
    or one before the list of authorities begins.
    """
    day = check_listed(resolve_day(as_at)) if as_at else (last_day(tables) or today())
    return day, resolve_day(published_by) if published_by else day


def check_period(first: date, last: date) -> None:
    """Raise UnknownName where a period ends before it begins."""
    if first > last:
        raise UnknownName(
            f"The last day is before the first: {day_words(first)} to {day_words(last)}. Choose a "
            "later last day or an earlier first day."
        )


def resolve_authority(tables: Tables, name: str, as_at: date) -> str:
    """Return the GSS code of a local authority that exists on the date.

    `name` is any name or alias, GSS code, DfE number or URN. Raises UnknownName: for an unknown
    name (suggesting the nearest), for an authority that did not exist then (saying when it did),
    and for a day before the list of authorities begins.

    >>> resolve_authority(t, "BCP", date(2025, 3, 31))
    'E06000058'
    """
    la_code = find_la_code(tables, name, check_listed(as_at))
    index = inspection_index(tables)
    if la_code not in index.codes[index.existing(np.datetime64(as_at))]:
        raise _not_in_existence(tables, la_code, as_at)
    return la_code


def find_la_code(tables: Tables, name: str, as_at: date | None = None) -> str:
    """Return the GSS code of a local authority, whether or not it exists on the date.

    Of two authorities of one name, it is the one that existed on the date. Raises UnknownName.
    """
    known = inspection_index(tables).codes
    if name in known:
        return name
    if is_england(name):
        raise UnknownName(
            "England is no local authority: picture(t) counts its grades, to='england' compares "
            "a local authority with all others."
        )
    la_code = find_authority(name, on=as_at).la_code
    if la_code not in known:
        raise UnknownName(f"{name!r} ({la_code}) is not among the authorities of these tables.")
    return la_code


def find_la_codes(tables: Tables, names: Iterable[str], as_at: date) -> list[str]:
    """Return the GSS codes of several local authorities, without repeats, in their order."""
    return list(dict.fromkeys(find_la_code(tables, name, as_at) for name in names))


def is_england(name: object) -> bool:
    """Return whether a name means all of England."""
    return isinstance(name, str) and plain_name(name) == "england"


def one_or_more(given: Iterable | Real | str) -> list:
    """Return a list: a single value, text or number, becomes a list of one.

    >>> one_or_more("Kent"), one_or_more(886), one_or_more(("Kent", 886))
    (['Kent'], [886], ['Kent', 886])
    """
    return [given] if isinstance(given, str | Real) else list(given)


def resolve_councils(
    tables: Tables, given: OneOrMore, as_at: date | None = None
) -> list[str] | None:
    """Return GSS codes of local authorities, without repeats; None (all) for 'england'.

    Former authorities are found too, whether or not they exist on the date. Raises UnknownName.
    """
    if given is None or is_england(given) or is_england(next(iter(one_or_more(given)), None)):
        return None
    return list(dict.fromkeys(find_la_code(tables, name, as_at) for name in one_or_more(given)))


def resolve_frameworks(given: OneOrMore) -> tuple[str, ...]:
    """Return the codes of frameworks given by code or label.

    >>> resolve_frameworks("SIF"), resolve_frameworks(["ILACS 2018 to 2022"])
    (('sif',), ('ilacs_2018',))
    """
    return tuple(resolve_values(given, FRAMEWORK_LABELS, "framework"))


def resolve_values(given: OneOrMore, offered: Mapping[str, str], what: str) -> list[str]:
    """Return the codes of values given by code or label, without repeats; none given means all.

    `offered` maps each code to its label. Raises UnknownName for a value that is not offered,
    listing those that are; `what` is what the message calls the kind of value.

    >>> resolve_values("Good", {"good": "Good", "inadequate": "Inadequate"}, "grade")
    ['good']
    """
    codes = {plain_name(name): code for code, words in offered.items() for name in (words, code)}
    names = [] if given is None else one_or_more(given)
    for name in names:
        if plain_name(str(name)) not in codes:
            raise UnknownName(
                f"{name!r} is no {what}. {_hint(str(name), codes)}Choose among {list(offered)}."
            )
    return list(dict.fromkeys(codes[plain_name(str(name))] for name in names))


def _hint(name: str, codes: Mapping[str, str]) -> str:
    """Return the values that contain the name, else the one spelt most like it, as a question."""
    plain = plain_name(name)
    matches = [known for known in codes if plain and plain in known]
    matches = matches or get_close_matches(plain, codes, n=1)
    options = dict.fromkeys(repr(codes[known]) for known in matches)
    return f"Did you mean {' or '.join(options)}? " if options else ""


def _not_in_existence(tables: Tables, la_code: str, as_at: date) -> UnknownName:
    """Return the error for an authority that did not exist: when it did, and its successors."""
    row = tables.authorities[tables.authorities["la_code"] == la_code].iloc[-1]
    first, last = row["valid_from"], row["valid_to"]
    others = _in_its_place(tables, la_code, as_at)
    existed = "exists" if pd.isna(last) else "existed"
    until = "" if pd.isna(last) else f" to {day_words(last)}"
    instead = ", or ".join(["a date in that time", *([" or ".join(others)] if others else [])])
    return UnknownName(
        f"{row['la_name']} ({la_code}) did not exist on {day_words(as_at)}: it {existed} "
        f"from {day_words(first)}{until}. Choose {instead}.",
        instead=[
            *({"authority": name} for name in others),
            *([] if pd.isna(last) else [{"as_at": f"{last:%Y-%m-%d}"}]),
        ],
    )


def _in_its_place(tables: Tables, la_code: str, as_at: date) -> list[str]:
    """Return names of an authority's successors, or of its predecessors, on a day."""
    index, rows = inspection_index(tables), tables.authorities
    successors = rows.loc[rows["la_code"] == la_code, "successor_la_codes"].dropna()
    is_related = index.authorities["la_code"].isin(successors.str.split("; ").explode())
    is_related.iloc[index.predecessors.get(la_code, [])] = True
    existing = index.existing(np.datetime64(as_at))
    return index.authorities["la_name"].iloc[existing[is_related.iloc[existing]]].to_list()

"""The local authorities that one is compared with, and why each is in the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.resolve import (
    Day,
    find_la_codes,
    is_england,
    one_or_more,
    resolve_authority,
    resolve_days,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.own_lists import plain_name, read_own_lists
from ilacs_bench.tables.store import Tables

_ROWS = read_lookup("comparators")
COMPARATOR_LABELS: dict[str, str] = {row["comparator"]: row["label"] for row in _ROWS}
COMPARATORS: tuple[str, ...] = tuple(COMPARATOR_LABELS)
NOT_CLOSE = "not close"
"""The band of neighbours that a model publishes as a poor match."""

_WARNINGS = {NOT_CLOSE: f"published as '{NOT_CLOSE}': compare with care"}

To = str | Sequence[str]
"""A comparison group: a comparator ('neighbours', 'region', 'england' …), the name of a saved list,
or local authorities by any name.
"""


@dataclass(frozen=True)
class Comparator:
    """What the argument `to` means: a code of COMPARATORS and its label, or a list's members."""

    code: str
    label: str
    members: tuple[str, ...] = ()

    @property
    def model(self) -> str | None:
        """The statistical-neighbour model, None for other comparators."""
        prefix, _, model = self.code.rpartition("_")
        return model if prefix == "statistical_neighbours" else None

    def label_for(self, own: Mapping[str, Any] | pd.Series) -> str:
        """Return the label with the authority's own region or type: 'Ofsted region: London'."""
        return f"{self.label}: {own[self.code]}" if self.code in own else self.label


class Member(NamedTuple):
    """One local authority of a comparator group, and why it is in it."""

    la_code: str
    reason: str
    rank: int | None = None
    closeness: str | None = None


def find_comparator(to: To | None) -> Comparator:
    """Return the comparator that `to` means. Raises UnknownName, suggesting the nearest.

    >>> find_comparator("neighbours").code, find_comparator(["Kent", "Medway"]).members
    ('statistical_neighbours_2025', ('Kent', 'Medway'))
    """
    chosen = one_or_more(to) if to is not None else []
    if to == "own_list" or not chosen or chosen == [""]:
        raise UnknownName("The list to compare with is empty: name at least one authority.")
    if not isinstance(to, str):
        if len(chosen) == 1 and is_england(chosen[0]):
            return find_comparator(chosen[0])
        return Comparator("own_list", COMPARATOR_LABELS["own_list"], tuple(chosen))
    plain = plain_name(to)
    for row in _ROWS:
        if plain in {plain_name(name) for name in (row["comparator"], *row["also"].split("; "))}:
            return Comparator(row["comparator"], row["label"])
    saved = {plain_name(name): (name, codes) for name, codes in read_own_lists().items()}
    if plain in saved:
        name, codes = saved[plain]
        return Comparator("own_list", f"own list ‘{name}’", codes)
    raise UnknownName(_unknown(to, [name for name, _ in saved.values()]))


def comparators(
    tables: Tables, authority: str, to: To = "neighbours", *, as_at: Day = None
) -> pd.DataFrame:
    """Return one row per local authority of the group that exists on `as_at`, without itself.

    Columns: la_code, la_name, dfe_number, reason (why it is in the group), for statistical
    neighbours rank (1 is the closest) and closeness (the band as published), and warning (why to
    compare with care: published as 'not close'). Neighbours are in order of rank, an own list in
    its own order, other groups by name. Raises UnknownName for an unknown comparator, or a local
    authority that does not exist on the date.

    >>> comparators(t, "Suffolk", as_at="2025-03-31")["la_name"].head(3).to_list()
    ['Somerset', 'Norfolk', 'Derbyshire']
    """
    day, _ = resolve_days(tables, as_at)
    return group_of(tables, resolve_authority(tables, authority, day), find_comparator(to), day)


def group_of(tables: Tables, la_code: str, comparator: Comparator, as_at: date) -> pd.DataFrame:
    """Return the rows of `comparators` for a GSS code that exists on the date."""
    index = inspection_index(tables)
    names = index.names_on(np.datetime64(as_at))
    members = members_of(tables, la_code, comparator, as_at)
    columns = list(zip(*members, strict=True)) or [()] * len(Member._fields)
    codes, reasons, ranks, closeness = (list(column) for column in columns)
    return pd.DataFrame(
        {
            "la_code": pd.array(codes, dtype="str"),
            "la_name": pd.array([names[code] for code in codes], dtype="str"),
            "dfe_number": pd.array([index.dfe_numbers[code] for code in codes], dtype="str"),
            "reason": pd.array(reasons, dtype="str"),
            "rank": pd.array(ranks, dtype="Int64"),
            "closeness": pd.array(closeness, dtype="str"),
            "warning": pd.array([_WARNINGS.get(band) for band in closeness], dtype="str"),
        }
    )


def members_of(tables: Tables, la_code: str, comparator: Comparator, as_at: date) -> list[Member]:
    """Return the local authorities of `group_of` as a list; much faster than the frame."""
    names = inspection_index(tables).names_on(np.datetime64(as_at))
    members = _members(tables, la_code, comparator, list(names), as_at)
    return [member for member in members if member.la_code in names and member.la_code != la_code]


def missing_neighbours(
    tables: Tables, la_code: str, comparator: Comparator, group: pd.DataFrame
) -> list[str]:
    """Return the names of statistical neighbours that did not exist on the group's date."""
    if not comparator.model:
        return []
    index = inspection_index(tables)
    pairs = index.neighbours.get((comparator.model, la_code), [])
    in_group = set(group["la_code"])
    names = dict(zip(index.authorities["la_code"], index.authorities["la_name"], strict=True))
    return [names[code] for code, *_ in pairs if code not in in_group]


def _unknown(to: str, saved: list[str]) -> str:
    names = [*COMPARATORS, *(name for row in _ROWS for name in row["also"].split("; ")), *saved]
    known = {plain_name(name): name for name in names if name}
    nearest = [known[name] for name in get_close_matches(plain_name(to), known, n=2, cutoff=0.5)]
    hint = f"Did you mean {' or '.join(nearest)}? " if nearest else ""
    choices = [*(code for code in COMPARATORS if code != "own_list"), *saved]
    return (
        f"{to!r} is not a comparator. {hint}It is one of {choices}, or a list of authorities: "
        "to=['Kent', 'Medway']."
    )


def _members(
    tables: Tables, la_code: str, comparator: Comparator, codes: list[str], as_at: date
) -> list[Member]:
    """Return those of the codes that exist on the date, by name."""
    if comparator.model:
        pairs = inspection_index(tables).neighbours.get((comparator.model, la_code), [])
        reason = f"statistical neighbour ({comparator.model} model)"
        return [Member(code, reason, rank, closeness) for code, rank, closeness in pairs]
    if comparator.code == "own_list":
        chosen = _own_codes(tables, comparator, codes, as_at)
        return [Member(code, comparator.label) for code in chosen]
    if comparator.code == "england":
        return [Member(code, "in England") for code in codes]
    index = inspection_index(tables)
    existing = index.existing(np.datetime64(as_at))
    groups = index.authorities[comparator.code].take(existing).to_list()
    own = groups[codes.index(la_code)]
    words = "of the" if comparator.code == "la_type" else "in the"
    reason = f"{words} {comparator.label} {own}"
    return [Member(code, reason) for code, group in zip(codes, groups, strict=True) if group == own]


def _own_codes(
    tables: Tables, comparator: Comparator, existing: list[str], as_at: date
) -> list[str]:
    codes = find_la_codes(tables, comparator.members, as_at)
    missing = sorted(set(codes) - set(existing))
    if missing:
        raise UnknownName(
            f"{missing}: not in existence on {day_words(as_at)}. Take them off the list, or choose "
            "another date."
        )
    return codes

"""The user's own comparator lists, saved by name on this machine."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ilacs_bench.atomic import write_file
from ilacs_bench.errors import UnknownName
from ilacs_bench.lock import single_writer
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.paths import own_lists_file

_COLUMNS = ("name", "la_code")
_LOCK_SECONDS = 5.0  # seconds to wait while another list is being saved
PAGE_WORDS = frozenset({"own", "alone"})
"""Options of pages that are not comparators; lists can't have these names."""


def read_own_lists(path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return the saved lists: GSS codes, in the order given, by the name of the list.

    `path` is the CSV file of the lists, by default the user's own. Raises UnknownName if the file
    holds anything else.
    """
    place = path or own_lists_file()
    if not place.exists():
        return {}
    lists: dict[str, tuple[str, ...]] = {}
    try:
        with place.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                name, code = (row[column].strip() for column in _COLUMNS)
                lists[name] = (*lists.get(name, ()), code)
    except (KeyError, AttributeError, UnicodeDecodeError, csv.Error) as problem:
        raise UnknownName(
            f"{place} is no file of saved lists: each row has a name and a la_code. Mend it, or "
            "remove it and save the lists again."
        ) from problem
    return lists


def save_own_list(
    name: str, authorities: Sequence[str | int] | str | int, path: Path | None = None
) -> list[str]:
    """Save a list under a name, replacing one of that name; return its GSS codes.

    `authorities` are names, aliases, GSS codes, DfE numbers or URNs. Repeats are removed. Raises
    UnknownName for an unknown authority, and for a list without a name or without authorities.
    """
    plain = " ".join(str(name).split())
    each_one = [authorities] if isinstance(authorities, str | int) else authorities
    codes = list(dict.fromkeys(find_authority(each).la_code for each in each_one))
    if not plain or not codes:
        raise UnknownName("A list needs a name and at least one local authority.")
    if plain_name(plain) in _taken_names():
        raise UnknownName(f"{plain!r} already means a comparator: choose another name.")
    place = path or own_lists_file()
    with single_writer(place.parent, wait=_LOCK_SECONDS):
        _write(read_own_lists(place) | {plain: tuple(codes)}, place)
    return codes


def remove_own_list(name: str, path: Path | None = None) -> None:
    """Remove a saved list. Raises UnknownName, listing the saved ones, if there is none."""
    place = path or own_lists_file()
    with single_writer(place.parent, wait=_LOCK_SECONDS):
        lists = read_own_lists(place)
        if name not in lists:
            raise UnknownName(f"No list is saved as {name!r}. Saved are: {list(lists) or 'none'}.")
        _write({each: codes for each, codes in lists.items() if each != name}, place)


def _taken_names() -> set[str]:
    """Return the names of comparators, which lists may not have."""
    rows = read_lookup("comparators")
    names = [name for row in rows for name in (row["comparator"], *row["also"].split("; "))]
    return {plain_name(name) for name in names} | PAGE_WORDS


def plain_name(name: str) -> str:
    """Return a name normalised for comparison: lower case, single spaces.

    >>> plain_name("North_Coast ")
    'north coast'
    """
    return " ".join(name.casefold().replace("_", " ").split())


def _write(lists: dict[str, tuple[str, ...]], place: Path) -> None:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows((name, code) for name, codes in lists.items() for code in codes)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_file(place, text.getvalue().encode())

"""Addresses that were pages once: each leads on to the page that took its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

_SHARED = {name: name for name in ("la", "to", "as_at")}
_MOST_FIELDS = 400


@dataclass(frozen=True)
class Moved:
    """The page that took the place of another; `kept` are controls, by what they were called."""

    page: str
    kept: Mapping[str, str]


MOVED: Mapping[str, Moved] = {
    "compare_councils": Moved("council", {**_SHARED, "area": "area"}),
    "profile": Moved("council", _SHARED),
}


def new_address(name: str, query: str) -> str | None:
    """Where a page that is no more leads, beside its own address; None for one that never was.

    >>> new_address("profile", "la=hull&theme=supervision&as_at=2025-03-31")
    'council?la=hull&as_at=2025-03-31'
    """
    moved = MOVED.get(name)
    if moved is None:
        return None
    try:
        asked = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any page has
        asked = []
    kept = urlencode([(moved.kept[old], value) for old, value in asked if old in moved.kept])
    return f"{moved.page}?{kept}" if kept else moved.page

"""Redirects from addresses of earlier versions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ilacs_bench.days import today

_SHARED = {name: name for name in ("la", "to", "as_at")}
_MOST_FIELDS = 400


@dataclass(frozen=True)
class Moved:
    """The page that replaced another; `kept` maps old names of controls to new ones."""

    page: str
    kept: Mapping[str, str]


MOVED: Mapping[str, Moved] = {
    "compare_councils": Moved("council", {**_SHARED, "area": "area"}),
    "profile": Moved("council", _SHARED),
}
_OF_A_THEME = Moved("themes", {**_SHARED, "theme": "theme"})
_THEMES = Moved(
    "themes", {name: name for name in (*_SHARED, "area", "region", "since", "theme", "q", "kind")}
)
_ONLY_ONCE = {"until", "side", "group"}
"""Former controls of the page 'themes'."""
_SIDES = ("strength", "weakness")
_FIRST_YEAR = 2018
"""The default first year of old addresses."""

_YEAR = re.compile("[0-9]{4}")


def new_address(name: str, query: str) -> str | None:
    """Return the new address for that of a removed page, or of removed controls.

    It is relative to the old one. None for an address that is still valid.

    >>> new_address("profile", "la=hull&as_at=2025-03-31")
    'council?la=hull&as_at=2025-03-31'
    >>> new_address("profile", "la=hull&theme=supervision")
    'themes?la=hull&theme=supervision'
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any page can have
        pairs = []
    if name == _THEMES.page:
        return (
            _address(_THEMES, _current_fields(pairs)) if _ONLY_ONCE & dict(pairs).keys() else None
        )
    if name == "profile" and dict(pairs).get("theme"):
        return _address(_OF_A_THEME, pairs)
    return _address(MOVED[name], pairs) if name in MOVED else None


def _address(moved: Moved, pairs: list[tuple[str, str]]) -> str:
    kept = urlencode([(moved.kept[old], value) for old, value in pairs if old in moved.kept])
    return f"{moved.page}?{kept}" if kept else moved.page


def _current_fields(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return fields that replace the old 'side', and a last year in the past."""
    old = dict(pairs)
    until = old.get("until", "")
    renamed = [(name, value) for name, value in pairs if name not in ("since", "kind")]
    renamed += [("since", old.get("since") or str(_FIRST_YEAR))]
    renamed += [("kind", old["side"])] if old.get("side") in _SIDES else []
    is_over = _YEAR.fullmatch(until) and _FIRST_YEAR <= int(until) < today().year
    return renamed + ([("as_at", f"{until}-12-31")] if is_over else [])

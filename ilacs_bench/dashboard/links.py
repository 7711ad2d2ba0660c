"""Addresses of pages, for links from other pages."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.paths import slug

Addressing = Callable[[str, Mapping[str, str], bool], str]
"""A function that returns the address of a page, from its name, choices, and whether to match
exactly.

'' for none.
"""


def link_to(
    page: str, /, *, la: str = "", as_at: date | None = None, exactly: bool = False, **state: str
) -> str:
    """Return the address of a page with the given choices; empty ones are left out.

    On a published site it is a file, or '' if the site does not have that day.

    page     name of its notebook
    la       name of a local authority
    as_at    left out where the page opens on that day anyway
    exactly  '' too where a published site has no file of all of it: else the nearest file will do

    >>> link_to("council", la="East Sussex", to="region")
    'council?la=east-sussex&to=region'
    """
    chosen = {"la": slug(la), "as_at": as_at.isoformat() if as_at else "", **state}
    chosen = {name: value for name, value in chosen.items() if value}
    return _addressing.get()(page, chosen, exactly)


def of_group(page: str, choice: Choice, **state: str) -> str:
    """Return a page's address with the same council, group and day, and further choices.

    It is '' for a group of the user's own, which other pages don't offer, and where a published
    site has no such file.
    """
    to = choice.comparison.to
    if not isinstance(to, str):
        return ""
    day = linked_day(choice)
    return link_to(page, la=choice.la_name, as_at=day, exactly=True, to=to, **state)


def linked_day(choice: Choice) -> date | None:
    """Return the day of a choice for links to other pages; None if it is their default."""
    day: date = choice.as_at
    return None if day == last_day(choice.tables) else day


def _of_a_server(page: str, chosen: Mapping[str, str], _exactly: bool) -> str:
    query = "&".join(f"{name}={_quoted(value)}" for name, value in chosen.items())
    return f"{page}?{query}" if query else page


_quoted = lru_cache(maxsize=1000)(quote_plus)
_addressing: ContextVar[Addressing] = ContextVar("addressing", default=_of_a_server)


@contextmanager
def addressed_by(addressing: Addressing) -> Iterator[None]:
    """Within the context, links use these addresses: files of a published site."""
    token = _addressing.set(addressing)
    try:
        yield
    finally:
        _addressing.reset(token)

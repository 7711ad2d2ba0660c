"""Addresses of pages, as the views of other pages link to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from urllib.parse import urlencode

from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.slugs import slug

Addressing = Callable[[str, Mapping[str, str]], str]
"""Gives the address of a page, by its name and what is chosen there; '' where there is none."""


def link_to(page: str, /, *, la: str = "", as_at: date | None = None, **state: str) -> str:
    """The address of a page, with what is chosen there; what is empty is left out.

    On a published site it is a file, and '' for a day that the site is not of.

    page   name of its notebook
    la     name of a local authority
    as_at  left out where the page opens on that day anyway

    >>> link_to("council", la="East Sussex", to="region")
    'council?la=east-sussex&to=region'
    """
    chosen = {"la": slug(la), "as_at": as_at.isoformat() if as_at else "", **state}
    return _addressing.get()(page, {name: value for name, value in chosen.items() if value})


def linked_day(choice: Choice) -> date | None:
    """The day of a choice, for links to other pages; None where these open on it anyway."""
    day: date = choice.as_at
    return None if day == last_day(choice.tables) else day


def _of_a_server(page: str, chosen: Mapping[str, str]) -> str:
    return f"{page}?{urlencode(chosen)}" if chosen else page


_addressing: ContextVar[Addressing] = ContextVar("addressing", default=_of_a_server)


@contextmanager
def addressed_by(addressing: Addressing) -> Iterator[None]:
    """Within it links lead to other addresses than those of a server: to files of a site."""
    token = _addressing.set(addressing)
    try:
        yield
    finally:
        _addressing.reset(token)

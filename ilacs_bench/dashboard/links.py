"""Addresses of pages, as the views of other pages link to them."""

from datetime import date
from urllib.parse import urlencode

from ilacs_bench.slugs import slug


def link_to(page: str, /, *, la: str = "", as_at: date | None = None, **state: str) -> str:
    """The address of a page, with what is chosen there; what is empty is left out.

    page   name of its notebook
    la     name of a local authority
    as_at  left out where the page opens on that day anyway

    >>> link_to("council", la="East Sussex", to="region")
    'council?la=east-sussex&to=region'
    """
    chosen = {"la": slug(la), "as_at": as_at.isoformat() if as_at else "", **state}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{page}?{query}" if query else page

"""Names as addresses and files have them."""

import re


def slug(name: str, between: str = "-") -> str:
    """A name as it stands in an address, or with '_' between its words in the name of a file.

    >>> slug("Bournemouth, Christchurch and Poole")
    'bournemouth-christchurch-and-poole'
    """
    return re.sub(r"[^a-z0-9]+", between, name.casefold()).strip(between)

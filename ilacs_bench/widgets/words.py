"""Dates as a page says them, and names as addresses and files have them."""

import re
from datetime import date

from ilacs_bench.benchmark.words import day_words


def days_words(start: date, end: date | None) -> str:
    """First and last day on site, as a report prints them.

    >>> days_words(date(2023, 12, 11), date(2023, 12, 15))
    '11 to 15 December 2023'
    """
    if end is None or end == start:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day_words(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {day_words(end)}"
    return f"{day_words(start)} to {day_words(end)}"


def slug(name: str, between: str = "-") -> str:
    """A name as it stands in an address, or with '_' between its words in the name of a file.

    >>> slug("Bournemouth, Christchurch and Poole")
    'bournemouth-christchurch-and-poole'
    """
    return re.sub(r"[^a-z0-9]+", between, name.casefold()).strip(between)

"""Today's date, and checks of dates: none in the future.

This module does not import pandas, as the command line starts with it.
"""

from datetime import date, datetime
from functools import cache

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup


def today() -> date:
    """Return today's date, but never before the date of the bundled facts."""
    return max(_clock(), _complete_on())


def check_not_future(day: date) -> date:
    """Return the day. Raises UnknownName if it is later than today.

    >>> check_not_future(date(2025, 3, 31))
    datetime.date(2025, 3, 31)
    """
    if day > today():
        raise UnknownName(
            f"{_words(day)} is later than today, {_words(today())}. Choose today or an earlier "
            "day.",
            instead=[{"as_at": today().isoformat()}],
        )
    return day


def resolve_day(day: date | str) -> date:
    """Return the date. Raises UnknownName for text that is not an ISO date, or a future date.

    >>> resolve_day("2025-03-31")
    datetime.date(2025, 3, 31)
    """
    if isinstance(day, date):
        return check_not_future(day.date() if isinstance(day, datetime) else day)
    try:
        return check_not_future(date.fromisoformat(day))
    except (TypeError, ValueError) as error:
        raise UnknownName(f"{day!r} is not a date. Write it like '2025-03-31'.") from error


def check_listed(day: date) -> date:
    """Return the day. Raises UnknownName if it is before the list of authorities begins.

    >>> check_listed(date(2009, 4, 1))
    datetime.date(2009, 4, 1)
    """
    if day < _list_begins():
        raise UnknownName(
            f"Our list of local authorities begins on {_words(_list_begins())}: which of them "
            f"existed on {_words(day)} is not known here. Choose a later day.",
            instead=[{"as_at": _list_begins().isoformat()}],
        )
    return day


def _clock() -> date:
    """Return the date of the clock; tests replace this function."""
    return date.today()


@cache
def _list_begins() -> date:
    """Return the first `valid_from`, that of authorities whose beginning is not listed."""
    return min(date.fromisoformat(row["valid_from"]) for row in read_lookup("authorities"))


@cache
def _complete_on() -> date:
    return max(date.fromisoformat(row["listed_on"]) for row in read_lookup("ofsted_listings"))


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

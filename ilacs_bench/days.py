"""Today, and days that can be asked about: none that is still to come.

Nothing here imports pandas: the command line starts with it.
"""

from datetime import date, datetime
from functools import cache

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup


def today() -> date:
    """Today by the clock; never before the bundled facts were complete, whatever the clock says."""
    return max(_clock(), _complete_on())


def check_not_future(day: date) -> date:
    """The day itself. Raises UnknownName where it is later than today.

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
    """The date meant. Raises UnknownName for text that is no ISO date, and for a day to come.

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
    """The day itself. Raises UnknownName where it is before our list of local authorities begins.

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
    """The one look at the clock; tests put another day in its place."""
    return date.today()


@cache
def _list_begins() -> date:
    """The `valid_from` of whoever existed on that day, since when is not said."""
    return min(date.fromisoformat(row["valid_from"]) for row in read_lookup("authorities"))


@cache
def _complete_on() -> date:
    return max(date.fromisoformat(row["listed_on"]) for row in read_lookup("ofsted_listings"))


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

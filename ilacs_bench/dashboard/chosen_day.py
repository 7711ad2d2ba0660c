"""The days that a page can be asked for."""

from datetime import date, timedelta

from ilacs_bench.benchmark.resolve import resolve_day
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import FIRST_DAY


def checked_day(text: str) -> date:
    """The date chosen. Raises UnknownName for none, one too early, and one still to come."""
    day = resolve_day(text) if text else None
    if day is None or day < FIRST_DAY:
        raise UnknownName(
            f"Choose a date from {day_words(FIRST_DAY)}, when the inspections shown here began, to "
            "today."
        )
    return day


def quarters_beside(day: date, last: date) -> tuple[date | None, date | None]:
    """The ends of the quarters just before a day and just after it, from FIRST_DAY to the last day.

    The last day itself stands for the end of its quarter; None where there is nothing to go to.

    >>> quarters_beside(date(2026, 8, 20), date(2026, 8, 20))
    (datetime.date(2026, 6, 30), None)
    >>> quarters_beside(date(2026, 6, 30), date(2026, 8, 20))
    (datetime.date(2026, 3, 31), datetime.date(2026, 8, 20))
    """
    before = _first_of_quarter(day) - timedelta(days=1)
    end = _end_of_quarter(day)
    after = min(_end_of_quarter(day + timedelta(days=1)) if end == day else end, last)
    return before if before >= FIRST_DAY else None, after if after > day else None


def _first_of_quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _end_of_quarter(day: date) -> date:
    in_next = _first_of_quarter(day) + timedelta(days=100)
    return _first_of_quarter(in_next) - timedelta(days=1)

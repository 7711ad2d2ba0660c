"""The days that a page can be asked for."""

from datetime import date

from ilacs_bench.benchmark.asked import asked_day
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import FRAMEWORKS

FIRST_DAY = FRAMEWORKS["sif"].first_day


def checked_day(text: str) -> date:
    """The date chosen. Raises UnknownName for none, one too early, and one still to come."""
    day = asked_day(text) if text else None
    if day is None or day < FIRST_DAY:
        raise UnknownName(
            f"Choose a date from {day_words(FIRST_DAY)}, when the inspections shown here began, to "
            "today."
        )
    return day

"""Dates, counts, grades and names as phrases, for sentences about figures."""

import re
from collections.abc import Sequence
from datetime import date

from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS, THEME_LABELS

_NAMES_AT_MOST = 10
_DAYS_A_YEAR = 365.25


def day_words(day: date) -> str:
    """Format a date as reports print it.

    >>> day_words(date(2025, 3, 31))
    '31 March 2025'
    """
    return f"{day.day} {day:%B %Y}"


_ISO_DAY = re.compile(r"(?<![\w.-])(\d{4}-\d\d-\d\d)(?![\w-]|\.\w)")


def days_in_words(text: str) -> str:
    """Replace the ISO dates in a sentence with dates as reports print them; not in file names.

    >>> days_in_words("The manifest's 2024-02-06 was taken: hull_2024-02-06.pdf")
    "The manifest's 6 February 2024 was taken: hull_2024-02-06.pdf"
    """
    return _ISO_DAY.sub(_day_found, text)


def _day_found(found: re.Match[str]) -> str:
    try:
        return day_words(date.fromisoformat(found[1]))
    except ValueError:  # digits that are not a date
        return found[1]


def as_at_words(as_at: date, published_by: date) -> str:
    """Return the as-at date in words, with the publication cut-off where it differs.

    >>> as_at_words(date(2025, 3, 31), date(2025, 3, 31))
    'as at 31 March 2025'
    """
    day = f"as at {day_words(as_at)}"
    return day if as_at == published_by else f"{day} (published by {day_words(published_by)})"


def theme_words(theme: str) -> str:
    """Return a theme's label for use inside a sentence: 'disabled children and SEND'."""
    label = THEME_LABELS[theme]
    return label[0].lower() + label[1:]


def area_words(area: str) -> str:
    """Return a judgement area's short label for use inside a sentence: 'help and protection'."""
    label = AREA_SHORT_LABELS[area]
    return label[0].lower() + label[1:]


def grade_words(grade: str) -> str:
    """Return a grade for use inside a sentence: 'requires improvement to be good'."""
    return GRADE_LABELS[grade].lower()


def framework_words(framework: str) -> str:
    """Return a framework's label for use after 'under'.

    >>> framework_words("ilacs_2018"), framework_words("sif")
    ('ILACS 2018 to 2022', 'the single inspection framework (SIF)')
    """
    label = FRAMEWORKS[framework].label
    is_name = label.split()[0].isupper()
    return label if is_name else f"the {label[0].lower()}{label[1:]}"


def short_framework_words(framework: str) -> str:
    """Return a framework's short label for use after 'under'.

    >>> short_framework_words("ilacs_2018"), short_framework_words("sif")
    ('ILACS 2018', 'the SIF')
    """
    the = "the " if framework_words(framework).startswith("the ") else ""
    return f"{the}{FRAMEWORKS[framework].short_label}"


def inspected_year(start: date | None, published: date | None) -> str | None:
    """Return the year of an inspection, to follow 'in'; None where no day of it is known.

    It is that of the first day on site. Where only the day of publication is known, it says so.

    >>> inspected_year(date(2022, 11, 14), date(2023, 1, 16))
    '2022'
    >>> inspected_year(None, date(2015, 3, 2))
    'a report published in 2015'
    """
    if start is None:
        return None if published is None else f"a report published in {published.year}"
    return str(start.year)


def names_words(names: Sequence[str]) -> str:
    """Return names in brackets; '' where there are none or too many to read.

    >>> names_words(["Bournemouth, Christchurch and Poole", "Hull"])
    ' (Bournemouth, Christchurch and Poole; Hull)'
    """
    return f" ({'; '.join(names)})" if 0 < len(names) <= _NAMES_AT_MOST else ""


def count_words(n: int, one: str, many: str) -> str:
    """Return a count with its noun, singular or plural.

    >>> count_words(1, "council", "councils"), count_words(0, "council", "councils")
    ('1 council', '0 councils')
    """
    return f"{n} {one if n == 1 else many}"


def share_words(share: float) -> str:
    """Return a share (0-1) as a whole percentage; what is rounded to none or all says so.

    >>> share_words(0.77), share_words(0), share_words(1 / 201), share_words(200 / 201)
    ('77%', '0%', 'under 1%', 'over 99%')
    """
    words = f"{share:.0%}"
    if words == "0%" and share > 0:
        return "under 1%"
    return "over 99%" if words == "100%" and share < 1 else words


def age_words(days: int | None) -> str | None:
    """Return an age in days as whole years and months, rounded down; None for None.

    >>> age_words(1056), age_words(20)
    ('2 years 10 months', 'under a month')
    """
    if days is None:
        return None
    years, months = divmod(int(days / _DAYS_A_YEAR * 12), 12)
    parts = [count_words(years, "year", "years")] if years else []
    parts += [count_words(months, "month", "months")] if months else []
    return " ".join(parts) or "under a month"


def days_words(start: date, end: date | None) -> str:
    """Return the first and last day on site as reports print them.

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


def sentence_case(words: str) -> str:
    """Capitalise the first letter only; other letters stay unchanged."""
    return words[:1].upper() + words[1:]

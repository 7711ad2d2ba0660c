"""Small pieces of English that the sentences of a benchmark share."""

import re
from collections.abc import Sequence
from datetime import date

from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS, THEME_LABELS

_NAMES_AT_MOST = 10
_DAYS_A_YEAR = 365.25


def day_words(day: date) -> str:
    """A date as a report prints it.

    >>> day_words(date(2025, 3, 31))
    '31 March 2025'
    """
    return f"{day.day} {day:%B %Y}"


_ISO_DAY = re.compile(r"(?<![\w.-])(\d{4}-\d\d-\d\d)(?![\w-]|\.\w)")


def days_in_words(text: str) -> str:
    """A sentence with its ISO dates as a report prints them; names of files stay as they are.

    >>> days_in_words("The manifest's 2024-02-06 was taken: hull_2024-02-06.pdf")
    "The manifest's 6 February 2024 was taken: hull_2024-02-06.pdf"
    """
    return _ISO_DAY.sub(_day_found, text)


def _day_found(found: re.Match[str]) -> str:
    try:
        return day_words(date.fromisoformat(found[1]))
    except ValueError:  # figures that are no day
        return found[1]


def as_at_words(as_at: date, published_by: date) -> str:
    """The date of a page, a paper or a title, and the publication cut-off only where it differs.

    >>> as_at_words(date(2025, 3, 31), date(2025, 3, 31))
    'as at 31 March 2025'
    """
    day = f"as at {day_words(as_at)}"
    return day if as_at == published_by else quoted_date_words(as_at, published_by)


def quoted_date_words(as_at: date, published_by: date) -> str:
    """Both dates, always: for sentences and rows that are read where nothing stands beside them."""
    return f"as at {day_words(as_at)} (published by {day_words(published_by)})"


def theme_words(theme: str) -> str:
    """The label of a theme inside a sentence: 'disabled children and SEND'."""
    label = THEME_LABELS[theme]
    return label[0].lower() + label[1:]


def area_words(area: str) -> str:
    """The short label of a judgement area inside a sentence: 'help and protection'."""
    label = AREA_SHORT_LABELS[area]
    return label[0].lower() + label[1:]


def grade_words(grade: str) -> str:
    """The grade inside a sentence: 'requires improvement to be good'."""
    return GRADE_LABELS[grade].lower()


def framework_words(framework: str) -> str:
    """The label of a framework after 'under'.

    >>> framework_words("ilacs_2018"), framework_words("sif")
    ('ILACS 2018 to 2022', 'the single inspection framework (SIF)')
    """
    label = FRAMEWORKS[framework].label
    is_name = label.split()[0].isupper()
    return label if is_name else f"the {label[0].lower()}{label[1:]}"


def names_words(names: Sequence[str]) -> str:
    """Names in brackets, or nothing where there are none or too many to read.

    >>> names_words(["Bournemouth, Christchurch and Poole", "Hull"])
    ' (Bournemouth, Christchurch and Poole; Hull)'
    """
    return f" ({'; '.join(names)})" if 0 < len(names) <= _NAMES_AT_MOST else ""


def count_words(n: int, one: str, many: str) -> str:
    """A count with its noun.

    >>> count_words(1, "council", "councils"), count_words(0, "council", "councils")
    ('1 council', '0 councils')
    """
    return f"{n} {one if n == 1 else many}"


def age_words(days: int | None) -> str | None:
    """Whole years and months, rounded down; None where the age is not known.

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


def sentence_case(words: str) -> str:
    """The words with a capital at their beginning; other letters stay as they are."""
    return words[:1].upper() + words[1:]

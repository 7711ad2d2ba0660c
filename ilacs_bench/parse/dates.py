"""Parse inspection dates in every form that reports print."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?:sept\b|" + "|".join(rf"{m[:3]}(?:{m[3:]})?" for m in _MONTHS) + r")\.?"
_DAY = r"\b\d{1,2}(?!\d)"
_YEAR = r"(?:\s*,?\s*(?P<y{}>\d{{4}}))?"
_WINDOW = re.compile(
    rf"(?P<d1>{_DAY})(?:\s*(?P<m1>{_MONTH}))?{_YEAR.format(1)}"
    rf"\s*(?:to|until|-|(?:and|&)(?=\s*{_DAY}\s*[a-z]))\s*"
    rf"(?P<d2>{_DAY})(?:\s*(?P<m2>{_MONTH}))?{_YEAR.format(2)}"
    rf"|(?P<d>{_DAY})(?:\s*(?P<m>{_MONTH}))?{_YEAR.format('')}"
)
# 80512-redbridge_2016-11-25.pdf and 80564-stoke-on-trent_2015-08-12.pdf print days in figures.
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_NOISE = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?"
    r"|\b(?:from|between)\b"
)
_WORD = re.compile(r"[a-z]{4,}")
_ALIKE = 0.8  # accepts "febuary" and "feburary"; no two months are as similar
_JOINS = re.compile(r"^[\s,;.&()]*(?:and[\s,]*)?$")
_LONGEST_WINDOW = 45  # days; a SIF inspection took four weeks


@dataclass(frozen=True, order=True)
class Window:
    """One continuous visit, first and last day included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1


def parse_windows(printed: str) -> list[Window]:
    """Return the visits in a printed date line, in order. Raises ValueError if in doubt.

    >>> parse_windows("28 February to 4 March 2022")
    [Window(start=datetime.date(2022, 2, 28), end=datetime.date(2022, 3, 4))]
    >>> [w.start.isoformat() for w in parse_windows("5 to 9 December 2022 and 14-15 February 2023")]
    ['2022-12-05', '2023-02-14']
    """
    text = _NUMERIC.sub(_spelt_out, re.sub(r"[‐‑–—─−]", "-", printed.lower()))
    text = _WORD.sub(_spelt_right, _NOISE.sub("", text))
    matches = list(_WINDOW.finditer(text))
    rest = _WINDOW.split(text)[:: _WINDOW.groups + 1]
    if not matches or not all(_JOINS.match(part) for part in rest):
        raise ValueError(f"'{printed}' is not a date or a range of dates")
    windows: list[Window] = []
    printed_years = re.findall(r"\b20\d\d\b", text)
    year = int(printed_years[-1]) if printed_years else None
    month = None
    for match in reversed(matches):  # a month or year may be printed only once
        window = _window(match, month, year)
        month, year = _MONTHS[window.start.month - 1], window.start.year
        windows.insert(0, window)
    _check(windows, printed)
    return windows


def _spelt_out(match: re.Match[str]) -> str:
    month = int(match[2])
    if not 1 <= month <= 12:
        raise ValueError(f"'{match[0]}' has no month {month}")
    return f"{match[1]} {_MONTHS[month - 1]} {match[3]}"


def _spelt_right(match: re.Match[str]) -> str:
    return next(iter(get_close_matches(match[0], _MONTHS, n=1, cutoff=_ALIKE)), match[0])


def _window(match: re.Match[str], month_after: str | None, year_after: int | None) -> Window:
    part = match.groupdict()
    end_month = part["m2"] or part["m"] or month_after
    end_year = part["y2"] or part["y"] or part["y1"] or year_after
    if end_month is None or end_year is None:
        raise ValueError(f"'{match[0]}' has no {'month' if end_month is None else 'year'}")
    end = _day(part["d2"] or part["d"], end_month, int(end_year))
    if part["d"]:
        return Window(end, end)
    start = _day(part["d1"], part["m1"] or end_month, int(part["y1"] or end.year))
    if start > end and not part["y1"]:
        start = start.replace(year=end.year - 1)  # "12 December to 20 January 2015"
    return Window(start, end)


def _day(day: str, month: str, year: int) -> date:
    number = next(i for i, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3]))
    return date(year, number, int(day))


def _check(windows: list[Window], printed: str) -> None:
    if windows != sorted(windows):
        raise ValueError(f"'{printed}' has its windows out of order")
    for window in windows:
        if not 1 <= window.days <= _LONGEST_WINDOW:
            raise ValueError(f"'{printed}' gives a stay of {window.days} days")

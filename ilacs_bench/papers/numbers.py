"""Numbers and days as papers write them."""

import re
from datetime import date

from ilacs_bench.parse.dates import parse_windows

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    f"{tens}{join}{unit}": 10 * place + number
    for place, tens in enumerate(_TENS, start=2)
    for number, unit in enumerate(_UNITS[:10])
    for join in ("-", " ")
    if number
}
_WORDS |= {tens: 10 * place for place, tens in enumerate(_TENS, start=2)}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
"""Regular expression of a number from 0 to 999 in figures, or to 99 in words, in lower case."""

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH}),?\s+\d{{4}}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.IGNORECASE,
)


_MONTH_OF = re.compile(rf"\b({_MONTH})\s+(\d{{4}})\b", re.IGNORECASE)


def number_of(words: str) -> int:
    """The number that NUMBER found.

    >>> number_of("six"), number_of("twenty-one"), number_of("16")
    (6, 21, 16)
    """
    return int(words) if words.isdigit() else _WORDS[" ".join(words.lower().split())]


def days_in(text: str) -> list[date]:
    """Every full date in a text, in its order.

    >>> days_in("On 18th September 2018, and 3/4/2019 (not 31 June 2020).")
    [datetime.date(2018, 9, 18), datetime.date(2019, 4, 3)]
    """
    found = []
    for match in _DAY.finditer(text):
        try:
            found.append(parse_windows(match.group().replace(" of ", " "))[0].start)
        except ValueError:  # a day that no month has
            continue
    return found


def months_in(text: str) -> list[date]:
    """The first day of every month that a text names with its year, in its order.

    >>> months_in("Inspected in May 2024 and on 18 September 2018")
    [datetime.date(2024, 5, 1), datetime.date(2018, 9, 1)]
    """
    names = _MONTH.split("|")
    return [
        date(int(year), 1 + names.index(month.lower()), 1)
        for month, year in _MONTH_OF.findall(text)
        if int(year) > 0
    ]

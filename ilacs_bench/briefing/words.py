"""Small pieces of English that a briefing shares."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.words import day_words
from ilacs_bench.briefing.model import Line, line
from ilacs_bench.columns.links import Link

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def known(value: Any) -> bool:
    """Whether a cell of a table holds something."""
    return value is not None and not pd.isna(value)


def each(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows, their columns as attributes."""
    return iter(rows.itertuples())


def number_words(n: int) -> str:
    """A count as it is written in a sentence.

    >>> number_words(2), number_words(12)
    ('two', '12')
    """
    return _SMALL[n] if n < len(_SMALL) else str(n)


def site_words(inspection: pd.Series) -> str:
    """When inspectors were there: 'from 16 July 2018 to 20 July 2018'."""
    if not known(inspection["start"]):
        return "on days that no source gives"
    if not known(inspection["end"]):
        return f"from {day_words(inspection['start'])}"
    return f"from {day_words(inspection['start'])} to {day_words(inspection['end'])}"


def published_words(inspection: pd.Series) -> str:
    """'published on 4 September 2018', or that no source says when."""
    day = inspection["published"]
    return f"published on {day_words(day)}" if known(day) else "published on a day not known"


def page_link(inspection: pd.Series, page: Any) -> Line:
    """The page, leading to the report there; 'not at hand' where the report was not read."""
    url = inspection["source_url"]
    if not known(page):
        return line(Link("report", str(url))) if known(url) else ("not at hand",)
    words = f"page {int(page)}"
    return line(Link(words, f"{url}#page={int(page)}")) if known(url) else (words,)


def places_words(rows: pd.DataFrame) -> str:
    """Where sentences stand, as paragraph (page); each place once.

    >>> places_words(pd.DataFrame({"paragraph": [2, 2, 8], "page": [3, 3, 4]}))
    '2 (page 3), 8 (page 4)'
    """
    pages: dict[str, str] = {}
    for paragraph, page in zip(rows["paragraph"], rows["page"], strict=True):
        key = str(int(paragraph)) if known(paragraph) else "without a number"
        pages.setdefault(key, f"page {int(page)}" if known(page) else "page not known")
    return ", ".join(f"{paragraph} ({page})" for paragraph, page in pages.items())


def place_words(paragraph: Any, page: Any) -> str:
    """Where one sentence stands.

    >>> place_words(2, 3), place_words(None, 3)
    ('paragraph 2, page 3', 'page 3')
    """
    parts = {"paragraph": paragraph, "page": page}
    said = [f"{name} {int(number)}" for name, number in parts.items() if known(number)]
    return ", ".join(said) if said else "place not known"


def grouped(rows: pd.DataFrame, by: str) -> dict[str, pd.DataFrame]:
    """Rows by the value of a column, in the order of its first appearance."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(rows[by]):
        places[value].append(place)
    return {value: rows.iloc[of] for value, of in places.items()}

"""Phrases and links that the sections of a briefing share."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.briefings.document import BriefingLine
from ilacs_bench.columns.links import Link, ofsted_url, page_address


def known(value: Any) -> bool:
    """Return whether a cell of a table has a value."""
    return value is not None and not pd.isna(value)


def site_words(start: Any, end: Any) -> str:
    """Return when inspectors were on site.

    >>> site_words(pd.Timestamp("2018-07-16"), pd.Timestamp("2018-07-20"))
    'from 16 July 2018 to 20 July 2018'
    """
    if not known(start):
        return "on days that no source gives"
    return f"from {day_words(start)}" + (f" to {day_words(end)}" if known(end) else "")


def published_words(day: Any) -> str:
    """Return 'published on 4 September 2018', or that no source says when."""
    return f"published on {day_words(day)}" if known(day) else "published on a day not known"


def link_to(words: str, url: Any, page: Any = None) -> str | Link:
    """Return words with a link to a report or its page; only words without an Ofsted address.

    >>> link_to("report", "javascript:alert(1)")
    'report'
    """
    safe = ofsted_url(url)
    if safe is None:
        return words
    return Link(words, page_address(safe, page))


def page_link(url: Any, page: Any) -> BriefingLine:
    """Return 'page 3' with a link, or 'report' if the page is not known."""
    return (link_to(f"page {int(page)}" if known(page) else "report", url, page),)

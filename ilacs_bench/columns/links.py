"""Links to reports and their pages, as values of a frame."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

_OFSTED = "ofsted.gov.uk"


@dataclass(frozen=True)
class Link:
    """Text with a link to a web address or, in a workbook, to a sheet ("#'Own grades'!A1")."""

    text: str
    url: str


@dataclass(frozen=True)
class ChoiceLink:
    """A link to another choice on the same page.

    url       the address of that choice
    sets      controls that differ there, and their values, as JSON
    to        the region of the page that shows the result
    is_chosen whether it is chosen already
    """

    url: str
    sets: str
    to: str
    is_chosen: bool = False


def page_links(rows: pd.DataFrame, prefix: str = "") -> pd.Series:
    """Return links to the pages in `source_url` and `page`; empty where there is no address."""
    urls, pages = rows[f"{prefix}source_url"], rows[f"{prefix}page"]
    made = [_page_link(url, page) for url, page in zip(urls, pages, strict=True)]
    return pd.Series(made, index=rows.index, dtype=object)


def report_links(rows: pd.DataFrame, prefix: str = "") -> pd.Series:
    """Return links to the reports; empty where there is no address."""
    made = [_page_link(url, None) for url in rows[f"{prefix}source_url"]]
    return pd.Series(made, index=rows.index, dtype=object)


def is_web(url: str) -> bool:
    """Return whether an address is http(s): files link to nothing else, whatever a source says.

    >>> is_web("https://files.ofsted.gov.uk/v1/file/50000000"), is_web("javascript:alert(1)")
    (True, False)
    """
    return url.startswith(("https://", "http://"))


def _page_link(url: Any, page: Any) -> Link | None:
    if not isinstance(url, str) or not is_web(url):
        return None
    if pd.isna(page):
        return Link("Report", url)
    return Link(f"Report, page {page}", page_address(url, page))


def page_address(url: str, page: Any) -> str:
    """Return the address of a page of a report, or of the report if the page is not known.

    >>> page_address("https://files.ofsted.gov.uk/v1/file/1", 3)
    'https://files.ofsted.gov.uk/v1/file/1#page=3'
    """
    return url if pd.isna(page) else f"{url}#page={int(page)}"


def ofsted_url(url: object) -> str | None:
    """Return the address if it is https on one of Ofsted's hosts, else None.

    >>> ofsted_url("https://files.ofsted.gov.uk/v1/file/50000000")
    'https://files.ofsted.gov.uk/v1/file/50000000'
    >>> ofsted_url("https://ofsted.gov.uk.example.org/file") is None
    True
    """
    return _of_ofsted(url) if isinstance(url, str) else None


@lru_cache(maxsize=4096)
def _of_ofsted(url: str) -> str | None:
    """Return the checked address; cached, as pages need the same one in several tables."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.hostname or ""
    is_ofsted = host == _OFSTED or host.endswith(f".{_OFSTED}")
    return url if parts.scheme == "https" and is_ofsted and not parts.username else None

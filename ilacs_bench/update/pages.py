"""Parse Ofsted's pages: the list of local authorities, and each one's reports.

Their markup changes. A link is recognised by its target, a report by the words about it, a date by
its format; each is searched for in more than one way, and if one can't be found, an error says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin

from lxml import html
from lxml.etree import ParserError

from ilacs_bench.parse.dates import parse_windows
from ilacs_bench.update.address import file_number

_PROVIDER = re.compile(r"/provider/\d+/(\d{4,9})/?$")
_NEXT = re.compile(r"^(?:next|next page|[›»→])\b|^[›»→]$", re.IGNORECASE)
_A_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b"
)
_ISO_DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_FORM = re.compile(r"\s*,?\s*\bpdf\b.*$|\s*\((?:pdf|opens)[^)]*\)\s*$", re.IGNORECASE)
_LONGEST_TITLE = 300  # characters
MOST_LINKS = 3000
LARGEST_PAGE = 3 * 2**20
"""Bytes; a page of a hundred results has about 200,000."""


class Unreadable(Exception):
    """Raised when a page is not as expected: what was expected, and what was found."""


@dataclass(frozen=True)
class ListedAuthority:
    """One local authority in the list."""

    urn: str
    name: str


@dataclass(frozen=True)
class ListPage:
    """One page of the list, and the address of the next one, if given."""

    authorities: tuple[ListedAuthority, ...]
    following: str | None


@dataclass(frozen=True)
class ListedReport:
    """One document on the page of a local authority: link, title, publication date."""

    url: str
    title: str
    published: date | None


def read_list_page(content: bytes, url: str) -> ListPage:
    """Return the local authorities on a page of the list. Raises Unreadable for none."""
    links = _links(content, url)
    found: dict[str, str] = {}
    for link, address in links:
        match = _PROVIDER.search(address.split("?")[0].split("#")[0])
        if match:
            found[match[1]] = found.get(match[1]) or _words(link)
    if not found:
        raise Unreadable(
            "the list of local authorities could not be read: expected links to /provider/44/URN, "
            f"found {len(links)} links and none such ({url})"
        )
    authorities = tuple(ListedAuthority(urn, name) for urn, name in found.items())
    return ListPage(authorities, _following(links))


def read_provider_page(content: bytes, url: str) -> list[ListedReport]:
    """Return the documents on an authority's page. Raises Unreadable for none."""
    links = _links(content, url)
    reports: dict[str, ListedReport] = {}
    for link, address in links:
        if _is_document(link, address):
            reports.setdefault(address, _report(link, address))
    if not reports:
        raise Unreadable(
            "expected links to reports, such as /v1/file/NUMBER, "
            f"found {len(links)} links and none such ({url})"
        )
    return list(reports.values())


def _links(content: bytes, url: str) -> list[tuple[html.HtmlElement, str]]:
    """Return every link with its absolute address. Raises Unreadable for far too many links."""
    try:
        parser = html.HTMLParser(encoding=_encoding(content))
        page = html.document_fromstring(content, parser=parser)
    except (ParserError, ValueError):  # an empty page
        return []
    links = list(islice(page.iter("a"), MOST_LINKS + 1))
    if len(links) > MOST_LINKS:
        raise Unreadable(f"expected a page of links, found more than {MOST_LINKS:,} ({url})")
    found = []
    for link in links:
        try:
            found.append((link, urljoin(url, (link.get("href") or "").strip())))
        except ValueError:  # an invalid address
            continue
    return [(link, address) for link, address in found if address.startswith(("http:", "https:"))]


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _following(links: list[tuple[html.HtmlElement, str]]) -> str | None:
    """Return the address of the next page, found by its role, position or text."""
    for link, address in links:
        parent = link.getparent()
        around = parent.get("class") or "" if parent is not None else ""
        if "next" in f"{link.get('rel') or ''} {around}".split() or _NEXT.search(_words(link)):
            return address
    return None


def _is_document(link: html.HtmlElement, address: str) -> bool:
    named = "publication-link" in (link.get("class") or "").split()
    return bool(named or file_number(address) or address.split("?")[0].lower().endswith(".pdf"))


def _report(link: html.HtmlElement, address: str) -> ListedReport:
    """Return title and date from the link's own text, or else from the text around it."""
    own = next(_descriptions(link), "")
    dated = ((words, _last_day(words)) for words in _descriptions(link))
    words, published = next(((words, day) for words, day in dated if day), (own, None))
    return ListedReport(address, _title(own or words), published)


def _descriptions(link: html.HtmlElement) -> Iterator[str]:
    """Yield texts that describe a link, the most specific first."""
    for hidden in link.iter("span"):
        if "nonvisual" in (hidden.get("class") or "").split():
            yield _words(hidden)
    for words in (_words(link), link.get("aria-label"), link.get("title")):
        if words and words.strip():
            yield "".join(letter for letter in " ".join(words.split()) if letter.isprintable())
    around = next(link.iterancestors("li", "tr", "article"), None)
    if around is not None and len(list(islice(around.iter("a"), 2))) == 1:
        yield " ".join([_words(around), *around.xpath(".//time/@datetime")])


def _title(words: str) -> str:
    """Return the title of a document: its text without format and date."""
    without_form = _FORM.sub("", words)
    without_day = _ISO_DAY.sub("", _A_DAY.sub("", without_form))
    return (without_day.strip(" -–—:,.()") or words)[:_LONGEST_TITLE]


def _last_day(words: str) -> date | None:
    """Return the last date in the text."""
    days = [match[0] for match in _A_DAY.finditer(words)]
    for day in reversed(days):
        try:
            return parse_windows(day)[0].start
        except ValueError:
            continue
    for match in reversed(list(_ISO_DAY.finditer(words))):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None


def _words(element: html.HtmlElement) -> str:
    """Return the text of an element, without control characters."""
    text = " ".join(" ".join(element.itertext()).split())
    return "".join(letter for letter in text if letter.isprintable())

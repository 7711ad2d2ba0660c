"""Ofsted's pages read by what they mean: the list of local authorities, and each one's reports.

Their markup changes. A link is known by where it leads to, a report by the words about it, a day by
its form; each is looked for in more than one way, and what can't be found is an error in words.
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
"""Bytes; a page of a hundred results has some two hundred thousand."""


class Unreadable(Exception):
    """A page is not what it should be: what was expected, and what was found."""


@dataclass(frozen=True)
class ListedAuthority:
    """One local authority in the list."""

    urn: str
    name: str


@dataclass(frozen=True)
class ListPage:
    """One page of the list, and where the next one is, if it says so."""

    authorities: tuple[ListedAuthority, ...]
    following: str | None


@dataclass(frozen=True)
class ListedReport:
    """One document on the page of a local authority: link, what it is called, day published."""

    url: str
    title: str
    published: date | None


def read_list_page(content: bytes, url: str) -> ListPage:
    """The local authorities on a page of the list. Raises Unreadable where there is none."""
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
    """The documents on the page of a local authority. Raises Unreadable where there is none."""
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
    """Every link with its whole address. Raises Unreadable for a page of links without end."""
    try:
        parser = html.HTMLParser(encoding=_encoding(content))
        page = html.document_fromstring(content, parser=parser)
    except (ParserError, ValueError):  # nothing in it
        return []
    links = list(islice(page.iter("a"), MOST_LINKS + 1))
    if len(links) > MOST_LINKS:
        raise Unreadable(f"expected a page of links, found more than {MOST_LINKS:,} ({url})")
    found = []
    for link in links:
        try:
            found.append((link, urljoin(url, (link.get("href") or "").strip())))
        except ValueError:  # no address at all
            continue
    return [(link, address) for link, address in found if address.startswith(("http:", "https:"))]


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _following(links: list[tuple[html.HtmlElement, str]]) -> str | None:
    """Where the next page is: by its role, its place, or its words."""
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
    """Title and day from the link's own words; those around it serve where its own lack the day."""
    own = next(_descriptions(link), "")
    dated = ((words, _last_day(words)) for words in _descriptions(link))
    words, published = next(((words, day) for words, day in dated if day), (own, None))
    return ListedReport(address, _title(own or words), published)


def _descriptions(link: html.HtmlElement) -> Iterator[str]:
    """What says something about a link, the most telling first."""
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
    """What a document is called: the words without its form and its day."""
    without_form = _FORM.sub("", words)
    without_day = _ISO_DAY.sub("", _A_DAY.sub("", without_form))
    return (without_day.strip(" -–—:,.()") or words)[:_LONGEST_TITLE]


def _last_day(words: str) -> date | None:
    """The last day that the words name."""
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
    """The text of an element, without what a terminal would take for a command."""
    text = " ".join(" ".join(element.itertext()).split())
    return "".join(letter for letter in text if letter.isprintable())

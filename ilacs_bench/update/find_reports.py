"""Find reports on Ofsted's site that the tables do not have, from its list and pages."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import pandas as pd

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.authorities import Authority, authorities, find_authority
from ilacs_bench.parse.wording import plain
from ilacs_bench.tables.identity import SAME_PUBLICATION
from ilacs_bench.tables.rows import Row, problem
from ilacs_bench.update.address import PAGE_OF_LIST, file_number
from ilacs_bench.update.page_memory import Memory
from ilacs_bench.update.pages import ListedAuthority, ListedReport, Unreadable
from ilacs_bench.update.visit import NotFetched, Stopped, Visit
from ilacs_bench.vocabulary import FRAMEWORKS

_MOST_PAGES = 20  # pages of the list, which has two
_MOST_AUTHORITIES = 500


@dataclass(frozen=True)
class ReportWanted:
    """A report that is listed and not in the tables."""

    urn: str
    la_code: str | None
    la_name: str
    title: str
    published: date | None
    source_url: str

    @property
    def file_name(self) -> str:
        """The file name to save it under: URN and publication date."""
        name = re.sub(r"[^a-z0-9]+", "-", self.la_name.lower()).strip("-") or "unknown"
        day = self.published.isoformat() if self.published else "undated"
        return f"{self.urn}-{name}_{day}_{file_number(self.source_url) or 'file'}.pdf"


@dataclass
class ReportsFound:
    """The result of reading Ofsted's site.

    `wanted` are the reports to download, `problems` rows of that table, `read` the URNs of the
    authorities whose pages were read, `of_all` whether all of England's were requested, `failed`
    whether any of them could not be read, `stopped` why the visit ended early, if it did.
    """

    of_all: bool = True
    wanted: list[ReportWanted] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    failed: bool = False
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the pages of all local authorities were read."""
        return self.of_all and not self.failed

    def add_problem(self, page: str, message: str) -> None:
        """Add a problem row for something unreadable on the site."""
        self.problems.append(problem(page, "find", message))
        self.failed = True


def find_reports_at_ofsted(
    inspections: pd.DataFrame,
    visit: Visit,
    memory: Memory,
    *,
    only: Authority | None = None,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
) -> ReportsFound:
    """Return full inspections listed at Ofsted that are not among these `inspections`.

    `only` restricts it to one local authority. `on_progress` is called with the numbers of pages
    read and of all pages. Raises Stopped if the visit ended before anything was read.
    """
    search = _SiteSearch(
        visit, memory, _numbers(inspections), _read_codes(inspections), ReportsFound(only is None)
    )
    try:
        listed = {only.urn: only.la_name} if only and only.urn else search.authorities_to_read()
        for done, (urn, name) in enumerate(listed.items()):
            on_progress(done, len(listed))
            search.read_provider(urn, name)
    except Stopped as reason:
        if not search.found.read:
            raise
        search.found.stopped, search.found.failed = str(reason), True
    return search.found


@dataclass(frozen=True)
class _SiteSearch:
    """One search of the site: the visit, cached pages, known reports, and the result."""

    visit: Visit
    memory: Memory
    known: frozenset[str]
    known_codes: frozenset[str]
    found: ReportsFound

    def authorities_to_read(self) -> dict[str, str]:
        """Return names by URN: those in Ofsted's list, and those known here that it lacks."""
        existing = (each for each in _by_urn().values() if not each.valid_to)
        known = {each.urn: each.la_name for each in existing if each.urn}
        try:
            listed = {each.urn: each.name for each in self._pages_of_list()}
        except (Unreadable, NotFetched) as reason:
            self.found.add_problem("search", str(reason))
            return known
        for urn, name in listed.items():
            if urn not in _by_urn() and not _is_former(name):
                self.found.problems.append(problem(f"provider/44/{urn}", "find", _new(urn, name)))
        return known | listed | known  # in the tables' order, with their names

    def _pages_of_list(self) -> list[ListedAuthority]:
        """Return all listed authorities; a full page without a link is followed by the next."""
        listed: dict[str, ListedAuthority] = {}
        url = self.visit.site.list_page(0)
        for _ in range(_MOST_PAGES):
            page = self.memory.list_page(url, self.visit)
            new = {each.urn: each for each in page.authorities if each.urn not in listed}
            listed |= new
            if len(listed) > _MOST_AUTHORITIES:
                raise Unreadable(
                    "the list of local authorities could not be read: expected some 160, found "
                    f"more than {_MOST_AUTHORITIES} ({url})"
                )
            if not new or not (page.following or len(page.authorities) >= PAGE_OF_LIST):
                break
            url = page.following or self.visit.site.list_page(len(listed))
        return list(listed.values())

    def read_provider(self, urn: str, name: str) -> None:
        """Record what one authority's page lists and the tables do not have."""
        site, authority = self.visit.site, _by_urn().get(urn)
        try:
            listed = self.memory.provider_page(site.provider_page(urn), self.visit)
            full = full_inspections(listed, self.known)
            if authority and authority.la_code in self.known_codes:
                _check_some(full, listed)
        except (Unreadable, NotFetched) as reason:
            message = f"the list of reports of {name} could not be read: {reason}"
            self.found.add_problem(f"provider/44/{urn}", message)
            return
        self.found.read.append(urn)
        published_dates = [each.published for each in full if file_number(each.url) in self.known]
        for report in full:
            number = file_number(report.url)
            url = site.file(number) if number else report.url
            is_skipped = {number, url} & (self.known | self.memory.set_aside.keys())
            if is_skipped or _is_earlier_print(report.published, published_dates):
                continue
            code = authority.la_code if authority else None
            self.found.wanted.append(
                ReportWanted(urn, code, name, report.title, report.published, url)
            )


def _is_earlier_print(published: date | None, published_dates: Sequence[date | None]) -> bool:
    """Return whether a report in the tables was published as a replacement of this one."""
    if published is None:
        return False
    return any(
        day and timedelta(0) <= day - published <= SAME_PUBLICATION for day in published_dates
    )


def full_inspections(listed: Sequence[ListedReport], known: Collection[str]) -> list[ListedReport]:
    """Return the documents whose title is that of a full inspection under a known framework.

    Titles of reports that are in the tables, by their number in `known`, count too.
    """
    named = {each.title for each in listed if file_number(each.url) in known}
    full = [each for each in listed if each.title in named or _is_full(each.title)]
    first = min(framework.first_day for framework in FRAMEWORKS.values())
    return [each for each in full if not each.published or each.published >= first]


def _check_some(full: Sequence[ListedReport], listed: Sequence[ListedReport]) -> None:
    """Raise Unreadable if no document is a full inspection, although there has been one."""
    if not full:
        titles = "; ".join(dict.fromkeys(each.title for each in listed[:5]))
        raise Unreadable(
            "expected a report whose name has the words of a full inspection (listed_kinds.csv), "
            f"found {len(listed)} others: {titles}"
        )


def _is_full(title: str) -> bool:
    words = plain(title)
    kinds = read_lookup("listed_kinds")
    if any(re.search(rf"\b{row['wording']}", words) for row in kinds if not row["full_inspection"]):
        return False
    needed = [row["wording"].split() for row in kinds if row["full_inspection"]]
    return any(all(word in words for word in each) for each in needed)


def _numbers(inspections: pd.DataFrame) -> frozenset[str]:
    """Return links of the reports in the tables, and Ofsted's numbers of them."""
    read = inspections[inspections["report"].notna()]
    links = read["source_url"].dropna()
    return frozenset(links) | {number for link in links if (number := file_number(link))}


def _read_codes(inspections: pd.DataFrame) -> frozenset[str]:
    """Return GSS codes of authorities with a report whose number at Ofsted is known."""
    read = inspections[inspections["report"].notna()]
    numbered = read["source_url"].map(file_number, na_action="ignore").notna()
    return frozenset(read.loc[numbered, "la_code"])


@cache
def _by_urn() -> dict[str | None, Authority]:
    return {each.urn: each for each in authorities() if each.urn}


def _is_former(name: str) -> bool:
    try:
        return find_authority(name).valid_to is not None
    except UnknownName:
        return False


def _new(urn: str, name: str) -> str:
    return (
        f"Ofsted lists {name or 'a local authority'} under the URN {urn}, which no local authority "
        "here has. Reports that name one that is known here are read all the same."
    )

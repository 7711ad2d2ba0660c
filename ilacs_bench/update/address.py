"""Addresses of Ofsted's pages and files, and the user agent: settings, for mirrors and tests."""

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ilacs_bench import __version__
from ilacs_bench.errors import FetchError

REPORTS_VARIABLE = "ILACS_BENCH_OFSTED_REPORTS"
FILES_VARIABLE = "ILACS_BENCH_OFSTED_FILES"
PAUSE_VARIABLE = "ILACS_BENCH_PAUSE"
CONTACT_VARIABLE = "ILACS_BENCH_CONTACT"
_REPORTS, _FILES = "https://reports.ofsted.gov.uk", "https://files.ofsted.gov.uk"
_PAUSE = "1"  # seconds between two requests
_LISTED = "level_1_types=3&level_2_types[]=12"  # local authorities' children's services
PAGE_OF_LIST = 100
"""Results on a page of the list; Ofsted's maximum."""
_FILE = re.compile(r"/v\d+/file/(\d+)/?$")


@dataclass(frozen=True)
class OfstedSite:
    """Base addresses without a trailing slash, seconds between requests, and a contact."""

    reports: str = _REPORTS
    files: str = _FILES
    pause: float = float(_PAUSE)
    contact: str = ""

    def list_page(self, start: int) -> str:
        """Return the address of the list of local authorities, from result `start` (from 0)."""
        return (
            f"{self.reports}/search?q=&location=&lat=&lon=&radius=&{_LISTED}"
            f"&start={start}&rows={PAGE_OF_LIST}"
        )

    def provider_page(self, urn: str) -> str:
        """Return the address of the page of one local authority."""
        return f"{self.reports}/provider/44/{urn}"

    def file(self, number: str) -> str:
        """Return the address of one report."""
        return f"{self.files}/v1/file/{number}"

    def allows(self, url: str) -> bool:
        """Return whether an address is one of Ofsted's, or of the mirror in use."""
        return url.startswith((f"{self.reports}/", f"{self.files}/"))

    @property
    def agent(self) -> str:
        """The User-Agent header."""
        contact = f"; complaints to {self.contact}" if self.contact else ""
        return (
            f"ilacs-bench/{__version__} (reads published inspection reports of children's "
            f"services, one request a second, run by hand from this address{contact})"
        )


def site_settings(reports: str | None = None, files: str | None = None) -> OfstedSite:
    """Return the addresses given, or those of the environment, or Ofsted's own.

    Raises FetchError for an invalid address, and for a pause that is not a number of seconds.
    """
    pause = os.environ.get(PAUSE_VARIABLE) or _PAUSE
    try:
        seconds = float(pause)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise FetchError(f"{PAUSE_VARIABLE} is {pause!r}; expected seconds from 0 to 60.")
    contact = re.sub(r"[^\x20-\x7e]|[()]", "", os.environ.get(CONTACT_VARIABLE, ""))
    return OfstedSite(
        _base(reports or os.environ.get(REPORTS_VARIABLE) or _REPORTS, REPORTS_VARIABLE),
        _base(files or os.environ.get(FILES_VARIABLE) or _FILES, FILES_VARIABLE),
        seconds,
        contact,
    )


def file_number(url: str) -> str | None:
    """Return Ofsted's number of a report, from its address on any site; None if it has none.

    >>> file_number("https://files.ofsted.gov.uk/v1/file/50172438")
    '50172438'
    """
    found = _FILE.search(url.split("?")[0])
    return found[1] if found else None


def _base(address: str, variable: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username:
        raise FetchError(
            f"{address!r} is no address of a site; expected one like {_REPORTS} ({variable})."
        )
    return address.rstrip("/")

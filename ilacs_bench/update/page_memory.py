"""A cache of pages and documents seen by earlier updates.

An unchanged page is not read again. A document that was not a full inspection is not downloaded
again, until another version of this library, which might read it, is used.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from ilacs_bench import __version__
from ilacs_bench.atomic import write_file
from ilacs_bench.update.pages import (
    LARGEST_PAGE,
    ListedAuthority,
    ListedReport,
    ListPage,
    read_list_page,
    read_provider_page,
)
from ilacs_bench.update.visit import Visit

_FILE_NAME = "ofsted_pages.json"
_KEPT = ("pages", "set_aside", "unreadable")


@dataclass
class Memory:
    """Pages by address; documents by link, and why they gave no inspection."""

    path: Path
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    set_aside: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the cache of a data folder; empty if another version wrote it."""
        path = folder / _FILE_NAME
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["version"] == __version__:
                return cls(path, *(dict(stored[name]) for name in _KEPT))
        except (OSError, ValueError, KeyError, TypeError):  # written again at the next visit
            pass
        return cls(path)

    def write(self) -> None:
        """Write the cache for the next update."""
        stored = {"version": __version__} | {name: getattr(self, name) for name in _KEPT}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_file(self.path, (json.dumps(stored, indent=1, ensure_ascii=False) + "\n").encode())

    def list_page(self, url: str, visit: Visit) -> ListPage:
        """Return a page of the list, as it is now. Raises Unreadable, NotFetched or Stopped."""
        page = self._page(url, visit, _list_page_fields)
        listed = tuple(ListedAuthority(**row) for row in page["authorities"])
        return ListPage(listed, page["following"])

    def provider_page(self, url: str, visit: Visit) -> list[ListedReport]:
        """Return the documents that an authority's page lists now. Raises the same."""
        return [
            ListedReport(
                row["url"],
                row["title"],
                date.fromisoformat(row["published"]) if row["published"] else None,
            )
            for row in self._page(url, visit, _provider_page_fields)["reports"]
        ]

    def _page(self, url: str, visit: Visit, read: Any) -> Mapping[str, Any]:
        """Return a page's content, from the cache if the server or a checksum says so."""
        kept = self.pages.get(url, {})
        answer = visit.get(url, most=LARGEST_PAGE, known=kept.get("validators"))
        checksum = hashlib.sha256(answer.content).hexdigest()
        if not answer.unchanged and checksum != kept.get("sha256"):
            kept = {"sha256": checksum, "holds": read(answer.content, answer.url)}
        if "holds" in kept:
            validators = dict(answer.validators) or kept.get("validators", {})
            self.pages[url] = kept | {"validators": validators}
        return self.pages[url]["holds"]


def _list_page_fields(content: bytes, url: str) -> dict[str, Any]:
    page = read_list_page(content, url)
    return {"authorities": [asdict(row) for row in page.authorities], "following": page.following}


def _provider_page_fields(content: bytes, url: str) -> dict[str, Any]:
    reports = read_provider_page(content, url)
    days = [report.published.isoformat() if report.published else None for report in reports]
    rows = zip(reports, days, strict=True)
    return {"reports": [asdict(report) | {"published": day} for report, day in rows]}

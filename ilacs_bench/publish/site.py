"""Make and write the site: the pages of the menu, and the files that they share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from ilacs_bench import __version__, atomic
from ilacs_bench.benchmark.latest import existing_authorities, last_day, tables_as_at
from ilacs_bench.benchmark.resolve import resolve_authority
from ilacs_bench.benchmark.search import has_text
from ilacs_bench.benchmark.theme_years import coded_years
from ilacs_bench.dashboard.controls import checked_day
from ilacs_bench.dashboard.styles import pattern_rules
from ilacs_bench.days import today
from ilacs_bench.publish.assets import Assets, make_assets
from ilacs_bench.publish.html import render_site_part
from ilacs_bench.publish.pages import SitePage, site_pages
from ilacs_bench.publish.site_build import SiteBuild
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEMES


def prepare_site(
    tables: Tables,
    *,
    as_at: date | None = None,
    made_on: date | None = None,
    councils: Sequence[str] | None = None,
) -> SiteBuild:
    """Return what the site is made from; `as_at` defaults to the tables' last day.

    `councils` are the names or codes of those that get a page; None for all. Raises UnknownName for
    an unknown council, and for a day before the first inspection.
    """
    day = checked_day((as_at or last_day(tables) or today()).isoformat())
    known = tables_as_at(tables, day)
    existing = existing_authorities(tables, day)
    if councils is not None:
        codes = {resolve_authority(tables, name, day) for name in councils}
        existing = existing[existing["la_code"].isin(codes)]
    return SiteBuild(
        tables=known,
        as_at=day,
        made_on=made_on or today(),
        councils=dict(zip(existing["la_name"], existing["la_code"], strict=True)),
        themes=frozenset(THEMES if coded_years(known) else ()),
        is_earlier=known is not tables,
        has_text=has_text(known),
    )


def make_site(build: SiteBuild) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file; the same tables and dates give the same bytes."""
    assets = make_assets()
    yield from assets.texts.items()
    for page in site_pages(build):
        yield page.path, framed(page, build, assets).encode()
        yield from page.files.items()


SITE = atomic.FolderKind("a site", "ilacs-bench publish", "ilacs-bench-site.json")
MARKER = SITE.marker
"""The file that marks a folder as a site of this library, and describes it."""


def write_site(
    files: Iterable[tuple[str, bytes]], folder: Path, *, as_at: date, made_on: date
) -> list[tuple[str, int]]:
    """Write the files as the site at `folder`; return path and size of each.

    Readers see either the old site or the new one. Raises FolderNotOurs if the folder is not a site
    made by this library, or has other files in it, which would be lost.
    """
    about = {"as_at": as_at.isoformat(), "made_on": made_on.isoformat()}
    return atomic.write_folder(SITE, files, folder, about)


def check_replaceable(folder: Path) -> None:
    """Raise FolderNotOurs if a site can't replace what is there."""
    atomic.check_replaceable(SITE, folder)


POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' file:",
        "style-src 'self' file: 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
"""The content security policy: files of the site, from a server or a disk, and inline styles."""


def framed(page: SitePage, build: SiteBuild, assets: Assets) -> str:
    """Return the complete HTML of a page."""
    return render_site_part(
        "site_page",
        page=page,
        build=build,
        assets=assets,
        policy=POLICY,
        patterns=Markup(pattern_rules()),  # noqa: S704
        version=__version__,
    )

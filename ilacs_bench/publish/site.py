"""Everything in the site, file by file: the pages of the menu, and what they share."""

from collections.abc import Iterator, Sequence
from datetime import date

from ilacs_bench.benchmark.latest import existing_authorities, last_day, tables_as_at
from ilacs_bench.benchmark.resolve import resolve_authority
from ilacs_bench.benchmark.search import has_text
from ilacs_bench.benchmark.theme_years import coded_years
from ilacs_bench.dashboard.controls import checked_day
from ilacs_bench.days import today
from ilacs_bench.publish.assets import make_assets
from ilacs_bench.publish.frame import framed
from ilacs_bench.publish.pages import site_pages
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
    """What the site will be of: as at the tables' last day where no other is asked for.

    `councils` are the names or codes of those that get a page, all where there is None. Raises
    UnknownName for a council that nobody knows, and for a day before there were inspections.
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


def make_site(edition: SiteBuild) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file; the same tables and days give the same bytes."""
    assets = make_assets()
    yield from assets.texts.items()
    for page in site_pages(edition):
        yield page.path, framed(page, edition, assets).encode()
        yield from page.files.items()

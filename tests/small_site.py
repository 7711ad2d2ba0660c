"""A small site of the bundled facts: two councils, two themes, every kind of page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from ilacs_bench.dashboard.page import Page
from ilacs_bench.publish.site import make_site, prepare_site
from ilacs_bench.publish.site_build import SiteBuild
from ilacs_bench.tables.store import Tables, read_tables

COUNCILS = ("East Sussex", "Kent")
MADE_ON = date(2026, 9, 1)
EARLY = date(2019, 3, 31)


def small_site_build(tables: Tables) -> SiteBuild:
    """All of England where a page is of England; pages for two councils and themes."""
    build = prepare_site(tables, made_on=MADE_ON, councils=COUNCILS)
    return with_themes(build, "planning", "supervision")


def smallest_site_build(tables: Tables, as_at: date) -> SiteBuild:
    """One council and one theme, as at a day."""
    build = prepare_site(tables, as_at=as_at, made_on=MADE_ON, councils=["Kent"])
    return with_themes(build, "planning")


def with_themes(build: SiteBuild, *themes: str) -> SiteBuild:
    """With pages of these themes only: each takes as long to make as any other page."""
    return replace(build, themes=frozenset(themes))


@contextmanager
def england_workbook_once() -> Iterator[None]:
    """The workbook of England is made for the first judgement only: it takes as long as a page."""
    whole = Page.file

    def file(page: Page, query: str, name: str) -> tuple[str, bytes]:
        return (f"{name}.xlsx", b"PK") if "area=" in query else whole(page, query, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "file", file)
        yield


def early_site() -> Iterator[tuple[str, bytes]]:
    """The site as at an earlier day, file by file."""
    yield from make_site(smallest_site_build(read_tables(), EARLY))

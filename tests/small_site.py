"""A small site of the bundled facts: two councils, two themes, every kind of page."""

from dataclasses import replace
from datetime import date

from ilacs_bench.publish.edition import Edition
from ilacs_bench.publish.site import make_edition, make_site
from ilacs_bench.tables.store import Tables, read_tables

COUNCILS = ("East Sussex", "Kent")
THEMES = frozenset({"planning", "supervision"})
MADE_ON = date(2026, 9, 1)
EARLY = date(2019, 3, 31)


def small_edition(tables: Tables) -> Edition:
    """All of England where a page is of England; pages for two councils and themes."""
    edition = make_edition(tables, made_on=MADE_ON, councils=COUNCILS)
    return replace(edition, themes=THEMES)


def early_site() -> dict[str, bytes]:
    """The site as at an earlier day: one council, one theme."""
    edition = make_edition(read_tables(), as_at=EARLY, made_on=MADE_ON, councils=["Kent"])
    return dict(make_site(replace(edition, themes=frozenset({"planning"}))))

"""The pages of the library's notebooks, run in this process with tables of a test's choice."""

from functools import lru_cache

from ilacs_bench.dashboard.menu import find_pages
from ilacs_bench.dashboard.page import Page
from ilacs_bench.dashboard.run import answering, run_notebook
from ilacs_bench.tables.store import Tables, read_tables


def pages_of(tables: Tables, *names: str) -> dict[str, Page]:
    """The page of each notebook in the menu, or of those named, by its name."""
    with answering(tables):
        chosen = [entry for entry in find_pages() if not names or entry.name in names]
        ran = {entry.name: run_notebook(entry.path) for entry in chosen}
    assert {name: of.failure for name, of in ran.items() if of.failure} == {}
    return {n: of.page for n, of in ran.items() if isinstance(of.page, Page)}


@lru_cache(maxsize=1)
def bundled_pages() -> dict[str, Page]:
    """Those of the bundled tables."""
    return pages_of(read_tables())

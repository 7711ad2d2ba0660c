"""A page with all that is folded, as whoever unfolds everything reads it."""

from typing import Any

from ilacs_bench.dashboard.page import Page
from ilacs_bench.dashboard.state import parse_state


def regions_of(page: Page, query: str = "") -> dict[str, str]:
    """HTML of each view at an address that can be shown."""
    return {name: str(part.html) for name, part in _parts(page, query).items()}


def charts_of(page: Page, query: str = "") -> dict[str, dict[str, Any]]:
    """What the browser is told of each chart."""
    return {
        name: of for part in _parts(page, query).values() for name, of in part.chart_data.items()
    }


def _parts(page: Page, query: str) -> dict[str, Any]:
    chosen = page.chosen(parse_state(query, page.defaults))
    return {name: view.unfolded(chosen) for name, view in page.views.items()}

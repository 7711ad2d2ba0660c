"""What a page shows in a state, and what stands in the HTML of every page.

What is shown is made by a `Dashboard`, a pure function from a state to HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup

from ilacs_bench.charts.spec import Spec
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.dashboard.state import State, one

__all__ = ["Dashboard", "State", "View", "one", "safe_regions", "said"]


@dataclass(frozen=True)
class View:
    """What a page shows in one state; `state` is as asked for, put in order.

    Where that can't be shown (`failed`), `said` has the reason, and the regions are those of the
    form and the ways on.
    """

    state: State
    said: str
    regions: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, PageChart] = field(default_factory=dict)
    failed: bool = False

    @property
    def specs(self) -> dict[str, Spec]:
        """What the browser is told of the charts."""
        return {name: chart.spec for name, chart in self.charts.items()}


class Dashboard(Protocol):
    """A page: what it shows in a state, and the files it offers. Its methods change nothing."""

    defaults: State

    def view(self, state: State) -> View:
        """What is shown; raises IlacsBenchError, in words to read, where it can't be."""

    def offered(self, state: State) -> Mapping[str, str]:
        """The regions in the form itself, in a state that can't be shown too."""

    def likely(self) -> Iterable[State]:
        """States that many will ask for: their views are made ahead where there is time for it."""

    def page(self, view: View, status: Markup) -> str:
        """The whole page as HTML: a form of controls, the status line, and the regions filled."""

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """File name and bytes of what a button offers in a state."""


def safe_regions(view: View) -> Mapping[str, Markup]:
    """The regions for a template: they come from templates, where all that is data was escaped.

    Those of a view that failed are empty but for the ones that it has.
    """
    safe = {name: Markup(html) for name, html in view.regions.items()}  # noqa: S704
    return defaultdict(Markup, safe) if view.failed else safe


def said(words: str, *, is_error: bool = False) -> Markup:
    """The status line of a page, which assistive technology reads out when it changes."""
    return Markup(
        '<p class="ilacs-status{}" role="status" data-status data-said="{}" data-error="{}">{}</p>'
    ).format(" ilacs-error" if is_error else "", words, "yes" if is_error else "no", words)

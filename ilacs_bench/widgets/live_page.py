"""A page that is HTML first: read before any kernel answers, then alive, its state in the address.

What is shown is made by a `Dashboard`, a pure function from a state to HTML. `LivePage` is the
widget that keeps it alive: the browser sends the state of its form, and gets the regions that
changed. What can't be shown is said, with ways on, and nothing else is shown in its place.
"""

from __future__ import annotations

import json
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, urlencode

import anywidget
import traitlets
from markupsafe import Markup

from ilacs_bench.charts.spec import Spec
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.widgets.page_chart import PageChart
from ilacs_bench.widgets.page_module import page_module
from ilacs_bench.widgets.render import render_part
from ilacs_bench.widgets.served import QUERY_VARIABLE, is_served
from ilacs_bench.widgets.styles import page_styles
from ilacs_bench.widgets.vega_bundle import vega_bundle
from ilacs_bench.widgets.ways_on import ways_on
from ilacs_bench.widgets.words import slug

State = Mapping[str, tuple[str, ...]]
"""Values of each control by its name: one, several ticked, or none."""

_NAMES = frozenset({"la"})
"""Controls whose value is a name: it stands in the address in small letters, with hyphens."""
_LONGEST_VALUE = 200
_INSTEAD = "instead"
"""The region with the ways on from what can't be shown."""
_FAULT = (
    "This could not be shown: a fault of ilacs-bench, not of your choice. Choose something else, "
    "or reload the page."
)


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


def one(state: State, name: str) -> str:
    """The value of a control that has one; '' where it has none."""
    values = state.get(name, ())
    return values[0] if values else ""


def parse_state(query: str, defaults: State) -> State:
    """The state that an address asks for: what it names in place of the defaults, nothing else.

    >>> parse_state("la=kent&x=1", {"la": ("suffolk",), "to": ("region",)})
    {'la': ('kent',), 'to': ('region',)}
    """
    try:
        asked = parse_qs(query, keep_blank_values=True, max_num_fields=400)
    except ValueError:  # more fields than any page has controls and options
        asked = {}
    return {name: _short(asked.get(name, values)) for name, values in defaults.items()}


def address_of(state: State, defaults: State) -> str:
    """The address of a state, from its '?': what differs from the defaults; '' where nothing does.

    >>> address_of({"la": ("West Sussex",), "to": ("all",)}, {"la": ("Hull",), "to": ("all",)})
    '?la=west-sussex'
    """
    different = [
        (name, slug(value) if name in _NAMES else value)
        for name, values in state.items()
        if tuple(values) != tuple(defaults[name])
        for value in (values or ("",))
    ]
    return f"?{urlencode(different)}" if different else ""


class LivePage(anywidget.AnyWidget):
    """The widget of a dashboard: in a notebook, served or in JupyterLab."""

    _esm = page_module()
    _css = page_styles()
    html = traitlets.Unicode().tag(sync=True)
    made: ClassVar[list[LivePage]] = []
    """The live pages of this process."""

    def __init__(self, dashboard: Dashboard, query: str | None = None) -> None:
        super().__init__()
        self.dashboard = dashboard
        asked = os.environ.get(QUERY_VARIABLE, "") if query is None else query
        self._sent = self._view_at(asked)
        self.html = self._page_of(self._sent)
        self.on_msg(self._hear)
        self.made.append(self)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The HTML itself where a page of ours is served; a widget's view anywhere else."""
        if is_served():
            return {"text/html": self.html, "text/plain": "A dashboard."}
        return super()._repr_mimebundle_(**options)

    def prepare(self) -> Iterator[None]:
        """Make views ahead, one a step: a dashboard keeps what it was asked for."""
        for state in self.dashboard.likely():
            try:
                self.dashboard.view(state)
            except Exception:  # whoever asks for it will be told
                logging.getLogger(__name__).exception("ahead of any question: %s", state)
            yield

    def be_at(self, query: str) -> None:
        """Answer as the page of another address: the browser shows `page_at` of it."""
        self._sent = self._view_at(query)

    def page_at(self, query: str) -> str:
        """The page of an address as HTML, which says what can't be shown; changes nothing."""
        return self._page_of(self._view_at(query))

    def _page_of(self, view: View) -> str:
        charts = json.dumps(view.specs).replace("<", "\\u003c")
        looks = "ilacs-page ilacs-live ilacs-failed" if view.failed else "ilacs-page ilacs-live"
        return (
            f'<div class="{looks}" data-live-page="{self.model_id}">'
            f"{self.dashboard.page(view, said(view.said, is_error=view.failed))}"
            f'<div data-region="{_INSTEAD}">{view.regions.get(_INSTEAD, "")}</div>'
            f'<script type="application/json" data-charts>{charts}</script></div>'
        )

    def _view_at(self, query: str) -> View:
        return self._view_of(parse_state(query, self.dashboard.defaults))

    def _view_of(self, state: State) -> View:
        """What is shown in a state: where it can't be, why, and ways on."""
        try:
            return self.dashboard.view(state)
        except IlacsBenchError as problem:
            return self._failed_view(state, problem, str(problem))
        except Exception as problem:
            logging.getLogger(__name__).exception("state %s", state)
            return self._failed_view(state, problem, _FAULT)

    def _failed_view(self, state: State, problem: Exception, words: str) -> View:
        defaults = self.dashboard.defaults
        ways = ways_on(lambda other: self.dashboard.view(other).said, defaults, state, problem)
        links = [
            (text, address_of(other, defaults) or "?", json.dumps(other))
            for text, other in ways.items()
        ]
        regions = {**self.dashboard.offered(state), _INSTEAD: render_part("instead", ways=links)}
        return View(state, words, regions, failed=True)

    def _hear(self, _widget: object, content: Any, _buffers: list) -> None:
        if "ask" in content:
            self.send({"ask": content["ask"], **self.answer(_tuples(content["state"]))})
        elif "download" in content:
            state, what = self._wanted(_tuples(content["state"])), content["download"]
            self._send_file(lambda: self._download(state, what))
        elif "picture" in content:
            self._send_file(lambda: self._picture(content))
        elif "bundle" in content:  # a page of ours serves it as a file
            self.send({"bundle": True}, [vega_bundle().encode()])

    def answer(self, state: State) -> dict[str, Any]:
        """What the browser is told: the regions that changed, or why nothing can be shown."""
        view = self._view_of(self._wanted(state))
        before, self._sent = self._sent, view
        return {
            "said": view.said,
            "is_error": view.failed,
            "state": {name: list(values) for name, values in view.state.items()},
            "address": address_of(view.state, self.dashboard.defaults),
            "regions": _changed(before.regions, view.regions),
            "charts": _changed(before.specs, view.specs),
        }

    def _wanted(self, state: State) -> State:
        """What a state says of the controls that there are."""
        return {name: _short(state.get(name, ())) for name in self.dashboard.defaults}

    def _download(self, state: State, what: str) -> tuple[str, bytes]:
        """A file of a state that can be shown: no other has any."""
        self.dashboard.view(state)
        return self.dashboard.download(state, what)

    def _picture(self, content: Mapping[str, Any]) -> tuple[str, bytes]:
        """A chart of a state as a picture. Raises UnknownName for one that it does not have."""
        charts = self.dashboard.view(self._wanted(_tuples(content.get("state")))).charts
        name = str(content["picture"])
        if name not in charts:
            raise UnknownName("The page has no such chart now: reload it and try again.")
        return charts[name].picture(str(content.get("kind")))

    def _send_file(self, make: Callable[[], tuple[str, bytes]]) -> None:
        try:
            name, data = make()
        except IlacsBenchError as problem:
            self.send({"failed": str(problem)})
        except Exception:
            logging.getLogger(__name__).exception("a file to take away")
            self.send({"failed": "The file could not be made. Reload the page and try again."})
        else:
            self.send({"file": name}, [data])


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


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is not as it was; None for what is there no more."""
    gone = dict.fromkeys(before.keys() - now.keys())
    return gone | {name: part for name, part in now.items() if before.get(name) != part}


def _tuples(state: Any) -> State:
    """A state as the browser sends it; what is no state is none."""
    if not isinstance(state, dict):
        return {}
    return {
        str(name): tuple(map(str, values))
        for name, values in state.items()
        if isinstance(values, list)
    }


def _short(values: Any) -> tuple[str, ...]:
    return tuple(value[:_LONGEST_VALUE] for value in values)

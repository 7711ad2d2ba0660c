"""A `Dashboard` as a page that answers: over HTTP where it is served, by messages in JupyterLab.

What can't be shown is said, with ways on, and nothing else is shown in its place.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import anywidget
import traitlets

from ilacs_bench.dashboard.answers import Answer, register, slot, tagged
from ilacs_bench.dashboard.page_module import page_module
from ilacs_bench.dashboard.state import State, address_of, parse_state
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.dashboard.vega_bundle import vega_bundle
from ilacs_bench.dashboard.ways_on import ways_on
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.paths import is_served
from ilacs_bench.widgets.live_page import Dashboard, View, said
from ilacs_bench.widgets.render import render_part

_INSTEAD = "instead"
"""The region with the ways on from what can't be shown."""
_FAULT = (
    "This could not be shown: a fault of ilacs-bench, not of your choice. Choose something else, "
    "or reload the page."
)
_NO_FILE = "The file could not be made. Reload the page and try again."


class LivePage(anywidget.AnyWidget):
    """The page of a dashboard, and its widget in JupyterLab."""

    _esm = page_module()
    _css = page_styles()
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, dashboard: Dashboard, query: str = "") -> None:
        super().__init__()
        self.dashboard = dashboard
        self.html = self.slots(query)["page"]
        self.on_msg(self._on_message)
        if is_served():
            register(self)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """A place for the page where it is served; a widget's view anywhere else."""
        if is_served():
            return {"text/html": slot("page"), "text/plain": "A dashboard."}
        return super()._repr_mimebundle_(**options)

    @property
    def defaults(self) -> State:
        """Every control by its name, with the values that stand where the address names none."""
        return self.dashboard.defaults

    def likely(self) -> Iterable[State]:
        """States that many will ask for."""
        return self.dashboard.likely()

    def answer(self, query: str) -> Answer:
        """All that is shown at an address; where it can't be, why, and ways on."""
        view = self._view_at(query)
        return Answer(
            said=view.said,
            is_error=view.failed,
            state={name: list(values) for name, values in view.state.items()},
            address=address_of(view.state, self.defaults),
            regions=tagged(view.regions),
            charts=view.specs,
        )

    def slots(self, query: str) -> Mapping[str, str]:
        """The page of an address as HTML, which says what can't be shown."""
        view = self._view_at(query)
        looks = "ilacs-page ilacs-live ilacs-failed" if view.failed else "ilacs-page ilacs-live"
        tags = {name: tag for name, (tag, _) in tagged(view.regions).items()}
        return {
            "page": f'<div class="{looks}" data-live-page>'
            f"{self.dashboard.page(view, said(view.said, is_error=view.failed))}"
            f'<div data-region="{_INSTEAD}">{view.regions.get(_INSTEAD, "")}</div>'
            f"{_script('charts', view.specs)}{_script('tags', tags)}</div>"
        }

    def _view_at(self, query: str) -> View:
        """What is shown at an address: where it can't be, why, and ways on."""
        state = parse_state(query, self.defaults)
        try:
            return self.dashboard.view(state)
        except IlacsBenchError as problem:
            return self._failed_view(state, problem, str(problem))
        except Exception as problem:
            logging.getLogger(__name__).exception("state %s", state)
            return self._failed_view(state, problem, _FAULT)

    def _failed_view(self, state: State, problem: Exception, words: str) -> View:
        ways = ways_on(lambda other: self.dashboard.view(other).said, self.defaults, state, problem)
        links = [
            (text, address_of(other, self.defaults) or "?", json.dumps(other))
            for text, other in ways.items()
        ]
        regions = {**self.dashboard.offered(state), _INSTEAD: render_part("instead", ways=links)}
        return View(state, words, regions, failed=True)

    def file(self, query: str, name: str, kind: str | None = None) -> tuple[str, bytes]:
        """What a button offers, or a chart as a picture of a `kind`."""
        state = parse_state(query, self.defaults)
        view = self.dashboard.view(state)
        if kind is None:
            if f'data-download="{name}"' not in self.dashboard.page(view, said("")):
                raise UnknownName("The page has no such file now: reload it and try again.")
            return self.dashboard.download(state, name)
        if name not in view.charts:
            raise UnknownName("The page has no such chart now: reload it and try again.")
        return view.charts[name].picture(kind)

    # In JupyterLab: the same questions as messages.

    def _on_message(self, _widget: object, content: Any, _buffers: list) -> None:
        query = str(content.get("query", ""))
        if "ask" in content:
            self.send({"ask": content["ask"], **self.answer(query)})
        elif "download" in content:
            self._send_file(lambda: self.file(query, str(content["download"])))
        elif "picture" in content:
            kind = str(content.get("kind"))
            self._send_file(lambda: self.file(query, str(content["picture"]), kind))
        elif "bundle" in content:  # a page that is served has it as a file
            self.send({"bundle": True}, [vega_bundle().encode()])

    def _send_file(self, make: Callable[[], tuple[str, bytes]]) -> None:
        try:
            name, data = make()
        except IlacsBenchError as problem:
            self.send({"failed": str(problem)})
        except Exception:
            logging.getLogger(__name__).exception("a file to save")
            self.send({"failed": _NO_FILE})
        else:
            self.send({"file": name}, [data])


def _script(name: str, content: Any) -> str:
    """Something for the script of the page, where it finds it."""
    text = json.dumps(content).replace("<", "\\u003c")
    return f'<script type="application/json" data-{name}>{text}</script>'

"""A page in JupyterLab, plain Voilà or nbclient, where its controls are live widgets.

Each view is a widget too, updated when a control that it reads changes. It shows the same HTML and
charts as a served page.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets
from IPython import get_ipython
from markupsafe import Markup

from ilacs_bench.dashboard.answers import TwoPages
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Part
from ilacs_bench.dashboard.scripts import PART_MODULES, joined_modules, vega_bundle
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.errors import IlacsBenchError

if TYPE_CHECKING:
    from ilacs_bench.dashboard.page import Page
    from ilacs_bench.dashboard.view import View

_NO_FILE = "The file could not be made."
_cells: list[str] = []
"""The cell that made the page of this notebook."""


class PartWidget(anywidget.AnyWidget):
    """A widget with HTML of a page and its charts, updated by the kernel."""

    _esm = joined_modules(PART_MODULES)
    _css = page_styles()
    html = traitlets.Unicode().tag(sync=True)
    charts = traitlets.Dict().tag(sync=True)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.on_msg(self._answer)

    def show(self, part: Part) -> None:
        """Show a part; it is sent in one message."""
        with self.hold_sync():
            self.html, self.charts = str(part.html), part.chart_data

    def _answer(self, _widget: object, content: Mapping[str, Any], _buffers: list) -> None:
        if content.get("bundle"):
            self.send({"bundle": True}, [vega_bundle().encode()])
            return
        try:
            for name, texts in content.get("set", {}).items():
                field = self._page.fields[name]
                field.widget.value, _ = field.read(tuple(texts))
            if content.get("set"):
                return
            chosen = self._page.chosen(self._page.now())
            wanted = content.get("download") or content.get("picture")
            name, data = self._page.file_of(chosen, str(wanted), content.get("kind"))
        except IlacsBenchError as problem:
            self.send({"failed": str(problem)})
        except Exception:
            logging.getLogger(__name__).exception("a file to save")
            self.send({"failed": _NO_FILE})
        else:
            self.send({"file": name}, [data])


class NotebookPage:
    """The widgets of a page: its controls with the status below, and one widget per view."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._status = PartWidget(page)
        self._views: list[tuple[View, PartWidget]] = []
        widgets = [field.widget for field in page.fields.values()]
        for widget in widgets:
            _fit_to_text(widget)
            widget.observe(self._follow, "value")
        row = ipywidgets.HBox(widgets, layout={"flex_flow": "row wrap"})
        head = PartWidget(page)
        head.show(Part(page.head))
        self.controls = ipywidgets.VBox([head, row, self._status])
        self._follow()

    def view(self, view: View) -> PartWidget:
        """Return the widget of a view, which is updated from now on."""
        widget = PartWidget(self._page)
        self._views.append((view, widget))
        self._follow()
        return widget

    def download(self, name: str, label: str) -> PartWidget:
        """Return the button of a file."""
        widget = PartWidget(self._page)
        widget.show(Part(render("files", files={name: label})))
        return widget

    def _follow(self, _change: object = None) -> None:
        """Update the views whose controls have changed."""
        try:
            chosen = self._page.chosen(self._page.now())
            status = Markup('<p class="ilacs-status">{}</p>').format(self._page.status_of(chosen))
        except IlacsBenchError as problem:
            status = Markup('<p class="ilacs-status ilacs-error">{}</p>').format(problem)
            for _, widget in self._views:
                widget.show(Part(Markup("")))
        else:
            for view, widget in self._views:
                widget.show(view.unfolded(chosen))
        self._status.show(Part(status))


def _fit_to_text(widget: ipywidgets.ValueWidget) -> None:
    """Make the widget wide enough for its label and its longest option."""
    if not widget.style.description_width:
        widget.style.description_width = "initial"
    if isinstance(widget, ipywidgets.Dropdown) and not widget.layout.width:
        widget.layout.width = "auto"


def check_single_page() -> None:
    """Record the cell that makes a page. Raises TwoPages if another cell made one before.

    Running the same cell again, in JupyterLab, replaces its page.
    """
    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = parent.get("metadata", {}).get("cellId")
    if cell and _cells and _cells != [cell]:
        raise TwoPages(
            "Another cell of this notebook has made its page. Put all controls and views on that "
            "one; if you moved the cell, restart the kernel."
        )
    _cells[:] = [cell] if cell else []

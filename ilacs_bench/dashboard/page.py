"""A page: the controls and views of one notebook, determined by the address alone.

    page = Page(tables, la=controls.council(tables), as_at=controls.as_at(tables))
    page.show(council.own_grades)

When the notebook is served, its outputs hold placeholders that the server fills for each address.
In JupyterLab, plain Voilà and nbclient the controls are live widgets, and each view follows them.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import ipywidgets
from IPython import get_ipython
from IPython.display import HTML, display
from markupsafe import Markup

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.charts.captions import SOURCE
from ilacs_bench.dashboard.alternatives import alternatives, link_to_state, links_without_filters
from ilacs_bench.dashboard.answers import Answer, Unfolded, notebook_name, register, slot, tagged
from ilacs_bench.dashboard.choice import Choice, Chosen, File, as_file
from ilacs_bench.dashboard.controls import NoCouncil
from ilacs_bench.dashboard.fields import Field, check_labels, read_field
from ilacs_bench.dashboard.form import (
    RESERVED,
    Shown,
    beside_form,
    data_line,
    form_html,
    part_html,
)
from ilacs_bench.dashboard.notebook import NotebookPage, check_single_page
from ilacs_bench.dashboard.resolve_state import found_from, read_state, status_words
from ilacs_bench.dashboard.state import State, address_of, parse_state
from ilacs_bench.dashboard.view import View, check_is_new
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.paths import is_served, slug
from ilacs_bench.tables.store import Tables

CONTROLS = "controls"
_LIKELY_AT_MOST = 400

MakeForm = Callable[[Sequence[Field], Shown, Markup], Markup]
"""A function that renders the form, below a headline."""


class Page:
    """The controls, views and files of one notebook; a notebook has one page.

    `controls` are ipywidgets by their names in the address and in `choice`. Raises IlacsBenchError
    for a widget that can't be a control, and for a reserved name.
    """

    def __init__(self, tables: Tables, /, **controls: ipywidgets.ValueWidget) -> None:
        self.tables = tables
        self.fields: dict[str, Field] = {n: read_field(n, w) for n, w in controls.items()}
        check_labels(self.fields)
        roles = {f.role: name for name, f in reversed(self.fields.items()) if f.role}
        self._found = found_from(tables, roles)
        self._check_names(roles)
        self.councils = [name for name, field in self.fields.items() if field.role == "council"]
        self.defaults: State = {name: field.first for name, field in self.fields.items()}
        self.views: dict[str, View] = {}
        self._files: dict[str, tuple[str, Callable[[Choice], Any]]] = {}
        self._in_words = partial(status_words, of_council=bool(self.councils))
        self._status: Callable[[Choice], str] = self._in_words
        self._notebook: NotebookPage | None = None
        self._named = notebook_name() or "a page"
        if is_served():
            register(self)
        elif get_ipython() is not None:
            check_single_page()

    # Called by notebooks.

    def show(self, function: Callable[[Choice], Any]) -> View:
        """Show, in the cell that calls this, what a function returns for the chosen values.

        The function takes a Choice and returns a DataFrame, an Altair chart, Markdown, Html, or a
        list of these. The first line of its docstring is the heading. Use it as a call,
        `page.show(council.own_grades)`, or as a decorator, `@page.show`. Raises IlacsBenchError
        where the page has one of its name.
        """
        if is_served():  # in JupyterLab a cell may be run again
            check_is_new(function, self.views.values())
        view = View(function, self._free_name(function), self._found, self._named)
        self.views[view.name] = view
        self._display(HTML(slot(view.name)), lambda notebook: notebook.view(view))
        return view

    def download(self, label: str, function: Callable[[Choice], Any]) -> None:
        """Add a download button: `function` returns file name and bytes, or a DataFrame for a CSV.

        The file is made when the button is pressed, for the values chosen then. Raises
        IlacsBenchError if another file has the label; running the same cell again replaces its
        file.
        """
        name = slug(label, "_")
        _, other = self._files.get(name, (label, function))
        is_again = not is_served() and other.__qualname__ == function.__qualname__
        if other is not function and not is_again:
            raise IlacsBenchError(f"The page has a file ‘{label}’ already. Give it another name.")
        self._files[name] = (label, function)
        self._display(None, lambda notebook: notebook.download(name, label))

    def status(self, function: Callable[[Choice], str]) -> Callable[[Choice], str]:
        """Make a function return the sentence below the controls, announced at each change."""
        self._status = function
        return function

    # Called by the server; `query` is the part of an address after '?'.

    def common_states(self) -> Iterator[State]:
        """Yield the default state, then one for each option of each control, up to hundreds."""
        yield self.defaults
        for name, field in self.fields.items():
            options = field.options if field.kind.chooses in ("", "one") else ()
            for option in options[:_LIKELY_AT_MOST]:
                yield {**self.defaults, name: (option.code,)}

    def answer(self, query: str) -> Answer:
        """Return what is shown at an address; on errors the reason and links, without figures."""
        shown = self._shown(query)
        regions = {name: str(shown.part(name).html) for name in self.views}
        return Answer(
            status=shown.status,
            is_error=shown.is_error,
            asks=shown.asks,
            wrong=shown.wrong,
            state={n: list(f.held(tuple(shown.state[n]))) for n, f in self.fields.items()},
            address=address_of(shown.state, self.defaults, self.councils),
            regions=tagged(regions | beside_form(shown)),
            charts={
                n: chart for part in shown.parts.values() for n, chart in part.chart_data.items()
            },
        )

    def fold(self, query: str, name: str) -> Unfolded:
        """Return the content of a view's fold. Raises UnknownName for an unknown name."""
        chosen = self.chosen(parse_state(query, self.defaults))
        for view in self.views.values():
            if name.startswith(view.name) and (part := view.fold(chosen, name)):
                return Unfolded(html=str(part.html), charts=part.chart_data)
        raise UnknownName("There is nothing to unfold here.")

    def slots(self, query: str, form: MakeForm = form_html) -> Mapping[str, str]:
        """Return HTML for the placeholders: the controls as a form, and each view by name."""
        return self._slots(self._shown(query), form)

    def unfolded_slots(self, query: str, form: MakeForm = form_html) -> Mapping[str, str]:
        """Return the same with the content of all folds, for pages without a server."""
        shown = self._shown(query)
        if not shown.is_error:
            chosen = self.chosen(parse_state(query, self.defaults))
            parts = {name: view.unfolded(chosen) for name, view in self.views.items()}
            shown = replace(shown, parts=parts)
        return self._slots(shown, form)

    def _slots(self, shown: Shown, form: MakeForm) -> Mapping[str, str]:
        places = {name: part_html(name, shown.part(name)) for name in self.views}
        return places | {CONTROLS: form([*self.fields.values()], shown, self.head)}

    def file(self, query: str, name: str, kind: str | None = None) -> File:
        """Return a file that the page offers; with a `kind`, the chart of that name as an image."""
        return self.file_of(self.chosen(parse_state(query, self.defaults)), name, kind)

    # Used by both ways of showing a page.

    def chosen(self, state: State) -> Chosen:
        """Return the values of a state. Raises IlacsBenchError for invalid ones."""
        return read_state(self.tables, self.fields, self._found, state)

    @property
    def files(self) -> dict[str, str]:
        """The labels of the files that the page offers, by name."""
        return {name: label for name, (label, _) in self._files.items()}

    @property
    def head(self) -> Markup:
        """The line above the controls: how complete the data are."""
        return data_line(self.tables)

    def status_of(self, chosen: Chosen) -> str:
        """Return the sentence below the controls; a default one if the notebook's own fails.

        It says so if the date is beyond the coverage of the data.
        """
        choice = Choice(chosen, self._found)
        try:
            status = str(self._status(choice))
        except IlacsBenchError:
            raise
        except Exception:
            logging.getLogger(__name__).exception("%s, the words of the page", self._named)
            status = self._in_words(choice)
        return coverage_of(self.tables).with_caveat(status, choice.as_at)

    def now(self) -> State:
        """Return the current values of the widgets."""
        return {name: field.now() for name, field in self.fields.items()}

    def file_of(self, chosen: Chosen, name: str, kind: str | None = None) -> File:
        """Return a file for the chosen values. Raises UnknownName for one that is not offered."""
        if kind is None:
            return self._made_file(chosen, name)
        for view in self.views.values():
            if name.startswith(view.name) and (chart := view.chart(chosen, name)):
                note = f"Chosen on the page: {self.status_of(chosen)} {SOURCE}"
                choice = Choice(chosen, self._found)
                council = choice.la_name if self.councils and choice.la_code else ""
                words = (slug(council, "_"), chart.file_name, choice.as_at.isoformat())
                file_name = "_".join(filter(None, words))
                return replace(chart, note=note, file_name=file_name).picture(kind)
        raise UnknownName("The page has no such chart now: reload it and try again.")

    def _made_file(self, chosen: Chosen, name: str) -> File:
        if name not in self._files:
            offered = ", ".join(f"{file} ({label})" for file, (label, _) in self._files.items())
            raise UnknownName(f"The page has no such file. It offers: {offered or 'none'}.")
        _, function = self._files[name]
        return as_file(name, function(Choice(chosen, self._found)))

    def _shown(self, query: str) -> Shown:
        """Return what is shown at an address."""
        state = parse_state(query, self.defaults)
        try:
            chosen = self.chosen(state)
            status = self.status_of(chosen)
        except IlacsBenchError as problem:
            others = alternatives(
                lambda s: self.status_of(self.chosen(s)), self.defaults, state, problem
            )
            ways = [link_to_state(w, s, self.defaults, self.councils) for w, s in others.items()]
            asks = isinstance(problem, NoCouncil)
            return Shown(
                str(problem),
                state,
                ways=ways,
                heading=self._heading_without(asks=asks),
                wrong="" if asks else getattr(problem, "control", ""),
                is_error=True,
                asks=asks,
            )
        parts = {name: view.part(chosen) for name, view in self.views.items()}
        in_use = links_without_filters(self.fields, chosen.texts, self.defaults, self.councils)
        return Shown(status, chosen.texts, parts, self.files, in_use=in_use)

    def _heading_without(self, *, asks: bool) -> str:
        """Return the heading without a council, on a page whose own heading is the council."""
        council = self.fields[self.councils[0]] if self.councils else None
        if not (council and council.is_remembered and not council.first[0]):
            return ""
        return "Which council?" if asks else "This can’t be shown"

    def _check_names(self, roles: Mapping[str, str]) -> None:
        for name in self.fields:
            is_found = name in self._found and roles.get(name) != name
            if is_found or name.startswith("_") or hasattr(Choice, name):
                raise IlacsBenchError(
                    f"{name}: the page gives 'choice.{name}' itself. Call the control otherwise."
                )

    def _free_name(self, function: Callable[[Choice], Any]) -> str:
        """Return an unused name for a view; its number if the function has no name."""
        nth = f"view-{len(self.views) + 1}"
        named = getattr(function, "__name__", "<lambda>")
        name = (slug(named) if named != "<lambda>" else "") or nth
        names = (name, *(f"{name}-{n}" for n in range(2, len(self.views) + 3)))
        return next(each for each in names if each not in {*self.views, *RESERVED})

    def _display(self, served: HTML | None, in_notebook: Callable[[Any], Any]) -> None:
        """Display something in the running cell, if there is one."""
        if get_ipython() is None:
            return
        shown = served if is_served() else in_notebook(self._widgets())
        if shown is not None:
            display(shown)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        if is_served():
            return {"text/html": slot(CONTROLS), "text/plain": "The controls of the page."}
        return self._widgets().controls._repr_mimebundle_(**options)

    def _widgets(self) -> NotebookPage:
        if self._notebook is None:
            self._notebook = NotebookPage(self)
        return self._notebook

"""Pages made ahead: what differs from one visitor to the next is only the kernel's name."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from nbformat import NotebookNode, from_dict
from voila.notebook_renderer import NotebookRenderer

from ilacs_bench.serve.forking import Outputs
from ilacs_bench.serve.warmed import CannotFork, WarmedProcess
from ilacs_bench.widgets.served import what_it_follows

_KERNEL_ID = str(uuid.uuid4())
"""Stands in a page made ahead where the name of its kernel will stand."""


@dataclass(frozen=True)
class PreparedPage:
    """A page's HTML, none where it can't be made, and what it follows: it may be out of date."""

    name: str
    key: str
    html: str
    follows: str

    def html_for(self, kernel_id: str) -> str:
        """The page that belongs to a kernel."""
        return self.html.replace(_KERNEL_ID, kernel_id)


class PreparedRenderer(NotebookRenderer):
    """Voilà's renderer for a notebook that was run already: it asks no kernel for anything."""

    async def html(self, outputs: list[Outputs]) -> str:
        """The page with these outputs of its cells."""
        await self.initialize()
        for cell, shown in zip(self.notebook.cells, outputs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = [from_dict(output) for output in shown]
        return await self.generate_content_str(_KERNEL_ID, None)

    async def _jinja_kernel_start(
        self, nb: NotebookNode, kernel_id: str, kernel_future: None
    ) -> str:
        return kernel_id

    async def _jinja_notebook_execute(self, nb: NotebookNode, kernel_id: str) -> None:
        """Nothing is left to be run."""

    async def _jinja_cell_generator(
        self, nb: NotebookNode, kernel_id: str
    ) -> AsyncIterator[NotebookNode]:
        for cell in nb.cells:
            yield cell


class PreparedPages:
    """Pages made ahead by the processes that fork their kernels."""

    def __init__(self, warmed: WarmedProcess, renderer: Callable[[str], PreparedRenderer]) -> None:
        self.warmed = warmed
        self._renderer = renderer
        self._made: dict[str, asyncio.Task] = {}

    async def make(self) -> None:
        """Make all pages that are not made, or out of date."""
        await asyncio.gather(*map(self.page, self.warmed.notebooks))

    async def page(self, name: str) -> PreparedPage | None:
        """The page `name`, made again where it was out of date; None where it can't be made."""
        if name not in self.warmed.notebooks:  # it was not there when the server started
            return None
        page = await self._made_once(name)
        if page.follows != what_it_follows(self.warmed.notebooks[name]):
            self.let_go(page)
            page = await self._made_once(name)
        return page if page.html else None

    async def page_at(self, name: str, query: str) -> PreparedPage | None:
        """The page `name` for an address with a query; None where that can't be made."""
        page = await self.page(name)
        if page is None or not query:
            return page
        try:
            before, after = await self.warmed.page_at(page.key, query)
        except CannotFork:
            return None
        return replace(page, html=page.html.replace(before, after)) if before in page.html else None

    def let_go(self, page: PreparedPage) -> None:
        """Make pages again; those that are open keep their kernels."""
        if page.key == self.warmed.key(page.name):  # nobody did so already
            self.warmed.stop()

    async def _made_once(self, name: str) -> PreparedPage:
        """All who ask wait for the same one; who goes away spoils it for nobody."""
        with contextlib.suppress(CannotFork):
            self.warmed.start()
        key = self.warmed.key(name)
        if key not in self._made:
            self._made[key] = asyncio.create_task(self._make(name, key))
        return await asyncio.shield(self._made[key])

    async def _make(self, name: str, key: str) -> PreparedPage:
        try:
            made = await self.warmed.made(name)
        except CannotFork:
            return PreparedPage(name, key, "", what_it_follows(self.warmed.notebooks[name]))
        html = await self._renderer(f"{name}.ipynb").html(made.outputs)
        return PreparedPage(name, key, html, made.follows)

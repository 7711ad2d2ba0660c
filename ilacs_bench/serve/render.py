"""Render notebooks with Voilà: from existing outputs, or with a kernel.

A page that shows only images, tables, text and our own page needs no kernel: a worker has run its
notebook, and Voilà only puts the outputs into our template. Other widgets need a kernel that runs
the notebook for this visitor.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import nbformat
from nbformat import NotebookNode, from_dict
from voila.notebook_renderer import NotebookRenderer

from ilacs_bench.dashboard.menu import MenuEntry
from ilacs_bench.dashboard.run import Outputs

_Renderer = TypeVar("_Renderer", bound=NotebookRenderer)


class KernelRenderer(NotebookRenderer):
    """Renders a notebook, in any folder, by running it in a kernel."""

    async def load_notebook(self, path: str) -> NotebookNode:
        """Return the notebook at a path, with an installed kernel's name."""
        return await self.fix_notebook(nbformat.read(path, as_version=4))

    async def html(self, kernel_id: str, kernel: Any) -> str:
        """Return the page of a kernel, which runs the notebook for it."""
        return await self.generate_content_str(kernel_id, kernel)


class OutputsRenderer(KernelRenderer):
    """Renders a notebook from given outputs, without a kernel."""

    async def html_of(self, outputs: Sequence[Outputs]) -> str:
        """Return the page with these outputs of its cells."""
        for cell, shown in zip(self.notebook.cells, outputs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = [from_dict(output) for output in shown]
        return await self.generate_content_str()

    async def _jinja_kernel_start(
        self, nb: NotebookNode, kernel_id: str, kernel_future: None
    ) -> str:
        return ""

    async def _jinja_notebook_execute(self, nb: NotebookNode, kernel_id: str) -> None:
        """Do nothing: the cells have been run already."""

    async def _jinja_cell_generator(
        self, nb: NotebookNode, kernel_id: str
    ) -> AsyncIterator[NotebookNode]:
        for cell in nb.cells:
            yield cell


class Renderers:
    """Makes renderers of notebooks, with the settings of Voilà's handler and the current menu."""

    def __init__(self, menu: Callable[[], Sequence[MenuEntry]], **voila: Any) -> None:
        self._menu = menu
        self._voila = voila

    async def renderer(self, notebook: Path, kind: type[_Renderer]) -> _Renderer:
        """Return a renderer of this kind for a notebook."""
        made = kind(notebook_path=str(notebook), **self._voila)
        await made.initialize()
        menu = self._menu()
        titles = {entry.name: entry.title for entry in menu}
        made.notebook.metadata.setdefault("title", titles.get(notebook.stem, notebook.stem))
        made.resources |= {"pages": menu, "page_name": notebook.stem}
        made.resources["has_kernel"] = kind is KernelRenderer
        return made

    async def html(self, notebook: Path, outputs: Sequence[Outputs]) -> str:
        """Return the page of a notebook whose cells have these outputs."""
        return await (await self.renderer(notebook, OutputsRenderer)).html_of(outputs)

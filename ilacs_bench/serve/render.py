"""Voilà's renderer of a notebook: with outputs that are there already, or with a kernel of its own.

A page whose cells show nothing but pictures, tables, words and our own page needs no kernel: its
notebook was run by a worker, and Voilà only puts what it showed into our template. True widgets
live in a kernel that has run the notebook for this visitor.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import nbformat
from nbformat import NotebookNode, from_dict
from voila.notebook_renderer import NotebookRenderer

from ilacs_bench.dashboard.menu import MenuEntry
from ilacs_bench.dashboard.run import Outputs

_Kind = TypeVar("_Kind", bound=NotebookRenderer)


class KernelRenderer(NotebookRenderer):
    """Has the notebook run by a kernel. The notebook may lie anywhere."""

    async def load_notebook(self, path: str) -> NotebookNode:
        """The notebook at a path, with a kernel that there is."""
        return await self.fix_notebook(nbformat.read(path, as_version=4))

    async def html(self, kernel_id: str, kernel: Any) -> str:
        """The page of a kernel, which runs the notebook for it."""
        return await self.generate_content_str(kernel_id, kernel)


class OutputsRenderer(KernelRenderer):
    """Has no kernel: the cells of the notebook were run, and what they showed is given."""

    async def html_of(self, outputs: Sequence[Outputs]) -> str:
        """The page with these outputs of its cells."""
        for cell, shown in zip(self.notebook.cells, outputs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = [from_dict(output) for output in shown]
        return await self.generate_content_str()

    async def _jinja_kernel_start(
        self, nb: NotebookNode, kernel_id: str, kernel_future: None
    ) -> str:
        return ""

    async def _jinja_notebook_execute(self, nb: NotebookNode, kernel_id: str) -> None:
        """Nothing is left to be run."""

    async def _jinja_cell_generator(
        self, nb: NotebookNode, kernel_id: str
    ) -> AsyncIterator[NotebookNode]:
        for cell in nb.cells:
            yield cell


class Renderers:
    """Renderers of notebooks, with what Voilà's own handler gives them and the menu of now."""

    def __init__(self, menu: Callable[[], Sequence[MenuEntry]], **voila: Any) -> None:
        self._menu = menu
        self._voila = voila

    async def renderer(self, notebook: Path, kind: type[_Kind]) -> _Kind:
        """One of a kind for a notebook."""
        made = kind(notebook_path=str(notebook), **self._voila)
        await made.initialize()
        menu = self._menu()
        titles = {entry.name: entry.title for entry in menu}
        made.notebook.metadata.setdefault("title", titles.get(notebook.stem, notebook.stem))
        made.resources |= {"pages": menu, "page_name": notebook.stem}
        made.resources["has_kernel"] = kind is KernelRenderer
        return made

    async def html(self, notebook: Path, outputs: Sequence[Outputs]) -> str:
        """The page of a notebook whose cells have shown these outputs."""
        return await (await self.renderer(notebook, OutputsRenderer)).html_of(outputs)

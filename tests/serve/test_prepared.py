"""Pages made ahead: once for all who ask, and again when what they follow has changed."""

import asyncio
import os

import psutil
import pytest
from serve.conftest import write_notebook

from ilacs_bench.serve.prepared import PreparedPages
from ilacs_bench.serve.warmed import CannotFork, WarmedProcess

SLIDER = "import ipywidgets\nipywidgets.IntSlider()"


class Shown:
    """Stands for Voilà's renderer: the page is what its notebook showed."""

    def __init__(self, _notebook: str) -> None:
        pass

    async def html(self, outputs):
        return repr(outputs)


@pytest.fixture
def notebook(tmp_path):
    return write_notebook(tmp_path / "shown.ipynb", SLIDER)


@pytest.fixture
def pages(notebook):
    warmed = WarmedProcess([notebook])
    yield PreparedPages(warmed, Shown)
    warmed.close()


def test_page_is_made_once_for_all_who_ask(pages):
    async def ask():
        return await asyncio.gather(*(pages.page("shown") for _ in range(3)))

    assert len(set(asyncio.run(ask()))) == 1


def test_page_is_made_again_when_its_notebook_has_changed(pages, notebook):
    async def ask():
        before = await pages.page("shown")
        write_notebook(notebook, "print('something else')")
        os.utime(notebook, (0, 0))
        after = await asyncio.gather(*(pages.page("shown") for _ in range(3)))
        with pytest.raises(CannotFork):  # its widgets are not those of the new page
            await pages.warmed.fork({}, before.key)
        return before, *after

    before, *after = asyncio.run(ask())
    assert "widget-view" in before.html
    assert "something else" in after[0].html
    assert len(set(after)) == 1


def test_page_is_made_again_when_its_process_was_lost(pages):
    async def ask():
        first = await pages.page("shown")
        (process,) = psutil.Process(pages.warmed.process.pid).children()
        process.kill()
        process.wait()
        with pytest.raises(CannotFork):
            await pages.warmed.fork({"name": "kernel"}, first.key)
        pages.let_go(first)
        pages.let_go(first)  # as another who noticed
        return first, await pages.page("shown")

    first, second = asyncio.run(ask())
    assert second.html
    assert second.key != first.key


def test_page_that_could_not_be_made_is_tried_again_when_its_notebook_has_changed(pages, notebook):
    async def ask():
        write_notebook(notebook, "1 / 0")
        assert await pages.page("shown") is None
        write_notebook(notebook, SLIDER)
        os.utime(notebook, (0, 0))
        return await pages.page("shown")

    assert "widget-view" in asyncio.run(ask()).html


def test_notebook_added_later_is_not_made_ahead(pages):
    assert asyncio.run(pages.page("added_later")) is None

"""Notebooks with a page of their own, and pools that run them."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from serve.warm_start import WarmParent

from ilacs_bench.serve import pool as pool_module
from ilacs_bench.serve.dispatcher import Dispatcher
from ilacs_bench.serve.listener import Listener
from ilacs_bench.serve.pool import WorkerPool

NUMBERS = '''
"""A page that says a number, and does what it is told by some of them."""

import os
import signal
import time

from ilacs_bench.dashboard.answers import Answer, register, tagged
from ilacs_bench.dashboard.state import address_of, parse_state
from ilacs_bench.errors import IlacsBenchError, UnknownName

DO = {
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "sleep": lambda: time.sleep(60),
    "nap": lambda: time.sleep(0.7),
    "bug": lambda: 1 / 0,
}


class Numbers:
    defaults = {"n": ("1",), "la": ("Kent",)}
    councils = ["la"]

    def __init__(self):
        register(self)

    def common_states(self):
        for n in ("1", "2", "bug", "3"):
            yield {**self.defaults, "n": (n,)}

    def answer(self, query):
        state = parse_state(query, self.defaults)
        n, *_ = state["n"]
        DO.get(n, int)()
        if n == "no":
            return Answer(status="No such number.", is_error=True)
        return Answer(
            status=f"{n} says {os.getpid()}",
            is_error=False,
            state={name: list(values) for name, values in state.items()},
            address=address_of(state, self.defaults),
            regions=tagged({"n": f"<b>{n}</b>"}),
            charts={},
        )

    def slots(self, query):
        n, *_ = parse_state(query, self.defaults)["n"]
        DO.get(n, int)()
        return {"page": f"<p data-live-page>{n}</p>"}

    def file(self, query, name, kind=None):
        if name == "nap":
            time.sleep(0.7)
        if name == "refused":
            raise IlacsBenchError("Not of this number.")
        if name not in {"nap", "text"}:
            raise UnknownName("No such file.")
        n, *_ = parse_state(query, self.defaults)["n"]
        return f"{name} \N{POUND SIGN}.{kind or 'txt'}", n.encode()
'''
SHOWN = """
from IPython.display import HTML, display
from numbers_page import Numbers

page = Numbers()
display(HTML("<!--slot:page-->"))
"""


def write_notebook(path: Path, *sources: str, words: str = "# Title") -> Path:
    """A notebook with a cell of words, and one of code for each source; in the navigation."""
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": [words]}
    code = {**cell, "cell_type": "code", "outputs": [], "execution_count": None}
    cells = [cell]
    for number, source in enumerate(sources):
        cells.append({**code, "id": f"b{number}", "source": source.splitlines(keepends=True)})
    metadata = {"title": path.stem, "ilacs_bench": {"place": 1, "link": path.stem}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook))
    return path


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A folder with the notebook `numbers.ipynb`, and the module that it imports."""
    made = tmp_path_factory.mktemp("notebooks")
    write_numbers(made)
    return made


def write_numbers(folder: Path) -> Path:
    (folder / "numbers_page.py").write_text(NUMBERS, encoding="utf-8")
    return write_notebook(folder / "numbers.ipynb", SHOWN)


@pytest.fixture(scope="session")
def warm_parent() -> Iterator[WarmParent]:
    parent = WarmParent()
    yield parent
    parent.close()


@pytest.fixture
def warm_start(warm_parent, monkeypatch) -> None:
    """Processes of pools start with the libraries loaded; what they do from then on is as ever."""
    monkeypatch.setattr(pool_module, "subprocess", warm_parent)


@asynccontextmanager
async def a_dispatcher(
    *notebooks: Path, forks: bool = True, size: int = 2
) -> AsyncIterator[Dispatcher]:
    """A dispatcher whose pool has run the notebooks."""
    listener = Listener()
    await listener.open()
    pool = WorkerPool("pool", notebooks, listener.address, size=size, forks=forks)
    listener.add(pool)
    try:
        await pool.ready()
        await eventually(lambda: len(pool.workers) == size)
        yield Dispatcher(pool)
    finally:
        await closed(listener)


async def closed(listener: Listener) -> None:
    """Close it, and let the loop do what is left to do: connections close in it."""
    listener.close()
    await asyncio.sleep(0.1)


async def eventually(holds, patience: float = 60) -> None:
    """Wait until `holds()`, with the loop running; fail when it does not in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while not holds():
                await asyncio.sleep(0.02)
    assert holds(), "waited in vain"

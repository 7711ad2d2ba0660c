"""The warmed process: out of reach, of one thread, and not missed when it is lost."""

import asyncio

import httpx
import psutil
import pytest
from live_server import is_running, live_server, wait_until
from serve.conftest import eventually, kernel, provisioned, value_of, write_notebook

from ilacs_bench.serve.pages import find_pages
from ilacs_bench.serve.warmed import CannotFork, WarmedProcess


def family(warmed: WarmedProcess, pages: int) -> list[psutil.Process]:
    """The warmed process and those of the `pages` made ahead, once all others have ended."""
    zygote = psutil.Process(warmed.process.pid)
    wait_until(lambda: len(zygote.children()) == pages)
    return [zygote, *zygote.children()]


@pytest.fixture(scope="module")
def made(warmed):
    async def make():
        return {name: await warmed.made(name) for name in ("slider", "printing")}

    return asyncio.run(make())


def test_notebook_is_run_ahead(made):
    words, shown = made["slider"].outputs
    assert words == []
    assert shown[0]["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert made["printing"].outputs[1] == [
        {"output_type": "stream", "name": "stdout", "text": "read this\n"}
    ]


@pytest.mark.parametrize("notebook", ["threaded", "failing"])
def test_notebook_that_cannot_be_run_ahead_is_left_to_its_kernels(warmed, notebook):
    with pytest.raises(CannotFork):
        asyncio.run(warmed.made(notebook))


def test_a_fork_would_lose_no_thread(warmed, made):
    assert [process.num_threads() for process in family(warmed, 2)] == [1, 1, 1]


def test_nobody_else_can_ask_for_a_kernel(warmed, made):
    sockets = [end for process in family(warmed, 2) for end in process.net_connections("all")]
    assert {end.laddr for end in sockets} == {""}  # pairs of sockets have no name to call


def test_lost_process_takes_no_kernel_with_it_and_is_started_again(forked):
    async def run():
        async with kernel() as (_, before):
            lost = forked.process
            lost.kill()
            await eventually(lambda: lost.poll() is not None)
            async with kernel() as (manager, after):
                assert forked.process is not lost
                assert psutil.Process(manager.provisioner.pid).ppid() == forked.process.pid
                return await value_of(before, "'old'"), await value_of(after, "'new'")

    assert asyncio.run(run()) == ("old", "new")


def test_kernel_of_a_lost_process_is_known_to_have_ended(forked):
    async def run():
        async with kernel() as (manager, _):
            forked.process.kill()
            forked.process.wait()
            assert await manager.is_alive()
            manager.provisioner.process.kill()
            await eventually(lambda: manager.provisioner.process.poll() is not None)
            return manager.provisioner.process.returncode

    assert asyncio.run(run()) < 0


AHEAD = """
from ilacs_bench.widgets.live_page import LivePage, View

class Squares:
    defaults = {"n": ("0",)}
    kept = {}

    def view(self, state):
        return self.kept.setdefault(state["n"], View(state, "made"))

    def likely(self):
        for n in range(3):
            yield {"n": (str(n),)}

    def page(self, view, status):
        return ""

page = LivePage(Squares())
"""
KEPT = (
    "sorted(__import__('ilacs_bench.widgets.live_page', fromlist=['LivePage'])"
    ".LivePage.made[0].dashboard.kept)"
)


def test_views_are_made_ahead_while_nobody_asks_and_kernels_have_them(monkeypatch, tmp_path):
    warmed = WarmedProcess([write_notebook(tmp_path / "squares.ipynb", AHEAD)])

    async def made_ahead():
        async with kernel(warmed.key("squares")) as (_, client):
            return await value_of(client, KEPT)

    async def run():
        await warmed.made("squares")
        async with asyncio.timeout(60):
            while await made_ahead() != "[('0',), ('1',), ('2',)]":
                await asyncio.sleep(1.5)  # it takes a second of quiet
        return [process.num_threads() for process in family(warmed, 1)]

    for _ in provisioned(warmed, monkeypatch):
        assert asyncio.run(run()) == [1, 1]
    warmed.close()


def test_process_that_is_let_go_ends(tmp_path):
    warmed = WarmedProcess([write_notebook(tmp_path / "one.ipynb", "1")])

    async def run():
        warmed.start()
        await warmed.made("one")
        return family(warmed, 1)

    processes = asyncio.run(run())
    warmed.close()
    assert not any(map(is_running, processes))


def test_killed_server_leaves_nothing_behind():
    with live_server() as server:
        httpx.get(f"{server.url}/compare_councils", timeout=60)
        processes = psutil.Process(server.process.pid).children(recursive=True)
        # The warmed process, one of each page, and the kernel.
        assert len(processes) == 1 + len(find_pages()) + 1
        server.process.kill()
        wait_until(lambda: not any(map(is_running, processes)))

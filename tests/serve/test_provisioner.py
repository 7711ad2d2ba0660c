"""Kernels as Jupyter gets them: forked, apart from each other, gone when they are shut down."""

import asyncio
import signal
import sys

import psutil
import pytest
from serve.conftest import eventually, kernel, provisioned, value_of

from ilacs_bench.serve.warmed import CannotFork, ForkedProcess, WarmedProcess


def test_forked_kernel_runs_code(forked):
    async def ask():
        async with kernel() as (manager, client):
            assert isinstance(manager.provisioner.process, ForkedProcess)
            return await value_of(client, "6 * 7")

    assert asyncio.run(ask()) == "42"


def test_kernel_has_its_own_environment_and_folder(forked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def ask():
        async with kernel(COLOUR="teal") as (_, client):
            return await value_of(
                client, "__import__('os').environ['COLOUR'], __import__('os').getcwd()"
            )

    assert asyncio.run(ask()) == f"teal {tmp_path}"


def test_kernel_has_the_tables_already(forked):
    async def ask():
        async with kernel() as (_, client):
            return await value_of(
                client,
                "__import__('ilacs_bench.widgets.served').widgets.served._read.cache_info().currsize",
            )

    assert asyncio.run(ask()) == "1"


def test_kernels_share_neither_names_nor_chance(forked):
    async def ask():
        async with kernel() as (_, one), kernel() as (_, other):
            await value_of(one, "globals().update(secret=1)")
            assert await value_of(other, "'secret' in globals()") == "False"
            chance = "__import__('random').random(), __import__('numpy').random.random()"
            first, second = await value_of(one, chance), await value_of(other, chance)
        return set(first.split()) & set(second.split())

    assert asyncio.run(ask()) == set()


def test_page_made_ahead_is_there_before_any_code_runs(forked):
    widgets = "len(__import__('ipywidgets').widgets.widget._instances)"

    async def ask():
        async with kernel() as (_, plain), kernel(forked.key("slider")) as (_, shown):
            return await value_of(plain, widgets), await value_of(shown, widgets)

    assert asyncio.run(ask()) == ("0", "3")


def test_shut_down_kernel_leaves_nothing_behind(forked):
    async def run():
        async with kernel() as (manager, _):
            process = manager.provisioner.process
            assert psutil.pid_exists(process.pid)
        return process

    process = asyncio.run(run())
    assert process.poll() == 0
    assert not psutil.pid_exists(process.pid)  # nor a zombie: it was taken note of


def test_end_by_a_signal_is_known(forked):
    async def run():
        async with kernel() as (manager, _):
            process = manager.provisioner.process
            await manager.signal_kernel(signal.SIGKILL)
            await eventually(lambda: process.poll() is not None)
            assert not await manager.is_alive()
            return process.returncode

    assert asyncio.run(run()) == -signal.SIGKILL


def test_long_work_can_be_interrupted(forked):
    async def run():
        async with kernel() as (manager, client):
            # What is asked right after an error would be set aside with it.
            work = "print('working'); __import__('time').sleep(600)"
            working = client.execute(work, stop_on_error=False)
            while (await client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
                pass
            await manager.interrupt_kernel()
            reply = await client.get_shell_msg(timeout=60)
            assert reply["parent_header"]["msg_id"] == working
            return reply["content"]["ename"], await value_of(client, "'still here'")

    assert asyncio.run(run()) == ("KeyboardInterrupt", "still here")


def test_kernel_can_be_started_again(forked):
    async def run():
        async with kernel() as (manager, client):
            first = manager.provisioner.process
            await manager.restart_kernel(now=True)
            await client.wait_for_ready(timeout=60)
            assert manager.provisioner.process is not first
            return await value_of(client, "6 * 7")

    assert asyncio.run(run()) == "42"


@pytest.fixture
def unable(monkeypatch):
    """A warmed process that ends before it has loaded anything, and what it said."""
    said = []
    process = WarmedProcess([], said.append)
    python = sys.executable
    monkeypatch.setattr(sys, "executable", "/bin/false")
    process.start()
    process.process.wait()
    monkeypatch.setattr(sys, "executable", python)
    for _ in provisioned(process, monkeypatch):
        yield said
    process.close()


def test_without_a_warmed_process_kernels_start_as_ever_and_that_is_said_once(unable):
    async def ask():
        async with kernel() as (manager, client), kernel():
            assert not isinstance(manager.provisioner.process, ForkedProcess)
            return await value_of(client, "6 * 7")

    assert asyncio.run(ask()) == "42"
    assert unable == ["Pages open more slowly: their kernels can't be forked here."]


def test_page_made_ahead_is_not_promised_without_the_process_that_made_it(unable):
    async def ask():
        async with kernel("slider@1"):
            pass

    with pytest.raises(CannotFork):
        asyncio.run(ask())

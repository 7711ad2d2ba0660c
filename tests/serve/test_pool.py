"""Workers answer side by side, are replaced when they end, and end with the server.

Forked and started ones alike: what is forked on Linux is started elsewhere.
"""

import asyncio
import gzip
import json
import os
import signal
from types import SimpleNamespace

import psutil
import pytest
from live_server import is_running, wait_until
from serve.conftest import a_dispatcher, eventually, write_notebook

from ilacs_bench.serve import dispatcher, pool
from ilacs_bench.serve.dispatcher import Busy, NoAnswer, Priority
from ilacs_bench.serve.pool import CannotStart, Reply
from ilacs_bench.serve.server import can_fork
from ilacs_bench.serve.wire import ServerLine

FORKS = [
    pytest.param(True, marks=pytest.mark.skipif(not can_fork(), reason="not safe here")),
    False,
]


pytestmark = pytest.mark.usefixtures("warm_start")


def question(number: str, **more: str) -> dict[str, str]:
    return {"page": "numbers", "kind": "answer", "query": f"n={number}", **more}


async def answer(asked, number, priority=Priority.PAGE):
    """What is said of a number, and by which process."""
    reply = await asked.ask(question(number), priority)
    said = json.loads(gzip.decompress(reply.body))["status"]
    number, _, pid = said.partition(" says ")
    return number, int(pid)


@pytest.fixture
def notebook(folder):
    return folder / "numbers.ipynb"


def run(scenario, *notebooks, **pool_of):
    """Run a scenario with a dispatcher of a new pool."""

    async def with_dispatcher():
        async with a_dispatcher(*notebooks, **pool_of) as made:
            return await asyncio.wait_for(scenario(made), 60)

    return asyncio.run(with_dispatcher())


@pytest.mark.parametrize("forks", FORKS)
def test_workers_answer_side_by_side(notebook, forks):
    async def scenario(asked):
        return await asyncio.gather(answer(asked, "nap"), answer(asked, "nap"), answer(asked, "3"))

    (_, one), (_, other), (third, _) = run(scenario, notebook, forks=forks)
    assert one != other
    assert third == "3"


@pytest.mark.parametrize("forks", FORKS)
def test_worker_that_was_killed_is_replaced_once_whether_or_not_it_was_asked(
    notebook, forks, monkeypatch
):
    monkeypatch.setattr(pool, "_LOOKED_AT", 0.05)

    async def scenario(asked):
        before = {worker.pid for worker in asked.pool.workers}
        os.kill(min(before), signal.SIGKILL)
        await eventually(lambda: min(before) not in {each.pid for each in asked.pool.workers})
        await eventually(lambda: len(asked.pool.workers) == 2)
        await asyncio.sleep(3 * pool._LOOKED_AT)
        assert len(asked.pool.workers) + asked.pool._coming == 2
        assert next(asked.pool._numbers) == (2 if forks else 4)  # of processes that were started
        return before, {(await answer(asked, str(n)))[1] for n in range(4)}

    before, after = run(scenario, notebook, forks=forks)
    assert min(before) not in after


def test_worker_that_has_ended_is_not_killed_by_its_number_again(notebook, monkeypatch):
    async def scenario(asked):
        worker = asked.pool.workers[0]
        os.kill(worker.pid, signal.SIGKILL)
        await eventually(lambda: worker.has_ended)
        killed = []
        with monkeypatch.context() as patched:
            patched.setattr(pool.os, "kill", lambda pid, _: killed.append(pid))
            worker.end()
        return killed

    assert run(scenario, notebook) == []


def test_slow_answer_has_no_more_workers_started_where_each_runs_the_notebooks(
    notebook, monkeypatch
):
    monkeypatch.setattr(dispatcher, "_STALLED_SECONDS", 0.05)

    async def scenario(asked):
        await asyncio.gather(answer(asked, "nap"), answer(asked, "2"))
        return next(asked.pool._numbers) - 1

    assert run(scenario, notebook, forks=False, size=1) == 1


@pytest.mark.parametrize(("forks", "processes"), [(True, 6), (False, 2)])
def test_forked_worker_that_has_answered_much_gives_way_to_a_fresh_one(
    notebook, forks, processes, monkeypatch
):
    monkeypatch.setattr(dispatcher, "_MOST_ANSWERS", 2)

    async def scenario(asked):
        pids = set()
        for n in range(12):
            pids.add((await answer(asked, str(n)))[1])
            await eventually(lambda: len(asked.pool.workers) == 2)
        return pids

    assert len(run(scenario, notebook, forks=forks)) <= processes


def test_forked_workers_are_fresh_again_after_a_calm(notebook, monkeypatch):
    monkeypatch.setattr(dispatcher, "_CALM_SECONDS", 0.5)

    async def scenario(asked):
        _, pid = await answer(asked, "1")
        await eventually(lambda: pid not in {worker.pid for worker in asked.pool.workers})
        await eventually(lambda: len(asked.pool.workers) == 2)

    run(scenario, notebook)


@pytest.mark.parametrize(("forks", "are_warm"), [(True, [True, True]), (False, [False, False])])
def test_forked_workers_are_warmed_once_and_stay(notebook, forks, are_warm, monkeypatch):
    monkeypatch.setattr(dispatcher, "_CALM_SECONDS", 0.5)

    async def scenario(asked):
        await eventually(lambda: len(asked.pool.workers) == 2)
        await asked.warm([question("1")], most=1)
        workers = list(asked.pool.workers)
        first = [worker.is_warm for worker in workers]
        await asked.warm([question("1")], most=2)
        told = [worker.is_warm for worker in workers]
        await asked.warm([question("die")], most=2)
        await asyncio.sleep(2)
        assert [worker.has_ended for worker in workers] == [False, False]
        return sum(first), told

    assert run(scenario, notebook, forks=forks) == (int(forks), are_warm)


def test_warming_that_is_interrupted_ends_its_worker_and_files_have_one_again(notebook):
    async def scenario(asked):
        warming = asyncio.create_task(asked.warm([question("sleep")], most=1))
        await eventually(lambda: not asked.is_idle)
        warming.cancel()
        await eventually(lambda: asked.is_idle and len(asked.pool.workers) == 2, 5)
        file = await asked.ask(question("7", kind="file", name="text"), Priority.FILE, patience=5)
        await asyncio.wait_for(asked.close(), 5)
        return file.body

    assert run(scenario, notebook) == b"7"


def test_warming_that_takes_too_long_answers_nobody_else(notebook, monkeypatch):
    monkeypatch.setattr(pool, "SLOW", 0.3)

    async def scenario(asked):
        await asked.warm([question("nap")], most=1)
        monkeypatch.setattr(pool, "SLOW", 30.0)
        return [(await answer(asked, number))[0] for number in "567"]

    assert run(scenario, notebook) == ["5", "6", "7"]


def test_who_stops_waiting_for_a_worker_or_its_answer_holds_up_nobody(notebook):
    async def scenario(asked):
        asks = [asyncio.create_task(asked.ask(question("sleep"))) for _ in range(3)]
        await asyncio.sleep(0.1)
        for task in reversed(asks):
            task.cancel()
        await asyncio.wait(asks)
        assert asked.is_idle
        return (await answer(asked, "5"))[0]

    assert run(scenario, notebook) == "5"


def test_reply_to_an_earlier_question_is_dropped():
    frames, sent = asyncio.Queue(), []

    async def scenario():
        worker = pool.Worker(SimpleNamespace(send=sent.append, receive=frames.get), pid=0)
        listening = asyncio.create_task(worker.listen())
        asking = asyncio.create_task(worker.ask(question("5")))
        await eventually(lambda: sent)
        number = sent[0]["number"]
        for said in (number - 1, number):
            frames.put_nowait(json.dumps({"number": said}).encode())
            frames.put_nowait(str(said).encode())
        reply = await asking
        listening.cancel()
        return reply, number

    reply, number = asyncio.run(scenario())
    assert reply == Reply({}, str(number).encode())


@pytest.mark.parametrize("forks", FORKS)
def test_question_that_kills_whom_it_is_asked_is_told_and_harms_nobody_else(notebook, forks):
    async def scenario(asked):
        killing = asyncio.create_task(asked.ask(question("die")))
        others = [(await answer(asked, str(n)))[0] for n in range(3)]
        with pytest.raises(NoAnswer, match="stopped twice"):
            await killing
        await eventually(lambda: len(asked.pool.workers) == 2)
        return others, await answer(asked, "4")

    others, (last, _) = run(scenario, notebook, forks=forks)
    assert (others, last) == (["0", "1", "2"], "4")


@pytest.mark.parametrize("forks", FORKS)
def test_slow_answer_is_ended_and_holds_up_nobody(notebook, forks, monkeypatch):
    monkeypatch.setattr(pool, "SLOW", 1.0)

    async def scenario(asked):
        slow = asyncio.create_task(asked.ask(question("sleep")))
        await asyncio.sleep(0)
        _, pid = await answer(asked, "2")
        assert not slow.done()
        (busy,) = {worker.pid for worker in asked.pool.workers} - {pid}
        with pytest.raises(NoAnswer, match="too long"):
            await slow
        await eventually(lambda: not psutil.pid_exists(busy))
        return await answer(asked, "3")

    assert run(scenario, notebook, forks=forks)[0] == "3"


def test_what_goes_wrong_in_an_answer_is_a_sentence_and_no_end(notebook, capfd):
    async def scenario(asked):
        replies = [await asked.ask(question(n)) for n in ("bug", "no", "5")]
        files = [
            await asked.ask(question("7", kind="file", name=name))
            for name in ("text", "refused", "other")
        ]
        return replies, files

    (bug, no, fine), files = run(scenario, notebook)
    assert bug.head == {"fault": True}
    assert "a fault of the page" in json.loads(gzip.decompress(bug.body))["status"]
    assert no.head == {"refused": True}
    assert fine.head == {"refused": False}
    assert [reply.body for reply in files] == [b"7", b"Not of this number.", b"No such file."]
    assert [reply.head.get("unknown") for reply in files] == [None, False, True]
    assert "ZeroDivisionError" in capfd.readouterr().err


def children() -> set[psutil.Process]:
    """The processes that this one, and those that it has started, have started."""
    return set(psutil.Process().children(recursive=True))


def test_all_processes_end_with_their_pool(notebook):
    before = children()  # of other tests in this process

    async def scenario(asked):
        family = children() - before
        assert len(family) == 3
        return family

    family = run(scenario, notebook)
    wait_until(lambda: not any(map(is_running, family)))


def test_workers_outlive_the_process_they_were_forked_from_and_another_takes_its_place(notebook):
    before = children()

    async def scenario(asked):
        (parent,) = {each.pid for each in children() - before} - pids(asked)
        os.kill(parent, signal.SIGKILL)
        _, pid = await answer(asked, "1")
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: len(asked.pool.workers) == 2 and pid not in pids(asked))
        return await answer(asked, "2")

    def pids(asked):
        return {worker.pid for worker in asked.pool.workers}

    assert run(scenario, notebook)[0] == "2"


def test_a_parent_whose_end_is_seen_before_its_connection_closes_is_asked_for_nothing(
    notebook, monkeypatch
):
    lines, receive = [], ServerLine.receive

    async def the_first_late(line, *longest):
        lines.append(line)
        try:
            return await receive(line, *longest)
        except EOFError:
            if line is lines[0]:
                await asyncio.sleep(2)
            raise

    monkeypatch.setattr(ServerLine, "receive", the_first_late)
    test_workers_outlive_the_process_they_were_forked_from_and_another_takes_its_place(notebook)


def test_more_than_can_wait_are_asked_to_come_again(notebook, monkeypatch):
    monkeypatch.setattr(dispatcher, "MOST_WAITING", 3)

    async def scenario(asked):
        return await asyncio.gather(
            *(answer(asked, "nap") for _ in range(6)), return_exceptions=True
        )

    answers = run(scenario, notebook)
    assert [type(each) for each in answers] == [tuple] * 5 + [Busy]


def test_everybody_of_five_hundred_is_served_or_told_in_time(notebook):
    async def scenario(asked):
        asks = [asked.ask(question(n), patience=0.3) for n in ("nap", "1") for _ in range(250)]
        async with asyncio.timeout(5):
            answers = await asyncio.gather(*asks, return_exceptions=True)
        assert asked.is_idle
        return answers

    answers = run(scenario, notebook)
    assert {type(each) for each in answers} == {Reply, Busy}
    assert [type(each) for each in answers][:2] == [Reply, Reply]


def test_files_leave_a_worker_to_those_who_look_at_a_page(notebook):
    async def scenario(asked):
        nap = question("1", kind="file", name="nap")
        files = [asyncio.create_task(asked.ask(nap, Priority.FILE)) for _ in range(2)]
        await asyncio.sleep(0)
        for n in range(5):
            await answer(asked, str(n))
        assert not any(task.done() for task in files)
        return await asyncio.gather(*files)

    assert [reply.body for reply in run(scenario, notebook)] == [b"1", b"1"]


def test_people_held_up_by_slow_answers_get_more_workers_for_a_while(notebook, monkeypatch):
    monkeypatch.setattr(pool, "SLOW", 3.0)
    monkeypatch.setattr(dispatcher, "_STALLED_SECONDS", 0.2)
    monkeypatch.setattr(dispatcher, "_CALM_SECONDS", 0.5)

    async def scenario(asked):
        slow = [asyncio.create_task(asked.ask(question("sleep"))) for _ in range(2)]
        await asyncio.sleep(0)
        said = await answer(asked, "2")
        assert not any(task.done() for task in slow)
        assert len(asked.pool.workers) > 2
        with pytest.raises(NoAnswer):
            await asyncio.gather(*slow)
        await eventually(lambda: len(asked.pool.workers) == 2)
        return said

    assert run(scenario, notebook)[0] == "2"


@pytest.mark.parametrize(
    ("source", "forks"),
    [
        ("import os; os._exit(3)", True),
        ("import os; os._exit(3)", False),
        ("import threading; threading.Thread(target=threading.Event().wait).start()", True),
    ],
)
def test_notebook_that_others_cannot_share_a_process_with_is_named(
    notebook, tmp_path, source, forks
):
    bad = write_notebook(tmp_path / "bad.ipynb", source)

    async def scenario(_):
        pytest.fail("it is ready")

    with pytest.raises(CannotStart) as trouble:
        run(scenario, notebook, bad, forks=forks)
    assert trouble.value.culprit == "bad"

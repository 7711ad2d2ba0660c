"""Jobs in processes of their own, here and on a cluster; some of them end the process."""

import os
import signal
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path
from unittest.mock import MagicMock

import psutil
import pytest
from small_cluster import small_cluster

from ilacs_bench.errors import IlacsBenchError, JobEnded
from ilacs_bench.jail import child
from ilacs_bench.jail.workers import workers_at


def double(number: int) -> int:
    """Ends its process where it is given 3, as a damaged file might end its reader."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_a_job_that_ends_its_process_costs_only_itself():
    with workers_at(2) as workers:
        came = dict(workers.run(double, ((n, (n,)) for n in range(8))))
    with pytest.raises(JobEnded, match="crashed its reader"):
        came.pop(3).result()
    assert {name: future.result() for name, future in came.items()} == {
        n: 2 * n for n in range(8) if n != 3
    }


def test_a_job_that_takes_too_long_is_ended():
    with workers_at(1) as workers:
        ((_, future),) = workers.run(time.sleep, [("long", (600,))], seconds=1)
        with pytest.raises(JobEnded):
            future.result()


def test_few_jobs_are_taken_at_a_time_and_after_a_break_none():
    taken = []

    def jobs():
        for n in count():
            taken.append(n)
            yield n, (n + 10,)

    with workers_at(1) as workers:
        coming = workers.run(double, jobs())
        assert next(coming)[1].result() in (20, 22)
        coming.close()
    assert len(taken) <= 3


STAYS = """
import os, time
from pathlib import Path

def stay(mark):
    Path(mark).write_text(str(os.getpid()))
    time.sleep(600)
"""
WORK = """
import sys
from ilacs_bench.jail.workers import workers_at
from stays import stay

with workers_at(2) as workers:
    list(workers.run(stay, [(mark, (mark,)) for mark in sys.argv[1:]]))
"""


def test_no_worker_outlives_a_run_that_is_killed(tmp_path):
    """Nor does a worker run the script once more, which has nothing to keep it from that."""
    script = tmp_path / "work.py"
    script.write_text(WORK)
    (tmp_path / "stays.py").write_text(STAYS)
    marks = [tmp_path / "a.mark", tmp_path / "b.mark"]
    with subprocess.Popen([sys.executable, str(script), *map(str, marks)]) as run:
        while not all(mark.exists() and mark.read_text() for mark in marks):
            assert run.poll() is None
            time.sleep(0.05)
        workers = psutil.Process(run.pid).children(recursive=True)
        assert {int(mark.read_text()) for mark in marks} <= {worker.pid for worker in workers}
        run.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []


def test_a_script_on_standard_input_has_workers_too():
    script = "from ilacs_bench.jail.child import run_sandboxed\nprint(run_sandboxed(9, abs, -3))\n"
    ended = subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "3\n", "")


def test_where_no_worker_can_start_it_is_said(monkeypatch):
    monkeypatch.setattr(child, "_begin", os.abort)
    monkeypatch.setattr(child, "_of_thread", threading.local())
    with pytest.raises(IlacsBenchError, match="none can be started from here"):
        child.run_sandboxed(9, abs, -3)


def test_no_cluster_is_said_in_words(monkeypatch):
    pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
    monkeypatch.setattr("ilacs_bench.jail.workers._START", 0.3)
    said = pytest.raises(IlacsBenchError, match=r"no Dask scheduler .* 'dask scheduler'")
    with said, workers_at("tcp://127.0.0.1:9"):
        pass


def end_the_worker_once(mark: Path) -> str:
    """Kills the cluster's worker that it works for, and is done when it is asked again."""
    if mark.exists():
        return "done"
    mark.touch()
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return "too late"


def test_workers_that_die_again_and_again_are_said_in_words(monkeypatch):
    killed = type("KilledWorker", (Exception,), {})
    monkeypatch.setattr("ilacs_bench.jail.workers._connect", lambda *_: MagicMock())
    monkeypatch.setattr("ilacs_bench.jail.workers._check_versions", lambda _: None)
    said = pytest.raises(IlacsBenchError, match="died again and again")
    with said, workers_at("tcp://some.where"):
        raise killed


@pytest.mark.filterwarnings("default")  # what Dask says of itself is not ours
def test_what_a_worker_of_a_cluster_had_in_hand_another_does(tmp_path):
    with small_cluster(threads=1) as address, workers_at(address) as workers:
        came = dict(workers.run(double, [(n, (n,)) for n in (1, 3)]))
        assert came[1].result() == 2
        with pytest.raises(JobEnded):
            came[3].result()
        ((_, future),) = workers.run(end_the_worker_once, [("", (tmp_path / "mark",))])
        assert future.result() == "done"

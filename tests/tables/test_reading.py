"""Readers in processes of their own; some of the files kill them."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from report_pages import Ilacs

from ilacs_bench.tables import reading
from ilacs_bench.tables.reading import read_one, read_reports


def test_a_file_that_kills_its_reader_is_a_problem_and_the_rest_are_read(tmp_path, monkeypatch):
    good = [
        Ilacs(dates=f"{day} to {day + 4} March 2024").pdf().save(tmp_path / f"{day}.pdf")
        for day in (4, 11, 18)
    ]
    killer = tmp_path / "killer.pdf"
    killer.write_bytes(b"x" * 100_000)
    monkeypatch.setattr(reading, "_read_in_time", read_or_die)
    came = dict(read_reports([*good, killer], {}, workers=2))
    assert set(came) == {*good, killer}
    assert "crashed its reader" in came[killer].problems[0]["message"]
    assert all(came[path].inspection for path in good)


def read_or_die(path, urn):
    """Dies where a damaged PDF would make its reader die."""
    if path.name == "killer.pdf":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(path, urn)


def test_a_reading_broken_off_leaves_the_rest_unread(tmp_path, monkeypatch):
    paths = [tmp_path / f"{n:02}.pdf" for n in range(40)]
    for path in paths:
        path.write_text("x")
    monkeypatch.setattr(reading, "_read_in_time", leave_a_mark)
    coming = read_reports(paths, {}, workers=1)
    next(coming)
    coming.close()
    assert 1 <= len(list(tmp_path.glob("*.mark"))) < 10


def leave_a_mark(path, urn):
    path.with_suffix(".mark").touch()
    time.sleep(0.05)
    return read_one(path, urn)


def test_a_fault_of_ours_is_a_problem_too(tmp_path, monkeypatch):
    path = Ilacs().pdf().save(tmp_path / "some.pdf")
    monkeypatch.setattr(reading, "parse_report", lambda document: 1 / 0)
    rows = read_one(path, None)
    assert rows.inspection is None
    assert "ZeroDivisionError" in rows.problems[0]["message"]
    assert "please report it" in rows.problems[0]["message"]


def test_a_file_that_takes_all_memory_is_a_problem_too(tmp_path, monkeypatch):
    def take(path):
        raise MemoryError

    monkeypatch.setattr(reading, "read_report", take)
    (problem,) = read_one(tmp_path / "bomb.pdf", None).problems
    assert (problem["report"], problem["stage"]) == ("bomb.pdf", "read")
    assert "2 GB of memory" in problem["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_a_worker_can_not_take_more_memory_than_it_may(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_read_in_time", fill_memory)
    (tmp_path / "bomb.pdf").write_text("")
    ((_, rows),) = read_reports([tmp_path / "bomb.pdf"], {}, workers=1)
    assert "GB of memory" in rows.problems[0]["message"]


def fill_memory(path, urn):
    reading.read_report = lambda path: bytes(3 * 2**30)
    return read_one(path, urn)


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="the system has no alarm")
def test_a_reader_has_a_minute_for_each_file(tmp_path, monkeypatch):
    left: list[int] = []
    monkeypatch.setattr(reading, "read_one", lambda path, urn: left.append(signal.alarm(0)))
    reading._read_in_time(tmp_path / "gone.pdf", None)
    assert 0 < left[0] <= 60
    assert signal.alarm(0) == 0


WORK = """
import sys, time
from pathlib import Path
from ilacs_bench.tables import reading

def stay(path, urn):
    path.with_suffix(".mark").write_text(str(reading.os.getpid()))
    time.sleep(600)

if __name__ == "__main__":
    reading._read_in_time = stay
    list(reading.read_reports(sorted(Path(sys.argv[1]).glob("*.pdf")), {}, workers=2))
"""


def test_no_worker_outlives_a_run_that_is_killed(tmp_path):
    script = tmp_path / "work.py"
    script.write_text(WORK)
    for name in "ab":
        (tmp_path / f"{name}.pdf").write_text("x")
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)]) as run:
        marks = [tmp_path / "a.mark", tmp_path / "b.mark"]
        while not all(mark.exists() and mark.read_text() for mark in marks):
            assert run.poll() is None
            time.sleep(0.05)
        workers = psutil.Process(run.pid).children(recursive=True)
        assert {int(mark.read_text()) for mark in marks} <= {worker.pid for worker in workers}
        run.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []


def test_where_no_worker_can_start_it_is_said_once_and_not_of_each_file(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("A note.")
    script = (
        "from pathlib import Path\n"
        "from ilacs_bench.tables.build import build_tables\n"
        f"build_tables([Path({str(tmp_path)!r})], Path({str(tmp_path / 'out')!r}), workers=2)\n"
    )
    ended = subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "none can be started from here" in ended.stderr.splitlines()[-1]
    assert not list((tmp_path / "out").glob("*.parquet"))

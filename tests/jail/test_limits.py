"""What strangers wrote is read by processes that are shut in: what they can't do, tried in one."""

import os
import socket
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest
from report_pages import Ilacs

from ilacs_bench.jail.child import end_children, run_sandboxed
from ilacs_bench.jail.limits import LARGEST_FILE, MEMORY
from ilacs_bench.tables.report_workers import read_one

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


@pytest.fixture(scope="module", autouse=True)
def no_child_left():
    yield
    end_children()


def sandboxed(function, *arguments):
    return run_sandboxed(60, function, *arguments)


def network() -> str:
    return str(Path("/proc/self/ns/net").readlink())


def said_of(error: type[Exception], function, *arguments) -> str:
    try:
        function(*arguments)
    except error as problem:
        return getattr(problem, "strerror", "refused")
    return "done"


def write_much(path: Path) -> None:
    path.write_bytes(bytes(LARGEST_FILE + 1))


def take_memory() -> None:
    bytes(MEMORY)


def multiply() -> None:
    numbers = np.ones((300, 300))
    assert (numbers @ numbers).max() == 300


def reach(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_reader_reaches_nobody_not_even_this_machine():
    if sandboxed(network) == network():
        pytest.skip("the system does not let a process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert said_of(OSError, reach, port) == "done"  # but for the reader
        assert sandboxed(said_of, OSError, reach, port) == "Network is unreachable"


def test_reader_writes_no_large_file_and_takes_no_more_memory_than_it_may(tmp_path):
    assert sandboxed(said_of, OSError, write_much, tmp_path / "much") == "File too large"
    assert sandboxed(said_of, MemoryError, take_memory) == "refused"


def test_reader_reads_reports_all_the_same_from_what_it_is_sent(tmp_path):
    path = Ilacs().pdf().save(tmp_path / "some.pdf")
    assert sandboxed(read_one, Path("some.pdf"), None, path.read_bytes()).inspection


def test_a_job_multiplies_in_one_thread_for_others_have_the_other_processors(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    end_children()
    process = psutil.Process(sandboxed(os.getpid))
    before = process.num_threads()
    sandboxed(multiply)
    assert process.num_threads() == before


def test_a_thread_keeps_its_process_for_the_next_job_until_it_is_told_to_end():
    first = sandboxed(os.getpid)
    assert sandboxed(os.getpid) == first
    end_children()
    assert not psutil.pid_exists(first)
    assert sandboxed(os.getpid) != first

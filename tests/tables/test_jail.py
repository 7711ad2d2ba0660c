"""Readers of reports are shut in: what they can't do, tried in one of them."""

import socket
import sys
from pathlib import Path

import pytest
from report_pages import Ilacs

from ilacs_bench.tables import reading
from ilacs_bench.tables.jail import LARGEST_FILE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


@pytest.fixture(scope="module")
def reader():
    """Runs a function in a reader of reports."""
    with reading._pool(1) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def network() -> str:
    return str(Path("/proc/self/ns/net").readlink())


def said_of(error: type[OSError], function, *arguments) -> str:
    try:
        function(*arguments)
    except error as problem:
        return problem.strerror
    return "done"


def write_much(path: Path) -> None:
    path.write_bytes(bytes(LARGEST_FILE + 1))


def reach(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_reader_reaches_nobody_not_even_this_machine(reader):
    if reader(network) == network():
        pytest.skip("the system does not let a process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert said_of(OSError, reach, port) == "done"  # but for the reader
        assert reader(said_of, OSError, reach, port) == "Network is unreachable"


def test_reader_writes_no_large_file(reader, tmp_path):
    assert reader(said_of, OSError, write_much, tmp_path / "much") == "File too large"


def test_reader_reads_reports_all_the_same(reader, tmp_path):
    path = Ilacs().pdf().save(tmp_path / "some.pdf")
    assert reader(reading._read_in_time, path, None).inspection

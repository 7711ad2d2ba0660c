"""Kernels that nobody uses end, whatever became of their page, and leave no process behind."""

import re
import signal
import socket
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from live_server import LiveServer, live_server, wait_until
from websockets.sync.client import connect

from ilacs_bench.serve.warmed import can_fork

IDLE_AT_MOST = 5  # seconds
ALONE_AT_MOST = 2  # seconds
SHORT = (
    "import ilacs_bench.serve.settings as settings\n"
    f"settings.IDLE_AT_MOST, settings.LOOKED_FOR_EACH = {IDLE_AT_MOST}, 1"
)
NOT_ALONE = (
    "import ilacs_bench.serve.abandoned as abandoned, ilacs_bench.serve.server as server\n"
    f"abandoned.ALONE_AT_MOST, server.LOOKED_FOR_EACH = {ALONE_AT_MOST}, 500"
)
PROTOCOL = "v1.kernel.websocket.jupyter.org"


def serving(before: str) -> Iterator[LiveServer]:
    if not can_fork():
        pytest.skip("kernels can't be forked here")
    with live_server(before=before) as running:
        httpx.get(f"{running.url}/compare_councils", timeout=60)  # the page is made ahead by now
        yield running


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    yield from serving(SHORT)


@pytest.fixture(scope="module")
def usual_server() -> Iterator[LiveServer]:
    """Ends idle kernels after hours, but those without a page after seconds."""
    yield from serving(NOT_ALONE)


def kernel_of_new_page(server: LiveServer) -> tuple[str, int]:
    """Id and process id of the kernel of a page just opened: forked, not started."""
    text = httpx.get(f"{server.url}/compare_councils", timeout=60).text
    kernel_id = re.search(r'"kernelId": ?"([\w-]+)"', text)[1]
    wait_until(lambda: server.kernel(kernel_id) is not None)  # it gets its name after its birth
    pid = server.kernel(kernel_id)
    assert psutil.Process(pid).ppid() != server.process.pid
    return kernel_id, pid


def is_gone(pid: int) -> bool:
    """Whether nothing is left of a process, not even a zombie."""
    return not psutil.pid_exists(pid)


def is_forgotten(server: LiveServer, kernel_id: str) -> bool:
    """Whether the server knows of no such kernel; it learns of a process's end a moment later."""
    return httpx.get(f"{server.url}/api/kernels/{kernel_id}").status_code == 404


def test_kernel_whose_page_never_connects_is_ended(usual_server):
    kernel_id, pid = kernel_of_new_page(usual_server)
    wait_until(lambda: is_gone(pid))
    wait_until(lambda: is_forgotten(usual_server, kernel_id))


def test_kernel_of_a_forgotten_page_is_ended(server):
    kernel_id, pid = kernel_of_new_page(server)
    url = server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    with connect(url, origin=server.url, subprotocols=[PROTOCOL]):
        wait_until(lambda: is_gone(pid))
    wait_until(lambda: is_forgotten(server, kernel_id))


def test_kernel_of_a_page_that_vanished_without_goodbye_is_ended(usual_server):
    kernel_id, pid = kernel_of_new_page(usual_server)
    url = usual_server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    channel = connect(url, origin=usual_server.url, subprotocols=[PROTOCOL])
    time.sleep(3 * ALONE_AT_MOST)
    assert not is_gone(pid)
    channel.socket.shutdown(socket.SHUT_RDWR)  # as a cable pulled out, or a browser killed
    wait_until(lambda: is_gone(pid))
    wait_until(lambda: is_forgotten(usual_server, kernel_id))


def test_killed_kernel_is_taken_note_of_and_so_is_the_one_in_its_place(server):
    kernel_id, pid = kernel_of_new_page(server)
    psutil.Process(pid).send_signal(signal.SIGKILL)
    wait_until(lambda: is_gone(pid))
    wait_until(lambda: is_forgotten(server, kernel_id))
    wait_until(lambda: server.kernel(kernel_id) is None)

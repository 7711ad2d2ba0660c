"""An address with a choice in it is answered as quickly as one without, and by the right kernel."""

import re

import httpx
import psutil
import pytest
from live_server import live_server

from ilacs_bench.serve.warmed import can_fork


@pytest.fixture(scope="module")
def server():
    if not can_fork():
        pytest.skip("kernels can't be forked here")
    with live_server() as running:
        httpx.get(f"{running.url}/compare_councils", timeout=60)
        yield running


def page_at(server, address):
    answer = httpx.get(f"{server.url}/{address}", timeout=60)
    assert answer.status_code == 200
    return answer.text


def status(html):
    return re.search(r"data-status[^>]*>([^<]*)<", html)[1]


def kernel_process(server, html):
    return psutil.Process(server.kernel(re.search(r'"kernelId": ?"([\w-]+)"', html)[1]))


@pytest.mark.parametrize("query", ["", "?la=kent&to=region&as_at=2025-03-31"])
def test_kernel_is_of_the_process_that_made_the_page(server, query):
    process = kernel_process(server, page_at(server, f"compare_councils{query}"))
    assert process.parent().parent().parent() == psutil.Process(server.process.pid)


def test_page_shows_what_its_address_asks_for(server):
    html = page_at(server, "compare_councils?la=kent&to=region&as_at=2025-03-31")
    assert status(html).startswith("Kent beside")
    assert "as at 31 March 2025" in status(html)
    assert html.count("data-live-page=") == 1
    assert status(page_at(server, "compare_councils")).startswith("East Sussex beside")


def test_address_that_makes_no_sense_is_said_and_what_it_says_is_escaped(server):
    html = page_at(server, "compare_councils?la=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in status(html)


@pytest.mark.parametrize("query", ["&" * 500, "la=a&" * 500, "%ff%fe=%00", "la=" + "x" * 9000])
def test_hostile_address_takes_nobody_with_it(server, query):
    httpx.get(f"{server.url}/compare_councils?{query}", timeout=60)
    assert status(page_at(server, "compare_councils?la=leeds")).startswith("Leeds beside")

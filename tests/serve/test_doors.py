"""A server among people who mean no good: slow ones, many at once, and requests without sense."""

import socket
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from live_server import LiveServer, live_server, wait_until
from made_requests import answer_to, is_calm, made_requests
from serve.conftest import write_numbers

from ilacs_bench.serve import worker

pytestmark = pytest.mark.server

SILENCE = 2.0  # seconds, in place of more than a minute
SHORT = f"""
import ilacs_bench.serve.server as server
server.LONGEST_SILENCE, server.LONGEST_BODY_TIME = {SILENCE}, 0.2
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def server(tmp_path_factory, log) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("notebooks")
    write_numbers(folder)
    to_file = f"import os\nos.dup2(os.open({str(log)!r}, os.O_CREAT | os.O_WRONLY), 2)\n"
    with live_server(notebooks=folder, before=to_file + SHORT) as running:
        wait_until(lambda: httpx.get(f"{running.url}/healthz").is_success)
        yield running


@pytest.fixture(scope="module")
def port(server) -> int:
    return urlsplit(server.url).port


def status_of(port: int, request: bytes) -> int:
    answer = answer_to(port, request)
    return int(answer.split()[1]) if answer else 0


def test_slow_connections_are_closed_in_time_and_others_are_served(server, port):
    begun = [b"", b"GET /numbers HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "]
    slow = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(200)]
    for number, connection in enumerate(slow):
        connection.sendall(begun[number % 2])
    assert httpx.get(f"{server.url}/numbers?n=3").is_success
    assert [connection.recv(1) for connection in slow] == [b""] * 200
    for connection in slow:
        connection.close()


@pytest.mark.parametrize(
    ("request_of", "expected"),
    [
        (lambda: b"GET /numbers?la=" + b"x" * 15_000, 200),
        (lambda: b"GET /numbers?la=" + b"x" * 17_000, 414),
        (lambda: b"GET /numbers?la=" + b"x" * 40_000, 0),
        (lambda: b"POST /sign-in", 405),  # there is no token
        (lambda: b"DELETE /numbers", 405),
    ],
)
def test_requests_have_a_limit(port, request_of, expected):
    end = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert status_of(port, request_of() + end) == expected


def test_very_many_words_in_an_address_are_refused(port):
    """For their number from Tornado 6.6 on, for the length of the address before."""
    request = b"GET /numbers/answer?" + b"la=x&" * 4_000
    end = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert status_of(port, request + end) in (400, 414)


def test_heads_and_bodies_have_a_limit(port):
    head = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    assert status_of(port, head + b"X: " + b"x" * 20_000 + b"\r\n\r\n") == 200
    assert status_of(port, head + b"X: " + b"x" * 40_000 + b"\r\n\r\n") == 0
    assert status_of(port, head + b"Content-Length: 100000\r\n\r\n") == 400


def test_answers_have_a_limit(monkeypatch):
    monkeypatch.setattr(worker, "LARGEST", 100)
    asked = [
        {"page": "p", "kind": "file", "name": "f", "query": f"n={n}", "number": n}
        for n in (100, 101)
    ]
    sent = []
    line = SimpleNamespace(
        receive=iter([*asked, None]).__next__, send=lambda head, body: sent.append(body)
    )
    page = SimpleNamespace(file=lambda query, name, form: (name, b"x" * int(query[2:])))
    worker.serve(line, {"p": SimpleNamespace(folder=".", page=page)})
    assert sent == [b"x" * 100, b"This is too large to send. Choose less."]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(request=made_requests(("numbers",)))
def test_no_request_gets_a_fault_for_an_answer(port, request):
    answer = answer_to(port, request)
    assert is_calm(answer), (request, answer[:300])


def test_log_has_no_traceback(server, log):
    assert httpx.get(f"{server.url}/numbers?n=3").is_success
    assert "Traceback" not in log.read_text()

"""A server for others: below a path, with a token, its log and its counts."""

import json
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from live_server import LiveServer, live_server, wait_until
from serve.conftest import write_notebook, write_numbers

pytestmark = pytest.mark.server

TOKEN = "a secret of twenty characters and more"
BASE = "/inspections/"
OPTIONS = {
    "host": "0.0.0.0",
    "base_url": BASE,
    "workers": 1,
    "token": TOKEN,
    "log": "json",
    "metrics": True,
}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def server(tmp_path_factory, log) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("notebooks")
    write_numbers(folder)
    write_notebook(folder / "bad.ipynb", "1 / 0")
    to_file = f"import os\nos.dup2(os.open({str(log)!r}, os.O_CREAT | os.O_WRONLY), 2)"
    with live_server(notebooks=folder, before=to_file, options=OPTIONS) as running:
        wait_until(lambda: httpx.get(f"{running.url}{BASE}healthz").is_success)
        yield running


@pytest.fixture
def client(server) -> Iterator[httpx.Client]:
    """Somebody who has not signed in."""
    with httpx.Client(base_url=server.url + BASE, timeout=60) as made:
        yield made


def lines(log) -> list[dict]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_stranger_is_asked_for_the_token_whatever_is_asked_for(client):
    for path in ("", "numbers?n=5", "bad", "none", "a/b", "static/x", "api/kernels/0-0-0-0-0"):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert '<input id="token" name="token" type="password"' in answer.text or "api" in path
        assert answer.headers["cache-control"] == "no-store"
    for path in ("numbers/answer", "numbers/file/text", "metrics"):
        assert client.get(path).text == "Sign in with the token to see these pages."
    assert not client.cookies


def test_token_is_said_once_and_leads_to_the_page_that_was_asked_for(client):
    page = {"page": "numbers?n=5"}
    wrong = client.post("sign-in", data={"token": "wrong"} | page)
    assert wrong.status_code == 401
    assert 'value="numbers?n=5"' in wrong.text
    right = client.post(
        "sign-in", data={"token": TOKEN} | page, headers={"X-Forwarded-Proto": "https"}
    )
    assert (right.status_code, right.headers["location"]) == (303, "numbers?n=5")
    cookie = right.headers["set-cookie"]
    assert TOKEN not in cookie
    assert all(word in cookie for word in ("HttpOnly", "Secure", f"Path={BASE}", "SameSite=Lax"))
    kept = {"Cookie": cookie.split(";")[0]}
    assert "<p data-live-page>5</p>" in client.get("numbers?n=5", headers=kept).text
    away = client.post("sign-in", data={"token": TOKEN, "page": "//example.org"})
    assert away.headers["location"] == "./"


def test_what_one_was_sent_no_proxy_keeps_for_another(client):
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    for path in ("numbers?n=5", "numbers/answer?n=5", "numbers/file/text?n=5"):
        answer = client.get(path)
        assert answer.headers["cache-control"] == "private, no-cache", path
        again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.headers["cache-control"]) == (304, "private, no-cache")
    for path in ("bad", "numbers?n=bug", "numbers/file/none", "metrics", "healthz"):
        assert client.get(path).headers["cache-control"] == "no-store", path


def test_everything_stands_below_the_path_and_leads_there(server, client):
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    assert client.get("").headers["location"] == "bad"
    bare = client.get(f"{server.url}/inspections")
    assert bare.headers["location"] == f"{BASE}bad"
    assert client.get(f"{server.url}/numbers").status_code == 404
    for path, way in (("none", "./"), ("a/b/c", "../../"), (f"{server.url}/x", BASE)):
        assert f'<a href="{way}">Go to the dashboard</a>' in client.get(path).text


def test_log_has_a_line_a_request_and_nothing_personal(client, log):
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    before = len(lines(log))
    asked = ["numbers?la=SECRET", "numbers/answer?n=bug&la=SECRET", "jane-doe?n=SECRET", "jane/doe"]
    for path in asked:
        client.get(path)
    client.get("healthz")
    wait_until(lambda: len(lines(log)) >= before + len(asked) + 1)
    new = lines(log)[before:]
    fault = next(each for each in new if "error" in each)
    assert "ZeroDivisionError" in fault["error"]
    told = [(each["path"], each["status"]) for each in new if "path" in each]
    assert told == [
        (f"{BASE}numbers", 200),
        (f"{BASE}numbers/answer", 200),
        ("(page)", 404),
        ("(other)", 404),
    ]
    written = log.read_text()
    assert not [word for word in ("SECRET", "jane", "127.0.0.1", TOKEN) if word in written]


def test_prometheus_gets_counts_and_times(client):
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    client.get("numbers?n=5")
    told = client.get("metrics").text
    assert 'ilacs_bench_requests_total{route="page",status="200"}' in told
    assert "ilacs_bench_workers 1.0" in told
    assert "ilacs_bench_waiting 0.0" in told


def test_server_that_is_told_to_end_answers_what_was_asked(tmp_path):
    write_numbers(tmp_path)
    with live_server(notebooks=tmp_path) as server:
        wait_until(lambda: httpx.get(f"{server.url}/healthz").is_success)
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(httpx.get, f"{server.url}/numbers?n=nap", timeout=60)
            threading.Event().wait(0.3)  # it is at it: a nap takes 0.7 seconds
            server.process.send_signal(signal.SIGTERM)
            assert "<p data-live-page>nap</p>" in asked.result().text
        assert server.process.wait(20) == 0

"""A running server: started workers in place of forked ones, its end, and pages that fail."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from live_server import LiveServer, is_running, live_server, wait_until
from serve.conftest import SHOWN, write_notebook, write_numbers

from ilacs_bench.serve.server import FORKING_VARIABLE

pytestmark = pytest.mark.server


def said(url: str) -> str:
    return httpx.get(url, timeout=90).json()["status"]


@pytest.mark.parametrize("forking", ["yes", "no"])
def test_pages_are_answered_and_edited_where_workers_are_forked_and_where_they_are_started(
    tmp_path, forking
):
    notebook = write_numbers(tmp_path)
    with live_server(notebooks=tmp_path, **{FORKING_VARIABLE: forking}) as server:
        url = f"{server.url}/numbers"
        first = httpx.get(f"{url}?n=5", timeout=90)
        assert "<p data-live-page>5</p>" in first.text
        assert said(f"{url}/answer?n=6").startswith("6 says")
        file = httpx.get(f"{url}/file/text?n=7", timeout=60)
        assert file.content == b"7"
        assert file.headers["content-disposition"].endswith("text%20%C2%A3.txt")
        with ThreadPoolExecutor(2) as pool:
            asked = [f"{url}/answer?n=nap&la={la}" for la in ("a", "b")]
            pids = {words.rpartition(" ")[2] for words in pool.map(said, asked)}
        assert len(pids) == 2
        write_notebook(notebook, SHOWN, "print('a line more')", words="# Another title")
        again = httpx.get(
            f"{url}?n=5", timeout=90, headers={"If-None-Match": first.headers["etag"]}
        )
        assert again.status_code == 200
        assert "a line more" in again.text
        assert "Another title" in again.text
        expect_nothing_left_when_killed(server)


def expect_nothing_left_when_killed(server: LiveServer) -> None:
    family = server.family()
    assert len(family) >= 2  # the workers, and who ran the notebooks for them where they are forked
    server.process.kill()
    wait_until(lambda: not any(map(is_running, family)))


def test_page_that_fails_is_calm_and_the_others_stand(tmp_path, capfd):
    write_numbers(tmp_path)
    write_notebook(tmp_path / "bad.ipynb", "secret = 7\n1 / (secret - 7)")
    with live_server(notebooks=tmp_path) as server:
        page = httpx.get(f"{server.url}/bad", timeout=60)
        by_proxy = httpx.get(f"{server.url}/bad", headers={"X-Forwarded-For": "10.0.0.9"})
        assert httpx.get(f"{server.url}/numbers", timeout=60).is_success
        slow = httpx.get(f"{server.url}/numbers?n=bug", timeout=60)
    assert page.status_code == slow.status_code == by_proxy.status_code == 500
    assert "The fault is not yours" in by_proxy.text
    assert "secret" not in by_proxy.text
    words = "failed at code cell 1, ‘secret = 7’: ZeroDivisionError (line 2 of the cell)"
    assert words in page.text
    assert f"bad.ipynb: The notebook of this page {words}" in capfd.readouterr().err
    assert "a fault of the page" in slow.text
    assert "Traceback" not in page.text + slow.text
    assert "ZeroDivision" not in slow.text

"""Fetching, against a server of our own on this machine."""

import hashlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from ilacs_bench.errors import FetchError
from ilacs_bench.reports import fetch
from ilacs_bench.reports.fetch import Download, Fetched, FetchResult, fetch_reports, ofsted_client

PDF = b"%PDF-1.7\n" + b"a report of our own\n" * 500 + b"%%EOF\n"
CHECKSUM = hashlib.sha256(PDF).hexdigest()

Answer = Callable[[BaseHTTPRequestHandler], None]


def send(status: int = 200, body: bytes = PDF, **headers: str) -> Answer:
    """An answer with this status, body and headers (an underscore stands for a hyphen)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    """An answer that promises a whole report and breaks off half way."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(PDF)))
    handler.end_headers()
    handler.wfile.write(PDF[: len(PDF) // 2])
    handler.close_connection = True


@dataclass
class Site:
    """A file server: the answers to each path in turn, the last one for ever; what was asked."""

    origin: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def url(self, path: str, *answers: Answer) -> str:
        """Link to `path`, answered in turn by `answers`."""
        self.answers[path] = list(answers)
        return self.origin + path


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            here.agents.append(self.headers["User-Agent"])
            answers = here.answers[self.path]
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run(site: Site, tmp_path: Path, monkeypatch) -> Iterator[Callable[..., FetchResult]]:
    """`fetch_reports` into `tmp_path`, from our own server and without waiting."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ofsted_client() as client:

        def fetch_here(*wanted: Download, **changes: object) -> FetchResult:
            settings: dict = {"client": client, "origins": [site.origin], "sleep": lambda _: None}
            return fetch_reports(wanted, tmp_path, **(settings | changes))

        yield fetch_here


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_report_is_saved_whole_under_its_name(site, run, tmp_path):
    result = run(Download("a.pdf", site.url("/1", send()), CHECKSUM))
    assert [one.outcome for one in result.fetched] == ["saved"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF
    assert files(tmp_path) == {"a.pdf", "SHA256SUMS"}
    assert (tmp_path / "SHA256SUMS").read_text() == f"{CHECKSUM}  a.pdf\n"
    assert site.agents[0].startswith("ilacs-bench/")


@pytest.mark.parametrize("checksum", [CHECKSUM, None])
def test_nothing_is_fetched_twice(site, run, checksum):
    wanted = Download("a.pdf", site.url("/1", send()), checksum)
    run(wanted)
    assert [one.outcome for one in run(wanted).fetched] == ["present"]
    assert site.asked == ["/1"]


def test_report_published_anew_is_kept_and_said_and_not_fetched_twice(site, run, tmp_path):
    wanted = Download("a.pdf", site.url("/1", send()), "0" * 64)
    (changed,) = run(wanted).of("changed")
    assert "anew" in changed.message
    assert (tmp_path / "a.pdf").read_bytes() == PDF
    assert [one.outcome for one in run(wanted).fetched] == ["present"]
    assert site.asked == ["/1"]


def test_damaged_file_is_fetched_again(site, run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(PDF[:100])
    assert run(Download("a.pdf", site.url("/1", send()), CHECKSUM)).of("saved")
    assert (tmp_path / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize("broken", [cut, send(body=PDF[:-10]), send(500), send(429)])
def test_passing_trouble_is_tried_again(site, run, tmp_path, broken):
    assert run(Download("a.pdf", site.url("/1", broken, send()), CHECKSUM)).of("saved")
    assert site.asked == ["/1", "/1"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("answer", "message", "requests"),
    [
        (cut, "at the last of 3 attempts", 3),
        (send(503), "too busy (status 503), at the last of 3 attempts", 3),
        (send(404), "does not give it (status 404)", 1),
        (send(302), "does not give it (status 302)", 1),
        (send(429, Retry_After="3600"), "asks to wait 3600 seconds", 1),
        (send(302, Location="https://elsewhere.example/x.pdf"), "not on Ofsted's site", 1),
        (send(302, Location="https://files:port/"), "Invalid URL in location header", 3),
        (send(302, Location="/1"), "more than 5 redirects", 5),
        (send(body=b"<!DOCTYPE html><html>sorry</html>"), "sent a web page", 1),
        (send(body=b"PK\x03\x04"), "sent something that is no PDF", 1),
    ],
)
def test_report_that_cannot_be_had_says_why_and_the_rest_is_fetched(
    site, run, tmp_path, answer, message, requests
):
    bad = Download("bad.pdf", site.url("/1", answer), CHECKSUM)
    good = Download("good.pdf", site.url("/2", send()), CHECKSUM)
    failed, saved = run(bad, good).fetched
    assert (failed.outcome, saved.outcome) == ("failed", "saved")
    assert message in failed.message
    assert site.asked == ["/1"] * requests + ["/2"]
    assert files(tmp_path) == {"good.pdf", "SHA256SUMS"}


def test_redirect_within_the_site_is_followed(site, run):
    site.url("/2", send())
    assert run(Download("a.pdf", site.url("/1", send(302, Location="/2")), CHECKSUM)).of("saved")


def test_large_file_is_not_read_to_its_end(site, run, monkeypatch):
    monkeypatch.setattr(fetch, "LARGEST_REPORT", 1000)
    (failed,) = run(Download("a.pdf", site.url("/1", send()))).of("failed")
    assert "so no report" in failed.message


def in_a_minute() -> str:
    return formatdate(time.time() + 60, usegmt=True)


@pytest.mark.parametrize(
    ("retry_after", "least"),
    [(lambda: "7", 7.0), (in_a_minute, 50.0), (lambda: "soon", 2.0)],
    ids=["seconds", "date", "neither"],
)
def test_server_that_asks_to_wait_is_given_the_time(site, run, retry_after, least):
    waits: list[float] = []
    answers = (send(429, Retry_After=retry_after()), send())
    run(Download("a.pdf", site.url("/1", *answers)), pause=2.0, sleep=waits.append)
    assert waits[0] >= least
    assert waits[1:] == [2.0]


def test_pause_stands_between_requests_but_not_before_the_first(site, run):
    waits: list[float] = []
    two = [Download(f"{n}.pdf", site.url(f"/{n}", send())) for n in (1, 2)]
    run(*two, pause=3.0, sleep=waits.append)
    assert waits == [3.0]


def test_progress_is_told_of_each_report(site, run):
    told: list[Fetched] = []
    two = [Download(f"{n}.pdf", site.url(f"/{n}", send())) for n in (1, 2)]
    result = run(*two, on_progress=told.append)
    assert tuple(told) == result.fetched


@pytest.mark.parametrize(
    "url",
    [
        "http://files.ofsted.gov.uk/v1/file/1",
        "https://files.ofsted.gov.uk.elsewhere.example/v1/file/1",
        "https://elsewhere.example/files.ofsted.gov.uk/1",
        "file:///etc/passwd",
    ],
)
def test_only_ofsted_over_https_is_asked(tmp_path, url):
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        (failed,) = fetch_reports([Download("a.pdf", url)], tmp_path, client=client).fetched
    assert "not on Ofsted's site" in failed.message


def test_without_a_network_it_says_so_and_keeps_what_it_has(site, run, tmp_path):
    good = Download("good.pdf", site.url("/1", send()), CHECKSUM)
    nobody = "http://127.0.0.1:9"  # the discard port: nobody listens
    with pytest.raises(FetchError, match=re.escape("127.0.0.1 cannot be reached")) as caught:
        run(good, Download("a.pdf", f"{nobody}/1"), origins=[site.origin, nobody])
    assert "Is this computer online?" in str(caught.value)
    assert files(tmp_path) == {"good.pdf", "SHA256SUMS"}


def test_file_name_cannot_leave_the_folder():
    with pytest.raises(FetchError, match="not a plain file name"):
        Download("../a.pdf", "https://files.ofsted.gov.uk/v1/file/1")


def test_run_killed_half_way_leaves_nothing_half_written(site, run, tmp_path):
    arrived, over = threading.Event(), threading.Event()

    def stall(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PDF)))
        handler.end_headers()
        handler.wfile.write(PDF[:4000])
        arrived.set()
        over.wait(30)
        handler.close_connection = True

    url = site.url("/1", stall, send())
    code = (
        "import httpx; from pathlib import Path\n"
        "from ilacs_bench.reports.fetch import Download, fetch_reports\n"
        f"fetch_reports([Download('a.pdf', {url!r})], Path({str(tmp_path)!r}), "
        f"client=httpx.Client(), origins=[{site.origin!r}])"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    assert arrived.wait(30)
    process.kill()
    process.wait()
    over.set()
    assert files(tmp_path) == set()
    assert run(Download("a.pdf", url, CHECKSUM)).of("saved")

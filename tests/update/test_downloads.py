"""Downloading, from a site of our own on this machine."""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from ofsted_site import PDF, cut, drip, send

from ilacs_bench.errors import FetchError
from ilacs_bench.update import downloads
from ilacs_bench.update import visit as visit_module
from ilacs_bench.update.address import OfstedSite
from ilacs_bench.update.downloads import Download, Fetched, download_reports
from ilacs_bench.update.visit import Visit

CHECKSUM = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def run(visit, tmp_path) -> Callable[..., list[Fetched]]:
    """`download_reports` into `tmp_path`, from our own server and without waiting."""
    return lambda *wanted, **more: download_reports(wanted, tmp_path, visit, **more)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def outcomes(fetched: list[Fetched]) -> list[str]:
    return [one.outcome for one in fetched]


def test_report_is_saved_whole_under_its_name(ofsted, run, tmp_path):
    assert outcomes(run(Download("a.pdf", ofsted.url("/1", send()), CHECKSUM))) == ["saved"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF
    assert files(tmp_path) == {"a.pdf", "SHA256SUMS"}
    assert (tmp_path / "SHA256SUMS").read_text() == f"{CHECKSUM}  a.pdf\n"


@pytest.mark.parametrize("checksum", [CHECKSUM, None])
def test_nothing_is_downloaded_twice(ofsted, run, checksum):
    wanted = Download("a.pdf", ofsted.url("/1", send()), checksum)
    run(wanted)
    assert outcomes(run(wanted)) == ["present"]
    assert ofsted.paths == ["/1"]


def test_report_published_anew_is_kept_and_said_and_not_asked_for_twice(ofsted, run, tmp_path):
    wanted = Download("a.pdf", ofsted.url("/1", send()), "0" * 64)
    (changed,) = run(wanted)
    assert changed.outcome == "changed"
    assert "anew" in changed.message
    assert (tmp_path / "a.pdf").read_bytes() == PDF
    assert outcomes(run(wanted)) == ["present"]
    assert ofsted.paths == ["/1"]


def test_damaged_file_is_downloaded_again(ofsted, run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(PDF[:100])
    assert outcomes(run(Download("a.pdf", ofsted.url("/1", send()), CHECKSUM))) == ["saved"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF


LONGER = send(body=PDF, Content_Length=str(len(PDF) // 2))
"""More than was announced: what was announced is all that is read."""


@pytest.mark.parametrize("broken", [cut, send(body=PDF[:-10]), send(500), send(503), LONGER])
def test_passing_trouble_is_tried_again(ofsted, run, tmp_path, broken):
    wanted = Download("a.pdf", ofsted.url("/1", broken, send()), CHECKSUM)
    assert outcomes(run(wanted)) == ["saved"]
    assert ofsted.paths == ["/1", "/1"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("answer", "message", "requests"),
    [
        (cut, "at the last of 3 attempts", 3),
        (LONGER, "the PDF is not complete, at the last of 3 attempts", 3),
        (send(503), "too busy (status 503), at the last of 3 attempts", 3),
        (send(404), "does not give it (status 404)", 1),
        (send(302), "does not give it (status 302)", 1),
        (send(302, Location="https://elsewhere.example/x.pdf"), "not on Ofsted's site", 1),
        (send(302, Location="https://files:port/"), "Invalid URL in location header", 3),
        (send(302, Location="/1"), "more than 5 redirects", 5),
        (send(body=b"<!DOCTYPE html><html>sorry</html>"), "sent a web page", 1),
        (send(body=b"PK\x03\x04"), "sent something that is no PDF", 1),
    ],
)
def test_report_that_cannot_be_had_says_why_and_the_rest_is_downloaded(
    ofsted, run, tmp_path, answer, message, requests
):
    bad = Download("bad.pdf", ofsted.url("/1", answer), CHECKSUM)
    good = Download("good.pdf", ofsted.url("/2", send()), CHECKSUM)
    failed, saved = run(bad, good)
    assert (failed.outcome, saved.outcome) == ("failed", "saved")
    assert message in failed.message
    assert ofsted.paths == ["/1"] * requests + ["/2"]
    assert files(tmp_path) == {"good.pdf", "SHA256SUMS"}


def test_slow_drip_ends_after_a_time_for_all_of_it(ofsted, run, monkeypatch, tmp_path):
    monkeypatch.setattr(visit_module, "LONGEST_ANSWER", 0.2)
    slow = Download("slow.pdf", ofsted.url("/1", drip))
    good = Download("good.pdf", ofsted.url("/2", send()))
    failed, saved = run(slow, good)
    assert "no complete answer came in" in failed.message
    assert saved.outcome == "saved"
    assert files(tmp_path) == {"good.pdf", "SHA256SUMS"}


def test_redirect_within_the_site_is_followed(ofsted, run):
    ofsted.url("/2", send())
    wanted = Download("a.pdf", ofsted.url("/1", send(302, Location="/2")), CHECKSUM)
    assert outcomes(run(wanted)) == ["saved"]


def test_large_file_is_not_read_to_its_end(ofsted, run, monkeypatch):
    monkeypatch.setattr(downloads, "LARGEST_REPORT", 1000)
    (failed,) = run(Download("a.pdf", ofsted.url("/1", send())))
    assert "larger than" in failed.message


@pytest.mark.parametrize(
    ("retry_after", "when"),
    [
        ("90", "in 2 minutes"),
        ("9" * 400, "later"),
        ("-5", "later"),
        ("soon", "later"),
        ("", "later"),
        ("Wed, 99 Foo 99999 99:99:99 GMT", "later"),
    ],
)
def test_server_that_asks_to_stop_is_asked_nothing_more(ofsted, run, tmp_path, retry_after, when):
    urls = [
        ofsted.url("/1", send()),
        ofsted.url("/2", send(429, Retry_After=retry_after)),
        ofsted.url("/3", send()),
    ]
    wanted = [Download(f"{n}.pdf", url) for n, url in enumerate(urls)]
    fetched = run(*wanted)
    assert outcomes(fetched) == ["saved", "failed", "failed"]
    assert f"stopped. Run the command again {when}; it goes on" in fetched[1].message
    assert fetched[2].message == fetched[1].message
    assert ofsted.paths == ["/1", "/2"]
    assert files(tmp_path) == {"0.pdf", "SHA256SUMS"}


def test_progress_is_told_of_each_report(ofsted, run):
    told: list[Fetched] = []
    two = [Download(f"{n}.pdf", ofsted.url(f"/{n}", send())) for n in (1, 2)]
    assert run(*two, on_progress=told.append) == told


def test_without_a_network_it_says_so_and_keeps_what_it_has(ofsted, tmp_path):
    nobody = "http://127.0.0.1:9"  # the discard port: nobody listens
    good = Download("good.pdf", ofsted.url("/1", send()), CHECKSUM)
    with Visit(OfstedSite(ofsted.origin, nobody, pause=0)) as visit:
        saved, failed = download_reports([good, Download("a.pdf", f"{nobody}/1")], tmp_path, visit)
    assert saved.outcome == "saved"
    assert "127.0.0.1 cannot be reached" in failed.message
    assert "Is this computer online?" in failed.message
    assert files(tmp_path) == {"good.pdf", "SHA256SUMS"}


def test_file_name_cannot_leave_the_folder():
    with pytest.raises(FetchError, match="not a plain file name"):
        Download("../a.pdf", "https://files.ofsted.gov.uk/v1/file/1")


def test_run_killed_half_way_leaves_nothing_half_written(ofsted, run, tmp_path):
    arrived, over = threading.Event(), threading.Event()

    def stall(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PDF)))
        handler.end_headers()
        handler.wfile.write(PDF[:4000])
        arrived.set()
        over.wait(30)
        handler.close_connection = True

    url = ofsted.url("/1", stall, send())
    code = (
        "from pathlib import Path\n"
        "from ilacs_bench.update.address import OfstedSite\n"
        "from ilacs_bench.update.downloads import Download, download_reports\n"
        "from ilacs_bench.update.visit import Visit\n"
        f"with Visit(OfstedSite({ofsted.origin!r}, {ofsted.origin!r})) as visit:\n"
        f"    download_reports([Download('a.pdf', {url!r})], Path({str(tmp_path)!r}), visit)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    assert arrived.wait(30)
    process.kill()
    process.wait()
    over.set()
    assert files(tmp_path) == set()
    assert outcomes(run(Download("a.pdf", url, CHECKSUM))) == ["saved"]

"""Manners towards the server, and what is not asked for."""

import re

import httpx
import pytest
from ofsted_site import send

from ilacs_bench.errors import FetchError
from ilacs_bench.update.address import OfstedSite, site_settings
from ilacs_bench.update.visit import NotFetched, Visit


def test_pause_stands_between_requests_but_not_before_the_first(ofsted, visit, waits):
    for n in (1, 2, 3):
        visit.get(ofsted.url(f"/{n}", send()), most=10**6)
    assert waits == [2.0, 2.0]


def test_a_failed_attempt_is_followed_by_a_longer_pause(ofsted, visit, waits):
    visit.get(ofsted.url("/1", send(500), send(500), send()), most=10**6)
    assert waits == [4.0, 2.0, 8.0, 2.0]


def test_who_asks_is_said_and_where_to_complain(ofsted, monkeypatch):
    monkeypatch.setenv("ILACS_BENCH_CONTACT", "data@council.example\r\nX: y")
    monkeypatch.setenv("ILACS_BENCH_PAUSE", "0")
    with Visit(site_settings(ofsted.origin, ofsted.origin)) as visit:
        visit.get(ofsted.url("/1", send()), most=10**6)
    ((_, headers, _),) = ofsted.asked
    assert headers["User-Agent"].startswith("ilacs-bench/")
    assert "one request a second" in headers["User-Agent"]
    assert "complaints to data@council.exampleX: y" in headers["User-Agent"]


def test_page_that_has_not_changed_is_not_sent_again(ofsted, visit):
    ofsted.add("80467", "Suffolk")
    address = visit.site.provider_page("80467")
    first = visit.get(address, most=10**6)
    again = visit.get(address, most=10**6, known=first.validators)
    assert (first.unchanged, again.unchanged) == (False, True)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.ofsted.gov.uk/v1/file/1",
        "https://files.ofsted.gov.uk.elsewhere.example/v1/file/1",
        "https://files.ofsted.gov.uk@elsewhere.example/v1/file/1",
        "https://elsewhere.example/files.ofsted.gov.uk/1",
        "file:///etc/passwd",
    ],
)
def test_only_ofsted_over_https_is_asked(url):
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    transport = httpx.MockTransport(answer)
    with (
        Visit(OfstedSite(), transport=transport) as visit,
        pytest.raises(NotFetched, match="not on Ofsted's site"),
    ):
        visit.get(url, most=1000)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("HTTPS_PROXY", "no-scheme-at-all:80:80"),
        ("HTTP_PROXY", "ftp://proxy.council.example"),
        ("HTTPS_PROXY", "http://[::1"),
    ],
)
def test_proxy_settings_that_cannot_be_used_are_a_sentence(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(FetchError, match="settings of the proxy can't be used"):
        Visit(OfstedSite())


@pytest.mark.parametrize(
    "value", ["reports.ofsted.gov.uk", "ftp://x", "https://", "https://a:b", "https://x/?q"]
)
def test_an_address_that_is_none_is_a_sentence(monkeypatch, value):
    monkeypatch.setenv("ILACS_BENCH_OFSTED_REPORTS", value)
    with pytest.raises(FetchError, match="is no address of a site"):
        site_settings()


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "1000"])
def test_a_pause_that_is_none_is_a_sentence(monkeypatch, value):
    monkeypatch.setenv("ILACS_BENCH_PAUSE", value)
    with pytest.raises(FetchError, match=re.escape(f"is {value!r}")):
        site_settings()


def test_a_second_stands_between_requests_to_ofsted(ofsted):
    assert OfstedSite().pause == 1.0
    with Visit(OfstedSite(ofsted.origin, ofsted.origin, pause=0.05)) as visit:
        for n in (1, 2):
            visit.get(ofsted.url(f"/{n}", send()), most=10**6)
    (_, _, first), (_, _, second) = ofsted.asked
    assert second - first >= 0.05

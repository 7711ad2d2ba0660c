"""Who may ask: options that make sense, names, proxies and tokens, without a running server."""

import socket
import tomllib
from pkgutil import resolve_name
from types import SimpleNamespace

import pytest
from live_server import REPOSITORY
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import HTTPError

from ilacs_bench.cli import command_line
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.access import Access, page_beside
from ilacs_bench.serve.options import ServeOptions, read_token

TOKEN = "a secret of twenty characters and more"
OPEN = "0.0.0.0"
PROXIED = {"host": OPEN, "user_header": "X-User", "proxies": ["10.0.0.0/30", "fd00::5"]}


def status(options, *, host="localhost", ip="127.0.0.1", cookie=None, **headers) -> int:
    """What somebody is told who asks: 200, or the status of the refusal."""
    sent = HTTPHeaders(
        {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    )
    context = SimpleNamespace(remote_ip=ip, protocol="http")
    request = HTTPServerRequest(
        start_line=RequestStartLine("GET", "/council", "HTTP/1.1"),
        headers=sent,
        connection=SimpleNamespace(context=context),
    )
    try:
        Access(ServeOptions(**options)).check(request, {"ilacs_bench": cookie}.get)
    except HTTPError as refusal:
        return refusal.status_code
    return 200


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"host": OPEN}, "0.0.0.0 without being asked who they are. Give --token-file"),
        ({"host": "192.0.2.1"}, "--user-header NAME and --proxy ADDRESS"),
        ({"host": "no such host.example"}, "no address of this computer"),
        ({"host": OPEN, "token": "short"}, "fewer than 20 characters"),
        ({"host": OPEN, "user_header": "X-User"}, "go together"),
        ({"proxies": ["10.0.0.5"]}, "go together"),
        ({"user_header": "X User:", "proxies": ["10.0.0.5"]}, "no header such as"),
        ({"user_header": "X-User", "proxies": ["nginx"]}, "give 10.0.0.5, or 10.0.0.0/24"),
        ({"base_url": "/a b/"}, "'/a b/' is no path"),
        ({"base_url": "https://example.org/x"}, "is no path"),
        ({"workers": 0}, "choose from 1 to 64"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_words(told, words):
    with pytest.raises(IlacsBenchError, match=words):
        ServeOptions(**told)


@pytest.mark.parametrize("others", [["192.0.2.1"], ["::1", "2001:db8::1"]])
def test_name_with_an_address_that_others_can_reach_needs_a_token(others, monkeypatch):
    found = [(None, None, None, "", (each, 0)) for each in ("127.0.0.1", *others)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(IlacsBenchError, match=r"both\.example without being asked"):
        ServeOptions(host="both.example")
    found[1:] = [(None, None, None, "", ("::1", 0, 0, 0))]
    assert ServeOptions(host="both.example").is_local


def test_options_are_shown_without_the_token_and_paths_end_as_they_begin():
    assert TOKEN not in repr(ServeOptions(token=TOKEN))
    bases = ["", "/", "inspections", "/inspections/", "/a/b"]
    made = [ServeOptions(base_url=base).base_url for base in bases]
    assert made == ["/", "/", "/inspections/", "/inspections/", "/a/b/"]


def test_token_is_read_without_the_end_of_its_line_and_must_be_there(tmp_path):
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "empty").write_text("\n")
    assert read_token(tmp_path / "token") == TOKEN
    assert read_token(None) == ""
    for name, words in (("empty", "is empty"), ("none", "could not be read")):
        with pytest.raises(IlacsBenchError, match=words):
            read_token(tmp_path / name)


@pytest.mark.parametrize(
    ("options", "host", "expected"),
    [
        ({}, "localhost", 200),
        ({}, "data.council.gov.uk", 403),
        ({"trusted_hosts": ["Data.council.gov.uk"]}, "data.council.gov.uk:443", 200),
        ({"trusted_hosts": ["data.council.gov.uk"]}, "127.0.0.1", 200),
        ({"trusted_hosts": ["data.council.gov.uk"]}, "data.council.gov.uk.example.org", 403),
        (PROXIED | {"trusted_hosts": ["data.council.gov.uk"]}, "example.org", 403),
    ],
)
def test_server_is_asked_by_its_own_names_only(options, host, expected):
    assert status(options, host=host, ip="10.0.0.1", X_User="ann") == expected


@pytest.mark.parametrize(
    ("ip", "user", "expected"),
    [
        ("10.0.0.2", "ann", 200),
        ("fd00::5", "ann", 200),
        ("10.0.0.2", None, 401),
        ("10.0.0.2", " ", 401),
        ("10.0.0.4", "ann", 403),
        ("127.0.0.1", "ann", 403),
        ("::ffff:10.0.0.2", "ann", 403),
        (None, "ann", 403),
    ],
)
def test_header_with_the_user_is_believed_from_the_proxy_only(ip, user, expected):
    headers = {} if user is None else {"X_User": user}
    assert status(PROXIED, host="data.council.gov.uk", ip=ip, **headers) == expected
    headers |= {"X_Forwarded_For": "10.0.0.2", "X_Real_IP": "10.0.0.2"}
    assert status(PROXIED, host="data.council.gov.uk", ip=ip, **headers) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 401),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": f"token {TOKEN}"}, 200),
        ({"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"cookie": ServeOptions(token=TOKEN).cookie}, 200),
        ({"cookie": ServeOptions(token=TOKEN[::-1]).cookie}, 401),
        ({"cookie": TOKEN}, 401),
        ({"cookie": "é"}, 401),
    ],
)
def test_token_is_asked_for_even_on_this_computer(headers, expected):
    assert status({"token": TOKEN}, **headers) == expected


def test_jupyter_server_proxy_finds_how_to_start_it():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    (entry,) = project["entry-points"]["jupyter_serverproxy_servers"].values()
    told = resolve_name(entry)()
    filled = [part.format(port=8901, base_url="/user/ann/") for part in told["command"]]
    arguments = command_line().parse_args(filled[3:])
    assert (arguments.port, arguments.base_url) == (8901, "/user/ann/inspections/")
    assert ServeOptions(base_url=arguments.base_url).is_local
    assert status({}, host=told["request_headers_override"]["Host"]) == 200


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "//example.org", "/\\example.org", "a/../b", "council#x", "a b", ""],
)
def test_nobody_is_led_away_after_signing_in(address):
    assert page_beside(address) == "./"


@pytest.mark.parametrize(
    ("options", "headers", "expected"),
    [
        ({}, {}, True),
        ({}, {"X-Forwarded-For": "10.0.0.9"}, False),
        ({"token": TOKEN}, {}, False),
        ({"trusted_hosts": ["inspections.example"]}, {}, False),
        ({"host": OPEN, "token": TOKEN}, {}, False),
    ],
)
def test_only_who_sits_at_this_computer_reads_why_a_page_failed(options, headers, expected):
    request = SimpleNamespace(headers=HTTPHeaders(headers))
    assert Access(ServeOptions(**options)).is_local_request(request) is expected

"""What the server answers, and what it refuses, over plain HTTP."""

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from factories import inspected, some_tables
from live_server import LiveServer, live_server, wait_until

from ilacs_bench.dashboard.menu import find_pages
from ilacs_bench.paths import bundled
from ilacs_bench.schema import TABLES
from ilacs_bench.serve.pages import LIVE_SCRIPTS
from ilacs_bench.tables.table_writer import write_tables

pytestmark = pytest.mark.server

COUNCIL = "E10000011"

WAIT = "improvements-report-themes-wait-3-2"
"""The chart of how long since the last inspection."""


def write(folder, **grades) -> None:
    tables = some_tables(inspected(COUNCIL, "2023-12-11", "2024-02-06", **grades))
    write_tables({name: getattr(tables, name) for name in TABLES}, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tables")
    write(made, leaders="good")
    return made


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory) -> Iterator[LiveServer]:
    """With two of the pages: whenever the tables are others, all are run again."""
    notebooks = tmp_path_factory.mktemp("notebooks")
    for name in ("council.ipynb", "extracts.ipynb"):
        shutil.copy(bundled("dashboards", name), notebooks)
    with live_server(folder, notebooks=notebooks) as running:
        yield running


@pytest.fixture(scope="module")
def page(server) -> httpx.Response:
    """The page as a browser gets it first."""
    return httpx.get(f"{server.url}/council?la=east-sussex", timeout=60)


def get(server, path, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{server.url}/{path}", headers=names, timeout=60)


def raw_status(server: LiveServer, path: str, method: str = "GET", **headers: str) -> int:
    """Status for a path that is sent just as it stands: httpx would tidy it."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request(
        method, path, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )
    status = connection.getresponse().status
    connection.close()
    return status


def status_line(html: str) -> str:
    return re.search(r"data-status[^>]*>([^<]*)<", html)[1]


# Pages.


def test_cells_are_marked_for_the_styles_that_show_one_heading_of_two(page):
    assert (
        page.text.count("<div cell-index><div id=") + page.text.count("<div cell-index>\n<div id=")
        > 10
    )


def test_bare_address_leads_to_the_first_page_beside_it(server):
    answer = get(server, "")
    assert (answer.status_code, answer.headers["location"]) == (302, find_pages()[0].name)


def test_page_has_landmarks_language_and_title(page):
    assert '<html lang="en">' in page.text
    assert "<title>Our council</title>" in page.text
    assert '<main id="rendered_cells"' in page.text
    assert 'href="#rendered_cells">Skip to main content' in page.text


def test_page_names_no_other_server_and_no_place_on_its_own(page):
    linked = re.findall(r'(?:src|href)="(https?://[^"]+)"', page.text)
    hosts = {link.split("/")[2] for link in linked}
    assert hosts <= {"www.nationalarchives.gov.uk", "files.ofsted.gov.uk", "reports.ofsted.gov.uk"}
    inline = re.findall(r"<script(?![^>]*(?:src=|json))|\son\w+=", page.text)
    assert not inline  # which the policy would not run
    loaded = re.findall(r'(?:src|rel="\w+" href|data-vega-bundle)="([^"]+)"', page.text)
    assert loaded
    assert all(address.startswith(("static/", "data:")) for address in loaded)


def test_page_is_whole_before_any_script_and_needs_none_of_voila(page):
    assert "Grades now and last time" in page.text
    assert "voila.js" not in page.text
    assert "read_tables" not in page.text  # no source code
    assert page.text.count('aria-current="page"') == 1


def test_page_of_nobody_has_no_cookie_no_kernel_and_no_socket(server, page):
    assert not page.cookies
    for path in ("council", "council/answer", "no_such_page"):
        assert not get(server, path).cookies
    assert '"kernelId": ""' in page.text
    assert not any("ipykernel" in " ".join(child.cmdline()) for child in server.family())


def test_page_shows_what_its_address_asks_for(server):
    text = get(server, "council?la=hull&to=england").text
    assert status_line(text).startswith(
        "Kingston upon Hull and the 152 other local authorities of England"
    )


def test_address_that_makes_no_sense_is_said_and_what_it_says_is_escaped(server):
    text = get(server, "council?la=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in status_line(text)


@pytest.mark.parametrize("query", ["&" * 500, "la=a&" * 500, "%ff%fe=%00", "la=" + "x" * 9000])
@pytest.mark.parametrize("kind", ["", "/answer"])
def test_hostile_address_takes_nobody_with_it(server, query, kind):
    assert get(server, f"council{kind}?{query}").status_code == 200
    assert status_line(get(server, "council?la=leeds").text).startswith("Leeds and its")


@pytest.mark.parametrize("path", ["council?la=kent", "council/answer?la=kent"])
def test_what_a_browser_has_it_is_not_sent_again(server, path):
    first = get(server, path)
    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    again = get(server, path, If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert get(server, path, If_None_Match='W/"of another version"').status_code == 200


def test_bytes_are_compressed_for_those_who_can_read_them(server):
    path = "/council/answer?la=kent"
    with httpx.stream("GET", server.url + path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        small = b"".join(answer.iter_raw())
    with httpx.stream("GET", server.url + path, headers={"Accept-Encoding": "br"}) as answer:
        assert "content-encoding" not in answer.headers
        assert b"".join(answer.iter_raw()) == gzip.decompress(small)
        assert answer.headers["vary"] == "Accept-Encoding"


# AnswerCache.


def test_what_is_folded_is_asked_for_by_its_name(server):
    regions = get(server, "council/answer?la=kent").json()["regions"]
    (name,) = re.findall(r'data-fold="([^"]+)"', "".join(regions["group-grades"]))
    answer = get(server, f"council/fold/{name}?la=kent")
    assert "Kent</" in answer.json()["html"]
    again = get(server, f"council/fold/{name}?la=kent", If_None_Match=answer.headers["etag"])
    assert again.status_code == 304
    for path in ("no-such-fold?la=kent", f"{name}?la=nowhere"):  # what is gone is no mistake
        assert get(server, f"council/fold/{path}").status_code == 204


def test_answer_has_all_that_is_shown_at_an_address(server):
    answer = get(server, "council/answer?la=kent&to=region").json()
    assert answer["status"].startswith("Kent and ")
    assert answer["is_error"] is False
    assert (answer["state"]["la"], answer["state"]["to"]) == (["Kent"], ["region"])
    assert answer["address"] == "?la=kent&to=region"
    assert "Grades now" in answer["regions"]["own-grades"][1]
    assert isinstance(answer["charts"], dict)


def test_page_and_answer_agree_on_the_tags_of_regions(server):
    text = get(server, "council?la=kent").text
    regions = get(server, "council/answer?la=kent").json()["regions"]
    for name, (tag, _) in regions.items():
        assert f'"{name}": "{tag}"' in text


def test_refusal_says_why_and_is_not_kept_by_a_browser(server):
    answer = get(server, "council/answer?la=Atlantis")
    assert answer.status_code == 200
    assert "We can’t find 'Atlantis'" in answer.json()["status"]
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_tables_built_again_are_shown_in_a_moment(server, folder):
    path = f"council/answer?la={COUNCIL}"
    before = get(server, path)
    write(folder, leaders="inadequate")
    old = {"If_None_Match": before.headers["etag"]}
    wait_until(lambda: get(server, path, **old).status_code == 200)
    assert "Inadequate" in get(server, path).text
    write(folder, leaders="good")
    wait_until(lambda: get(server, path, **old).status_code == 304)  # the same facts again


# Files.


def test_file_is_a_download_with_its_name(server):
    path = "extracts/file/csv?what=judgements"
    answer = get(server, path)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.content
    head = httpx.head(f"{server.url}/{path}", timeout=60)
    assert head.headers["content-disposition"] == answer.headers["content-disposition"]
    assert int(head.headers["content-length"]) == len(answer.content)


def test_chart_is_a_picture_of_what_the_address_shows(server):
    answer = get(server, f"council/picture/{WAIT}.svg?la=east-sussex")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "East Sussex" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("council/file/other", 404),
        ("council/file/..%2f..%2fetc", 404),
        ("council/picture/other.svg", 404),
        (f"council/picture/{WAIT}.gif", 404),
        ("council/file/excel?la=atlantis", 404),
        ("no_such_page/file/excel", 404),
        ("no_such_page/answer", 404),
    ],
)
def test_only_what_is_offered_is_sent(server, path, status):
    answer = get(server, path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain") or "%2f" in path
    assert "Traceback" not in answer.text


# Who may ask, and for what.


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/council",
        "/council/answer",
        "/council/file/excel",
        "/no_such_page",
        "/no/such/thing",
        "/voila/static/voila.js",
        "/voila/labextensions/x.js",
        "/voila/api/themes/x",
        "/api/kernels/0-0-0-0-0",
        "/static/x",
    ],
)
def test_request_by_another_name_is_refused_whatever_is_asked_for(server, path):
    for host in ("ofsted.example.org", "127.0.0.1.example.org", "localhost.example.org", "[::2]"):
        assert raw_status(server, path, Host=host) == 403
    assert raw_status(server, path, Host="localhost:80") != 403


@pytest.mark.parametrize(
    "path",
    [
        "council",
        "council/answer",
        "council/file/none",
        "no_such_page",
        "no/such/thing",
        "voila/static/voila.js",
        "api/kernels/0-0-0-0-0",
    ],
)
def test_everything_is_sent_with_the_policy(server, path):
    headers = get(server, path).headers
    assert "script-src 'self'; style-src" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/login",
        "/no_such_dashboard",
        "/council.ipynb",
        "/voila/api/contents",
        "/voila/files/council.ipynb",
        "/voila/render/council.ipynb",
        "/voila/tree",
        "/voila/templates/lab/static/index.css",
        "/static/conf.json",
    ],
)
def test_nothing_else_is_served(server, path):
    assert raw_status(server, path) == 404


@pytest.mark.parametrize("up", ["..", "%2e%2e", "..%2f..", "%2e%2e%2f%2e%2e", "..%5c.."])
@pytest.mark.parametrize(
    "place",
    [
        "/static/",
        "/voila/static/",
        "/voila/labextensions/",
        "/voila/templates/ilacs_bench/static/",
        "/voila/api/themes/",
        "/council/file/",
    ],
)
def test_no_way_out_of_a_folder(server, place, up):
    assert raw_status(server, f"{place}{up}/conf.json") in {400, 403, 404}
    assert raw_status(server, f"{place}{'/'.join([up] * 12)}/etc/passwd") in {400, 403, 404}


def test_error_is_a_page_that_leads_back(server):
    text = get(server, "no_such_page").text
    assert "There is no such page here." in text
    assert '<a href="./">Go to the dashboard</a>' in text


def test_vega_bundle_is_kept_by_the_browser(server, page):
    url = re.search(r'data-vega-bundle="([^"]+)"', page.text)[1]
    answer = get(server, url)
    assert "vegaEmbed" in answer.text
    assert "max-age=31" in answer.headers["cache-control"]


def test_scripts_of_the_pages_are_kept_by_the_browser(server, page):
    (address,) = set(re.findall(r'src="(static/\w+/live_http.js)"', page.text))
    for module in LIVE_SCRIPTS:
        answer = get(server, address.replace("live_http.js", module))
        assert answer.is_success
        assert "immutable" in answer.headers["Cache-Control"]
    assert get(server, address.replace("live_http.js", "page.css")).is_error

"""What the server answers, and what it refuses, over plain HTTP."""

import http.client
import json
import re
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from factories import inspected, some_tables
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from live_server import LiveServer, live_server, wait_until
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import write_tables
from ilacs_bench.widgets.page_module import MODULES

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Protocol": "v1.kernel.websocket.jupyter.org",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("tables")
    tables = some_tables(inspected("E10000011", "2023-12-11", "2024-02-06", leaders="good"))
    write_tables({name: getattr(tables, name) for name in TABLES}, folder)
    with live_server(folder) as running:
        yield running


@pytest.fixture(scope="module")
def page(server) -> httpx.Response:
    """The page as a browser gets it first."""
    return httpx.get(f"{server.url}/compare_councils", timeout=60)


@pytest.fixture(scope="module")
def kernel_id(page) -> str:
    return re.search(r'"kernelId": "([\w-]+)"', page.text)[1]


def raw_status(server: LiveServer, path: str, method: str = "GET", **headers: str) -> int:
    """Status for a path that is sent just as it stands: httpx would tidy it."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request(
        method, path, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )
    status = connection.getresponse().status
    connection.close()
    return status


def test_bare_address_leads_to_the_first_dashboard(server):
    answer = httpx.get(server.url)
    assert (answer.status_code, answer.headers["location"]) == (302, "/national")


def test_page_has_landmarks_language_and_title(page):
    assert '<html lang="en">' in page.text
    assert "<title>Compare councils</title>" in page.text
    assert '<main id="rendered_cells"' in page.text
    assert 'href="#rendered_cells">Skip to main content' in page.text


def test_page_names_no_other_server(page):
    linked = re.findall(r'(?:src|href)="(https?://[^"]+)"', page.text)
    hosts = {link.split("/")[2] for link in linked}
    assert hosts <= {"www.nationalarchives.gov.uk", "files.ofsted.gov.uk", "reports.ofsted.gov.uk"}
    loaded = re.findall(r'(?:src|rel="\w+" href)="([^"]+)"', page.text)
    assert loaded
    assert all(address.startswith(("/", "data:")) for address in loaded)
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]


def test_page_shows_no_source_code(page):
    assert "read_tables" not in page.text


def test_page_gives_the_cookie_that_lets_it_end_its_kernel(page):
    assert "_xsrf" in page.cookies


def test_page_for_a_picture_or_a_script_of_another_site_is_refused(server):
    assert raw_status(server, "/compare_councils", Sec_Fetch_Dest="image") == 403


def test_vega_bundle_is_kept_by_the_browser(server, page):
    url = re.search(r'data-vega-bundle="([^"]+)"', page.text)[1]
    answer = httpx.get(server.url + url)
    assert "vegaEmbed" in answer.text
    assert "max-age=31" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/compare_councils", "/api/kernels/{kernel_id}"])
def test_request_by_another_name_is_refused(server, kernel_id, path):
    path = path.format(kernel_id=kernel_id)
    assert raw_status(server, path, Host="ofsted.example.org") == 403


@pytest.mark.parametrize(
    "path",
    [
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/login",
        "/no_such_dashboard",
        "/compare_councils.ipynb",
        "/voila/api/contents",
        "/voila/files/compare_councils.ipynb",
        "/voila/render/compare_councils.ipynb",
        "/voila/tree",
        "/voila/templates/lab/static/index.css",
        "/static/conf.json",
    ],
)
def test_nothing_else_is_served(server, path):
    assert raw_status(server, path) == 404


@pytest.mark.parametrize("up", ["..", "%2e%2e", "..%2f..", "%2e%2e%2f%2e%2e", "..%5c.."])
@pytest.mark.parametrize(
    "folder",
    [
        "/static/",
        "/voila/static/",
        "/voila/labextensions/",
        "/voila/templates/ilacs_bench/static/",
        "/voila/api/themes/",
    ],
)
def test_no_way_out_of_a_folder(server, folder, up):
    assert raw_status(server, f"{folder}{up}/conf.json") in {400, 403, 404}
    assert raw_status(server, f"{folder}{'/'.join([up] * 12)}/etc/passwd") in {400, 403, 404}


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://ofsted.example.org", 403), ("null", 403), (None, 403), ("own", 101)],
)
def test_channel_is_for_own_pages(server, kernel_id, origin, status):
    origins = {} if origin is None else {"Origin": server.url if origin == "own" else origin}
    path = f"/api/kernels/{kernel_id}/channels"
    assert raw_status(server, path, **UPGRADE, **origins) == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/api/kernels/{kernel_id}", 405),
        ("POST", "/api/kernels/{kernel_id}/restart", 404),
        ("POST", "/voila/api/shutdown/{kernel_id}", 403),
    ],
)
def test_kernel_is_ended_by_its_own_page_only(server, kernel_id, method, path, status):
    assert raw_status(server, path.format(kernel_id=kernel_id), method) == status


def test_browser_cannot_run_code(server, kernel_id, tmp_path):
    written = tmp_path / "written"
    url = server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    with connect(url, origin=server.url, subprotocols=[PROTOCOL]) as channel:
        code = f"open({str(written)!r}, 'w').close()"
        channel.send(message("execute_request", code=code, silent=False))
        channel.send(message("kernel_info_request"))
        kinds = set()
        while "kernel_info_reply" not in kinds:
            kinds.add(kind_of(channel.recv(timeout=20)))
    assert not {"execute_input", "execute_reply"} & kinds
    assert not written.exists()


def test_goodbye_of_a_page_ends_its_kernel(server, page, kernel_id):
    assert server.kernel(kernel_id)
    answer = httpx.post(
        f"{server.url}/voila/api/shutdown/{kernel_id}",
        cookies=dict(page.cookies),
        headers={"X-XSRFToken": page.cookies["_xsrf"]},
    )
    assert answer.status_code == 204
    wait_until(lambda: server.kernel(kernel_id) is None)


def test_page_that_cannot_be_made_says_so_without_a_traceback(tmp_path):
    # The server looks at the folder before it starts: here the tables break after that.
    unseen = "import ilacs_bench.tables.store as store; store.read_tables = lambda folder: None"
    (tmp_path / "inspections.parquet").write_text("no parquet")
    with live_server(tmp_path, before=unseen) as broken:
        text = httpx.get(f"{broken.url}/compare_councils", timeout=60).text
    assert "This part of the page could not be shown." in text
    assert "Traceback" not in text
    assert str(tmp_path) not in text


def test_too_many_open_pages_are_refused_in_words():
    few = "import ilacs_bench.serve.handlers as handlers; handlers.MAX_KERNELS = 0"
    with live_server(before=few) as full:
        answer = httpx.get(f"{full.url}/compare_councils", timeout=60)
    assert answer.status_code == 503
    assert "Too many pages are open" in answer.text


PROTOCOL = "v1.kernel.websocket.jupyter.org"


def message(kind: str, **content: object) -> bytes:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": "test",
        "username": "",
        "version": "5.3",
    }
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return serialize_msg_to_ws_v1(parts, "shell", lambda part: json.dumps(part).encode())


def kind_of(received: bytes) -> str:
    _, (header, *_) = deserialize_msg_from_ws_v1(received)
    return json.loads(header)["msg_type"]


def test_channel_in_another_protocol_is_refused(server, kernel_id):
    """A file sent over the older one would keep the whole server busy."""
    url = server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    with pytest.raises(InvalidStatus, match="400"), connect(url, origin=server.url):
        pass


def test_scripts_of_the_pages_are_kept_by_the_browser(server, page):
    (address,) = set(re.findall(r'src="(/static/\w+/live_client.js)"', page.text))
    answer = httpx.get(f"{server.url}{address}")
    assert "immutable" in answer.headers["Cache-Control"]
    for module in MODULES:
        assert httpx.get(f"{server.url}{address.replace('live_client.js', module)}").is_success
    assert httpx.get(f"{server.url}{address.replace('live_client.js', 'page.css')}").is_error


def test_page_is_whole_before_any_script(page):
    assert "East Sussex: grades now and last time" in page.text
    assert "voila.js" not in page.text
    assert page.text.count('aria-current="page"') == 1


def test_address_is_what_the_page_shows(server):
    text = httpx.get(f"{server.url}/compare_councils?la=hull&to=england", timeout=60).text
    assert "Kingston upon Hull beside 152 councils: England" in text

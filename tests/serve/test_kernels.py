"""Pages with true widgets have a kernel each: few, ended with their page, open to nothing else."""

import asyncio
import json
import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace

import httpx
import pytest
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from live_server import LiveServer, live_server, wait_until
from serve.conftest import SHOWN, write_notebook, write_numbers
from serve.test_http import raw_status
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from ilacs_bench.serve.kernels import PROTOCOL, KernelPages, is_message
from ilacs_bench.serve.page_set import MadePage

pytestmark = pytest.mark.server

MOST = 2
FEW = f"import ilacs_bench.serve.kernels as kernels; kernels.MOST_KERNELS = {MOST}"
SLIDER = "import ipywidgets\nipywidgets.IntSlider(description='Level')"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Protocol": PROTOCOL,
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("notebooks")
    write_numbers(folder)
    write_notebook(folder / "slider.ipynb", SHOWN, SLIDER, "print('and words')")
    with live_server(notebooks=folder, before=FEW) as running:
        yield running


@pytest.fixture(scope="module")
def page(server) -> httpx.Response:
    return httpx.get(f"{server.url}/slider?n=7", timeout=60)


@pytest.fixture(scope="module")
def kernel_id(page) -> str:
    return re.search(r'"kernelId": "([\w-]+)"', page.text)[1]


@pytest.fixture
def channel(server, kernel_id):
    url = server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    with connect(url, origin=server.url, subprotocols=[PROTOCOL]) as opened:
        yield opened


def kernels(server: LiveServer) -> list:
    """The processes of its kernels."""
    return [each for each in server.family() if "ipykernel" in " ".join(each.cmdline())]


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


def kinds_until(channel, last: str) -> set[str]:
    """Kinds of the messages that come, up to the `last`."""
    kinds = set()
    while last not in kinds:
        _, (header, *_) = deserialize_msg_from_ws_v1(channel.recv(timeout=20))
        kinds.add(json.loads(header)["msg_type"])
    return kinds


def test_true_widget_has_a_kernel_and_our_page_beside_it_none(server, page):
    assert "application/vnd.jupyter.widget-view+json" in page.text
    assert "voila.js" in page.text
    assert "<p data-live-page>7</p>" in page.text
    assert "and words" in page.text
    assert "_xsrf" in page.cookies
    plain = httpx.get(f"{server.url}/numbers?n=7", timeout=60)
    assert "<p data-live-page>7</p>" in plain.text
    assert not plain.cookies
    assert "'unsafe-eval'" in page.headers["content-security-policy"]
    assert "unsafe-eval" not in plain.headers["content-security-policy"]
    answer = httpx.get(f"{server.url}/slider/answer?n=8").json()
    assert answer["status"].startswith("8 says")


def test_page_for_a_picture_or_a_script_of_another_site_starts_no_kernel(server):
    assert raw_status(server, "/slider", Sec_Fetch_Dest="image") == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://ofsted.example.org", 403), ("null", 403), (None, 403), ("own", 101)],
)
def test_channel_is_for_own_pages(server, kernel_id, origin, status):
    origins = {} if origin is None else {"Origin": server.url if origin == "own" else origin}
    path = f"/api/kernels/{kernel_id}/channels"
    assert raw_status(server, path, **UPGRADE, **origins) == status
    assert raw_status(server, path, **UPGRADE, **origins, Host="ofsted.example.org") == 403


@pytest.mark.parametrize(
    "offered", [[], ["v1"], [f"x{PROTOCOL}"], [f"{PROTOCOL}.old"], ["a", f"a-{PROTOCOL}"]]
)
def test_channel_in_another_protocol_is_refused(server, kernel_id, offered):
    """A file sent over an older one would keep the whole server busy."""
    url = server.url.replace("http", "ws") + f"/api/kernels/{kernel_id}/channels"
    with (
        pytest.raises(InvalidStatus, match="400"),
        connect(url, origin=server.url, subprotocols=offered or None),
    ):
        pass


HUGE = (1 << 63).to_bytes(8, "little") + bytes(56)
WHOLE = message("kernel_info_request")


@pytest.mark.parametrize(
    "frame",
    [
        HUGE,
        (10**7).to_bytes(8, "little") + bytes(56),
        b"",
        bytes(64),
        b"\xff" * 64,
        WHOLE[:-1],
        WHOLE[:40],
        WHOLE[:8] + WHOLE[16:24] + WHOLE[8:16] + WHOLE[24:],
        "text",
        '{"channel": "shell", "header": {"msg_type": "execute_request"}}',
    ],
    ids=len,  # a message has a number of its own at each start, which no name of a test may have
)
def test_frame_that_is_no_message_closes_the_channel_and_keeps_nobody_waiting(
    server, channel, frame
):
    channel.send(frame)
    with pytest.raises(ConnectionClosed):
        kinds_until(channel, "never")
    assert httpx.get(f"{server.url}/numbers", timeout=20).is_success


@pytest.mark.parametrize(
    ("frame", "is_one"),
    [(WHOLE, True), (HUGE, False), (b"", False), (WHOLE + b"x", False), (WHOLE[:-1], False)],
    ids=["whole", "huge", "empty", "too long", "too short"],
)
def test_message_is_told_from_what_is_none(frame, is_one):
    assert is_message(frame) is is_one


def test_channel_passes_messages_of_widgets_and_runs_no_code(channel, tmp_path):
    written = tmp_path / "written"
    code = f"open({str(written)!r}, 'w').close()"
    channel.send(message("execute_request", code=code, silent=False))
    channel.send(message("kernel_info_request"))
    assert not {"execute_input", "execute_reply"} & kinds_until(channel, "kernel_info_reply")
    assert not written.exists()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/api/kernels/{kernel_id}", 405),
        ("POST", "/api/kernels/{kernel_id}/restart", 405),
        ("POST", "/voila/api/shutdown/{kernel_id}", 403),
    ],
)
def test_kernel_is_ended_by_its_own_page_only(server, kernel_id, method, path, status):
    assert raw_status(server, path.format(kernel_id=kernel_id), method) == status
    assert server.kernel(kernel_id)


def test_goodbye_of_a_page_ends_its_kernel(server):
    page = httpx.get(f"{server.url}/slider", timeout=60)
    kernel_id = re.search(r'"kernelId": "([\w-]+)"', page.text)[1]
    assert server.kernel(kernel_id)
    answer = httpx.post(
        f"{server.url}/voila/api/shutdown/{kernel_id}",
        cookies=dict(page.cookies),
        headers={"X-XSRFToken": page.cookies["_xsrf"]},
    )
    assert answer.status_code == 204
    wait_until(lambda: server.kernel(kernel_id) is None)


def test_page_that_cannot_be_answered_starts_no_kernel(server, kernel_id):
    assert httpx.get(f"{server.url}/slider?n=bug", timeout=60).status_code == 500
    assert len(kernels(server)) == 1


def test_kernel_whose_page_cannot_be_rendered_is_ended(tmp_path):
    running = set()

    class Manager:
        def __len__(self):
            return len(running)

        def get_kernel(self, kernel_id):
            return None

        async def start_kernel(self, **_):
            running.add("k")
            return "k"

        async def shutdown_kernel(self, kernel_id, now):
            running.remove(kernel_id)

    class Renderer:
        notebook = SimpleNamespace(metadata=SimpleNamespace(kernelspec=SimpleNamespace(name="p")))

        async def html(self, kernel_id, kernel):
            assert running
            raise KeyError

    async def renderer(*_):
        return Renderer()

    pages = KernelPages(Manager(), SimpleNamespace(renderer=renderer))
    with pytest.raises(KeyError):
        asyncio.run(pages.open(MadePage(tmp_path / "slider.ipynb", "v1"), ""))
    assert not running


def test_no_more_kernels_than_there_may_be_when_very_many_ask_at_once(server, kernel_id):
    async def ask():
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(timeout=120, limits=limits) as client:
            pages = (client.get(f"{server.url}/slider") for _ in range(40))
            first = await client.get(f"{server.url}/numbers")
            return await asyncio.gather(*pages), first

    answers, other = asyncio.run(ask())
    assert other.is_success
    assert sorted({answer.status_code for answer in answers}) == [200, 503]
    assert sum(answer.is_success for answer in answers) == MOST - 1  # one was open before
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert "Very many pages like this one are open" in refused.text
    assert refused.headers["retry-after"]
    assert len(kernels(server)) == MOST


def test_kernel_that_no_page_is_connected_to_is_ended(tmp_path):
    write_notebook(tmp_path / "slider.ipynb", SLIDER)
    soon = (
        "import ilacs_bench.serve.settings as settings\n"
        "settings.ALONE_AT_MOST, settings.LOOKED_FOR_EACH = 12, 1"
    )
    with live_server(notebooks=tmp_path, before=soon) as running:
        text = httpx.get(f"{running.url}/slider", timeout=60).text
        kernel_id = re.search(r'"kernelId": "([\w-]+)"', text)[1]
        state = f"{running.url}/api/kernels/{kernel_id}"
        wait_until(lambda: httpx.get(state).status_code == 404)
        assert running.kernel(kernel_id) is None

"""Time the dashboards' server: many people at once, and what it and each of them take of memory.

python benchmarks/serving.py [--page NAME] [--against FOLDER] [--clients 1 10 20] [--browser]

Kernels forked from a warmed process are set beside ordinary ones of the same code, or beside those
of another checkout, in one run. A light client asks for the page at the same moment as all others,
reads it to its end, opens the channel of its kernel and waits until all widgets have come. With
`--browser`, 20 pages of Chromium are opened at once as well: their scripts take the same
processors, so those times say what this machine can do, and not what 20 laptops would see.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from playwright.async_api import Browser, async_playwright
from websockets.asyncio.client import ClientConnection, connect

HERE = Path(__file__).resolve().parents[1]
PROTOCOL = "v1.kernel.websocket.jupyter.org"
PATIENCE = 180  # seconds for whatever is waited for
SETTLED = 5  # seconds in which a server that was asked for pages comes to rest
SESSIONS = 10
MEGABYTE = 1e6
SERVE = "from ilacs_bench.serve import serve; serve(port={port}, open_browser=False)"
WITHOUT_FORKING = "import ilacs_bench.serve.server as server; server.can_fork = lambda: False; "
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """A running server of one of the two codes, and the address of the page asked for."""

    url: str
    page: str
    process: psutil.Process

    def memory(self) -> float:
        """Megabytes of the server and all its processes; what they share is counted once."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(_proportional(process) for process in family) / MEGABYTE

    def processor_time(self) -> float:
        """Seconds of processor time that the server and all its processes have used."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(process.cpu_times()[:2]) for process in family)


@dataclass(frozen=True)
class Visit:
    """Seconds until the whole page was there, and until its kernel answered."""

    page: float
    kernel: float


def main() -> None:
    """Print times and memory, side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="compare_councils", help="which dashboard is asked for")
    parser.add_argument("--against", type=Path, help="folder of the code to compare with")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 10, 20])
    parser.add_argument("--browser", action="store_true", help="open 20 pages of Chromium too")
    arguments = parser.parse_args()
    page = arguments.page
    other = (arguments.against or HERE, "" if arguments.against else WITHOUT_FORKING, page)
    sides = {"forked": (HERE, "", page), "ordinary": other}
    for count in arguments.clients:
        _compare(f"{count} at once", {n: _visits(*side, count) for n, side in sides.items()})
    _compare("memory", {name: _memory(*side) for name, side in sides.items()})
    if arguments.browser:
        _compare("20 in Chromium", {name: _in_browsers(*side, 20) for name, side in sides.items()})


def _visits(folder: Path, before: str, page: str, count: int) -> dict[str, float]:
    """Figures of `count` light clients that arrive at the same moment."""
    with _serving(folder, before, page) as server:
        visits = asyncio.run(_arrive(server, count))
    kept = [visit for visit in visits if isinstance(visit, Visit)]
    for lost in (visit for visit in visits if not isinstance(visit, Visit)):
        print(f"lost: {lost!r}", file=sys.stderr)
    figures = {"lost": float(count - len(kept))}
    for part in ("page", "kernel"):
        times = [getattr(visit, part) for visit in kept]
        figures[f"{part} p50, s"] = statistics.median(times)
        figures[f"{part} p95, s"] = _percentile(times, 0.95)
    return figures


def _memory(folder: Path, before: str, page: str) -> dict[str, float]:
    """Megabytes of an idle server, and of each session that is held open on top of it."""
    with _serving(folder, before, page) as server:
        idle = server.memory()
        opened = asyncio.run(_memory_while_open(server))
    return {"idle, MB": idle, "each session, MB": (opened - idle) / SESSIONS}


async def _memory_while_open(server: Server) -> float:
    async with AsyncExitStack() as held, httpx.AsyncClient(timeout=PATIENCE) as client:
        for _ in range(SESSIONS):
            kernel = _kernel_of(await _page(client, server.page))
            await _answer(await held.enter_async_context(_channel(server.url, kernel)))
        await asyncio.sleep(SETTLED)
        return server.memory()


async def _arrive(server: Server, count: int) -> list[Visit | BaseException]:
    return await asyncio.gather(*(_visit(server) for _ in range(count)), return_exceptions=True)


async def _visit(server: Server) -> Visit:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        begin = time.perf_counter()
        kernel = _kernel_of(await _page(client, server.page))
        page = time.perf_counter() - begin
        async with _channel(server.url, kernel) as channel:
            await _answer(channel)
            return Visit(page, time.perf_counter() - begin)


async def _page(client: httpx.AsyncClient, url: str) -> str:
    answer = await client.get(url, headers={"Sec-Fetch-Dest": "document"})
    answer.raise_for_status()
    if "</body>" not in answer.text or "data-live-page" not in answer.text:
        raise ValueError("the page is not whole")
    return answer.text


def _kernel_of(page: str) -> str:
    found = re.search(r'"kernelId": "([\w-]+)"', page)
    if not found:
        raise ValueError("the page names no kernel")
    return found[1]


def _channel(url: str, kernel: str) -> connect:
    address = f"{url.replace('http', 'ws')}/api/kernels/{kernel}/channels"
    return connect(
        address, origin=url, open_timeout=PATIENCE, max_size=None, subprotocols=[PROTOCOL]
    )


async def _answer(channel: ClientConnection) -> None:
    """Ask the kernel who it is, and wait until it says so: then it is ready for the page."""
    await channel.send(_message("kernel_info_request"))
    while True:
        said = await asyncio.wait_for(channel.recv(), PATIENCE)
        if b"kernel_info_reply" in (said if isinstance(said, bytes) else said.encode()):
            return


def _message(kind: str) -> bytes:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": "benchmark",
        "username": "",
        "version": "5.3",
    }
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": {}}
    return serialize_msg_to_ws_v1(parts, "shell", lambda part: json.dumps(part).encode())


def _in_browsers(folder: Path, before: str, page: str, count: int) -> dict[str, float]:
    """Figures of pages opened at once in Chromium, each as if it had never been here."""
    with _serving(folder, before, page) as server:
        times = asyncio.run(_open_all(server.page, count))
    kept = [seconds for seconds in times if isinstance(seconds, float)]
    return {
        "lost": float(count - len(kept)),
        "first, s": min(kept),
        "p50, s": statistics.median(kept),
        "p95, s": _percentile(kept, 0.95),
    }


async def _open_all(url: str, count: int) -> list[float | BaseException]:
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        opened = (_open(browser, url) for _ in range(count))
        return await asyncio.gather(*opened, return_exceptions=True)


async def _open(browser: Browser, url: str) -> float:
    """Seconds until the chart is drawn, after which a page can be used."""
    page = await (await browser.new_context()).new_page()
    begin = time.perf_counter()
    await page.goto(url, timeout=PATIENCE * 1000)
    await page.locator(".vega-embed svg").first.wait_for(timeout=PATIENCE * 1000)
    return time.perf_counter() - begin


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _serving(folder: Path, before: str, page: str) -> Iterator[Server]:
    """A server of the code in `folder`, with all loaded that it loads ahead."""
    port = free_port()
    process = psutil.Popen(
        [sys.executable, "-c", before + SERVE.format(port=port)],
        env={**os.environ, "PYTHONPATH": str(folder)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    server = Server(url, f"{url}/{page}", process)
    try:
        _wait_until_idle(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_until_idle(server: Server) -> None:
    """Until it answers, and its processes do next to nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before = server.processor_time()
        time.sleep(2)
        if _answers(server) and server.processor_time() - before < 0.1:
            return
    raise TimeoutError("the server does not come to rest")


def _answers(server: Server) -> bool:
    """Asks for a static file: asking for a page would start a kernel."""
    try:
        return httpx.get(f"{server.url}/voila/static/voila.js").is_success
    except httpx.TransportError:
        return False


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.NoSuchProcess:
        return 0


def _percentile(times: list[float], share: float) -> float:
    """The smallest time that at least this share of all needed at most."""
    return sorted(times)[max(0, round(share * len(times) + 0.499999) - 1)]


def _compare(what: str, figures: dict[str, dict[str, float]]) -> None:
    (one, first), (other, second) = figures.items()
    print(f"{what:>16} {one:>10} {other:>10}   ratio")
    for name, value in first.items():
        ratio = f"{second[name] / value:7.1f}" if value else "      -"
        print(f"{name:>16} {value:10.2f} {second[name]:10.2f} {ratio}", flush=True)


if __name__ == "__main__":
    main()

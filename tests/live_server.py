"""The dashboards as people get them: a server of its own, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx
import psutil

from ilacs_bench.paths import DATA_VARIABLE

REPOSITORY = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds, for whatever has to start on a busy machine


@dataclass(frozen=True)
class LiveServer:
    """A running server; `url` has no slash at its end."""

    url: str
    process: subprocess.Popen

    def kernel(self, kernel_id: str) -> int | None:
        """Process id of a running kernel: its connection file is named like it."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if f"kernel-{kernel_id}" in " ".join(child.cmdline()) and is_running(child):
                    return child.pid
        return None

    def family(self) -> list[psutil.Process]:
        """All processes that the server has started, and those forked for it."""
        return psutil.Process(self.process.pid).children(recursive=True)


def served_folder() -> Path | None:
    """The tables that tests of pages look at: those of $ILACS_BENCH_DATA; None for the facts."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else None


@contextmanager
def live_server(
    data: Path | None = None,
    *,
    notebooks: Path | None = None,
    pages: Path | None = None,
    before: str = "",
    options: Mapping[str, object] = MappingProxyType({}),
    port: int | None = None,
    **variables: str,
) -> Iterator[LiveServer]:
    """Serve `data`, or the bundled facts, for the time of the block; `before` is code run first.

    The pages are the bundled ones, or the notebooks of a folder; `pages` is `--pages`; `options`
    are further ones of `ServeOptions`.
    """
    port = port or free_port()
    if notebooks:
        before += (
            "\nimport pathlib, ilacs_bench.dashboard.menu as menu"
            f"\nmenu.bundled = lambda *parts: pathlib.Path({str(notebooks)!r})"
        )
    folder = f"Path({str(data)!r})" if data else "None"
    own = f"Path({str(pages)!r})" if pages else "None"
    told = {"port": port, "open_browser": False, **options}
    call = f"serve(ServeOptions(**{told!r}), data={folder}, pages={own})"
    imports = "from ilacs_bench.serve.start import ServeOptions, serve"
    code = f"{before}\nfrom pathlib import Path\n{imports}\n{call}"
    path = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, "ILACS_BENCH_AHEAD": "no", **variables}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    server = LiveServer(f"http://127.0.0.1:{port}", process)
    try:
        wait_until(lambda: _listens(port, process))
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def python_server(module: str, *arguments: str, probe: str, folder: Path, **variables: str | None):
    """Address of a program such as 'voila', run in a folder, which answers at the path `probe`.

    Variables of the environment are added; those that are None are left out.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    changed = {**os.environ, "PYTHONPATH": str(REPOSITORY), **variables}
    environment = {name: value for name, value in changed.items() if value is not None}
    command = [sys.executable, "-m", module, "--no-browser", f"--port={port}", *arguments]
    process = subprocess.Popen(command, env=environment, cwd=folder)
    try:
        wait_until(lambda: _answers(f"{url}{probe}", process))
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def is_running(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(holds, patience: float = PATIENCE) -> None:
    """Wait until `holds()`; fail when it does not in time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _listens(port: int, process: subprocess.Popen) -> bool:
    assert process.poll() is None, "the server ended"
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: str, process: subprocess.Popen) -> bool:
    """Whether it listens: what it is asked for does not matter, and starts nothing."""
    assert process.poll() is None, "the server ended"
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False

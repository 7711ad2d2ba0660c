"""Run a server of this code, or of another tool, as a process, and measure it from outside."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parents[1]
PATIENCE = 300  # seconds to wait for anything
MEGABYTE = 1e6
_SERVE = (
    "from ilacs_bench.serve.start import ServeOptions, serve; "
    "serve(ServeOptions(port={port}, open_browser=False))"
)


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        """Its address, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Megabytes (PSS) of the server and all its processes; shared memory counts once."""
        return sum(_proportional(process) for process in self._family()) / MEGABYTE

    def resident(self) -> dict[int, float]:
        """Resident megabytes of each process of the server, by id."""
        found = {}
        for process in self._family():
            with contextlib.suppress(psutil.NoSuchProcess):
                found[process.pid] = process.memory_info().rss / MEGABYTE
        return found

    def processor_times(self) -> dict[int, float]:
        """Processor seconds of each process of the server, by id."""
        times = {}
        for process in self._family():
            with contextlib.suppress(psutil.NoSuchProcess):
                times[process.pid] = sum(process.cpu_times()[:2])
        return times

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(before: str = "") -> Iterator[Server]:
    """Provide a server of this code, with all answers prepared; `before` is code run first."""
    port = free_port()
    with running([sys.executable, "-c", before + _SERVE.format(port=port)], port, HERE) as server:
        time.sleep(45)  # until the workers are fresh again
        yield server


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, *, says_errors: bool = True
) -> Iterator[Server]:
    """Provide a server that answers at a port and is idle."""
    paths = [str(HERE), str(HERE / "benchmarks"), os.environ.get("PYTHONPATH", "")]
    process = psutil.Popen(
        command,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=None if says_errors else subprocess.DEVNULL,
    )
    server = Server(port, process)
    try:
        _wait_until_idle(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_until_idle(server: Server) -> None:
    """Wait until it answers, and its processes do next to nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before = server.processor_times()
        time.sleep(3)
        # Separately: a worker that is replaced by a fresh one takes its time out of the sum.
        spent = sum(now - before.get(pid, 0) for pid, now in server.processor_times().items())
        if _answers(server.port) and spent < 0.1:
            return
    raise TimeoutError("the server does not come to rest")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.NoSuchProcess:
        return 0

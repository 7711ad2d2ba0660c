"""The warmed process, as the server sees it: started, asked for kernels, started again."""

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.forking import Outputs, Request

PATIENCE = 60  # seconds until a fork must have happened, loading included
_ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "1",  # each thread of a kernel would take memory in large steps
}


class CannotFork(IlacsBenchError):
    """The warmed process, or the one of a dashboard, is not there to be asked."""


def can_fork() -> bool:
    """Whether kernels can be forked here: Linux 5.4 and later; elsewhere forking is not safe."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


@dataclass(frozen=True)
class Made:
    """What a notebook showed when it was run ahead: outputs by cell, and what they follow."""

    outputs: list[Outputs]
    follows: str


class ForkedProcess:
    """A forked kernel, with what LocalProvisioner asks of a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, descriptor: int, channel: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = descriptor
        self._channel = channel

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                self._hear(self._channel.recv(64))
        return self.returncode

    def _hear(self, said: bytes) -> None:
        if said:
            self.returncode = int(said)
        elif select.select([self._descriptor], [], [], 0)[0]:
            self.returncode = -signal.SIGKILL  # whoever knew how it ended has ended too
        if self.returncode is not None:
            self._channel.close()
            os.close(self._descriptor)

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        while self.poll() is None:
            select.select([self._descriptor], [], [], 0.1)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing happens to a process that has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmedProcess:
    """Forks kernels for the dashboards at `notebooks`; starts again when it was lost.

    `say` hears, once, that it can't be started.
    """

    def __init__(self, notebooks: Iterable[Path], say: Callable[[str], object] = print) -> None:
        self.notebooks = {notebook.stem: notebook.resolve() for notebook in notebooks}
        self.generation = 0
        self.process: subprocess.Popen | None = None
        self._say = say
        self._controls: dict[str | None, socket.socket] = {}
        self._answered = True
        self._let_go: list[subprocess.Popen | None] = []
        self._lifeline, self._kept_open = os.pipe()

    def start(self) -> None:
        """Start it, unless it runs. CannotFork where it ended before it ever answered."""
        if _runs(self.process):
            return
        if self.process and not self._answered:
            self._say_once("Pages open more slowly: their kernels can't be forked here.")
            raise CannotFork("The warmed process ended before it was ready.")
        self.stop()
        self._answered = False
        self.generation += 1
        keys = [None, *map(self.key, self.notebooks)]
        pairs = {name: socket.socketpair(type=socket.SOCK_SEQPACKET) for name in keys}
        self._controls = {name: ours for name, (ours, _) in pairs.items()}
        ends = {name: theirs.fileno() for name, (_, theirs) in pairs.items()}
        self.process = self._launch(ends)
        for _, theirs in pairs.values():
            theirs.close()

    def key(self, name: str) -> str:
        """Key of a page as it was made this time: made again, its widgets have other names."""
        return f"{name}@{self.generation}"

    def _launch(self, ends: dict[str | None, int]) -> subprocess.Popen:
        given = {
            "lifeline": self._lifeline,
            "control": ends[None],
            "pages": {str(path): ends[self.key(name)] for name, path in self.notebooks.items()},
        }
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "ilacs_bench.serve.zygote", json.dumps(given)],
            env={**os.environ, **_ONE_THREAD},
            stdin=subprocess.DEVNULL,
            pass_fds=[self._lifeline, *ends.values()],
            start_new_session=True,  # Ctrl+C is for the server, which ends the kernels itself
        )

    def stop(self) -> None:
        """Let it go: it ends with its last kernel."""
        for control in self._controls.values():
            control.close()
        self._controls = {}
        self._let_go = [process for process in [*self._let_go, self.process] if _runs(process)]
        self.process = None

    def close(self) -> None:
        """Let it go and its kernels too, and wait until it has ended."""
        self.stop()
        os.close(self._kept_open)
        os.close(self._lifeline)
        for process in filter(None, self._let_go):
            process.wait()

    async def fork(self, request: Request, page: str | None = None) -> ForkedProcess:
        """A new kernel, which has the page of a key already where one is given; or CannotFork."""
        channel = self._ask(request, page)
        said, descriptors = await _receive(channel)
        if not descriptors:
            channel.close()
            raise CannotFork("The warmed process ended when a kernel was asked for.")
        self._answered = True
        return ForkedProcess(int(said), descriptors[0], channel)

    async def made(self, name: str) -> Made:
        """The page `name` as its kernels have it; or CannotFork."""
        self.start()
        said = await self._answer({}, self.key(name))
        self._answered = True
        return Made(**said)

    async def page_at(self, key: str, query: str) -> tuple[str, str]:
        """The page of a key, and what it is for an address with `query`, as HTML; or CannotFork."""
        before, after = await self._answer({"query": query}, key)
        return before, after

    async def _answer(self, request: Request, page: str) -> Any:
        with self._ask(request, page) as channel:
            said = await _receive_all(channel)
        if not said:
            raise CannotFork(f"{page} was not made.")
        return json.loads(said)

    def _ask(self, request: Request, page: str | None) -> socket.socket:
        self.start()
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._controls[page], [b"?"], [theirs.fileno()])
            ours.sendall(json.dumps(request).encode())
            ours.shutdown(socket.SHUT_WR)
        except (OSError, KeyError) as error:
            ours.close()
            raise CannotFork("The warmed process, or the page, is gone.") from error
        finally:
            theirs.close()
        ours.setblocking(False)
        return ours

    def _say_once(self, words: str) -> None:
        self._say(words)
        self._say = lambda _: None


def _runs(process: subprocess.Popen | None) -> bool:
    return process is not None and process.poll() is None


async def _receive(channel: socket.socket) -> tuple[bytes, list[int]]:
    """The next words and descriptors; none when the other side has gone or takes too long."""
    loop, arrived = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(channel, arrived.set)
    try:
        await asyncio.wait_for(arrived.wait(), PATIENCE)
        said, descriptors, *_ = socket.recv_fds(channel, 64, 1)
    except (OSError, TimeoutError):
        return b"", []
    finally:
        loop.remove_reader(channel)
    return said, descriptors


async def _receive_all(channel: socket.socket) -> bytes:
    loop, parts = asyncio.get_running_loop(), []
    with contextlib.suppress(OSError):
        while part := await loop.sock_recv(channel, 1 << 16):
            parts.append(part)
    return b"".join(parts)

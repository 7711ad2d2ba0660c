"""The worker processes of a set of notebooks: started, watched, stopped, replaced.

Where forking is safe, one process runs the notebooks and forks the workers; elsewhere each worker
runs them itself. All connect to the server and use the same protocol.
"""

import asyncio
import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.wire import ServerAddress, ServerLine

SLOW = 30.0
"""Seconds after which a worker that has not answered is killed."""
_STARTED = 60.0
"""Seconds that a notebook may take before its page is shown."""
_MORE = 4
"""Maximum number of workers as a multiple of the usual one, where forking is possible."""
_LOOKED_AT = 0.5
"""Seconds between two checks of the processes."""
_ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "1",
}
"""Prevents libraries from starting threads, which a fork would lose while they hold locks."""


class CannotStart(IlacsBenchError):
    """Raised if the process that runs the notebooks ended, hung or started threads at `culprit`."""

    def __init__(self, culprit: str) -> None:
        super().__init__(f"{culprit or 'The process of the pages'} could not be run.")
        self.culprit = culprit


@dataclass(frozen=True)
class Reply:
    """A worker's reply: a header about the answer, and the answer."""

    head: dict[str, Any]
    body: bytes


class Worker:
    """A process that answers one request at a time."""

    def __init__(self, line: ServerLine, pid: int) -> None:
        self.pid = pid
        self.answered = 0
        self.is_warm = False  # has been warmed up with an answer for each page
        self.has_ended = False
        self._line = line
        self._asked = 0  # number of the last question
        self._reply: asyncio.Future[Reply] | None = None

    async def ask(self, request: dict[str, Any]) -> Reply:
        """Return its reply. Raises EOFError if it ends first, TimeoutError if it is slow.

        It is killed if its caller has given up: otherwise it would go on computing the reply.
        """
        if self.has_ended:  # since it was last idle
            raise EOFError
        self._asked += 1
        self._reply = asyncio.get_running_loop().create_future()
        self._line.send({**request, "number": self._asked})
        try:
            async with asyncio.timeout(SLOW):
                return await self._reply
        except BaseException:
            self.end()
            raise

    async def listen(self) -> None:
        """Receive its replies until it ends."""
        try:
            while True:
                head, body = json.loads(await self._line.receive()), await self._line.receive()
                self.answered += 1
                is_last = head.pop("number") == self._asked
                if is_last and self._reply and not self._reply.done():
                    self._reply.set_result(Reply(head, body))
        except EOFError as end:
            self.has_ended = True
            if self._reply and not self._reply.done():
                self._reply.set_exception(end)

    def end(self) -> None:
        """Kill it, whatever it is doing; not if it has ended, as its process id may be reused."""
        if self.has_ended:
            return
        self.has_ended = True
        self._line.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class WorkerPool:
    """Keeps the wanted number of workers for `notebooks`.

    `on_change` is called when a worker starts or ends.

    The process that runs the notebooks is forked from that of `base`, a pool with all libraries
    loaded, if given; else it is started.
    """

    def __init__(
        self,
        name: str,
        notebooks: Iterable[Path],
        address: ServerAddress,
        *,
        size: int,
        forks: bool,
        base: "WorkerPool | None" = None,
    ) -> None:
        self.name = name
        self.notebooks = list(notebooks)
        self.size = self.wanted = size
        self.most = _MORE * size if forks else size
        self.workers: list[Worker] = []
        self.on_change: Callable[[], object] = lambda: None
        self._address = address
        self.forks = forks
        self._base = base
        self._coming = 0
        self._numbers = itertools.count(1)
        self._running: dict[int, str] = {}  # notebooks by process id
        self._joined: set[int] = set()  # ids of processes that have connected
        self._parent: ServerLine | None = None
        self._processes: dict[int, subprocess.Popen] = {}
        self._forked: dict[int, Worker | None] = {}  # None until they have connected
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.is_closed = False
        self.fill()
        self._watch = asyncio.create_task(self._watch_processes())

    def is_used(self, worker: Worker) -> bool:
        """Return whether a new fork would use less memory than this worker."""
        return self.forks and worker.answered > 0

    async def ready(self) -> None:
        """Wait until there is a worker. Raises CannotStart."""
        try:
            async with asyncio.timeout(_STARTED * len(self.notebooks)):
                await asyncio.shield(self._ready)
        except TimeoutError:
            raise CannotStart("".join([*self._running.values()][:1])) from None

    def fill(self) -> None:
        """Start workers until there are as many as wanted."""
        missing = self.wanted - len(self.workers) - self._coming
        if self.is_closed or missing <= 0:
            return
        if not self.forks:
            for _ in range(missing):
                self._start()
        elif self._parent:
            for _ in range(missing):
                self._parent.send({"fork": True})
        elif not self._processes and not self._forked:
            self._start()
            return  # asked for workers once it has connected
        else:
            return
        self._coming += missing

    async def serve_process(self, hello: dict[str, Any], line: ServerLine) -> None:
        """Serve a connected process of this pool until it ends."""
        number = hello["process"]
        process = Worker(line, hello["pid"])
        if self.is_closed:
            process.end()
            return
        if hello["role"] == "parent" and number in self._forked:
            self._forked[number] = process
        if await self._has_run(line, number) and not self.is_closed:
            self._joined.add(number)
            await (self._has_parent(line) if hello["role"] == "parent" else self._has(process))
        if self._forked.get(number) is process:
            process.has_ended = True
            del self._forked[number]
            self._ended([number])

    async def _has_parent(self, line: ServerLine) -> None:
        self._parent = line
        self.fill()
        with contextlib.suppress(EOFError):
            await line.receive()
        if self._parent is line:
            self._parent = None

    async def _has(self, worker: Worker) -> None:
        self._coming = max(0, self._coming - 1)
        self.workers.append(worker)
        if not self._ready.done():
            self._ready.set_result(None)
        self.on_change()
        await worker.listen()
        self.workers.remove(worker)
        self.fill()
        self.on_change()

    async def _has_run(self, line: ServerLine, process: int) -> bool:
        """Return whether a process has run all notebooks without failure."""
        try:
            while (report := json.loads(await line.receive()))["running"]:
                self._running[process] = report["running"]
        except EOFError:
            return False
        self._running.pop(process, None)
        if report["threaded"]:
            self._fail(report["threaded"])
        return not report["threaded"]

    def _start(self) -> None:
        number = next(self._numbers)  # a launcher may have started another process with another id
        role = "parent" if self.forks else "worker"
        orders = {
            "address": vars(self._address),
            "hello": {"pool": self.name, "role": role, "process": number},
            "notebooks": [str(path) for path in self.notebooks],
            "forks": self.forks,
        }
        if self._base and self._base._parent:
            self._base._parent.send({"run": orders})
            self._forked[number] = None
            return
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ilacs_bench.serve.worker"],
            env={**os.environ, **_ONE_THREAD},
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl+C is for the server; workers end with it
        )
        with contextlib.suppress(OSError), process.stdin as stdin:  # type: ignore[union-attr]
            stdin.write(json.dumps(orders).encode())
        self._processes[number] = process

    async def _watch_processes(self) -> None:
        """Detect processes that ended before connecting, and the end of the base process."""
        while True:
            await asyncio.sleep(_LOOKED_AT)
            ended = [n for n, process in self._processes.items() if process.poll() is not None]
            if not ended:
                continue
            for number in ended:
                del self._processes[number]
            self._ended(ended)

    def _ended(self, numbers: list[int]) -> None:
        if self.forks:
            self._parent = None  # its connection may close later, but it can't fork any more
            self._coming = 0
        else:
            unjoined = set(numbers) - self._joined  # the others no longer count as starting
            self._coming = max(0, self._coming - len(unjoined))
        if self._ready.done():
            self.fill()
        else:
            self._fail(self._running.get(numbers[0], ""))

    def _fail(self, culprit: str) -> None:
        if not self._ready.done():
            self._ready.set_exception(CannotStart(culprit))
            self._ready.exception()  # mark as retrieved, whether or not anybody awaits it

    def close(self) -> None:
        """Kill all processes; pending requests are lost."""
        self.is_closed = True
        self._watch.cancel()
        for worker in (*self.workers, *filter(None, self._forked.values())):
            worker.end()
        if self._parent:
            self._parent.close()
        for process in self._processes.values():
            process.kill()
            process.wait()

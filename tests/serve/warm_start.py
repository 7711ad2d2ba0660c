"""Processes of the pages, forked from one that has the libraries loaded.

Where a test starts many, what each of them would load first takes longer than what is tested.
"""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from ilacs_bench.serve import pool

TESTS = Path(__file__).resolve().parents[1]
CODE = "from serve.warm_start import fork_when_asked; fork_when_asked()"
LARGEST = 1 << 20
"""Bytes of what a process is told."""


class WarmParent:
    """Stands for `subprocess` in `ilacs_bench.serve.pool`."""

    PIPE = subprocess.PIPE

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = os.pathsep.join(map(str, (TESTS.parent, TESTS)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", CODE],
            env={**os.environ, **pool._ONE_THREAD, "PYTHONPATH": path},
            stdin=theirs.fileno(),
        )
        theirs.close()

    def Popen(self, command: list[str], *, env: dict[str, str], **_: object) -> "Forked":
        return Forked(self, env)

    def fork(self, told: dict[str, Any]) -> int:
        """The id of a process that does what it is told, with our standard error as it is now."""
        socket.send_fds(self._socket, [json.dumps(told).encode()], [2])
        return int(self._socket.recv(32))

    def close(self) -> None:
        self._socket.close()
        self._process.wait()


class Forked:
    """Stands for a `subprocess.Popen` of a worker, which begins when its input is closed."""

    def __init__(self, parent: WarmParent, env: dict[str, str]) -> None:
        self._parent, self._env = parent, env
        self.stdin = self
        self._told = b""
        self._process: psutil.Process | None = None

    def __enter__(self) -> "Forked":
        return self

    def write(self, told: bytes) -> None:
        self._told = told

    def __exit__(self, *_: object) -> None:
        told = {"input": self._told.decode(), "env": self._env, "folder": str(Path.cwd())}
        pid = self._parent.fork(told)
        with suppress(psutil.NoSuchProcess):  # it has ended already
            self._process = psutil.Process(pid)

    def poll(self) -> int | None:
        return None if self._process and self._process.is_running() else 0

    def kill(self) -> None:
        if self._process:
            with suppress(psutil.NoSuchProcess):
                self._process.kill()

    def wait(self) -> None:
        if self._process:
            psutil.wait_procs([self._process])


def fork_when_asked() -> None:
    """What the warm process does, until nobody can ask any more."""
    from ilacs_bench.serve import worker

    asked = socket.socket(fileno=0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to be told how they ended
    while True:
        message, errors, _, _ = socket.recv_fds(asked, LARGEST, 1)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            break
        os.close(errors[0])
        asked.send(str(pid).encode())
    asked.close()
    _become(json.loads(message), errors[0])
    worker.main()


def _become(told: dict[str, Any], errors: int) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(errors, 2)
    os.environ.clear()
    os.environ.update(told["env"])
    os.chdir(told["folder"])
    sys.path[:] = [path for path in sys.path if path]
    sys.stdin = io.TextIOWrapper(io.BytesIO(told["input"].encode()))

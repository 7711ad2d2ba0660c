"""Forking on request: the loop of a process that has everything loaded.

Requests come through a pair of sockets without a name: no other process can reach it. Each brings
the end of a channel of its own, through which the asker says what is wanted, gets the new process,
and hears how it ended. One thread does all this: a fork would leave the others' locks closed.
"""

import contextlib
import gc
import json
import os
import selectors
import socket
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

Request = dict[str, Any]
Outputs = list[dict[str, Any]]
_QUIET = 1.0
"""Seconds without a request after which there is time for other things."""
_DONE = object()


@dataclass(frozen=True)
class Child:
    """A forked process, and the channel of the one who asked for it, if anybody did."""

    pid: int
    channel: socket.socket | None


class Forks:
    """The requests that come through `control`, and the children forked for them."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self._children: dict[int, Child] = {}  # by their process descriptors
        self._waiting = selectors.DefaultSelector()

    def run(
        self,
        become: Callable[[Request], None],
        answer: Callable[[Request], bytes] = lambda _: b"",
        meanwhile: Iterable[None] = (),
    ) -> None:
        """Fork until the other end is closed and the last child has ended.

        Each child calls `become` with its request. A request that names no connection file gets
        an `answer`. While nobody asks for anything the steps of `meanwhile` are taken, each of
        them a short one.
        """
        self._waiting.register(self.control, selectors.EVENT_READ)
        quiet: float | None = _QUIET
        steps = iter(meanwhile)
        while self._waiting.get_map():
            came = self._waiting.select(quiet)
            for key, _ in came:
                if key.fileobj is self.control:
                    self._take(become, answer)
                else:
                    self._reap(key.fd)
            if came:
                quiet = None if quiet is None else _QUIET
            elif next(steps, _DONE) is _DONE:
                quiet = None
            else:
                quiet = 0

    def _take(self, become: Callable[[Request], None], answer: Callable[[Request], bytes]) -> None:
        said, ends, *_ = socket.recv_fds(self.control, 1, 1)
        if not said:  # nobody can ask any more
            self._waiting.unregister(self.control)
            return
        channel = socket.socket(fileno=ends[0])
        with contextlib.suppress(OSError):  # the asker has gone
            request = json.loads(_read_all(channel))
            if "connection_file" in request:
                self.fork(lambda: become(request), channel)
            else:
                with channel:
                    channel.sendall(answer(request))

    def fork(self, become: Callable[[], None], channel: socket.socket | None = None) -> None:
        """Fork a child that calls `become` and ends with it."""
        pid = os.fork()
        if pid == 0:
            self._be_child(become, channel)
        descriptor = os.pidfd_open(pid)
        self._children[descriptor] = Child(pid, channel)
        self._waiting.register(descriptor, selectors.EVENT_READ)
        if channel:
            with contextlib.suppress(OSError):  # the asker has gone
                socket.send_fds(channel, [json.dumps(pid).encode() + b"\n"], [descriptor])

    def _be_child(self, become: Callable[[], None], channel: socket.socket | None) -> NoReturn:
        """Never returns: what the parent would do next is not the child's business."""
        status = 1
        try:
            if channel:
                channel.close()
            self._let_go()
            become()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
        finally:
            with contextlib.suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            # Ending in full would touch, and so copy, most of the memory shared with the parent.
            os._exit(status)

    def _let_go(self) -> None:
        """Close what belongs to the parent: an end kept open here would never be seen to close."""
        self._waiting.close()
        self.control.close()
        for descriptor, child in self._children.items():
            os.close(descriptor)
            if child.channel:
                child.channel.close()
        self._children.clear()

    def _reap(self, descriptor: int) -> None:
        """Take note of a child's end, and tell the one who asked for it."""
        self._waiting.unregister(descriptor)
        os.close(descriptor)
        child = self._children.pop(descriptor)
        status = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
        if child.channel:
            with contextlib.suppress(OSError):  # the asker has gone
                child.channel.sendall(json.dumps(status).encode() + b"\n")
            child.channel.close()


def count_threads() -> int:
    """Threads of this process, those of compiled libraries too."""
    return len(list(Path("/proc/self/task").iterdir()))


def settle() -> None:
    """Make ready to be forked: what is in memory now stays, and is not looked through again.

    The collector of garbage would write to every object it looks at, and so copy its page.
    """
    gc.collect()
    gc.freeze()


def _read_all(channel: socket.socket) -> bytes:
    """What the asker says, until it closes its side."""
    with channel.makefile("rb") as said:
        return said.read()

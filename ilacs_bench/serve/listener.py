"""Accept connections from worker processes and pass each to its pool."""

import asyncio
import secrets
import socket
from collections.abc import Callable

from tornado.netutil import add_accept_handler

from ilacs_bench.serve.pool import WorkerPool
from ilacs_bench.serve.wire import ServerAddress, ServerLine

_PATIENCE = 10.0
"""Seconds within which a connection must identify itself."""


class Listener:
    """Listens on loopback, for processes that know the secret.

    It tracks every connection from when it is accepted, so that `close` leaves none open; an
    asyncio server loses track of those accepted but not yet handled.
    """

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = ServerAddress(self._socket.getsockname()[1], secrets.token_hex(32))
        self.pools: dict[str, WorkerPool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._not_started: set[socket.socket] = set()
        self._stop_accepting: Callable[[], object] = lambda: None

    def add(self, pool: WorkerPool) -> None:
        """Accept the processes of a pool; those of closed pools are dropped."""
        self.pools = {name: each for name, each in self.pools.items() if not each.is_closed}
        self.pools[pool.name] = pool

    async def open(self) -> None:
        """Start listening."""
        self._stop_accepting = add_accept_handler(self._socket, self._accept)

    def _accept(self, connection: socket.socket, _: object) -> None:
        connection.setblocking(False)
        self._not_started.add(connection)
        task = asyncio.create_task(self._admit(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _admit(self, connection: socket.socket) -> None:
        self._not_started.discard(connection)  # from here on asyncio closes it
        line = ServerLine(*await asyncio.open_connection(sock=connection))
        try:
            async with asyncio.timeout(_PATIENCE):
                hello = await line.hello(self.address.secret)
            pool = self.pools.get(hello["pool"]) if hello else None
            if hello and pool:
                await pool.serve_process(hello, line)
        except TimeoutError:
            pass  # a client that sends nothing
        finally:
            line.close()

    def close(self) -> None:
        """Close all pools and stop listening."""
        self._stop_accepting()
        for pool in self.pools.values():
            pool.close()
        for task in self._tasks:
            task.cancel()
        for connection in self._not_started:
            connection.close()
        self._socket.close()

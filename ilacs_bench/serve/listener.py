"""Where the processes of the workers connect, and are led to the pool that they belong to."""

import asyncio
import secrets
import socket

from ilacs_bench.serve.pool import WorkerPool
from ilacs_bench.serve.wire import Address, ServerLine

_PATIENCE = 10.0
"""Seconds in which whoever connects has to say who it is."""


class Listener:
    """Listens on this machine only, for processes that know the secret."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = Address(self._socket.getsockname()[1], secrets.token_hex(32))
        self.pools: dict[str, WorkerPool] = {}
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to let in."""
        self._server = await asyncio.start_server(self._let_in, sock=self._socket)

    async def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = ServerLine(reader, writer)
        try:
            async with asyncio.timeout(_PATIENCE):
                hello = await line.hello(self.address.secret)
            pool = self.pools.get(hello["pool"]) if hello else None
            if hello and pool:
                await pool.take_in(hello, line)
        except (TimeoutError, asyncio.CancelledError):
            pass  # somebody who says nothing; the end of the server
        finally:
            line.close()

    def close(self) -> None:
        """End all pools, and let nobody in any more."""
        for pool in self.pools.values():
            pool.close()
        if self._server:
            self._server.close()
        self._socket.close()

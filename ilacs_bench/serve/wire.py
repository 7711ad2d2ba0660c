"""How the server and its workers speak: frames of bytes over a loopback connection.

A frame is its length in four bytes, then so many bytes. Every process that the server starts, or
that is forked for it, connects to the server and says in its first frame which one it is, with a
secret that nobody else was given. So workers are spoken to in one way wherever they come from.
"""

import asyncio
import contextlib
import json
import secrets
import socket
from dataclasses import dataclass
from typing import Any

LENGTH = 4
_LONGEST_HELLO = 1000


@dataclass(frozen=True)
class Address:
    """Where the server listens for its workers, and the secret that lets them in."""

    port: int
    secret: str


class WorkerLine:
    """The worker's end of a connection: frames one after the other."""

    def __init__(self, address: Address, **hello: Any) -> None:
        connected = socket.create_connection(("127.0.0.1", address.port))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = connected.makefile("rwb")
        connected.close()  # the stream keeps it open
        self.send({"secret": address.secret, **hello})

    def send(self, *frames: dict[str, Any] | bytes) -> None:
        """Send frames together; a dict as JSON. Raises OSError when the server has gone."""
        for frame in frames:
            data = frame if isinstance(frame, bytes) else json.dumps(frame).encode()
            self._stream.write(len(data).to_bytes(LENGTH, "big"))
            self._stream.write(data)
        self._stream.flush()

    def receive(self) -> dict[str, Any] | None:
        """The next frame, as JSON; None when the server has gone."""
        with contextlib.suppress(OSError):
            length = int.from_bytes(self._stream.read(LENGTH), "big")
            data = self._stream.read(length)
            if length and len(data) == length:
                return json.loads(data)
        return None

    def close(self) -> None:
        """Hang up."""
        self._stream.close()


class ServerLine:
    """The server's end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame as JSON."""
        data = json.dumps(frame).encode()
        self._writer.write(len(data).to_bytes(LENGTH, "big") + data)

    async def receive(self, longest: int | None = None) -> bytes:
        """The next frame. Raises EOFError when the process is gone, or the frame is too long."""
        try:
            length = int.from_bytes(await self._reader.readexactly(LENGTH), "big")
            if longest is not None and length > longest:
                raise EOFError
            return await self._reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError) as gone:
            raise EOFError from gone

    async def hello(self, secret: str) -> dict[str, Any] | None:
        """What the first frame says; None from somebody who does not know the secret."""
        try:
            first = json.loads(await self.receive(_LONGEST_HELLO))
            known = secrets.compare_digest(str(first["secret"]), secret)
        except (EOFError, ValueError, KeyError, TypeError):
            return None
        return first if known else None

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

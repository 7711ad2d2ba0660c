"""The protocol between the server and its workers: frames of bytes over loopback.

A frame is its length in four bytes, then that many bytes. Every process that the server starts, or
that is forked for it, connects to the server and identifies itself in its first frame, with a
secret. So all workers use the same protocol, however they were started.
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
class ServerAddress:
    """The server's address for its workers, and the secret that admits them."""

    port: int
    secret: str


class WorkerLine:
    """The worker's end of the connection."""

    def __init__(self, address: ServerAddress, **hello: Any) -> None:
        connected = socket.create_connection(("127.0.0.1", address.port))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = connected.makefile("rwb")
        connected.close()  # the stream keeps it open
        self.send({"secret": address.secret, **hello})

    def send(self, *frames: dict[str, Any] | bytes) -> None:
        """Send frames together; a dict as JSON. Raises OSError if the server is gone."""
        for frame in frames:
            data = frame if isinstance(frame, bytes) else json.dumps(frame).encode()
            self._stream.write(len(data).to_bytes(LENGTH, "big"))
            self._stream.write(data)
        self._stream.flush()

    def receive(self) -> dict[str, Any] | None:
        """Return the next frame, parsed from JSON; None if the server is gone."""
        with contextlib.suppress(OSError):
            length = int.from_bytes(self._stream.read(LENGTH), "big")
            data = self._stream.read(length)
            if length and len(data) == length:
                return json.loads(data)
        return None

    def close(self) -> None:
        """Close the connection."""
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
        """Return the next frame. Raises EOFError if the process is gone, or the frame too long."""
        try:
            length = int.from_bytes(await self._reader.readexactly(LENGTH), "big")
            if longest is not None and length > longest:
                raise EOFError
            return await self._reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError) as error:
            raise EOFError from error

    async def hello(self, secret: str) -> dict[str, Any] | None:
        """Return the content of the first frame; None if its secret is wrong."""
        try:
            first = json.loads(await self.receive(_LONGEST_HELLO))
            known = secrets.compare_digest(str(first["secret"]), secret)
        except (EOFError, ValueError, KeyError, TypeError):
            return None
        return first if known else None

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()

"""The base of pages that use a websocket."""

import json
from typing import Any

from asks import Asker
from websockets.asyncio.client import connect


class SocketPage:
    """One client's page; its document is loaded by HTTP."""

    def __init__(self, url: str) -> None:
        self._http = Asker(url)
        self._socket: Any = None

    async def connect(self, path: str, *protocols: str) -> None:
        """Open the websocket."""
        url = f"ws://{self._http.host}{path}"
        as_browsers = {"max_size": None, "open_timeout": None, "ping_interval": None}
        self._socket = await connect(url, subprotocols=list(protocols) or None, **as_browsers)

    async def tell(self, message: object) -> None:
        """Send JSON."""
        await self._socket.send(json.dumps(message))

    async def receive(self) -> bytes:
        """Return the next message."""
        return await self._socket.recv(decode=False)

    async def close(self) -> None:
        """Close the websocket."""
        if self._socket is not None:
            await self._socket.close()

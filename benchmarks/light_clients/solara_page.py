"""Solara: Jupyter's messages over a websocket, each widget a comm of its own."""

import json
from uuid import uuid4

from sockets import SocketPage


class Page(SocketPage):
    """One client's page."""

    MOST_ROWS = 15  # its table sends a page of rows

    _control = ""

    async def open(self) -> None:
        """Load the document, then run the app, which opens its widgets."""
        await self._http.ask("/")
        await self.connect(f"/jupyter/api/kernels/{uuid4()}/channels?session_id={uuid4()}")
        control = uuid4().hex
        await self._send(
            "comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}}
        )
        run = {"method": "run", "args": {"path": "", "appName": None, "themes": {}, "dark": False}}
        await self._send("comm_msg", {"comm_id": control, "data": run})

    async def choose(self, region: str) -> None:
        """Send another value of the control's widget."""
        state = {"method": "update", "state": {"v_model": region}, "buffer_paths": []}
        await self._send("comm_msg", {"comm_id": self._control, "data": state})

    async def receive(self) -> bytes:
        """Return the next message."""
        part = await super().receive()
        if not self._control and part.startswith(b"{") and b'"Region"' in part:
            content = json.loads(part)["content"]
            if content["data"]["state"].get("label") == "Region":
                self._control = content["comm_id"]
        return part

    async def _send(self, kind: str, content: dict[str, object]) -> None:
        header = {"msg_id": uuid4().hex, "msg_type": kind, "username": "", "version": "5.3"}
        header |= {"session": "", "date": "2026-11-30T00:00:00Z"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.tell(message | {"channel": "shell", "buffers": []})

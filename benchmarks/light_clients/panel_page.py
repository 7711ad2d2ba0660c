"""Panel: Bokeh's messages over a websocket, each of a header, metadata, content and buffers."""

import json
import re
from uuid import uuid4

from sockets import SocketPage

_READY = {"type": "event", "name": "document_ready", "values": {"type": "map"}}


class Page(SocketPage):
    """One client's page."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._path = "/" + url.split("/", 3)[3]

    async def open(self) -> None:
        """Load the document, which has a token; the session's models come over the websocket."""
        document = (await self._http.ask(self._path)).decode()
        token = re.search(r'"token":"([^"]+)"', document)
        if token is None:
            raise ValueError("no token in the page")
        await self.connect(f"{self._path}/ws", "bokeh", token[1])
        for _ in range(3):  # the server is ready
            await super().receive()
        self._region = ""
        await self._send("PULL-DOC-REQ", {})

    async def choose(self, region: str) -> None:
        """Send another value of the control's model."""
        event = {
            "kind": "ModelChanged",
            "model": {"id": self._region},
            "attr": "value",
            "new": region,
        }
        await self._send("PATCH-DOC", {"events": [event]})

    async def receive(self) -> bytes:
        """Return the next part of a message; the options of the control are no rows."""
        part = await super().receive()
        if not self._region and (model := _model_of(part, "Region")):
            self._region = model
            event = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": _READY}
            await self._send("PATCH-DOC", {"events": [event]})
        return b"" if b'"attr":"options"' in part else part

    async def _send(self, kind: str, content: dict[str, object]) -> None:
        header = {"msgid": uuid4().hex, "msgtype": kind}
        for part in (header, {}, content):
            await self.tell(part)


def _model_of(part: bytes, title: str) -> str:
    """Return the id of the control with this title, if the document is in this part."""
    if not part.startswith(b'{"doc"'):
        return ""
    found = [json.loads(part)]
    while found:
        each = found.pop()
        if isinstance(each, dict):
            if each.get("attributes", {}).get("title") == title:
                return str(each["id"])
            found += each.values()
        elif isinstance(each, list):
            found += each
    return ""

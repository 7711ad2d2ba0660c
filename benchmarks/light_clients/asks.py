"""HTTP requests of light clients: over a kept connection in a thread of its own."""

import asyncio
import gzip
import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit


class Asker:
    """Requests to one server."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self._connection = http.client.HTTPConnection(self.host, timeout=60)

    async def ask(self, path: str, sent: Any = None) -> bytes:
        """Return the response to a GET, or to a POST of JSON. Raises OSError on failure."""
        return await asyncio.to_thread(self._ask, path, sent)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(self, path: str, sent: Any) -> bytes:
        headers = {"Accept-Encoding": "gzip"}
        if sent is not None:
            headers["Content-Type"] = "application/json"
        while True:
            body = None if sent is None else json.dumps(sent)
            self._connection.request("GET" if sent is None else "POST", path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
            if answer.status == 200:
                is_packed = answer.headers.get("Content-Encoding") == "gzip"
                return gzip.decompress(content) if is_packed else content
            after = answer.headers.get("Retry-After")
            if answer.status != 503 or after is None:
                raise OSError(f"{answer.status} {path}")
            time.sleep(float(after))

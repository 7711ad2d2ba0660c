"""Our page: a document, and an answer for each change."""

from urllib.parse import quote

from asks import Asker


class Page:
    """One client's page."""

    def __init__(self, url: str) -> None:
        self._http = Asker(url)
        self._path = "/" + url.split("/", 3)[3]
        self._came = b""

    async def open(self) -> None:
        """Load the page."""
        self._came = await self._http.ask(self._path)

    async def choose(self, region: str) -> None:
        """Request another region."""
        self._came = await self._http.ask(f"{self._path}/answer?region={quote(region)}")

    async def receive(self) -> bytes:
        """Return the answer, once."""
        came, self._came = self._came, b""
        if not came:
            raise EOFError("the answer lacks something")
        return came

    async def close(self) -> None:
        """Close the connection."""
        self._http.close()

"""Shiny: JSON over a websocket."""

from sockets import SocketPage


class Page(SocketPage):
    """One client's page."""

    async def open(self) -> None:
        """Load the document, then start the session with the visible outputs."""
        await self._http.ask("/")
        await self.connect("/websocket/")
        seen = {f".clientdata_output_{name}_hidden": False for name in ("h", "b", "t", "dl")}
        await self.tell({"method": "init", "data": {"region": "All", "councils": [], **seen}})

    async def choose(self, region: str) -> None:
        """Send another value of the input."""
        await self.tell({"method": "update", "data": {"region": region}})

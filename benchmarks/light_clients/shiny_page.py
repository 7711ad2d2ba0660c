"""Shiny: JSON over a websocket."""

from sockets import SocketPage


class Page(SocketPage):
    """One person's page."""

    async def open(self) -> None:
        """The document, then the session, which needs to know which outputs are seen."""
        await self._http.ask("/")
        await self.connect("/websocket/")
        seen = {f".clientdata_output_{name}_hidden": False for name in ("h", "b", "t", "dl")}
        await self.tell({"method": "init", "data": {"region": "All", "councils": [], **seen}})

    async def choose(self, region: str) -> None:
        """Another value of the input."""
        await self.tell({"method": "update", "data": {"region": region}})

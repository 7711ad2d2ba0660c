"""Dash: a document, its layout, and a POST for each change."""

from ours_page import Page as Answered

_OUTPUTS = [("h", "figure"), ("b", "figure"), ("t", "data"), ("councils", "options")]


class Page(Answered):
    """One client's page."""

    async def open(self) -> None:
        """Load the document, then what its script requests."""
        await self._http.ask("/")
        self._came = await self._http.ask("/_dash-layout")
        await self._http.ask("/_dash-dependencies")

    async def choose(self, region: str) -> None:
        """Request what its script does when the region changes."""
        names = "...".join(f"{id}.{name}" for id, name in _OUTPUTS)
        asked = {
            "output": f"..{names}..",
            "outputs": [{"id": id, "property": name} for id, name in _OUTPUTS],
            "inputs": [
                {"id": "region", "property": "value", "value": region},
                {"id": "councils", "property": "value", "value": []},
            ],
            "changedPropIds": ["region.value"],
            "parsedChangedPropsIds": ["region.value"],
        }
        self._came = await self._http.ask("/_dash-update-component", asked)

"""Kernels that no page is connected to end: a tab that vanished said no goodbye."""

import time
from collections.abc import Callable

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

ALONE_AT_MOST = 90  # seconds; a page connects once, so a kernel that it left is of no more use


class Abandoned:
    """Ends the kernels of `manager` that are without a page for longer than a page takes to load.

    For forked kernels: those that Voilà keeps waiting are without a page until somebody comes.
    """

    def __init__(
        self, manager: AsyncMappingKernelManager, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._manager = manager
        self._clock = clock
        self._alone_since: dict[str, float] = {}

    async def end(self) -> None:
        """End those that were found alone long enough ago, and at every look since."""
        now = self._clock()
        alone = [model["id"] for model in self._manager.list_kernels() if not model["connections"]]
        self._alone_since = {each: self._alone_since.get(each, now) for each in alone}
        for each, since in self._alone_since.items():
            if now - since >= ALONE_AT_MOST and each in self._manager:
                await self._manager.shutdown_kernel(each)

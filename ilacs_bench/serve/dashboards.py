"""The current set of pages, made at start and again when something has changed."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from ilacs_bench.errors import UnknownName
from ilacs_bench.serve.page_set import MadePage, PageSet, PageSetMaker
from ilacs_bench.serve.versions import version_of


class Dashboards:
    """The current pages of the notebooks that `find` finds; `tell` is called with each new set."""

    def __init__(
        self,
        maker: PageSetMaker,
        find: Callable[[], Mapping[str, Path]],
        tell: Callable[[PageSet], object] = lambda _: None,
    ) -> None:
        self.page_set = PageSet()
        self._maker = maker
        self._find = find
        self._tell = tell
        self._renewing: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    def first(self) -> str:
        """Name of the page that the root address redirects to."""
        return next(iter(self._find()))

    def has(self, name: str) -> bool:
        """Return whether there is a notebook of this name."""
        return name in self._find()

    async def page(self, name: str) -> MadePage:
        """Return the page for the current notebook and tables. Raises UnknownName."""
        path = self._find().get(name)
        if path is None:
            raise UnknownName(f"There is no page {name!r} here.")
        page = self.page_set.pages.get(name)
        if page is None or page.version != version_of(path):
            await self.renew()
        if name not in self.page_set.pages:
            raise UnknownName(f"There is no page {name!r} here.")
        return self.page_set.pages[name]

    async def renew(self) -> None:
        """Make a new set of pages if something has changed; concurrent callers wait for one."""
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._renew())
            self._renewing.add_done_callback(self._renewed)
        await asyncio.shield(self._renewing)

    async def _renew(self) -> None:
        notebooks = self._find()
        if self.page_set.is_current(notebooks):
            return
        old, new = self.page_set, await self._maker.make(notebooks, self.page_set)
        self.page_set = new
        closing = asyncio.create_task(old.close(new.dispatchers))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._tell(self.page_set)

    def _renewed(self, task: asyncio.Task[None]) -> None:
        self._renewing = None
        if not task.cancelled() and task.exception():
            logging.getLogger(__name__).error("pages", exc_info=task.exception())

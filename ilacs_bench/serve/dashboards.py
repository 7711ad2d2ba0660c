"""The current set of pages, made at start and again when something has changed.

Where only facts have changed (tables, saved lists, the day), the old set answers until the new one
is made. Whoever asks for a page after its notebook or a file beside it was edited waits for it.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from ilacs_bench.errors import UnknownName
from ilacs_bench.serve.page_set import MadePage, PageSet, PageSetMaker
from ilacs_bench.serve.versions import is_same_work, versions_of

CHECK_EVERY = 0.5
"""Seconds for which what was found of the files counts: many ask, and a folder may be far away."""


class Dashboards:
    """The current pages of the notebooks from `find`; `on_new_set` is called with each new set."""

    def __init__(
        self,
        maker: PageSetMaker,
        find: Callable[[], Mapping[str, Path]],
        on_new_set: Callable[[PageSet], object] = lambda _: None,
    ) -> None:
        self.page_set = PageSet()
        self._maker = maker
        self._find = find
        self._on_new_set = on_new_set
        self._renewing: asyncio.Task[None] | None = None
        self._checking: asyncio.Task[dict[str, str]] | None = None
        self._checked_at = 0.0
        self._closing: set[asyncio.Task[None]] = set()

    async def first(self) -> str:
        """Name of the page that the root address redirects to."""
        return next(iter(await self._versions()))

    async def has(self, name: str) -> bool:
        """Return whether there is a notebook of this name."""
        return name in await self._versions()

    async def page(self, name: str, *, anew: bool = False) -> MadePage:
        """Return the page of the current notebook. Raises UnknownName.

        `anew` has the files checked now, so that whoever has edited one and reloads sees the edit.
        """
        version = (await self._versions(anew=anew)).get(name)
        for _ in range(2):  # what was being made may be of before the last change
            page = self.page_set.pages.get(name)
            if version is None or (page and page.version == version):
                break
            renewing = self.renew()
            if page and not page.failure and is_same_work(page.version, version):
                break
            await asyncio.shield(renewing)
        if version is None or name not in self.page_set.pages:
            raise UnknownName(f"There is no page {name!r} here.")
        return self.page_set.pages[name]

    def renew(self) -> asyncio.Task[None]:
        """Begin a new set of pages if something has changed; there is one such task at a time."""
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._renew())
            self._renewing.add_done_callback(self._renewed)
        return self._renewing

    async def _versions(self, *, anew: bool = False) -> Mapping[str, str]:
        """Return the versions of the notebooks by name, as of half a second ago at most."""
        now = asyncio.get_running_loop().time()
        is_due = anew or now >= self._checked_at + CHECK_EVERY
        if self._checking is None or (self._checking.done() and is_due):
            self._checked_at = now
            self._checking = asyncio.create_task(
                asyncio.to_thread(lambda: versions_of(self._find()))
            )
        return await asyncio.shield(self._checking)

    async def _renew(self) -> None:
        notebooks = await asyncio.to_thread(self._find)
        if self.page_set.is_of(await asyncio.to_thread(versions_of, notebooks)):
            return
        old, new = self.page_set, await self._maker.make(notebooks, self.page_set)
        self.page_set = new
        closing = asyncio.create_task(old.close(new.dispatchers))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._on_new_set(self.page_set)

    def _renewed(self, task: asyncio.Task[None]) -> None:
        self._renewing = None
        if not task.cancelled() and task.exception():
            logging.getLogger(__name__).error("pages", exc_info=task.exception())

"""A set of pages as of one time: their run notebooks, their workers, and their HTML.

When a notebook, the tables or the day changes, `dashboards` has a new set made.
"""

import asyncio
import hashlib
import itertools
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ilacs_bench.dashboard.run import Outputs, error_words
from ilacs_bench.dashboard.state import State
from ilacs_bench.serve.dispatcher import Dispatcher, NoAnswer
from ilacs_bench.serve.listener import Listener
from ilacs_bench.serve.policy import KERNEL_POLICY, policy_of
from ilacs_bench.serve.pool import CannotStart, WorkerPool
from ilacs_bench.serve.versions import versions_of

Render = Callable[[Path, Sequence[Outputs]], Awaitable[str]]
"""A function that returns the HTML of a page from a notebook and its outputs."""
_WIDGET = "application/vnd.jupyter.widget-view+json"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class MadePage:
    """A page made from a run notebook.

    version         a hash of its data and code
    html            the complete HTML, with placeholders for what depends on the address
    tag             a hash of the version and the HTML
    defaults        its controls with their default values; None if it has no page object
    councils        the controls that choose a local authority, by any spelling of its name
    common_queries  likely queries, whose answers are prepared
    policy          its content security policy
    needs_kernel    whether it has widgets of its own, which need a kernel for each visitor
    failure         why it can't be shown, as a message for the reader; "" if it can
    dispatcher      the dispatcher of its workers
    """

    path: Path
    version: str
    html: str = ""
    tag: str = ""
    defaults: State | None = None
    councils: Sequence[str] = ()
    common_queries: Sequence[str] = ()
    policy: str = ""
    needs_kernel: bool = False
    failure: str = ""
    dispatcher: Dispatcher | None = None

    @property
    def name(self) -> str:
        """The page's name in its address."""
        return self.path.stem


@dataclass
class PageSet:
    """Pages by name, the dispatchers of their workers, and the menu."""

    pages: dict[str, MadePage] = field(default_factory=dict)
    dispatchers: list[Dispatcher] = field(default_factory=list)
    menu: object = None

    @property
    def n_workers(self) -> int:
        """The number of worker processes."""
        return sum(len(dispatcher.pool.workers) for dispatcher in self.dispatchers)

    @property
    def n_waiting(self) -> int:
        """The number of requests that wait for a worker."""
        return sum(dispatcher.n_waiting for dispatcher in self.dispatchers)

    def is_of(self, versions: Mapping[str, str]) -> bool:
        """Return whether its pages have these versions, by their names."""
        return {name: page.version for name, page in self.pages.items()} == versions

    def made_of(self, versions: Mapping[Path, str]) -> dict[Path, MadePage]:
        """Return the pages of those notebooks that still have these versions."""
        pages = self.pages.values()
        return {page.path: page for page in pages if versions.get(page.path) == page.version}

    async def close(self, kept: Collection[Dispatcher] = ()) -> None:
        """Stop the workers, except the dispatchers `kept`, after they have answered."""
        ending = [dispatcher for dispatcher in self.dispatchers if dispatcher not in kept]
        await asyncio.gather(*(dispatcher.close() for dispatcher in ending))


class PageSetMaker:
    """Makes sets of pages. A notebook that can't share a process gets one of its own."""

    def __init__(
        self,
        listener: Listener,
        render: Render,
        *,
        forks: bool,
        menu: Callable[[], object] = lambda: None,
        size: int = 2,
        base: Path | None = None,
    ) -> None:
        self._size = size
        self._listener = listener
        self._render = render
        self._forks = forks
        self._menu = menu
        self._base = base
        self._apart: dict[Path, str] = {}  # versions of notebooks
        self._new: list[Dispatcher] = []  # of the set that is being made

    async def make(self, notebooks: Mapping[str, Path], old: PageSet | None = None) -> PageSet:
        """Return the pages of the current notebooks; unchanged ones are taken from `old`.

        Notebooks of one folder that are run at the same time share a process, so that the user's
        notebooks can't affect the library's. It is forked from a base process, in which the
        libraries are loaded and no user notebook has run, so that an edited notebook takes only its
        own time to run.
        """
        self._new = []
        try:
            return await self._make(notebooks, old or PageSet())
        except Exception:
            await asyncio.gather(*(dispatcher.close() for dispatcher in self._new))
            raise

    async def _make(self, notebooks: Mapping[str, Path], old: PageSet) -> PageSet:
        page_set = PageSet(menu=self._menu())
        folders = dict.fromkeys(path.parent for path in notebooks.values())
        base = None
        for folder in sorted(folders, key=lambda folder: folder != self._base):
            of_folder = [path for path in notebooks.values() if path.parent == folder]
            named = await asyncio.to_thread(versions_of, {path.stem: path for path in of_folder})
            versions = {path: named[path.stem] for path in of_folder}
            made = old.made_of(versions)
            changed = {path: version for path, version in versions.items() if path not in made}
            dispatchers = {path: page.dispatcher for path, page in made.items()}
            dispatchers |= await self._started(changed, base)
            again = changed if old.menu == page_set.menu else versions
            pages = (
                self._page(p, v, dispatchers[p])
                for p, v in again.items()
                if dispatchers[p] or p in changed
            )
            made |= {page.path: page for page in await asyncio.gather(*pages)}
            page_set.pages |= {path.stem: made[path] for path in of_folder}
            page_set.dispatchers += filter(None, dict.fromkeys(dispatchers.values()))
            if folder == self._base:
                base = next((each.pool for each in page_set.dispatchers if each.pool.forks), None)
        return page_set

    async def _started(
        self, versions: Mapping[Path, str], base: WorkerPool | None
    ) -> dict[Path, Dispatcher | None]:
        """Return the dispatcher for each notebook: most share one; None on failure."""
        started: dict[Path, Dispatcher | None] = {}
        together = [path for path, version in versions.items() if self._apart.get(path) != version]
        while together:
            try:
                started |= dict.fromkeys(together, await self._dispatcher(together, base))
            except CannotStart as error:
                alone = next((p for p in together if p.stem == error.culprit), together[0])
                self._apart[alone] = versions[alone]
                together.remove(alone)
            else:
                break
        for path in versions.keys() - started.keys():
            started[path] = None
            try:
                started[path] = await self._dispatcher([path], None, alone=True)
            except CannotStart as error:
                logging.getLogger(__name__).error("%s: %s", path.stem, error)
        return started

    async def _dispatcher(
        self, notebooks: list[Path], base: WorkerPool | None, *, alone: bool = False
    ) -> Dispatcher:
        forks = self._forks and not alone
        size = 1 if alone else self._size
        name = str(next(_numbers))
        address = self._listener.address
        pool = WorkerPool(name, notebooks, address, size=size, forks=forks, base=base)
        self._listener.add(pool)
        try:
            await pool.ready()
        except BaseException:
            pool.close()
            raise
        self._new.append(Dispatcher(pool))
        return self._new[-1]

    async def _page(self, path: Path, version: str, dispatcher: Dispatcher | None) -> MadePage:
        if dispatcher is None:
            return MadePage(path, version, failure="This page could not be made.")
        try:
            reply = await dispatcher.ask({"kind": "made", "page": path.stem})
        except NoAnswer as problem:
            return MadePage(path, version, failure=str(problem))
        about = json.loads(reply.body)
        if about["failure"]:
            return MadePage(path, version, failure=about["failure"])
        defaults, outputs = about["defaults"], about["outputs"]
        try:
            html = await self._render(path, outputs)
        except Exception as error:
            logging.getLogger(__name__).exception("%s could not be rendered", path.name)
            failure = f"This page could not be put together: {error_words(error)}"
            return MadePage(path, version, failure=failure)
        needs_kernel = any(_WIDGET in each.get("data", {}) for cell in outputs for each in cell)
        return MadePage(
            path,
            version,
            html=html,
            tag=hashlib.sha256(f"{version}{html}".encode()).hexdigest()[:16],
            defaults=defaults and {name: tuple(values) for name, values in defaults.items()},
            councils=about.get("councils", ()),
            common_queries=about.get("common_queries", ()),
            policy=KERNEL_POLICY if needs_kernel else policy_of(html),
            needs_kernel=needs_kernel,
            dispatcher=dispatcher,
        )

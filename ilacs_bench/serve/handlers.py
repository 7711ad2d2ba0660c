"""HTTP handlers of pages, their answers, files and static resources."""

import contextlib
import gzip
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError, StaticFileHandler
from voila.static_file_handler import MultiStaticFileHandler

from ilacs_bench.dashboard.answers import fill_slots
from ilacs_bench.errors import UnknownName
from ilacs_bench.serve.access import Refused
from ilacs_bench.serve.base_handler import BaseHandler
from ilacs_bench.serve.cache import AnswerCache, Cached
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.dispatcher import Busy, NoAnswer, Priority
from ilacs_bench.serve.kernels import KernelPages, TooManyKernels
from ilacs_bench.serve.old_addresses import MOVED, new_address
from ilacs_bench.serve.page_set import MadePage


@dataclass(frozen=True)
class Site:
    """The objects that the handlers of pages share."""

    dashboards: Dashboards
    answers: AnswerCache
    kernels: KernelPages


@contextlib.contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn errors of answering into HTTP errors with messages."""
    try:
        yield
    except (Busy, TooManyKernels) as problem:
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(problem)) from None
    except NoAnswer as problem:
        raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, str(problem)) from None


_FAILED = (
    "Sorry, this page cannot be shown. The fault is not yours. The other pages may still work. "
    "If it happens again, tell the person who runs these pages."
)


class _OfPage(BaseHandler):
    def initialize(self, site: Site) -> None:
        """Store the shared objects."""
        self.site = site

    def compute_etag(self) -> None:
        """Return None: only explicitly set ETags are sent."""

    async def page(self, name: str) -> MadePage:
        """Return the requested page. Raises Refused if there is none or it has failed."""
        try:
            page = await self.site.dashboards.page(name, anew=self.is_page)
        except UnknownName:
            raise Refused(HTTPStatus.NOT_FOUND, "There is no such page here.") from None
        if page.failure:
            is_local = self.settings["access"].is_local_request(self.request)
            words = page.failure if is_local else _FAILED  # it quotes code; it is in the log too
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, words)
        return page

    async def answering_page(self, name: str) -> MadePage:
        """Return the page. Raises HTTPError if it has no page object to answer with."""
        page = await self.page(name)
        if page.defaults is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return page

    async def ask(
        self, page: MadePage, kind: str, priority: Priority = Priority.PAGE, **file: str
    ) -> Cached:
        """Return the answer to this request's query."""
        with refusals_in_words():
            query = self.request.query
            return await self.site.answers.get(page, kind, query, priority=priority, **file)

    def is_known(self, tag: str) -> bool:
        """Return whether the browser has this version; sets the ETag and sends 304 if so."""
        self.set_header("Etag", f'W/"{tag}"')
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
            self.finish()
            return True
        return False

    def send_zipped(self, cached: Cached, content_type: str) -> None:
        """Send the cached bytes, gzipped if the client accepts that."""
        self.set_header("Content-Type", content_type)
        if not cached.lasting:
            self.clear_header("Etag")
            self.set_header("Cache-Control", "no-store")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(cached.data)
        else:
            self.finish(gzip.decompress(cached.data))


class PageHandler(_OfPage):
    """Sends one page by name: `/council?la=kent`."""

    route = "page"

    async def get(self, name: str) -> None:
        """Send the page; one with live widgets gets a kernel. Old addresses redirect."""
        moved = new_address(name, self.request.query)
        if moved and (name not in MOVED or not await self.site.dashboards.has(name)):
            self.redirect(moved)  # relative, as there may be a path prefix
            return
        page = await self.page(name)
        self.set_header("Content-Security-Policy", page.policy)
        if page.needs_kernel:
            await self._open_with_kernel(page)
        elif not self.is_known(page.tag):
            self.send_zipped(await self.ask(page, "page"), "text/html; charset=UTF-8")

    head = get

    async def _open_with_kernel(self, page: MadePage) -> None:
        if self.request.headers.get("Sec-Fetch-Dest", "document") not in {"document", "iframe"}:
            raise HTTPError(HTTPStatus.FORBIDDEN, "a page, not an image or a script of another")
        _ = self.xsrf_token  # sets the cookie with which a closing page stops its kernel
        with refusals_in_words():
            slots = await self.site.answers.slots(page, self.request.query)
            html = await self.site.kernels.open(page, self.request.query)
        self.set_header("Cache-Control", "no-store")
        self.finish(fill_slots(html, slots))


class AnswerHandler(_OfPage):
    """Sends what a page shows at an address, as JSON: `/council/answer?la=kent`."""

    is_page = False
    route = "answer"

    async def get(self, name: str) -> None:
        """Send the answer, which browsers may reuse until data or code change."""
        page = await self.answering_page(name)
        if not self.is_known(page.version):
            self.send_zipped(await self.ask(page, "answer"), "application/json")

    head = get


class FoldHandler(_OfPage):
    """Sends the content of a fold, as JSON: `/council/fold/record-figures?la=kent`."""

    is_page = False
    route = "fold"

    async def get(self, name: str, fold: str) -> None:
        """Send the fold, or 404 if the page has changed or can't be shown at this address."""
        page = await self.answering_page(name)
        if self.is_known(page.version):
            return
        cached = await self.ask(page, "fold", name=fold)
        if cached.status in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST):
            self.clear_header("Etag")
            self.set_status(HTTPStatus.NO_CONTENT)
            self.finish()
            return
        if cached.status != HTTPStatus.OK:
            raise Refused(cached.status, cached.data.decode())
        self.send_zipped(cached, "application/json")

    head = get


class FileHandler(_OfPage):
    """Sends a file to download: `/council/file/excel?la=kent`."""

    is_page = False
    route = "file"

    async def get(self, name: str, file: str, form: str = "") -> None:
        """Send the file as a download, or a message on why there is none."""
        page = await self.answering_page(name)
        if self.is_known(page.version):
            return
        cached = await self.ask(page, "file", Priority.FILE, name=file, format=form)
        if cached.status != HTTPStatus.OK:
            raise Refused(cached.status, cached.data.decode())
        kind, _ = mimetypes.guess_type(cached.file_name)
        self.set_header("Content-Type", kind or "application/octet-stream")
        self.set_header(
            "Content-Disposition", f"attachment; filename*=UTF-8''{quote(cached.file_name)}"
        )
        self.finish(cached.data)

    head = get


class FirstPageHandler(BaseHandler):
    """Redirects the root address to the first page."""

    route = "first page"

    def initialize(self, site: Site) -> None:
        """Store the shared objects."""
        self.site = site

    async def get(self) -> None:
        """Redirect with a relative address, as there may be a path prefix."""
        beside = self.base.removeprefix("./")
        self.redirect(f"{beside}{await self.site.dashboards.first()}")

    head = get


class ScriptHandler(BaseHandler, StaticFileHandler):
    """Sends the pages' scripts under a versioned path, so that browsers cache them for ever."""

    route = "script"

    def set_extra_headers(self, path: str) -> None:
        """Allow caching for ever."""
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class VoilaStaticHandler(BaseHandler, MultiStaticFileHandler):
    """Sends the parts of Voilà's own script, for pages with live widgets."""

    route = "script"


class VoilaExtensionHandler(BaseHandler, FileFindHandler):
    """Sends the widgets' own scripts."""


class VoilaThemesHandler(BaseHandler, ThemesHandler):
    """Sends the styles of live widgets."""

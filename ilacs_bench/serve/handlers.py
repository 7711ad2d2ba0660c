"""What is asked for over HTTP: pages, their answers, their files, and what these load."""

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
from ilacs_bench.serve.dispatcher import Busy, Lane, NoAnswer
from ilacs_bench.serve.kernels import KernelPages, NoPlace
from ilacs_bench.serve.old_addresses import MOVED, new_address
from ilacs_bench.serve.page_set import MadePage


@dataclass(frozen=True)
class Site:
    """What the handlers of pages share."""

    dashboards: Dashboards
    answers: AnswerCache
    kernels: KernelPages


@contextlib.contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn what stands in the way of an answer into a refusal."""
    try:
        yield
    except (Busy, NoPlace) as problem:
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(problem)) from None
    except NoAnswer as problem:
        raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, str(problem)) from None


_FAILED = (
    "Sorry, this page cannot be shown. The fault is not yours. The other pages may still work. "
    "If it happens again, tell the person who runs these pages."
)


class _OfPage(BaseHandler):
    def initialize(self, site: Site) -> None:
        """Take what the handlers share."""
        self.site = site

    def compute_etag(self) -> None:
        """None but the one that is set: what is not to be cached has none."""

    async def page(self, name: str) -> MadePage:
        """The page asked for, where it can be shown."""
        try:
            page = await self.site.dashboards.page(name)
        except UnknownName:
            raise Refused(HTTPStatus.NOT_FOUND, "There is no such page here.") from None
        if page.failure:
            at_hand = self.settings["access"].is_at_hand(self.request)
            words = page.failure if at_hand else _FAILED  # it quotes code; the log has it anyway
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, words)
        return page

    async def answering_page(self, name: str) -> MadePage:
        """The same, where it has something to choose from."""
        page = await self.page(name)
        if page.defaults is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return page

    async def ask(self, page: MadePage, kind: str, lane: Lane = Lane.PAGE, **file: str) -> Cached:
        """The answer to the address of this request."""
        with refusals_in_words():
            query = self.request.query
            return await self.site.answers.get(page, kind, query, lane=lane, **file)

    def is_known(self, tag: str) -> bool:
        """Whether the browser has what it asks for; if not, it will have it by this tag."""
        self.set_header("Etag", f'W/"{tag}"')
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
            self.finish()
            return True
        return False

    def send_zipped(self, cached: Cached, content_type: str) -> None:
        """Send what is cached compressed."""
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
    """One page by its name: `/council?la=kent`."""

    route = "page"

    async def get(self, name: str) -> None:
        """Send the page; one with true widgets gets a kernel. What was a page leads on."""
        moved = new_address(name, self.request.query)
        if moved and (name not in MOVED or not self.site.dashboards.has(name)):
            self.redirect(moved)  # beside this address, which may stand below another path
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
        _ = self.xsrf_token  # reading it sets the cookie that lets a closing page end its kernel
        with refusals_in_words():
            html = await self.site.kernels.open(page, self.request.query)
            slots = await self.site.answers.slots(page, self.request.query)
        self.set_header("Cache-Control", "no-store")
        self.finish(fill_slots(html, slots))


class AnswerHandler(_OfPage):
    """What a page shows at an address, as JSON: `/council/answer?la=kent`."""

    is_page = False
    route = "answer"

    async def get(self, name: str) -> None:
        """Send it; the same address has the same answer until facts or code change."""
        page = await self.answering_page(name)
        if not self.is_known(page.version):
            self.send_zipped(await self.ask(page, "answer"), "application/json")

    head = get


class FoldHandler(_OfPage):
    """What is in a fold of a page, as JSON: `/council/fold/record-figures?la=kent`."""

    is_page = False
    route = "fold"

    async def get(self, name: str, fold: str) -> None:
        """Send it. There is none where the page has changed, or can't be shown, at this address."""
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
    """A file to take away: `/council/file/excel?la=kent`."""

    is_page = False
    route = "file"

    async def get(self, name: str, file: str, form: str = "") -> None:
        """Send it as a download, or say in words why there is none."""
        page = await self.answering_page(name)
        if self.is_known(page.version):
            return
        cached = await self.ask(page, "file", Lane.FILE, name=file, format=form)
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
    """The bare address leads to the first page."""

    route = "first page"

    def initialize(self, site: Site) -> None:
        """Take what the handlers share."""
        self.site = site

    def get(self) -> None:
        """Redirect, to beside this address: it may stand below another path."""
        beside = self.base.removeprefix("./")
        self.redirect(f"{beside}{self.site.dashboards.first()}")

    head = get


class ScriptHandler(BaseHandler, StaticFileHandler):
    """A script of the pages, under a path that changes with it: browsers may keep it for ever."""

    route = "script"

    def set_extra_headers(self, path: str) -> None:
        """Say so."""
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class VoilaStaticHandler(BaseHandler, MultiStaticFileHandler):
    """What Voilà's own script consists of, for pages with true widgets."""

    route = "script"


class VoilaExtensionHandler(BaseHandler, FileFindHandler):
    """The widgets' own scripts."""


class VoilaThemesHandler(BaseHandler, ThemesHandler):
    """The style of true widgets."""

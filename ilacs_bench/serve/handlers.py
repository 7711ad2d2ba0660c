"""The web requests a dashboard answers, each narrower than Voilà's own."""

import os
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketProtocol
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ilacs_bench.serve.prepared import PreparedPages
from ilacs_bench.serve.provisioner import PAGE_VARIABLE
from ilacs_bench.serve.warmed import CannotFork
from ilacs_bench.widgets.served import QUERY_VARIABLE

_PROTOCOL = "v1.kernel.websocket.jupyter.org"
MAX_KERNELS = 40
"""Open pages and waiting kernels together; each takes about 130 MB where none can be forked."""


class DashboardHandler(TornadoVoilaHandler):
    """One dashboard by its name: `/compare_councils`."""

    def initialize(self, *, pages: PreparedPages | None, **voila: Any) -> None:
        """Take the pages made ahead, where there are any, and what Voilà's own handler takes."""
        super().initialize(**voila)
        self.pages = pages

    async def prepare(self) -> None:
        """Set the cookie that lets a closing page end its kernel.

        Voilà never does, so its goodbye is refused and the kernel stays (voila issue 1458).
        """
        await super().prepare()
        _ = self.xsrf_token  # reading it sets the cookie

    async def get(self, name: str) -> None:
        """Send the page. Every page starts a kernel, so only a person's browser gets one."""
        if not (Path(self.contents_manager.root_dir) / f"{name}.ipynb").is_file():
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if self.request.headers.get("Sec-Fetch-Dest", "document") not in {"document", "iframe"}:
            raise HTTPError(HTTPStatus.FORBIDDEN, "a page, not an image or a script of another")
        if len(self.kernel_manager) >= MAX_KERNELS:
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)
        if self.pages is None or not await self._send_made_ahead(self.pages, name):
            await super().get(f"{name}.ipynb")

    async def _send_made_ahead(self, pages: PreparedPages, name: str) -> bool:
        """Send the page with a kernel of its own; False where that can't be done."""
        page = await pages.page_at(name, self.request.query)
        if page is None:
            return False
        try:
            kernel_id = await self.kernel_manager.start_kernel(
                path="",
                env={
                    **os.environ,
                    PAGE_VARIABLE: page.key,
                    QUERY_VARIABLE: self.request.query,
                },
            )
        except CannotFork:
            pages.let_go(page)
            return False
        self.set_header("Cache-Control", "no-cache, no-store, must-revalidate")
        self.finish(page.html_for(kernel_id))
        return True


class FirstDashboardHandler(RequestHandler):
    """The bare address leads to the first dashboard."""

    def initialize(self, name: str) -> None:
        """Take the name of the dashboard to lead to."""
        self.name = name

    def get(self) -> None:
        """Redirect."""
        self.redirect(f"{self.settings['base_url']}{self.name}")


class LiveScriptHandler(StaticFileHandler):
    """A script of the pages, under a path that changes with it: browsers may keep it for ever."""

    def set_extra_headers(self, path: str) -> None:
        """Say so."""
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class KernelStateHandler(KernelHandler):
    """Whether a page's kernel still runs; a page can ask that, and nothing else."""

    SUPPORTED_METHODS = ("GET",)


class WidgetChannelHandler(VoilaKernelWebsocketHandler):
    """The channel between a page's widgets and its kernel, for pages of this server only."""

    async def get(self, kernel_id: str) -> None:
        """Open the channel. Tornado checks the origin of those who name one; the rest stay out."""
        if "Origin" not in self.request.headers:
            raise HTTPError(HTTPStatus.FORBIDDEN, "no browser: it names no origin")
        # Voilà reads every message in bytes as of this protocol: one of the older, with a file in
        # it, would keep the whole server busy for ever.
        if _PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(HTTPStatus.BAD_REQUEST, f"speak {_PROTOCOL}")
        await super().get(kernel_id)

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """The protocol, without pings of its own: Jupyter pings, and counts in milliseconds.

        Tornado takes the same settings for seconds, and warns of a timeout above the interval.
        """
        protocol = super().get_websocket_protocol()
        if protocol:
            protocol.params.ping_interval = None
        return protocol

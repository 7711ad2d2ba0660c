"""The web requests a dashboard answers, each narrower than Voilà's own."""

from http import HTTPStatus
from pathlib import Path

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

MAX_KERNELS = 40
"""Open pages and waiting kernels together; each takes about 130 MB."""


class DashboardHandler(TornadoVoilaHandler):
    """One dashboard by its name: `/compare_councils`."""

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
        await super().get(f"{name}.ipynb")


class FirstDashboardHandler(RequestHandler):
    """The bare address leads to the first dashboard."""

    def initialize(self, name: str) -> None:
        """Take the name of the dashboard to lead to."""
        self.name = name

    def get(self) -> None:
        """Redirect."""
        self.redirect(f"{self.settings['base_url']}{self.name}")


class KernelStateHandler(KernelHandler):
    """Whether a page's kernel still runs; a page can ask that, and nothing else."""

    SUPPORTED_METHODS = ("GET",)


class WidgetChannelHandler(VoilaKernelWebsocketHandler):
    """The channel between a page's widgets and its kernel, for pages of this server only."""

    async def get(self, kernel_id: str) -> None:
        """Open the channel. Tornado checks the origin of those who name one; the rest stay out."""
        if "Origin" not in self.request.headers:
            raise HTTPError(HTTPStatus.FORBIDDEN, "no browser: it names no origin")
        await super().get(kernel_id)

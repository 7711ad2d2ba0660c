"""Kernels for the pages that need one, and their channels: few, and narrower than Jupyter's own.

A notebook that shows true widgets beside our page has them in a Python of its own for each visitor.
"""

import os
from http import HTTPStatus
from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from tornado.websocket import WebSocketProtocol
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.base_handler import BaseHandler
from ilacs_bench.serve.page_set import MadePage
from ilacs_bench.serve.render import KernelRenderer, Renderers

MOST_KERNELS = 20
"""Open pages with a kernel; each takes about 150 MB."""
PROTOCOL = "v1.kernel.websocket.jupyter.org"
_NUMBER = 8  # bytes
_FEWEST_PLACES, _MOST_PLACES = 6, 1000


class NoPlace(IlacsBenchError):
    """As many pages with a kernel are open as the machine is let have."""


class KernelPages:
    """Opens pages that have a kernel each."""

    def __init__(self, manager: Any, renderers: Renderers) -> None:
        self._manager = manager
        self._renderers = renderers
        self._starting = 0

    async def open(self, page: MadePage, query: str) -> str:
        """HTML of the page with a kernel of its own. Raises NoPlace."""
        if len(self._manager) + self._starting >= MOST_KERNELS:
            raise NoPlace(
                "Very many pages like this one are open. Please close some, or try again later."
            )
        self._starting += 1  # those that ask at the same moment are counted too
        try:
            renderer = await self._renderers.renderer(page.path, KernelRenderer)
            kernel_id = await self._manager.start_kernel(
                kernel_name=renderer.notebook.metadata.kernelspec.name,
                cwd=str(page.path.parent),
                env={**os.environ, "QUERY_STRING": query},
            )
        finally:
            self._starting -= 1
        return await renderer.html(kernel_id, self._manager.get_kernel(kernel_id))


class KernelStateHandler(BaseHandler, KernelHandler):
    """Whether a page's kernel still runs; a page can ask that, and nothing else."""

    SUPPORTED_METHODS = ("GET",)
    route = "kernel"


class KernelEndHandler(BaseHandler, VoilaShutdownKernelHandler):
    """A page that closes ends its kernel."""

    SUPPORTED_METHODS = ("POST",)
    route = "kernel"


class WidgetChannelHandler(BaseHandler, VoilaKernelWebsocketHandler):
    """The channel between a page's widgets and its kernel, for pages of this server only."""

    route = "kernel"

    def set_default_headers(self) -> None:
        """None: a channel is no page."""

    async def get(self, kernel_id: str) -> None:
        """Open the channel. Tornado checks the origin of those who name one; the rest stay out."""
        if "Origin" not in self.request.headers:
            raise HTTPError(HTTPStatus.FORBIDDEN, "no browser: it names no origin")
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        # Voilà reads every message in bytes as of this protocol: one of the older, with a file in
        # it, would keep the whole server busy for ever.
        if PROTOCOL not in map(str.strip, offered):
            raise HTTPError(HTTPStatus.BAD_REQUEST, f"speak {PROTOCOL}")
        await super().get(kernel_id)

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """The protocol, without pings of its own: Jupyter pings, and counts in milliseconds.

        Tornado takes the same settings for seconds, and warns of a timeout above the interval.
        """
        protocol = super().get_websocket_protocol()
        if protocol:
            protocol.params.ping_interval = None
        return protocol

    def on_message(self, message: str | bytes) -> None:
        """Hand a message on to the kernel; what is none closes the channel."""
        if isinstance(message, bytes) and is_message(message):
            super().on_message(message)
        else:
            self.close(1007, "not a message of this protocol")


def is_message(data: bytes) -> bool:
    """Whether bytes are a message of the protocol: a count of places, these, and parts between.

    Jupyter believes the count, and would count to 2^64 for a message of 64 bytes.
    """
    count = int.from_bytes(data[:_NUMBER], "little")
    if not _FEWEST_PLACES <= count <= _MOST_PLACES or len(data) < _NUMBER * (count + 1):
        return False
    ends = range(_NUMBER, _NUMBER * (count + 1), _NUMBER)
    places = [int.from_bytes(data[end : end + _NUMBER], "little") for end in ends]
    begin = _NUMBER * (count + 1)
    return places[0] == begin and places == sorted(places) and places[-1] == len(data)

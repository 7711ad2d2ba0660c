"""Kernels for pages with live widgets, and their WebSocket channels, both limited.

A notebook that shows widgets of its own, besides our page's, runs in a kernel of its own for each
visitor.
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


class TooManyKernels(IlacsBenchError):
    """Raised when the maximum number of pages with a kernel is open."""


class KernelPages:
    """Opens pages that have a kernel each."""

    def __init__(self, manager: Any, renderers: Renderers) -> None:
        self._manager = manager
        self._renderers = renderers
        self._starting = 0

    async def open(self, page: MadePage, query: str) -> str:
        """Return the HTML of the page with a kernel of its own. Raises TooManyKernels."""
        if len(self._manager) + self._starting >= MOST_KERNELS:
            raise TooManyKernels(
                "Very many pages like this one are open. Please close some, or try again later."
            )
        self._starting += 1  # includes those being opened at the same time
        try:
            renderer = await self._renderers.renderer(page.path, KernelRenderer)
            kernel_id = await self._manager.start_kernel(
                kernel_name=renderer.notebook.metadata.kernelspec.name,
                cwd=str(page.path.parent),
                env={**os.environ, "QUERY_STRING": query},
            )
        finally:
            self._starting -= 1
        try:
            return await renderer.html(kernel_id, self._manager.get_kernel(kernel_id))
        except BaseException:
            await self._manager.shutdown_kernel(kernel_id, now=True)
            raise


class KernelStateHandler(BaseHandler, KernelHandler):
    """Tells a page whether its kernel still runs; nothing else."""

    SUPPORTED_METHODS = ("GET",)
    route = "kernel"


class KernelEndHandler(BaseHandler, VoilaShutdownKernelHandler):
    """Stops the kernel of a page that is closed."""

    SUPPORTED_METHODS = ("POST",)
    route = "kernel"


class WidgetChannelHandler(BaseHandler, VoilaKernelWebsocketHandler):
    """The WebSocket between a page's widgets and its kernel, same origin only."""

    route = "kernel"

    def set_default_headers(self) -> None:
        """Set no headers: a WebSocket is not a page."""

    async def get(self, kernel_id: str) -> None:
        """Open the channel. Tornado checks the Origin header; requests without one are refused."""
        if "Origin" not in self.request.headers:
            raise HTTPError(HTTPStatus.FORBIDDEN, "no browser: it names no origin")
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        # Voilà parses every binary message by this protocol: one of the older, with a file in
        # it, would block the server for ever.
        if PROTOCOL not in map(str.strip, offered):
            raise HTTPError(HTTPStatus.BAD_REQUEST, f"speak {PROTOCOL}")
        await super().get(kernel_id)

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Return the protocol without Tornado's pings: Jupyter sends its own.

        Jupyter's settings are in milliseconds; Tornado would read them as seconds and warn.
        """
        protocol = super().get_websocket_protocol()
        if protocol:
            protocol.params.ping_interval = None
        return protocol

    def on_message(self, message: str | bytes) -> None:
        """Pass a message to the kernel; close the channel on an invalid one."""
        if isinstance(message, bytes) and is_message(message):
            super().on_message(message)
        else:
            self.close(1007, "not a message of this protocol")


def is_message(data: bytes) -> bool:
    """Return whether bytes are a valid message: a count of offsets, these, and parts.

    Jupyter trusts the count, and would loop up to 2^64 times for a message of 64 bytes.
    """
    count = int.from_bytes(data[:_NUMBER], "little")
    if not _FEWEST_PLACES <= count <= _MOST_PLACES or len(data) < _NUMBER * (count + 1):
        return False
    ends = range(_NUMBER, _NUMBER * (count + 1), _NUMBER)
    places = [int.from_bytes(data[end : end + _NUMBER], "little") for end in ends]
    begin = _NUMBER * (count + 1)
    return places[0] == begin and places == sorted(places) and places[-1] == len(data)

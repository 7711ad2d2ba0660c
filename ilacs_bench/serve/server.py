"""Voilà on the bundled dashboards: offline, on this machine only, one kernel for each open page."""

import asyncio
import os
import re
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.utils import url_path_join
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import StaticFileHandler
from tornado.websocket import WebSocketClosedError
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.utils import get_page_config

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import bundled
from ilacs_bench.serve.abandoned import Abandoned
from ilacs_bench.serve.handlers import (
    DashboardHandler,
    FirstDashboardHandler,
    KernelStateHandler,
    LiveScriptHandler,
    WidgetChannelHandler,
)
from ilacs_bench.serve.pages import LIVE_SCRIPTS, WIDGETS, find_pages, live_version
from ilacs_bench.serve.prepared import PreparedPages, PreparedRenderer
from ilacs_bench.serve.provisioner import use
from ilacs_bench.serve.settings import TEMPLATE, settings
from ilacs_bench.serve.static_bundle import write_vega_bundle
from ilacs_bench.serve.warmed import WarmedProcess, can_fork
from ilacs_bench.tables.snapshots import is_bundled
from ilacs_bench.widgets.served import DATA_VARIABLE
from ilacs_bench.widgets.styles import page_styles

FIRST_PORT = 8866
PORTS_TRIED = 50
ONE_MINUTE = 60_000  # milliseconds
LOOKED_FOR_EACH = 15_000  # milliseconds
_JUPYTER_FOLDER = Path(__file__).resolve().parent / "jupyter"
_KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


def serve(
    *,
    port: int | None,
    open_browser: bool,
    data: Path | None = None,
    host: str = "127.0.0.1",
    say: Callable[[str], object] = print,
) -> None:
    """Serve the dashboards until interrupted; `say` gets the address once it is listened at.

    Without a `port` it takes the first free one from 8866; a port asked for and taken is an
    IlacsBenchError. `data` is what `--data` names, see `read_tables`; without it the pages show the
    newest snapshot, and a newer one as soon as it is there. There is no login: whoever reaches
    `host` can look.
    """
    if data:
        from ilacs_bench.tables.store import read_tables  # pandas: the server does without it

        read_tables(data)  # what every page would refuse is refused here, where it can be mended
        os.environ[DATA_VARIABLE] = str(data if is_bundled(data) else data.resolve())
    os.environ.setdefault(DATA_VARIABLE, "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, [str(_JUPYTER_FOLDER), os.environ.get("JUPYTER_PATH")])
    )
    chosen = free_port(host, port)
    warmed = _warmed_process(say)
    bundle = write_vega_bundle()
    server = DashboardServer.instance(config=settings(host, chosen, bundle, forked=bool(warmed)))
    server.bundle, server.say, server.opens_browser = bundle, say, open_browser
    server.warmed = warmed
    server.initialize([])
    IOLoop.current().asyncio_loop.set_exception_handler(say_unless_closed)
    server.start()


def say_unless_closed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell of errors that nobody caught, but not of a tab that was closed in mid-sentence."""
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)


def _warmed_process(say: Callable[[str], object]) -> WarmedProcess | None:
    """The process that kernels are forked from, loading already; None where none can be forked."""
    if not can_fork():
        say("Each page starts a Python of its own here, which takes some seconds.")
        return None
    warmed = WarmedProcess(bundled("dashboards").glob("*.ipynb"), say)
    warmed.start()
    use(warmed)
    return warmed


class DashboardServer(Voila):
    """Voilà with a route for each dashboard and none for files, folders or logins."""

    bundle: Path
    say: Callable[[str], object]
    opens_browser: bool
    warmed: WarmedProcess | None = None

    def init_handlers(self) -> list[tuple]:
        """Every route there is: pages, widgets' channels, and static files."""
        self.app.settings["voila_jinja2_env"].globals["page_css"] = page_styles()  # error pages
        if self.warmed:
            PeriodicCallback(Abandoned(self.kernel_manager).end, LOOKED_FOR_EACH).start()
        labextensions = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        static = {"paths": self.static_paths}
        themes = {
            "themes_url": "/voila/api/themes",
            "path": self.themes_dir,
            "labextensions_path": self.labextensions_path,
            "no_cache_paths": ["/"],
        }
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
            "pages": self._pages_made_ahead(),
        }
        scripts = "|".join(map(re.escape, LIVE_SCRIPTS))
        routes = [
            (rf"api/kernels/{_KERNEL_ID}", KernelStateHandler, {}),
            (rf"api/kernels/{_KERNEL_ID}/channels", WidgetChannelHandler, {}),
            (rf"voila/(?:static|templates/{TEMPLATE}/static)/(.*)", MultiStaticFileHandler, static),
            (r"voila/api/themes/(.*)", ThemesHandler, themes),
            (r"voila/api/shutdown/([\w-]+)", VoilaShutdownKernelHandler, {}),
            (r"voila/labextensions/(.*)", FileFindHandler, labextensions),
            (rf"static/({self.bundle.name})", StaticFileHandler, {"path": self.bundle.parent}),
            (rf"static/{live_version()}/({scripts})", LiveScriptHandler, {"path": WIDGETS}),
            (r"(\w+)", DashboardHandler, page),
            (r"", FirstDashboardHandler, {"name": find_pages()[0].name}),
        ]
        return [(url_path_join(self.server_url, path), *rest) for path, *rest in routes]

    def _pages_made_ahead(self) -> PreparedPages | None:
        """Pages for visitors to come, looked after each minute; None where none can be made."""
        if self.warmed is None:
            return None
        pages = PreparedPages(self.warmed, self._renderer)
        IOLoop.current().add_callback(pages.make)
        PeriodicCallback(pages.make, ONE_MINUTE).start()
        return pages

    def _renderer(self, notebook: str) -> PreparedRenderer:
        """Voilà's renderer of a notebook, with what its own handler gives it."""
        page_config = get_page_config(
            base_url=self.base_url,
            settings=self.app.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        return PreparedRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=notebook,
            template_paths=self.template_paths,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=page_config,
        )

    def stop(self) -> None:
        """End the kernels, and the process that they come from."""
        super().stop()
        if self.warmed:
            self.warmed.close()

    def launch_browser(self) -> None:
        """Say the address, which is known by now, and open it where that was asked for."""
        self.say(f"The dashboards are at {self.display_url} (Ctrl+C ends them).")
        if self.opens_browser:
            threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()


def free_port(host: str, port: int | None) -> int:
    """The port asked for, or the first free one; IlacsBenchError where there is none."""
    candidates = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]
    for candidate in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise IlacsBenchError(
        f"Port {candidates[0]} on {host} is taken or not allowed. "
        "Choose another with --port, or leave --port out to take the next free one."
    )

"""Voilà on the notebooks: offline, on this machine only, and no kernel for a visitor."""

import asyncio
import os
import re
import sys
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.websocket import WebSocketClosedError
from voila.app import Voila
from voila.utils import get_page_config

from ilacs_bench.dashboard.menu import find_notebooks, find_pages, why_no_page
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.paths import bundled
from ilacs_bench.serve.base_handler import NotFoundHandler
from ilacs_bench.serve.cache import AnswerCache
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.edition import EditionMaker
from ilacs_bench.serve.handlers import (
    AnswerHandler,
    FileHandler,
    FirstPageHandler,
    PageHandler,
    ScriptHandler,
    Site,
    VoilaExtensionHandler,
    VoilaStaticHandler,
    VoilaThemesHandler,
)
from ilacs_bench.serve.kernels import (
    KernelEndHandler,
    KernelPages,
    KernelStateHandler,
    WidgetChannelHandler,
)
from ilacs_bench.serve.listener import Listener
from ilacs_bench.serve.pages import LIVE_SCRIPTS, SCRIPTS, live_version
from ilacs_bench.serve.render import Renderers
from ilacs_bench.serve.settings import TEMPLATE, settings

ONE_MINUTE = 60_000  # milliseconds
FORKING_VARIABLE = "ILACS_BENCH_FORK"
"""Environment variable: 'no' has workers started where they could be forked."""


def run(
    bundle: Path, pages: Path | None, *, host: str, port: int, open_browser: bool, say: Callable
) -> None:
    """Serve until interrupted; see `start.serve`."""
    server = DashboardServer.instance(config=settings(host, port, bundle))
    server.bundle, server.say, server.opens_browser = bundle, say, open_browser
    server.own_pages = pages
    server.initialize([])
    IOLoop.current().asyncio_loop.set_exception_handler(say_unless_closed)
    server.start()


def can_fork() -> bool:
    """Whether workers can be forked here; only on Linux is that safe with what they have loaded."""
    return sys.platform == "linux" and os.environ.get(FORKING_VARIABLE) != "no"


def say_unless_closed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell of errors that nobody caught, but not of a tab that was closed in mid-sentence."""
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)


class DashboardServer(Voila):
    """Voilà with a route for each page and its answers, and none for files, folders or logins."""

    bundle: Path
    say: Callable[[str], object]
    opens_browser: bool
    own_pages: Path | None = None

    def init_handlers(self) -> list[tuple]:
        """Every route there is: pages, their answers and files, widgets' channels, static files."""
        self.app.settings["voila_jinja2_env"].globals["page_css"] = page_styles()  # error pages
        site = {"site": self._site()}
        themes = {
            "themes_url": "/voila/api/themes",
            "path": self.themes_dir,
            "labextensions_path": self.labextensions_path,
            "no_cache_paths": ["/"],
        }
        kernel = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
        statics = rf"voila/(?:static|templates/{TEMPLATE}/static)/(.*)"
        scripts = "|".join(map(re.escape, LIVE_SCRIPTS))
        labextensions = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        bundle = {"path": self.bundle.parent}
        routes = [
            (rf"api/kernels/{kernel}", KernelStateHandler, {}),
            (rf"api/kernels/{kernel}/channels", WidgetChannelHandler, {}),
            (r"voila/api/shutdown/([\w-]+)", KernelEndHandler, {}),
            (statics, VoilaStaticHandler, {"paths": self.static_paths}),
            (r"voila/api/themes/(.*)", VoilaThemesHandler, themes),
            (r"voila/labextensions/(.*)", VoilaExtensionHandler, labextensions),
            (rf"static/({re.escape(self.bundle.name)})", ScriptHandler, bundle),
            (rf"static/{live_version()}/({scripts})", ScriptHandler, {"path": SCRIPTS}),
            (r"([\w-]+)/answer", AnswerHandler, site),
            (r"([\w-]+)/file/([\w-]+)", FileHandler, site),
            (r"([\w-]+)/picture/([\w-]+)\.(\w+)", FileHandler, site),
            (r"([\w-]+)", PageHandler, site),
            (r"", FirstPageHandler, site),
            (r".*", NotFoundHandler, {"why": partial(why_no_page, own=self.own_pages)}),
        ]
        return [(url_path_join(self.server_url, path), *rest) for path, *rest in routes]

    def _site(self) -> Site:
        """What the handlers of pages share. The pages are made at once, and looked after."""
        menu = partial(find_pages, self.own_pages)
        renderers = Renderers(
            menu,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            template_paths=self.template_paths,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=get_page_config(
                base_url=self.base_url,
                settings=self.app.settings,
                log=self.log,
                voila_configuration=self.voila_configuration,
            ),
        )
        answers = AnswerCache()
        self.listener = Listener()
        maker = EditionMaker(
            self.listener,
            renderers.html,
            forks=can_fork(),
            menu=menu,
            base=bundled("dashboards"),
        )
        find = partial(find_notebooks, self.own_pages)
        self.dashboards = Dashboards(maker, find, answers.tell)
        loop = IOLoop.current()
        loop.add_callback(self.listener.open)
        loop.add_callback(self.dashboards.renew)
        PeriodicCallback(self.dashboards.renew, ONE_MINUTE).start()
        return Site(self.dashboards, answers, KernelPages(self.kernel_manager, renderers))

    def stop(self) -> None:
        """End the kernels and the workers."""
        super().stop()
        self.listener.close()

    def launch_browser(self) -> None:
        """Say the address, which is known by now, and open it where that was asked for."""
        self.say(f"The dashboards are at {self.display_url} (Ctrl+C ends them).")
        if self.opens_browser:
            threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()

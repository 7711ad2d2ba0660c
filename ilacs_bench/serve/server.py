"""Voilà as the web server of the notebooks: offline, local by default, without kernels for most."""

import asyncio
import os
import re
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.websocket import WebSocketClosedError
from voila.app import Voila
from voila.utils import get_page_config

from ilacs_bench.dashboard.menu import find_notebooks, find_pages, why_no_page
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.paths import bundled
from ilacs_bench.serve.access import SIGN_IN
from ilacs_bench.serve.base_handler import NotFoundHandler, SignInHandler
from ilacs_bench.serve.cache import AnswerCache
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.handlers import (
    AnswerHandler,
    FileHandler,
    FirstPageHandler,
    FoldHandler,
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
from ilacs_bench.serve.log import set_up_log
from ilacs_bench.serve.operations import HealthHandler, MetricsHandler
from ilacs_bench.serve.options import ServeOptions
from ilacs_bench.serve.page_set import PageSetMaker
from ilacs_bench.serve.pages import LIVE_SCRIPTS, SCRIPTS, live_version
from ilacs_bench.serve.render import Renderers
from ilacs_bench.serve.request_log import RequestLog
from ilacs_bench.serve.settings import TEMPLATE, settings

ONE_MINUTE = 60_000  # milliseconds
LONGEST_SILENCE = 75.0
"""Seconds to wait for the headers of the next request; a proxy should use less."""
LONGEST_BODY_TIME = 10.0
LARGEST_HEAD = 32_000  # bytes: includes cookies of other services on the same domain
LARGEST_BODY = 64_000  # bytes: nothing larger than a token is posted
LONGEST_END = 10.0
"""Seconds for pending requests before the server ends."""
FORKING_VARIABLE = "ILACS_BENCH_FORK"
"""Environment variable: with 'no', workers are started even where they could be forked."""


def run(
    bundle: Path, pages: Path | None, options: ServeOptions, *, port: int, say: Callable
) -> None:
    """Serve until interrupted; see `start.serve`."""
    set_up_log(options.log)
    _allow_many_connections()
    server = DashboardServer.instance(config=settings(options, port, bundle))
    server.bundle, server.say, server.options = bundle, say, options
    server.own_pages = pages
    server.initialize([])
    IOLoop.current().asyncio_loop.set_exception_handler(log_unless_closed)
    server.start()


def can_fork() -> bool:
    """Return whether workers can be forked safely, with the libraries loaded: only on Linux."""
    return sys.platform == "linux" and os.environ.get(FORKING_VARIABLE) != "no"


def _allow_many_connections() -> None:
    """Raise the limit of open files, to leave room despite slow connections."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def log_unless_closed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report uncaught errors, but not connections closed by the client."""
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)


class DashboardServer(Voila):
    """Voilà with routes for pages and their answers, and none for files, folders or logins."""

    bundle: Path
    say: Callable[[str], object]
    options: ServeOptions
    own_pages: Path | None = None

    def start(self) -> None:
        """Serve; calls `init_handlers` and `listen`."""
        self._ending = asyncio.Event()
        super().start()

    def init_handlers(self) -> list[tuple]:
        """Return all routes: pages, answers, files, WebSockets and static files."""
        self.app.settings["voila_jinja2_env"].globals["page_css"] = page_styles()  # error pages
        log = RequestLog(with_metrics=self.options.metrics)
        self.app.settings |= {"log_function": log.note, "ending": self._ending, "under_way": set()}
        site = {"site": self._site(log)}
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
            (r"healthz", HealthHandler, {"dashboards": self.dashboards}),
            *([(r"metrics", MetricsHandler, {"log": log})] if self.options.metrics else []),
            *([(SIGN_IN, SignInHandler, {})] if self.options.token else []),
            (r"([\w-]+)/answer", AnswerHandler, site),
            (r"([\w-]+)/fold/([\w-]+)", FoldHandler, site),
            (r"([\w-]+)/file/([\w-]+)", FileHandler, site),
            (r"([\w-]+)/picture/([\w-]+)\.(\w+)", FileHandler, site),
            (r"([\w-]+)", PageHandler, site),
            (r"", FirstPageHandler, site),
        ]
        other = (r".*", NotFoundHandler, {"why": partial(why_no_page, own=self.own_pages)})
        base = re.escape(self.base_url)
        first_page = (base.rstrip("/"), FirstPageHandler, site)
        return [*((base + path, *rest) for path, *rest in routes), first_page, other]

    def _site(self, log: RequestLog) -> Site:
        """Return the objects that page handlers share; the pages are made in the background."""
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
        maker = PageSetMaker(
            self.listener,
            renderers.html,
            forks=can_fork(),
            size=self.options.pool_size,
            menu=menu,
            base=bundled("dashboards"),
        )
        find = partial(find_notebooks, self.own_pages)
        self.dashboards = Dashboards(maker, find, answers.use_page_set)
        log.gauge("waiting", "Requests that wait", lambda: self.dashboards.page_set.n_waiting)
        log.gauge("workers", "Processes that answer", lambda: self.dashboards.page_set.n_workers)
        loop = IOLoop.current()
        loop.add_callback(self.listener.open)
        loop.add_callback(self.dashboards.renew)
        PeriodicCallback(self.dashboards.renew, ONE_MINUTE).start()
        return Site(self.dashboards, answers, KernelPages(self.kernel_manager, renderers))

    def listen(self) -> None:
        """Listen until interrupted, with time limits for slow clients."""
        self._http = self.app.listen(
            self.port,
            self.ip,
            idle_connection_timeout=LONGEST_SILENCE,
            body_timeout=LONGEST_BODY_TIME,
            max_header_size=LARGEST_HEAD,
            max_body_size=LARGEST_BODY,
        )
        self._say_address()
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def _handle_signal_stop(self, sig: int, frame: object) -> None:
        self.ioloop.add_callback_from_signal(self._end)

    async def _end(self) -> None:
        """Stop accepting, answer pending requests, then stop."""
        self._ending.set()
        self._http.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_END):
                while self.app.settings["under_way"]:
                    await asyncio.sleep(0.05)
                await asyncio.sleep(0.05)  # time for the last responses to be sent
        self.ioloop.stop()

    def stop(self) -> None:
        """Stop the kernels and the workers."""
        super().stop()
        self.listener.close()

    def _say_address(self) -> None:
        """Print the address, now that the port is known, and open a browser if wanted."""
        self.say(f"The dashboards are at {self.display_url} (Ctrl+C ends them).")
        if self.options.open_browser:
            threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()

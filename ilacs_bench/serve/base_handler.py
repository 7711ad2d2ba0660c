"""What all handlers have in common: who may ask, what a page may load, how a refusal looks."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError, RequestHandler

from ilacs_bench.serve.access import COOKIE, SIGN_IN, Access, Refused, page_beside

RETRY_AFTER = 1  # second
LONGEST_QUERY = 16_000
"""Characters: a page with all authorities chosen by name has 4,000."""
SLOWEST = 120.0
"""Seconds after which whoever has not taken the whole of an answer is hung up on."""


class BaseHandler(RequestHandler):
    """Answers those who may ask; sends what guards a page; sets no cookie.

    What one may see, all may: but no proxy on the way is to keep it for somebody else.
    """

    is_page = True
    """Whether a person sees what is sent; a script is told in plain words."""
    route = "other"
    """What it is called in the log."""

    def set_default_headers(self) -> None:
        """The content security policy and its like, on whatever is sent."""
        self.clear_header("Server")  # nobody needs to know of what and which version
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)
        if self.settings["ending"].is_set():
            self.set_header("Connection", "close")

    async def prepare(self) -> None:
        """Refuse those who may not ask, and who ask for too much."""
        self.settings["under_way"].add(self)
        access: Access = self.settings["access"]
        access.check(self.request, self.get_cookie)
        if len(self.request.query) > LONGEST_QUERY:
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "This address is too long.")
        await ensure_async(super().prepare())

    def finish(self, chunk: Any = None) -> "asyncio.Future[None]":
        """Send the answer, to somebody who takes it in time."""
        sent = super().finish(chunk)
        stream = getattr(self.request.connection, "stream", None)
        if stream and not sent.done():
            hang_up = asyncio.get_running_loop().call_later(SLOWEST, stream.close)
            sent.add_done_callback(lambda _: hang_up.cancel())
        return sent

    def on_finish(self) -> None:
        """It was answered."""
        self.settings["under_way"].discard(self)
        super().on_finish()

    def on_connection_close(self) -> None:
        """Whoever asked is gone."""
        self.settings["under_way"].discard(self)
        super().on_connection_close()

    @property
    def base(self) -> str:
        """The way from this address to that of the server, wherever a proxy has put it."""
        path, base = self.request.path, self.settings["base_url"]
        if not path.startswith(base):
            return base
        below = path.removeprefix(base)
        return "../" * below.count("/") or "./"

    @property
    def asked_for(self) -> str:
        """The address as seen from the page beside it."""
        return f"{self.request.path.rpartition('/')[2]}?{self.request.query}"

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log a fault, without the address of who asked and what was chosen."""
        if not isinstance(value, HTTPError):
            words = "%s %s"
            where = (self.request.method, type(self).__name__)
            logging.getLogger(__name__).error(words, *where, exc_info=(typ, value, tb))

    def write_error(self, status_code: int, **details: Any) -> None:
        """A calm page that says what is the matter; where it is worth it, when to ask again."""
        error = details.get("exc_info", (None, None, None))[1]
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_AFTER))
            if self.is_page:  # a script asks again by itself
                self.set_header("Refresh", str(2 * RETRY_AFTER))
        self.set_header("Cache-Control", "no-store")
        self.send_words(status_code, error.words if isinstance(error, Refused) else "")

    def send_words(self, status_code: int, words: str) -> None:
        """Send the page of an error, or its words."""
        if not self.is_page:
            self.set_header("Content-Type", "text/plain; charset=UTF-8")
            self.finish(words or HTTPStatus(status_code).phrase)
            return
        asks_token = status_code == HTTPStatus.UNAUTHORIZED and self.settings["access"].has_token
        template = self.settings["voila_jinja2_env"].get_template("error.html")
        self.finish(
            template.render(
                status_code=status_code,
                status_message="Sign in" if asks_token else _heading(status_code),
                words=words,
                base=self.base,
                sign_in=SIGN_IN if asks_token else "",
                asked_for=self.asked_for,
            )
        )


def _heading(status_code: int) -> str:
    """What stands above an error, for somebody who knows no numbers of HTTP."""
    plain = {404: "Page not found", 500: "This page can’t be shown"}
    return plain.get(status_code, HTTPStatus(status_code).phrase)


class SignInHandler(BaseHandler):
    """Takes the token that somebody typed, and keeps that it was right in a cookie."""

    route = "sign-in"

    @property
    def asked_for(self) -> str:
        """The page that is led to in the end."""
        return self.get_body_argument("page", "")

    async def prepare(self) -> None:
        """Refuse requests by a foreign name."""
        self.settings["access"].check_name(self.request)

    def post(self) -> None:
        """Lead to the page that was asked for, or ask again."""
        access: Access = self.settings["access"]
        if not access.is_token(self.get_body_argument("token", "")):
            raise Refused(HTTPStatus.UNAUTHORIZED, "That is not the token.")
        is_secret = self.request.headers.get("X-Forwarded-Proto", self.request.protocol) == "https"
        self.set_cookie(
            COOKIE,
            access.cookie,
            path=self.settings["base_url"],
            httponly=True,
            secure=is_secret,
            samesite="Lax",
        )
        self.set_header("Cache-Control", "no-store")
        self.redirect(page_beside(self.asked_for), status=HTTPStatus.SEE_OTHER)


class NotFoundHandler(BaseHandler):
    """Everything else that is asked for."""

    def initialize(self, why: Callable[[str], str]) -> None:
        """Take what says why there is no page of a name."""
        self.why = why

    def get(self) -> None:
        """There is no such thing."""
        name = unquote(self.request.path.rpartition("/")[2])
        raise Refused(HTTPStatus.NOT_FOUND, self.why(name.removesuffix(".ipynb")))

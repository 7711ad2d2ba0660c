"""The base of all request handlers: access, security headers, error pages."""

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
"""Seconds after which the connection of a client that has not received the response is closed."""


class BaseHandler(RequestHandler):
    """Checks access, sends security headers, and sets no cookie.

    All visitors see the same, but proxies must not cache it for others.
    """

    is_page = True
    """Whether errors are sent as a page; scripts get plain text."""
    route = "other"
    """Its name in the log."""

    def set_default_headers(self) -> None:
        """Set the content security policy and other security headers."""
        self.clear_header("Server")  # do not reveal software and version
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)
        if self.settings["ending"].is_set():
            self.set_header("Connection", "close")

    async def prepare(self) -> None:
        """Refuse requests that are not allowed or too large."""
        self.settings["under_way"].add(self)
        access: Access = self.settings["access"]
        access.check(self.request, self.get_cookie)
        if len(self.request.query) > LONGEST_QUERY:
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "This address is too long.")
        await ensure_async(super().prepare())

    def finish(self, chunk: Any = None) -> "asyncio.Future[None]":
        """Send the response, with a time limit for the client to receive it."""
        sent = super().finish(chunk)
        stream = getattr(self.request.connection, "stream", None)
        if stream and not sent.done():
            hang_up = asyncio.get_running_loop().call_later(SLOWEST, stream.close)
            sent.add_done_callback(lambda _: hang_up.cancel())
        return sent

    def on_finish(self) -> None:
        """Log the request."""
        self.settings["under_way"].discard(self)
        super().on_finish()

    def on_connection_close(self) -> None:
        """Log a request whose client has disconnected."""
        self.settings["under_way"].discard(self)
        super().on_connection_close()

    @property
    def base(self) -> str:
        """The relative path from this address to the server's root, also behind a proxy."""
        path, base = self.request.path, self.settings["base_url"]
        if not path.startswith(base):
            return base
        below = path.removeprefix(base)
        return "../" * below.count("/") or "./"

    @property
    def asked_for(self) -> str:
        """The requested address, relative to the root."""
        return f"{self.request.path.rpartition('/')[2]}?{self.request.query}"

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log an error, without the client's address or what was chosen."""
        if not isinstance(value, HTTPError):
            words = "%s %s"
            where = (self.request.method, type(self).__name__)
            logging.getLogger(__name__).error(words, *where, exc_info=(typ, value, tb))

    def write_error(self, status_code: int, **details: Any) -> None:
        """Send an error page with a message and, if useful, when to try again."""
        error = details.get("exc_info", (None, None, None))[1]
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_AFTER))
            if self.is_page:  # a script retries by itself
                self.set_header("Refresh", str(2 * RETRY_AFTER))
        self.set_header("Cache-Control", "no-store")
        self.send_words(status_code, error.words if isinstance(error, Refused) else "")

    def send_words(self, status_code: int, words: str) -> None:
        """Send an error page, or only its message to a script."""
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
    """Return the heading of an error page, without HTTP status numbers."""
    plain = {404: "Page not found", 500: "This page can’t be shown"}
    return plain.get(status_code, HTTPStatus(status_code).phrase)


class SignInHandler(BaseHandler):
    """Checks a typed token and keeps a cookie if it is right."""

    route = "sign-in"

    @property
    def asked_for(self) -> str:
        """The page to redirect to after sign-in."""
        return self.get_body_argument("page", "")

    async def prepare(self) -> None:
        """Refuse requests for another host name."""
        self.settings["access"].check_name(self.request)

    def post(self) -> None:
        """Redirect to the requested page, or ask for the token again."""
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
    """Answers all other addresses with 404."""

    def initialize(self, why: Callable[[str], str]) -> None:
        """Store the function that says why there is no page of a name."""
        self.why = why

    def get(self) -> None:
        """Send a 404 page."""
        name = unquote(self.request.path.rpartition("/")[2])
        raise Refused(HTTPStatus.NOT_FOUND, self.why(name.removesuffix(".ipynb")))

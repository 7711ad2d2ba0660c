"""What all handlers have in common: who may ask, what a page may load, how a refusal looks."""

import ipaddress
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError, RequestHandler

RETRY_AFTER = 1  # second


class Refused(HTTPError):
    """A refusal in words to read."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status)
        self.words = words


class BaseHandler(RequestHandler):
    """Answers requests for this machine's own names; sends what guards a page; sets no cookie.

    A page of another site that points its own name at this machine is refused.
    """

    is_page = True
    """Whether a person sees what is sent; a script is told in plain words."""

    def set_default_headers(self) -> None:
        """The content security policy and its like, on whatever is sent."""
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Refuse requests by a foreign name."""
        remote = self.settings["allow_remote_access"]
        if not (remote or is_this_machine(self.request.host_name)):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        await ensure_async(super().prepare())

    def write_error(self, status_code: int, **details: Any) -> None:
        """A calm page that says what is the matter; where it is worth it, when to ask again."""
        error = details.get("exc_info", (None, None, None))[1]
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_AFTER))
        self.set_header("Cache-Control", "no-store")
        self.send_words(status_code, error.words if isinstance(error, Refused) else "")

    def send_words(self, status_code: int, words: str) -> None:
        """Send the page of an error, or its words."""
        if not self.is_page:
            self.set_header("Content-Type", "text/plain; charset=UTF-8")
            self.finish(words or HTTPStatus(status_code).phrase)
            return
        template = self.settings["voila_jinja2_env"].get_template("error.html")
        self.finish(
            template.render(
                status_code=status_code,
                status_message=HTTPStatus(status_code).phrase,
                words=words,
                base_url=self.settings["base_url"],
            )
        )


class NotFoundHandler(BaseHandler):
    """Everything else that is asked for."""

    def initialize(self, why: Callable[[str], str]) -> None:
        """Take what says why there is no page of a name."""
        self.why = why

    def get(self) -> None:
        """There is no such thing."""
        name = unquote(self.request.path.rpartition("/")[2])
        raise Refused(HTTPStatus.NOT_FOUND, self.why(name.removesuffix(".ipynb")))


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address is one of this machine's own, for itself."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"

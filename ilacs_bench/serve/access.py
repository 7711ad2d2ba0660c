"""Who may ask: by which name of the server, through which proxy, and with which secret.

Where the server is for this computer only, nobody is asked. Where a proxy asks people who they are,
its header is believed from the proxy's own addresses and nobody else gets in. A token is said once,
on a page of its own, and kept in a cookie that no script can read; programs send it in a header.
Who somebody is, is neither kept nor noted.
"""

import ipaddress
import re
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError

from ilacs_bench.serve.options import Options

COOKIE = "ilacs_bench"
SIGN_IN = "sign-in"
_BY_PROXY = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
"""Headers by which a proxy says for whom it asks."""
_PAGE = re.compile(r"[\w-]*(?:\?[^\x00-\x20\x7f#]*)?", re.ASCII)


class Refused(HTTPError):
    """A refusal in words to read."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status)
        self.words = words


class Access:
    """Lets in who may ask, by the options of the server."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._hosts = {host.casefold() for host in options.trusted_hosts}

    @property
    def has_token(self) -> bool:
        """Whether it asks for a token."""
        return bool(self._options.token)

    @property
    def cookie(self) -> str:
        """What the cookie of somebody who said the token holds."""
        return self._options.cookie

    def check(self, request: HTTPServerRequest, cookie: Callable[[str], str | None]) -> None:
        """Raise Refused unless whoever asks may. `cookie` gives the value of one."""
        self.check_name(request)
        if self._options.user_header:
            self._check_proxy(request)
        if self._options.token and not self._knows_token(request, cookie):
            raise Refused(HTTPStatus.UNAUTHORIZED, "Sign in with the token to see these pages.")

    def check_name(self, request: HTTPServerRequest) -> None:
        """Raise HTTPError where a page of another site points its own name at this server."""
        name = request.host_name.casefold()
        is_open = not (self._hosts or self._options.is_local)
        if not (is_open or name in self._hosts or is_this_machine(name)):
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def is_at_hand(self, request: HTTPServerRequest) -> bool:
        """Whether whoever asks sits at this computer, where pages are written and mended."""
        options = self._options
        is_shared = self._hosts or options.token or options.user_header or not options.is_local
        return not (is_shared or any(name in request.headers for name in _BY_PROXY))

    def _check_proxy(self, request: HTTPServerRequest) -> None:
        try:
            address = ipaddress.ip_address(request.remote_ip or "")
        except ValueError:  # none: not over a network
            address = None
        if address is None or not any(address in network for network in self._options.networks):
            raise Refused(HTTPStatus.FORBIDDEN, "These pages are reached through a proxy only.")
        if not request.headers.get(self._options.user_header, "").strip():
            raise Refused(HTTPStatus.UNAUTHORIZED, "The proxy did not say who asks.")

    def _knows_token(self, request: HTTPServerRequest, cookie: Callable[[str], str | None]) -> bool:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() in {"bearer", "token"} and self.is_token(sent.strip()):
            return True
        return compare_digest((cookie(COOKIE) or "").encode(), self.cookie.encode())

    def is_token(self, given: str) -> bool:
        """Whether this is the token."""
        return compare_digest(given.encode(), self._options.token.encode())


def page_beside(address: str) -> str:
    """An address below this server, from the page beside it; "./" for any other.

    >>> page_beside("council?la=kent"), page_beside("//example.org"), page_beside("javascript:x")
    ('council?la=kent', './', './')
    """
    return address if address and _PAGE.fullmatch(address) else "./"


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address is one of this machine's own, for itself."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"

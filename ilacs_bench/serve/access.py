"""Access control: allowed host names, trusted proxies, and the access token.

A server for this computer only needs no sign-in. Behind a proxy that signs users in, its header is
trusted from the proxy's own addresses, and all other requests are refused. A token is entered once,
on a sign-in page, and kept in an HttpOnly cookie; programs send it in a header. User names are
neither stored nor logged.
"""

import ipaddress
import re
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError

from ilacs_bench.serve.options import ServeOptions

COOKIE = "ilacs_bench"
SIGN_IN = "sign-in"
_BY_PROXY = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
"""Headers with which a proxy forwards the client's address."""
_PAGE = re.compile(r"[\w-]*(?:\?[^\x00-\x20\x7f#]*)?", re.ASCII)


class Refused(HTTPError):
    """An HTTP error with a message for the reader."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status)
        self.words = words


class Access:
    """Checks whether a request is allowed, by the server's options."""

    def __init__(self, options: ServeOptions) -> None:
        self._options = options
        self._hosts = {host.casefold() for host in options.trusted_hosts}

    @property
    def has_token(self) -> bool:
        """Whether a token is required."""
        return bool(self._options.token)

    @property
    def cookie(self) -> str:
        """The value of the sign-in cookie."""
        return self._options.cookie

    def check(self, request: HTTPServerRequest, cookie: Callable[[str], str | None]) -> None:
        """Raise Refused unless the request is allowed. `cookie` returns a cookie by name."""
        self.check_name(request)
        if self._options.user_header:
            self._check_proxy(request)
        if self._options.token and not self._knows_token(request, cookie):
            raise Refused(HTTPStatus.UNAUTHORIZED, "Sign in with the token to see these pages.")

    def check_name(self, request: HTTPServerRequest) -> None:
        """Raise HTTPError for a host name that is not this server's (DNS rebinding)."""
        name = request.host_name.casefold()
        is_open = not (self._hosts or self._options.is_local)
        if not (is_open or name in self._hosts or is_this_machine(name)):
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def is_local_request(self, request: HTTPServerRequest) -> bool:
        """Return whether the request comes from this computer, where pages are written."""
        options = self._options
        is_shared = self._hosts or options.token or options.user_header or not options.is_local
        return not (is_shared or any(name in request.headers for name in _BY_PROXY))

    def _check_proxy(self, request: HTTPServerRequest) -> None:
        try:
            address = ipaddress.ip_address(request.remote_ip or "")
        except ValueError:  # no address: not over a network
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
        """Return whether this is the token (compared in constant time)."""
        return compare_digest(given.encode(), self._options.token.encode())


def page_beside(address: str) -> str:
    """Return an address below this server, relative to the sign-in page; "./" for any other.

    >>> page_beside("council?la=kent"), page_beside("//example.org"), page_beside("javascript:x")
    ('council?la=kent', './', './')
    """
    return address if address and _PAGE.fullmatch(address) else "./"


def is_this_machine(host: str) -> bool:
    """Return whether a host name or address is a loopback one of this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"

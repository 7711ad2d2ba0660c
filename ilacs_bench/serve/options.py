"""Options of the server: address, access, number of workers, and logging."""

import ipaddress
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hmac import digest
from pathlib import Path

from ilacs_bench.errors import IlacsBenchError

SHORTEST_TOKEN = 20
MOST_WORKERS = 64
_BASE = re.compile(r"/(?:[\w.~-]+/)*", re.ASCII)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OPEN = (
    "Others could reach {host} without being asked who they are. Give --token-file FILE with a "
    "secret of your own, or --user-header NAME and --proxy ADDRESS where a proxy asks and sets "
    "that header, or leave --host out to serve this computer only."
)


@dataclass(frozen=True)
class ServeOptions:
    """The validated options of `ilacs-bench serve`. Raises IlacsBenchError.

    host           address to listen at; without a `port` the first free one from 8866 is taken
    base_url       path prefix of all addresses
    trusted_hosts  host names, besides those of this machine, that requests may use
    workers        number of worker processes; None for one per processor, at least two
    token          an access token that all visitors need; "" for none
    user_header    header in which one of the `proxies` (addresses, networks) sends the user's name
    log            "text" or "json": a line for each request; "" for none
    metrics        whether Prometheus metrics are served
    """

    host: str = "127.0.0.1"
    port: int | None = None
    open_browser: bool = True
    base_url: str = "/"
    trusted_hosts: Sequence[str] = ()
    workers: int | None = None
    token: str = field(default="", repr=False)
    user_header: str = ""
    proxies: Sequence[str] = ()
    log: str = ""
    metrics: bool = False

    def __post_init__(self) -> None:
        """Raise IlacsBenchError for options that are invalid or would admit everybody."""
        object.__setattr__(self, "base_url", f"/{self.base_url.strip('/')}/".replace("//", "/"))
        if not _BASE.fullmatch(self.base_url):
            raise IlacsBenchError(f"{self.base_url!r} is no path; write one such as /inspections/")
        if self.workers is not None and not 1 <= self.workers <= MOST_WORKERS:
            raise IlacsBenchError(f"{self.workers} workers: choose from 1 to {MOST_WORKERS}.")
        if self.token and len(self.token) < SHORTEST_TOKEN:
            raise IlacsBenchError(
                f"The token has fewer than {SHORTEST_TOKEN} characters. Make one: "
                "openssl rand -hex 32"
            )
        if bool(self.user_header) != bool(self.proxies):
            raise IlacsBenchError(
                "--user-header and --proxy go together: only the proxy may say who asks."
            )
        if self.user_header and not _HEADER.fullmatch(self.user_header):
            raise IlacsBenchError(f"{self.user_header!r} is no header such as X-Forwarded-User.")
        _ = self.networks
        if not (self.is_local or self.token or self.user_header):
            raise IlacsBenchError(_OPEN.format(host=self.host))

    @cached_property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server: at every address of the host."""
        try:
            found = socket.getaddrinfo(self.host, None, type=socket.SOCK_STREAM)
        except OSError:
            raise IlacsBenchError(f"{self.host!r} is no address of this computer.") from None
        addresses = [str(address[0]).partition("%")[0] for *_, address in found]
        return all(ipaddress.ip_address(each).is_loopback for each in addresses)

    @cached_property
    def networks(self) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
        """The proxies, each as a network."""
        try:
            return [ipaddress.ip_network(proxy) for proxy in self.proxies]
        except ValueError as problem:
            raise IlacsBenchError(f"--proxy: {problem}; give 10.0.0.5, or 10.0.0.0/24.") from None

    @property
    def pool_size(self) -> int:
        """The number of workers in normal operation."""
        return self.workers or max(2, os.cpu_count() or 1)

    @cached_property
    def cookie(self) -> str:
        """Value of the sign-in cookie; the same on every replica."""
        return digest(self.token.encode(), b"ilacs-bench serve: signed in", "sha256").hex()


def read_token(file: Path | None) -> str:
    """Return the token in a file, without surrounding spaces; "" for no file."""
    if file is None:
        return ""
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise IlacsBenchError(f"{file}: the token could not be read ({problem}).") from None
    if not token:
        raise IlacsBenchError(f"{file} is empty: it should hold the token.")
    return token

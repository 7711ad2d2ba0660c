"""Requests to Ofsted's site: polite, limited, and to no other site."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx

from ilacs_bench.errors import FetchError
from ilacs_bench.update.address import OfstedSite

ATTEMPTS = 3
REDIRECTS = 5
LONGEST_ANSWER = 120.0
"""Seconds for one response, from the request to its last byte."""
_LONGEST_PAUSE = 24 * 60 * 60.0  # seconds; a longer request must be a mistake of the server

# A broken response is one failure; if no connection is possible the visit ends.
_UNREACHABLE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class NotFetched(Exception):
    """Raised for an address that can't be fetched; others may work."""


class Stopped(FetchError):
    """Raised when the visit is over: the server asks to stop, or can't be reached."""


class _TryAgain(Exception):
    """Raised when one attempt failed and the next may not."""


@dataclass(frozen=True)
class Response:
    """A response: the content, or `unchanged`; its validators; its final address."""

    url: str
    content: bytes
    unchanged: bool
    validators: Mapping[str, str]


class Visit:
    """Requests one address after the other, `site.pause` seconds apart."""

    def __init__(
        self,
        site: OfstedSite,
        *,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.site = site
        self._sleep = sleep
        self._asked = False
        self._runner = asyncio.Runner()
        self._client = _client(site, transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(
        self,
        url: str,
        *,
        most: int,
        known: Mapping[str, str] | None = None,
        check: Callable[[bytes], str | None] = lambda _: None,
    ) -> Response:
        """Return the response for an address of the site, of at most `most` bytes.

        `known` are the validators of an earlier response, so that it may be `unchanged`. `check`
        returns what is wrong with a truncated content. Raises NotFetched or Stopped.
        """
        failure: Exception = NotFetched(url)
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(self.site.pause * 2**attempt)
            try:
                return self._follow(url, most, known or {}, check)
            except (_TryAgain, httpx.RequestError, TimeoutError) as error:
                failure = error
        if isinstance(failure, _UNREACHABLE):
            raise Stopped(_unreachable_words(url, failure)) from failure
        raise NotFetched(
            f"{_why(failure)}, at the last of {ATTEMPTS} attempts. Try again later: {url}"
        )

    def _follow(
        self, url: str, most: int, known: Mapping[str, str], check: Callable[[bytes], str | None]
    ) -> Response:
        for _ in range(REDIRECTS):
            if not self.site.allows(url):
                raise NotFetched(f"{url} is not on Ofsted's site, so it was not asked for")
            if self._asked:
                self._sleep(self.site.pause)
            self._asked = True
            reply = self._runner.run(self._ask(url, most, known))
            if reply.leads_to is None:
                return _answer(url, reply, check)
            url = reply.leads_to
        raise NotFetched(f"more than {REDIRECTS} redirects, the last to {url}")

    async def _ask(self, url: str, most: int, known: Mapping[str, str]) -> "_Reply":
        """Return the server's reply. Raises if it takes too long or is too large."""
        async with asyncio.timeout(LONGEST_ANSWER):
            request = self._client.build_request("GET", url, headers=dict(known))
            response = await self._client.send(request, stream=True)
            try:
                leads_to = str(response.next_request.url) if response.next_request else None
                content = bytearray()
                async for chunk in response.aiter_bytes():
                    content += chunk
                    if len(content) > most:
                        raise NotFetched(f"larger than {most // 2**20} MB, so it was left: {url}")
            finally:
                await response.aclose()
        return _Reply(response.status_code, response.headers, leads_to, bytes(content))


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: httpx.Headers
    leads_to: str | None
    content: bytes


def _client(site: OfstedSite, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """Return a client with our user agent. Proxies and certificates come from the environment."""
    try:
        return httpx.AsyncClient(
            headers={"User-Agent": site.agent},
            timeout=httpx.Timeout(30, connect=15),
            # One connection each: the rest of a too long response must not become the next one.
            limits=httpx.Limits(max_keepalive_connections=0),
            transport=transport,
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise FetchError(
            f"The settings of the proxy can't be used: {error}. HTTPS_PROXY and ALL_PROXY take an "
            "address like http://proxy.council.gov.uk:8080; a SOCKS proxy can't be used."
        ) from error


def _answer(url: str, reply: _Reply, check: Callable[[bytes], str | None]) -> Response:
    """Return the response, if the server's reply can be used."""
    if reply.status == 429:
        raise Stopped(
            f"{httpx.URL(url).host} asks for fewer requests (status 429), so the command "
            f"stopped. Run the command again {_after(reply.headers.get('Retry-After', ''))}; it "
            "goes "
            "on from here."
        )
    if reply.status >= 500:
        raise _TryAgain(f"the server was too busy (status {reply.status})")
    if reply.status != 304 and not 200 <= reply.status < 300:
        raise NotFetched(f"the server does not give it (status {reply.status}): {url}")
    wrong = None if reply.status == 304 else check(reply.content)
    if wrong:
        raise _TryAgain(wrong)
    pairs = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
    validators = {ask: reply.headers[name] for name, ask in pairs if name in reply.headers}
    return Response(url, reply.content, reply.status == 304, validators)


def _after(retry_after: str) -> str:
    """Return when to try again, from a header with seconds, a date, or something else.

    >>> _after("90"), _after("-3"), _after("soon")
    ('in 2 minutes', 'later', 'later')
    """
    seconds = _seconds(retry_after)
    if not 0 < seconds <= _LONGEST_PAUSE:
        return "later"
    minutes = -(-seconds // 60)
    return f"in {minutes:.0f} minute{'s' if minutes > 1 else ''}"


def _seconds(retry_after: str) -> float:
    try:
        return float(retry_after)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _why(failure: Exception) -> str:
    if isinstance(failure, TimeoutError):
        return f"no complete answer came in {LONGEST_ANSWER:.0f} seconds"
    return str(failure) or type(failure).__name__


def _unreachable_words(url: str, failure: Exception) -> str:
    return (
        f"{httpx.URL(url).host} cannot be reached ({failure}). Is this computer online? Behind a "
        "council's proxy, set HTTPS_PROXY. What was downloaded so far is kept: the same command "
        "goes on from there."
    )

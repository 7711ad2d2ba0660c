"""Download reports from Ofsted: politely, whole or not at all, nothing twice.

A report that Ofsted has published anew since its facts were read is kept, since it is the one that
stands, and is said to be `changed`: its words and pages may differ from the bundled facts.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

import httpx

from ilacs_bench import __version__
from ilacs_bench.errors import FetchError
from ilacs_bench.whole import write_file

OFSTED = ("https://files.ofsted.gov.uk", "https://reports.ofsted.gov.uk")
"""The only places reports are taken from, redirects included."""
LARGEST_REPORT = 30 * 2**20
"""Bytes; the largest report of 2012 to 2026 has less than one MB."""
ATTEMPTS = 3
REDIRECTS = 5
LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is asked again another day."""
CHECKSUMS = "SHA256SUMS"
"""What was downloaded, in the form that `sha256sum --check` reads."""


@dataclass(frozen=True)
class Download:
    """One report to fetch: the name to keep it under, its link, its checksum where known."""

    file_name: str
    url: str
    sha256: str | None = None

    def __post_init__(self) -> None:
        if Path(self.file_name).name != self.file_name:
            raise FetchError(f"{self.file_name!r} is not a plain file name.")


Outcome = Literal["saved", "changed", "present", "failed"]


@dataclass(frozen=True)
class Fetched:
    """What became of one download; `message` says why where it is changed or failed."""

    download: Download
    outcome: Outcome
    message: str = ""


@dataclass(frozen=True)
class FetchResult:
    """What became of every download, in the order asked for."""

    fetched: tuple[Fetched, ...]

    def of(self, outcome: Outcome) -> list[Fetched]:
        """The downloads with this outcome."""
        return [one for one in self.fetched if one.outcome == outcome]


# A report whose connection breaks half way is one failure; without any connection the run ends.
_UNREACHABLE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class _NotHad(Exception):
    """The report cannot be had, and asking again would not help."""


class _TryAgain(Exception):
    """One attempt failed; the next may not. `wait` is what the server asked for, in seconds."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


def ofsted_client() -> httpx.Client:
    """A client that says who it is. Proxies and certificates come from the environment."""
    agent = f"ilacs-bench/{__version__} (reads published inspection reports; one at a time)"
    return httpx.Client(headers={"User-Agent": agent}, timeout=httpx.Timeout(60, connect=15))


def fetch_reports(
    wanted: Sequence[Download],
    folder: Path,
    *,
    client: httpx.Client,
    pause: float = 1.0,
    origins: Sequence[str] = OFSTED,
    on_progress: Callable[[Fetched], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> FetchResult:
    """Save each report in `folder`, waiting `pause` seconds before each request but the first.

    A report that is there with the checksum it should have is not asked for. One that cannot be had
    is `failed`, and the run goes on. Raises FetchError where the server cannot be reached at all;
    what was saved until then stays, and the next run goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    visit = _Visit(client, pause, tuple(origins), sleep)
    fetched = []
    for download in wanted:
        fetched.append(_fetch_one(download, folder, visit))
        on_progress(fetched[-1])
    return FetchResult(tuple(fetched))


def _fetch_one(download: Download, folder: Path, visit: "_Visit") -> Fetched:
    """Save one report, or say why not."""
    path = folder / download.file_name
    known = {download.sha256, _read_checksums(folder).get(download.file_name)}
    if path.exists() and _sha256(path.read_bytes()) in known:
        return Fetched(download, "present")
    try:
        content = visit.get(download.url)
    except _NotHad as reason:
        return Fetched(download, "failed", str(reason))
    write_file(path, content)
    _note_checksum(path, _sha256(content))
    if download.sha256 in (None, _sha256(content)):
        return Fetched(download, "saved")
    return Fetched(
        download, "changed", "Ofsted has published it anew since the bundled facts were read"
    )


@dataclass
class _Visit:
    """One run's manners towards the server: where it may go, and how long it waits."""

    client: httpx.Client
    pause: float
    origins: tuple[str, ...]
    sleep: Callable[[float], None]
    asked: bool = False

    def get(self, url: str) -> bytes:
        """The PDF at `url`. Raises _NotHad, or FetchError where there is no way to the server."""
        for attempt in range(ATTEMPTS):
            try:
                return self._attempt(url)
            except (_TryAgain, httpx.RequestError) as error:
                failure = error
            if attempt + 1 < ATTEMPTS:
                asked_to_wait = failure.wait if isinstance(failure, _TryAgain) else 0.0
                self.sleep(max(asked_to_wait, self.pause * 2**attempt))
        if isinstance(failure, _UNREACHABLE):
            raise FetchError(_no_way(url, failure)) from failure
        why = str(failure) or type(failure).__name__
        raise _NotHad(f"{why}, at the last of {ATTEMPTS} attempts. Try again later: {url}")

    def _attempt(self, url: str) -> bytes:
        for _ in range(REDIRECTS):
            if not url.startswith(tuple(f"{origin}/" for origin in self.origins)):
                raise _NotHad(f"{url} is not on Ofsted's site, so it was not asked for")
            if self.asked:
                self.sleep(self.pause)
            self.asked = True
            with self.client.stream("GET", url, follow_redirects=False) as response:
                if response.next_request is None:
                    _check_status(response)
                    return _checked(b"".join(_within_limit(response)), url)
                url = str(response.next_request.url)
        raise _NotHad(f"more than {REDIRECTS} redirects, the last to {url}")


def _check_status(response: httpx.Response) -> None:
    """Do nothing for a good answer; raise what another means."""
    if response.is_success:
        return
    code = response.status_code
    if code == 429 or code >= 500:
        wait = _seconds(response.headers.get("Retry-After", ""))
        if wait > LONGEST_WAIT:
            raise _NotHad(f"the server asks to wait {wait:.0f} seconds. Try again later")
        raise _TryAgain(f"the server was too busy (status {code})", wait)
    raise _NotHad(f"the server does not give it (status {code}): {response.url}")


def _seconds(retry_after: str) -> float:
    """Seconds of a Retry-After header, which holds a number or a date; 0 where it holds neither."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return 0.0


def _within_limit(response: httpx.Response) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LARGEST_REPORT:
            raise _NotHad(f"larger than {LARGEST_REPORT // 2**20} MB, so no report: {response.url}")
        yield chunk


def _checked(content: bytes, url: str) -> bytes:
    """The content, if it is a whole PDF."""
    if not content.startswith(b"%PDF-"):
        kind = "a web page" if b"<html" in content[:4096].lower() else "something"
        raise _NotHad(f"the server sent {kind} that is no PDF: {url}")
    if b"%%EOF" not in content[-1024:]:
        raise _TryAgain("the PDF came without its end")
    return content


def _no_way(url: str, failure: Exception) -> str:
    return (
        f"{httpx.URL(url).host} cannot be reached ({failure}). Is this computer online? Behind a "
        "council's proxy, set HTTPS_PROXY. What was downloaded so far is kept: the same command "
        "goes on from there."
    )


def _read_checksums(folder: Path) -> dict[str, str]:
    """Checksum of each file name downloaded into `folder` so far."""
    path = folder / CHECKSUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}


def _note_checksum(path: Path, checksum: str) -> None:
    checksums = _read_checksums(path.parent) | {path.name: checksum}
    lines = [f"{checksum}  {name}\n" for name, checksum in sorted(checksums.items())]
    write_file(path.parent / CHECKSUMS, "".join(lines).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

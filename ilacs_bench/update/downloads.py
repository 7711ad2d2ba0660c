"""Download reports: each completely or not at all, and none twice.

If Ofsted has replaced a report since its facts were read, the new file is kept and reported as
`changed`: its text and pages may differ from the facts.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ilacs_bench.atomic import write_file
from ilacs_bench.errors import FetchError
from ilacs_bench.update.visit import NotFetched, Stopped, Visit

LARGEST_REPORT = 30 * 2**20
"""Bytes; the largest report of 2012 to 2026 has less than one MB."""
CHECKSUMS = "SHA256SUMS"
"""The list of downloads, in the format of `sha256sum --check`."""


@dataclass(frozen=True)
class Download:
    """One report to download: its file name, its link, and its checksum if known."""

    file_name: str
    url: str
    sha256: str | None = None

    def __post_init__(self) -> None:
        if Path(self.file_name).name != self.file_name:
            raise FetchError(f"{self.file_name!r} is not a plain file name.")


Outcome = Literal["saved", "changed", "present", "failed"]


@dataclass(frozen=True)
class Fetched:
    """The result of one download; `message` says why it is changed or failed."""

    download: Download
    outcome: Outcome
    message: str = ""


def download_reports(
    wanted: Sequence[Download],
    folder: Path,
    visit: Visit,
    on_progress: Callable[[Fetched], None] = lambda _: None,
    *,
    stopped: str = "",
) -> list[Fetched]:
    """Save each report in `folder`; return the results in the same order.

    A report that exists with the right checksum is not downloaded. One that can't be downloaded is
    `failed`, and the next is tried; after the server has asked to stop (also in `stopped`, before),
    all others are `failed`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fetched: list[Fetched] = []
    for download in wanted:
        try:
            one = _fetch_one(download, folder, visit, stopped)
        except Stopped as reason:
            stopped = str(reason)
            one = Fetched(download, "failed", stopped)
        fetched.append(one)
        on_progress(one)
    return fetched


def _fetch_one(download: Download, folder: Path, visit: Visit, stopped: str) -> Fetched:
    """Save one report, or return why not."""
    path = folder / download.file_name
    known = {download.sha256, _read_checksums(folder).get(download.file_name)}
    if path.exists() and _sha256(path.read_bytes()) in known:
        return Fetched(download, "present")
    if stopped:
        return Fetched(download, "failed", stopped)
    try:
        content = visit.get(download.url, most=LARGEST_REPORT, check=_lacks_its_end).content
        _check_kind(content, download.url)
    except NotFetched as reason:
        return Fetched(download, "failed", str(reason))
    write_file(path, content)
    _note_checksum(path, _sha256(content))
    if download.sha256 in (None, _sha256(content)):
        return Fetched(download, "saved")
    return Fetched(download, "changed", "Ofsted has published it anew since the facts were read")


def _lacks_its_end(content: bytes) -> str | None:
    is_pdf = content.startswith(b"%PDF-")
    return "the PDF is not complete" if is_pdf and b"%%EOF" not in content[-1024:] else None


def _check_kind(content: bytes, url: str) -> None:
    if not content.startswith(b"%PDF-"):
        kind = "a web page" if b"<html" in content[:4096].lower() else "something"
        raise NotFetched(f"the server sent {kind} that is no PDF: {url}")


def _read_checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of each file downloaded to `folder` so far."""
    path = folder / CHECKSUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}


def _note_checksum(path: Path, checksum: str) -> None:
    checksums = _read_checksums(path.parent) | {path.name: checksum}
    lines = [f"{checksum}  {name}\n" for name, checksum in sorted(checksums.items())]
    write_file(path.parent / CHECKSUMS, "".join(lines).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

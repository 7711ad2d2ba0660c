"""Open reports (PDF, text, Markdown) and return their lines without page furniture."""

import hashlib
import os
from pathlib import Path
from typing import NoReturn

from ilacs_bench.errors import IlacsBenchError, ReadError
from ilacs_bench.reports.document import Document, Doubt, ReportPage, report_name
from ilacs_bench.reports.furniture import body_lines
from ilacs_bench.reports.legible import check_legible
from ilacs_bench.reports.own_pages import own_pages
from ilacs_bench.reports.pdf import find_damage, read_pdf_pages
from ilacs_bench.reports.text import read_text_pages


def _read_pdf(name: str, content: bytes) -> tuple[list[ReportPage], list[Doubt]]:
    return read_pdf_pages(name, content), find_damage(content)


READERS = {".pdf": _read_pdf, ".txt": read_text_pages, ".md": read_text_pages}
LARGEST_FILE = 100 * 2**20
"""Bytes; the largest report of 2012 to 2026 has less than 1 MB, a scanned one about 10 MB."""


def content_of(path: Path, most: int = LARGEST_FILE, what: str = "report") -> bytes:
    """Return the bytes of a file, at most `most`; `what` names it in messages.

    Raises ReadError, also for a device, which might have no end.
    """
    name = report_name(path)
    try:
        if path.exists() and not path.is_file():
            raise ReadError(name, f"This is no file: give the file of the {what} itself.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise ReadError(name, f"The file can't be opened: {error.strerror}.") from error
    if len(content) > most:
        raise ReadError(name, f"The file has more than {most // 2**20} MB: no {what}.")
    return content


def read_report(path: Path, content: bytes | None = None) -> Document:
    """Return the document in a file, or in the `content` of one already read.

    Raises ReadError, saying what to do about it.
    """
    name = report_name(path)
    content = content_of(path) if content is None else content
    pages, doubts = READERS[path.suffix.lower()](name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    own, found = own_pages(name, pages)
    doubts += [*found, *check_legible(name, own)]
    lines = body_lines(own)
    if not lines:
        raise ReadError(
            name,
            "The file holds no text, perhaps only scanned pictures of pages. "
            "Look for a copy with real text.",
        )
    return Document(name, sha256, len(pages), tuple(lines), tuple(doubts))


def find_reports(folder: Path) -> list[Path]:
    """Return every file below `folder` that may be a report, in the order of their names.

    A broken symbolic link is included, so that it is reported. Links to folders are not followed.
    Raises IlacsBenchError for a folder that can't be read: it may be full of reports.
    """
    walked = os.walk(folder, onerror=_refuse)
    names = (Path(place, name) for place, _, files in walked for name in files)
    found = (path for path in names if path.suffix.lower() in READERS)
    return sorted(path for path in found if path.is_file() or path.is_symlink())


def _refuse(error: OSError) -> NoReturn:
    raise IlacsBenchError(
        f"{error.filename}: this folder can't be looked into: {error.strerror}. Ask for "
        "permission to read it, or name the folders with reports one by one."
    ) from error

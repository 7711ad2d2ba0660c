"""Opens reports (PDF, text, Markdown) and gives their clean lines."""

import hashlib
from pathlib import Path

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import Document
from ilacs_bench.reports.furniture import body_lines
from ilacs_bench.reports.pdf import read_pdf_pages
from ilacs_bench.reports.text import read_text_pages

READERS = {".pdf": read_pdf_pages, ".txt": read_text_pages, ".md": read_text_pages}


def read_report(path: Path) -> Document:
    """The document in one file. Raises ReadError in words that say what to do about it."""
    try:
        pages = READERS[path.suffix.lower()](path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadError(path.name, f"The file can't be opened: {error.strerror}.") from error
    lines = body_lines(pages)
    if not lines:
        raise ReadError(
            path.name,
            "The file holds no text, perhaps only scanned pictures of pages. "
            "Look for a copy with real text.",
        )
    return Document(path.name, sha256, len(pages), tuple(lines))


def find_reports(folder: Path) -> list[Path]:
    """Every file below `folder` that may be a report, in the order of their names."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in READERS)
    return sorted(path for path in found if path.is_file())

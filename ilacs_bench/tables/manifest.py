"""The optional list (CSV) of reports with their publication dates and links."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilacs_bench.errors import IlacsBenchError


@dataclass(frozen=True)
class ManifestRow:
    """What a manifest says about one file."""

    published: date | None
    source_url: str | None
    urn: str | None


def read_manifest(path: Path) -> dict[str, ManifestRow]:
    """Return rows by file name, from a CSV with columns file, published, source_url, urn.

    `published` is YYYY-MM-DD; `urn` is optional.

    Raises IlacsBenchError for a list that can't be read, or that contradicts itself about a file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise IlacsBenchError(
            f"{path}: the manifest is not UTF-8 text. In Excel, save it as 'CSV UTF-8'."
        ) from error
    except (OSError, csv.Error) as error:
        raise IlacsBenchError(f"{path}: the manifest can't be read: {error}") from error
    missing = {"file", "published", "source_url"} - set(rows[0] if rows else ())
    if missing:
        raise IlacsBenchError(
            f"{path}: the manifest lacks the columns {', '.join(sorted(missing))}. "
            "It needs file, published and source_url."
        )
    listed: dict[str, ManifestRow] = {}
    for row in rows:
        listing = _row(row, path)
        if listed.setdefault(row["file"], listing) != listing:
            raise IlacsBenchError(f"{path}: {row['file']} is listed twice, with different details.")
    return listed


def _row(row: dict[str, str], path: Path) -> ManifestRow:
    try:
        published = date.fromisoformat(row["published"]) if row["published"] else None
    except ValueError as error:
        raise IlacsBenchError(
            f"{path}, {row['file']}: found '{row['published']}' in the column published, "
            "expected a date such as 2025-05-09."
        ) from error
    return ManifestRow(published, row["source_url"] or None, row.get("urn") or None)

"""Reports that are in the tables without their text: what to download to read it."""

import pandas as pd

from ilacs_bench.benchmark.latest import latest
from ilacs_bench.days import today
from ilacs_bench.lookups.authorities import Authority
from ilacs_bench.tables.manifest import ManifestRow
from ilacs_bench.tables.store import Tables, inspections_of
from ilacs_bench.update.address import OfstedSite, file_number
from ilacs_bench.update.downloads import Download


def without_words(tables: Tables, only: Authority | None, *, only_latest: bool) -> pd.DataFrame:
    """Return inspections with a link to a report but no text, of one authority or all."""
    rows = tables.inspections
    chosen = ~rows["inspection_id"].isin(inspections_of(tables, "findings"))
    if only:
        chosen &= rows["la_code"] == only.la_code
    if only_latest:
        chosen &= rows["inspection_id"].isin(latest(tables, today())["inspection_id"])
    return rows[chosen].dropna(subset=["report", "source_url"])


def downloads_of(inspections: pd.DataFrame, site: OfstedSite) -> list[Download]:
    """Return their downloads, with the site's own address if Ofsted's number is known."""
    rows = inspections[["report", "source_url", "sha256"]].itertuples(index=False)
    return [
        Download(name, _address(url, site), None if pd.isna(checksum) else checksum)
        for name, url, checksum in rows
    ]


def manifest_of(inspections: pd.DataFrame) -> dict[str, ManifestRow]:
    """Return what the tables say about these reports, for reading them again."""
    columns = inspections[["report", "published", "source_url", "urn"]].astype("object")
    rows = columns.where(columns.notna(), None).itertuples(index=False)
    return {
        name: ManifestRow(published.date() if published else None, url, urn)
        for name, published, url, urn in rows
    }


def _address(url: str, site: OfstedSite) -> str:
    number = file_number(url)
    return site.file(number) if number else url

"""`ilacs-bench fetch`: the reports themselves, from Ofsted to this computer."""

import argparse
import csv
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.cli.build import build
from ilacs_bench.errors import FetchError
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.paths import fetched

if TYPE_CHECKING:
    import pandas as pd

    from ilacs_bench.reports.fetch import Download, FetchResult

MANIFEST = "manifest.csv"
_MANIFEST_COLUMNS = ["report", "urn", "published", "source_url", "sha256"]


def add_to(commands: Commands) -> None:
    """Add the command `fetch`."""
    parser = commands.add_parser(
        "fetch",
        help="download reports from Ofsted, to read the evidence's own words",
        description="Download inspection reports from Ofsted's site, one a second, and read them "
        "into tables. A report that is already there is not downloaded again.",
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--authority", metavar="NAME", help="all reports of one local authority, such as Suffolk"
    )
    which.add_argument(
        "--latest", action="store_true", help="the latest report of every local authority"
    )
    which.add_argument("--all", action="store_true", help="every report, of some 360")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=fetched(),
        help="folder to keep reports/ and tables/ in (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Download, then build the tables of every report that is there by now."""
    inspections = _chosen(arguments)
    reports = arguments.out / "reports"
    result = _download(inspections, reports)
    _say(result)
    _write_manifest(reports)
    workers = os.cpu_count() or 1
    return build([reports], arguments.out / "tables", reports / MANIFEST, workers)


def _chosen(arguments: argparse.Namespace) -> "pd.DataFrame":
    """The inspections whose reports are wanted, those with a link only."""
    from ilacs_bench.benchmark.latest import latest
    from ilacs_bench.tables.store import read_tables

    tables = read_tables()
    chosen = tables.inspections
    if arguments.authority:
        authority = find_authority(arguments.authority)
        chosen = chosen[chosen["la_code"] == authority.la_code]
    elif arguments.latest:
        last = latest(tables, date.today())["inspection_id"]
        chosen = chosen[chosen["inspection_id"].isin(last)]
    linked = chosen.dropna(subset=["report", "source_url"])
    if linked.empty:
        raise FetchError("The bundled facts know no link to such a report.")
    return linked


def _download(inspections: "pd.DataFrame", folder: Path) -> "FetchResult":
    """Download with a progress bar."""
    from rich.progress import Progress

    from ilacs_bench.reports.fetch import fetch_reports, ofsted_client

    wanted = _downloads(inspections)
    with Progress(transient=True) as progress, ofsted_client() as client:
        bar = progress.add_task("Downloading", total=len(wanted))
        return fetch_reports(
            wanted, folder, client=client, on_progress=lambda _: progress.advance(bar)
        )


def _downloads(inspections: "pd.DataFrame") -> list["Download"]:
    from ilacs_bench.reports.fetch import Download

    checksums = inspections["sha256"].astype(object).where(inspections["sha256"].notna(), None)
    return [
        Download(*row)
        for row in zip(
            inspections["report"], inspections["source_url"], checksums, strict=True
        )
    ]


def _say(result: "FetchResult") -> None:
    from rich.console import Console

    console = Console()
    saved, present = len(result.of("saved")), len(result.of("present"))
    console.print(f"{saved} downloaded, {present} were there already.")
    for one in [*result.of("changed"), *result.of("failed")]:
        console.print(f"{one.outcome}: {one.download.file_name}: {one.message}", markup=False)


def _write_manifest(folder: Path) -> None:
    """List publication date and link of every report in the folder, for the build to read."""
    from ilacs_bench.tables.store import read_tables

    inspections = read_tables().inspections
    here = inspections[inspections["report"].isin([path.name for path in folder.glob("*.pdf")])]
    listed = here[_MANIFEST_COLUMNS].rename(columns={"report": "file"})
    listed.to_csv(folder / MANIFEST, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)

"""`ilacs-bench fetch`: the reports themselves, from Ofsted to this computer."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.cli.build import build
from ilacs_bench.days import today
from ilacs_bench.errors import FetchError
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.paths import user_folder

if TYPE_CHECKING:
    import pandas as pd

    from ilacs_bench.reports.fetch import Download, FetchResult
    from ilacs_bench.tables.store import Tables

# Columns of `inspections`, and what a manifest calls them.
_MANIFEST = {
    "report": "file",
    "urn": "urn",
    "published": "published",
    "source_url": "source_url",
    "sha256": "sha256",
}


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
        default=user_folder(),
        help="folder to keep reports/ and tables/ in (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Download, then read every report that is there by now and lay its words over the facts."""
    from ilacs_bench.tables.merge import merge_tables
    from ilacs_bench.tables.store import read_tables, write_tables

    facts = read_tables()
    reports, folder = arguments.out / "reports", arguments.out / "tables"
    _say(_download(_chosen(facts, arguments), reports))
    if not any(reports.glob("*.pdf")):
        raise FetchError(f"No report is in {reports}, so there is nothing to read.")
    manifest = _write_manifest(facts.inspections, reports)
    code = build([reports], folder, manifest, os.cpu_count() or 1)
    if code == 0:
        write_tables(merge_tables(facts, read_tables(folder)).written(), folder)
        print(f"The facts with the reports' own words: ilacs-bench serve --data '{folder}'")
    return code


def _chosen(tables: "Tables", arguments: argparse.Namespace) -> "pd.DataFrame":
    """The inspections whose reports are wanted, those with a link only."""
    from ilacs_bench.benchmark.latest import latest

    chosen = tables.inspections
    if arguments.authority:
        authority = find_authority(arguments.authority)
        chosen = chosen[chosen["la_code"] == authority.la_code]
    elif arguments.latest:
        last = latest(tables, today())["inspection_id"]
        chosen = chosen[chosen["inspection_id"].isin(last)]
    linked = chosen.dropna(subset=["report", "source_url"])
    if linked.empty:
        raise FetchError("The bundled facts know no link to such a report.")
    if len(linked) < len(chosen):
        missing = len(chosen) - len(linked)
        print(f"Of {len(chosen)} inspections, {missing} without a link to the report.")
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
    import pandas as pd

    from ilacs_bench.reports.fetch import Download

    rows = inspections[["report", "source_url", "sha256"]].itertuples(index=False)
    return [
        Download(name, url, None if pd.isna(checksum) else checksum) for name, url, checksum in rows
    ]


def _say(result: "FetchResult") -> None:
    from rich.console import Console

    console = Console()
    saved, present = len(result.of("saved")), len(result.of("present"))
    console.print(f"{saved} downloaded, {present} were there already.")
    for one in [*result.of("changed"), *result.of("failed")]:
        console.print(f"{one.outcome}: {one.download.file_name}: {one.message}", markup=False)


def _write_manifest(inspections: "pd.DataFrame", folder: Path) -> Path:
    """List publication date and link of every report in the folder, for the build to read."""
    here = inspections[inspections["report"].isin([path.name for path in folder.glob("*.pdf")])]
    listed = here[list(_MANIFEST)].rename(columns=_MANIFEST)
    listed.to_csv(folder / "manifest.csv", index=False, lineterminator="\n")
    return folder / "manifest.csv"

"""`ilacs-bench build`: reports in, tidy tables out."""

import argparse
import os
from pathlib import Path

from ilacs_bench.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Add the command `build`."""
    parser = commands.add_parser(
        "build",
        help="read a folder of reports into tidy tables",
        description="Read every PDF, .txt and .md report of the folders into tidy tables. A report "
        "that cannot be read is listed in the table 'problems', with the reason.",
    )
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="+", help="where reports are")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("tables"),
        help="folder to write the tables to, as TABLE.parquet (default: tables)",
    )
    parser.add_argument(
        "--manifest",
        metavar="CSV",
        type=Path,
        help="list of the reports' publication dates and links, with the columns file, published "
        "and source_url",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=int,
        default=os.cpu_count() or 1,
        help="reports read at the same time (default: one for each processor)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the tables of the folders."""
    return build(arguments.folders, arguments.out, arguments.manifest, arguments.workers)


def build(folders: list[Path], out: Path, manifest: Path | None, workers: int) -> int:
    """Build the tables with a progress bar and say what came out; 0 unless nothing was read."""
    from ilacs_bench.tables.build import build_tables

    build_tables(folders, out, manifest=manifest, workers=workers)
    return 0

"""`ilacs-bench build`: build tidy tables from reports."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.vocabulary import FRAMEWORKS

if TYPE_CHECKING:
    from ilacs_bench.tables.build import BuildSummary

_PROBLEMS_SHOWN = 5


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
    parser.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster read, such as tcp://10.0.0.1:8786; 'local' starts "
        "one on this machine. It takes the extra: pip install 'ilacs-bench[dask]'",
    )
    others = parser.add_mutually_exclusive_group()
    others.add_argument(
        "--add",
        dest="others",
        action="store_const",
        const="add",
        default="refuse",
        help="add to the tables that are in DIR",
    )
    others.add_argument(
        "--replace",
        dest="others",
        action="store_const",
        const="replace",
        help="replace the tables that are in DIR, whichever reports they are of",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the tables with a progress bar and print a summary; 1 if nothing was read, else 0."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from ilacs_bench.tables.build import build_tables
    from ilacs_bench.themes.coding import code_parts

    console = Console(stderr=True)
    columns = ("Reading reports", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("read", total=None)
        summary = build_tables(
            arguments.folders,
            arguments.out,
            manifest=arguments.manifest,
            workers=arguments.dask or arguments.workers,
            others=arguments.others,
            on_progress=lambda done, total: progress.update(bar, completed=done, total=total),
            code=code_parts,
        )
    print(_in_words(summary, arguments.out))
    return 0 if summary.inspections else 1


def _in_words(summary: "BuildSummary", out: Path) -> str:
    by_framework = ", ".join(
        f"{n} {FRAMEWORKS[code].label}" for code, n in sorted(summary.inspections.items())
    )
    inspections = sum(summary.inspections.values())
    lines = [
        f"{summary.reports:,} reports read: {inspections:,} inspections"
        f"{f' ({by_framework})' if by_framework else ''}, {len(summary.problems):,} problems.",
        *(f"  {problem}" for problem in summary.problems[:_PROBLEMS_SHOWN]),
        f"Tables written to {out}; all that could not be read is in the table 'problems'.",
    ]
    return "\n".join(lines)

"""`ilacs-bench export`: one local authority compared, as an Excel workbook."""

import argparse
from datetime import date
from pathlib import Path

from ilacs_bench.cli.arguments import Commands, add_data, add_published_by, day
from ilacs_bench.lookups.authorities import find_authority

_COMPARATORS = (
    "statistical_neighbours_2025, statistical_neighbours_2021, ofsted_region, ons_region, england"
)


def add_to(commands: Commands) -> None:
    """Add the command `export`."""
    parser = commands.add_parser(
        "export",
        help="write one local authority's comparison to an Excel workbook",
        description="Compare one local authority with others and write what the dashboard shows to "
        "an Excel workbook, with sources, dates and caveats.",
    )
    parser.add_argument("authority", metavar="COUNCIL", help="name or GSS code, such as Suffolk")
    parser.add_argument(
        "--to",
        metavar="COMPARATOR",
        default="statistical_neighbours_2025",
        help=f"group to compare with: {_COMPARATORS} (default: %(default)s)",
    )
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        type=day,
        default=date.today(),
        help="date the picture is true for (default: today)",
    )
    add_published_by(parser)
    parser.add_argument("--out", metavar="FILE.xlsx", type=Path, help="workbook to write")
    add_data(parser)
    parser.set_defaults(run=run)

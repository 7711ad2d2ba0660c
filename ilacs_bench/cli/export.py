"""`ilacs-bench export`: one local authority compared, as an Excel workbook."""

import argparse
from datetime import date
from pathlib import Path

from ilacs_bench.cli.arguments import Commands, add_data, add_published_by, day
from ilacs_bench.vocabulary import AREAS, DEFAULT_AREAS, read_lookup

_COMPARATORS = [row["comparator"] for row in read_lookup("comparators")][:-1]


def add_to(commands: Commands) -> None:
    """Add the command `export`."""
    parser = commands.add_parser(
        "export",
        help="write one local authority's comparison to an Excel workbook",
        description="Compare one local authority with others and write what the dashboard shows to "
        "an Excel workbook, with sources, dates and caveats.",
    )
    parser.add_argument(
        "council", metavar="COUNCIL", help="name, GSS code, DfE number or URN, such as Suffolk"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--to",
        metavar="GROUP",
        default=_COMPARATORS[0],
        help=f"whom to compare with: {', '.join(_COMPARATORS)}, or a list saved with "
        "'ilacs-bench lists' (default: %(default)s)",
    )
    group.add_argument(
        "--with",
        dest="own_list",
        metavar="COUNCIL",
        nargs="+",
        help="compare with these local authorities instead",
    )
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        type=day,
        default=date.today(),
        help="date the picture is true for (default: today)",
    )
    add_published_by(parser)
    parser.add_argument(
        "--areas",
        choices=AREAS,
        metavar="AREA",
        nargs="+",
        default=DEFAULT_AREAS,
        help=f"judgements: {', '.join(AREAS)} (default: {' '.join(DEFAULT_AREAS)})",
    )
    parser.add_argument(
        "--out",
        metavar="FILE.xlsx",
        type=Path,
        help="workbook to write (default: named after council, group and date, in this folder)",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook and say where it is."""
    from ilacs_bench.benchmark.compare import snapshot
    from ilacs_bench.export.benchmark import benchmark_workbook
    from ilacs_bench.tables.store import WORDS_AND_THEMES, read_tables
    from ilacs_bench.widgets.compare_view import extract_name

    comparison = snapshot(
        read_tables(arguments.data, without=WORDS_AND_THEMES),
        arguments.council,
        arguments.own_list or arguments.to,
        as_at=arguments.as_at,
        published_by=arguments.published_by,
        areas=arguments.areas,
    )
    path = arguments.out or Path(extract_name(comparison))
    path.write_bytes(benchmark_workbook(comparison))
    print(f"Written: {path}")
    return 0

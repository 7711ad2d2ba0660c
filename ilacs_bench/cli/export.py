"""`ilacs-bench export`: write an extract as an Excel workbook or as CSV or Parquet files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.catalogue import EXPORTS
from ilacs_bench.cli.arguments import Commands, add_data, add_options, day, tables_of
from ilacs_bench.days import today
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.vocabulary import AREAS

if TYPE_CHECKING:
    from ilacs_bench.benchmark.selection import Selection

_COMPARATORS = [row["comparator"] for row in read_lookup("comparators")][:-1]
FORMS = ("xlsx", "csv", "parquet")


def add_to(commands: Commands) -> None:
    """Add the command `export`."""
    kinds = "\n".join(f"  {name:10} {offer.about}" for name, offer in EXPORTS.items())
    parser = commands.add_parser(
        "export",
        help="write an Excel workbook, or CSV or Parquet files, to take away",
        description="Write what the dashboards show, with sources, dates and caveats: one of\n\n"
        f"{kinds}\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "council",
        metavar="COUNCIL",
        nargs="?",
        help="name, GSS code, DfE number or URN, such as Suffolk",
    )
    parser.add_argument(
        "--what",
        choices=EXPORTS,
        metavar="WHAT",
        help="see above (default: benchmark; without a council, national)",
    )
    _add_group(parser)
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        type=day,
        help="date the picture is true for (default: the tables' last day)",
    )
    add_options(parser, "published_by")
    parser.add_argument(
        "--areas",
        choices=AREAS,
        metavar="AREA",
        nargs="+",
        help=f"judgements of a benchmark: {', '.join(AREAS)} (default: those of the day, now "
        f"{' '.join(areas_on(today()))})",
    )
    parser.add_argument("--tables", metavar="TABLE", nargs="+", help="which tidy tables (all)")
    parser.add_argument("--form", choices=FORMS, default="xlsx", help="default: %(default)s")
    parser.add_argument(
        "--out",
        metavar="PLACE",
        type=Path,
        help="workbook to write, or folder for CSV and Parquet, where an older extract is replaced "
        "as a whole and anything else is left alone (default: named after what it is)",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def _add_group(parser: argparse.ArgumentParser) -> None:
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


def run(arguments: argparse.Namespace) -> int:
    """Write the files and print their paths."""
    from ilacs_bench.benchmark.selection import select
    from ilacs_bench.export.files import write_bundle

    what = arguments.what or ("benchmark" if arguments.council else "national")
    given = {"areas": arguments.areas, "names": arguments.tables}
    EXPORTS[what].check(what, arguments.council, [name for name in given if given[name]])
    chosen = select(
        tables_of(arguments),
        arguments.council or None,
        arguments.own_list or arguments.to,
        as_at=arguments.as_at,
        published_by=arguments.published_by,
        areas=arguments.areas,
    )
    make = EXPORTS[what].loaded()
    of_tables = {"names": arguments.tables} if arguments.tables else {}
    bundle = make(chosen.tables, **of_tables) if what == "tables" else make(chosen)
    name = _file_name(arguments.council or "england", what, chosen)
    place = arguments.out or Path(f"{name}.xlsx" if arguments.form == "xlsx" else name)
    written = write_bundle(bundle, place, arguments.form)
    print(f"Written: {place}" if len(written) == 1 else f"Written: {len(written)} files in {place}")
    return 0


def _file_name(whose: str, what: str, chosen: "Selection") -> str:
    """Return the authority, kind (for a benchmark the group) and date, without extension."""
    from ilacs_bench.benchmark.compare import own_grades_of
    from ilacs_bench.paths import slug

    if what == "benchmark":
        whose, what = own_grades_of(chosen)["la_name"].iloc[0], chosen.comparator.code
    return f"{slug(whose, '_')}_{slug(what, '_')}_{chosen.as_at:%Y-%m-%d}"

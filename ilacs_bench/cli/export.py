"""`ilacs-bench export`: what is taken away, as an Excel workbook or as CSV or Parquet files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands, add_data, add_published_by, day, tables_of
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.vocabulary import AREAS, read_lookup

if TYPE_CHECKING:
    from ilacs_bench.export.bundle import Bundle
    from ilacs_bench.tables.store import Tables

_COMPARATORS = [row["comparator"] for row in read_lookup("comparators")][:-1]
KINDS = {
    "benchmark": "a council beside its group: grades, positions, every judgement",
    "history": "every inspection since 2013 of a council and its group",
    "profile": "a council by itself: grades, record, themes and evidence",
    "themes": "themes and evidence of a council's latest report; without a council, of England",
    "national": "England: grades by region and type, every council, over time, waits",
    "tables": "the tidy tables themselves, every row",
}
"""What can be exported, in words."""
_OF_COUNCIL, _OF_ENGLAND = ("benchmark", "history", "profile"), ("national", "tables")
FORMS = ("xlsx", "csv", "parquet")


def add_to(commands: Commands) -> None:
    """Add the command `export`."""
    kinds = "\n".join(f"  {name:10} {about}" for name, about in KINDS.items())
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
        choices=KINDS,
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
    add_published_by(parser)
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
    """Write the files and say where they are."""
    from ilacs_bench.benchmark.resolve import resolve_days
    from ilacs_bench.export.files import write_bundle

    what = _what(arguments)
    tables = tables_of(arguments)
    arguments.as_at, arguments.published_by = resolve_days(
        tables, arguments.as_at, arguments.published_by
    )
    bundle, name = _bundle(what, tables, arguments)
    place = arguments.out or Path(f"{name}.xlsx" if arguments.form == "xlsx" else name)
    written = write_bundle(bundle, place, arguments.form)
    print(f"Written: {place}" if len(written) == 1 else f"Written: {len(written)} files in {place}")
    return 0


def _what(arguments: argparse.Namespace) -> str:
    what: str = arguments.what or ("benchmark" if arguments.council else "national")
    if what in _OF_COUNCIL and not arguments.council:
        raise UnknownName(f"'{what}' is about one council: name it.")
    if what in _OF_ENGLAND and arguments.council:
        raise UnknownName(f"'{what}' is about all of England: leave the council out.")
    return what


def _bundle(what: str, tables: "Tables", arguments: argparse.Namespace) -> "tuple[Bundle, str]":
    """The bundle, and the name of its file without ending."""
    from ilacs_bench.slugs import slug

    if what == "benchmark":
        return _benchmark(tables, arguments)
    bundle = _of_council(what, tables, arguments) or _of_england(what, tables, arguments)
    name = slug(f"{arguments.council or 'england'} {what}", "_")
    return bundle, f"{name}_{arguments.as_at:%Y-%m-%d}"


def _benchmark(tables: "Tables", arguments: argparse.Namespace) -> "tuple[Bundle, str]":
    from ilacs_bench.benchmark.compare import snapshot
    from ilacs_bench.export.benchmark import benchmark_bundle
    from ilacs_bench.slugs import slug

    comparison = snapshot(
        tables,
        arguments.council,
        arguments.own_list or arguments.to,
        as_at=arguments.as_at,
        published_by=arguments.published_by,
        areas=arguments.areas,
    )
    name = f"{slug(comparison.la_name, '_')}_{comparison.comparator}"
    return benchmark_bundle(comparison), f"{name}_{comparison.as_at:%Y-%m-%d}"


def _of_council(what: str, tables: "Tables", arguments: argparse.Namespace) -> "Bundle | None":
    from ilacs_bench.benchmark.council_profile import council_profile
    from ilacs_bench.export.history import history_bundle
    from ilacs_bench.export.profile import profile_bundle
    from ilacs_bench.export.themes import evidence_bundle

    council, to = arguments.council, arguments.own_list or arguments.to
    days = {"as_at": arguments.as_at, "published_by": arguments.published_by}
    if what == "history":
        return history_bundle(tables, council, to, **days)
    if what == "profile":
        profile = council_profile(tables, council, to, **days)
        return profile_bundle(tables, profile, to)
    return evidence_bundle(tables, council, to, **days) if council else None


def _of_england(what: str, tables: "Tables", arguments: argparse.Namespace) -> "Bundle":
    from ilacs_bench.export.national import national_bundle
    from ilacs_bench.export.themes import england_bundle
    from ilacs_bench.export.tidy import tables_bundle

    if what == "national":
        return national_bundle(tables, as_at=arguments.as_at, published_by=arguments.published_by)
    if what == "themes":
        return england_bundle(tables, as_at=arguments.as_at, published_by=arguments.published_by)
    return tables_bundle(tables, arguments.tables) if arguments.tables else tables_bundle(tables)

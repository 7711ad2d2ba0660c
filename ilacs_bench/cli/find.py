"""`ilacs-bench find`: find local authorities by place and grades."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilacs_bench.cli.arguments import Commands, add_data, add_options, day, tables_of
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

_EXAMPLE = (
    'for example: ilacs-bench find --ofsted-region "South West" --la-type "Unitary authority" '
    "--grade overall=outstanding"
)


def add_to(commands: Commands) -> None:
    """Add the command `find`."""
    parser = commands.add_parser(
        "find",
        help="find local authorities by region, type, grades, framework, dates",
        description="The local authorities that meet every filter, each with the grades of its "
        "latest full inspection. A filter given more than once: any of its values will do.",
        epilog=_EXAMPLE,
    )
    parser.add_argument("--ofsted-region", metavar="REGION", action="append")
    parser.add_argument("--ons-region", metavar="REGION", action="append")
    parser.add_argument("--la-type", metavar="TYPE", action="append", help="'County', …")
    parser.add_argument(
        "--grade",
        metavar="AREA=GRADE[,GRADE]",
        type=_pair,
        action="append",
        default=[],
        help=f"such as care_leavers=requires_improvement; areas: {', '.join(AREA_SHORT_LABELS)}; "
        f"grades: {', '.join(GRADE_LABELS)}",
    )
    parser.add_argument(
        "--direction",
        metavar="AREA=DIRECTION[,DIRECTION]",
        type=_pair,
        action="append",
        default=[],
        help="against the previous inspection: such as leaders=improved; or same, declined",
    )
    parser.add_argument(
        "--framework",
        metavar="FRAMEWORK",
        action="append",
        help=f"of the latest inspection: {', '.join(FRAMEWORKS)}",
    )
    parser.add_argument(
        "--inspected-since", metavar="DATE", type=day, help="first day on site, from this day on"
    )
    parser.add_argument(
        "--inspected-before", metavar="DATE", type=day, help="first day on site, before this day"
    )
    parser.add_argument("--neighbours-of", metavar="COUNCIL", help="its statistical neighbours")
    parser.add_argument(
        "--name", metavar="TEXT", action="append", help="part of a name, another name, or a code"
    )
    add_options(parser, "as_at", "published_by")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write JSON, for other programs")
    form.add_argument("--csv", action="store_true", help="write CSV")
    form.add_argument("--out", metavar="FILE", type=Path, help="write an Excel workbook of them")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the local authorities found."""
    from rich.console import Console

    from ilacs_bench.atomic import write_file
    from ilacs_bench.benchmark.coverage import coverage_of
    from ilacs_bench.benchmark.find_councils import find_councils
    from ilacs_bench.benchmark.in_words import as_at_words, count_words
    from ilacs_bench.benchmark.latest import existing_authorities
    from ilacs_bench.benchmark.resolve import resolve_days

    tables = tables_of(arguments)
    if arguments.out:
        from ilacs_bench.export.found_councils import councils_workbook

        workbook = councils_workbook(tables, **_asked(arguments))
        print(f"Written: {write_file(arguments.out, workbook)}")
        return 0
    rows = find_councils(tables, **_asked(arguments))
    days = resolve_days(tables, arguments.as_at, arguments.published_by)
    limits = coverage_of(tables).sentence(days[1])
    if arguments.json:
        print(json.dumps(json.loads(_dated(rows).to_json(orient="records")), indent=2))
    elif arguments.csv:
        print(_dated(rows).to_csv(index=False), end="")
        print(limits, file=sys.stderr)
    else:
        everyone = len(existing_authorities(tables, days[0]))
        console = Console()
        if len(rows):
            console.print(_table(rows))
        of = count_words(everyone, "local authority", "local authorities")
        console.print(f"{len(rows)} of {of}, {as_at_words(*days)}.", highlight=False)
        console.print(limits, highlight=False, markup=False)
    return 0


def _asked(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments of `find_councils`."""
    names = (
        *("ofsted_region", "ons_region", "la_type", "framework", "inspected_since"),
        *("inspected_before", "neighbours_of", "name", "as_at", "published_by"),
    )
    return {
        "grades": _by_area(arguments.grade),
        "direction": _by_area(arguments.direction),
        **{name: getattr(arguments, name) for name in names},
    }


def _pair(text: str) -> tuple[str, list[str]]:
    """Parse an area and its values.

    >>> _pair("overall=good, outstanding")
    ('overall', ['good', 'outstanding'])
    """
    area, sign, values = text.partition("=")
    if not (area.strip() and sign and values.strip()):
        raise argparse.ArgumentTypeError(f"{text!r}: write it like overall=good,outstanding")
    return area.strip(), [value.strip() for value in values.split(",")]


def _by_area(pairs: Sequence[tuple[str, list[str]]]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = defaultdict(list)
    for area, values in pairs:
        chosen[area] += values
    return dict(chosen)


def _dated(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows with their dates as ISO text."""
    days = ("start", "end", "published")
    return rows.assign(**{name: rows[name].dt.strftime("%Y-%m-%d") for name in days})


def _table(rows: "pd.DataFrame") -> "Table":
    """Return a table of names and grades that fits into 80 characters."""
    from rich import box
    from rich.table import Table

    areas = [area for area in AREA_SHORT_LABELS if f"grade_{area}" in rows]
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Local authority")
    for area in areas:
        words = (AREA_SHORT_LABELS[area], *GRADE_LABELS.values())
        longest = max(len(word) for each in words for word in each.split())
        table.add_column(AREA_SHORT_LABELS[area], min_width=longest)
    for row in rows.astype(object).fillna("").to_dict("records"):
        grades = [GRADE_LABELS.get(row[f"grade_{area}"], "") for area in areas]
        table.add_row(row["la_name"], *grades)
    return table

"""`ilacs-bench reconcile`: compare our tables with Ofsted's official files, cell by cell."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilacs_bench.cli.arguments import Commands, add_data, tables_of
from ilacs_bench.vocabulary import GRADE_LABELS

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from ilacs_bench.tables.store import Tables

_TAKEN = {
    "report": "the report",
    "official": "the official statistics",
    "rule": "the as-at rule",
    None: "nothing, for our tables lack it",
}


def add_to(commands: Commands) -> None:
    """Add the command `reconcile`."""
    parser = commands.add_parser(
        "reconcile",
        help="compare the tables with Ofsted's official statistics, cell by cell",
        description="Compare every grade, date and type in Ofsted's official statistics with the "
        "tables, and the latest inspection of each local authority with the as-at rule. Lists each "
        "difference with both sources and the ruling. Ends with 0 where every difference is "
        "explained, with 1 where one is not.",
    )
    parser.add_argument(
        "--reference",
        metavar="FOLDER",
        type=Path,
        help="read the official files (ODS) of this folder anew (default: what was read from them "
        "for the bundled facts)",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for other programs")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print counts, differences and the conclusion; return 1 for an unexplained difference."""
    from rich.console import Console

    compared = compare(tables_of(arguments), arguments.reference)
    if arguments.json:
        print(json.dumps(compared, indent=2, ensure_ascii=False))
    else:
        console = Console(markup=False, highlight=False)
        for table in _tables(compared["counts"]):
            console.print(table)
        for difference in compared["differences"]:
            console.print(_in_words(difference), soft_wrap=True)
        console.print(compared["conclusion"])
    return 1 if compared["unexplained"] else 0


def compare(tables: "Tables", reference: Path | None) -> dict[str, Any]:
    """Return the value for `--json`: sums, counts by source and field, differences."""
    from ilacs_bench.benchmark.reconciliation import compare_tables, count_cells
    from ilacs_bench.paths import bundled
    from ilacs_bench.tables.official import read_official
    from ilacs_bench.tables.store import read_table

    if reference:
        official = read_official(reference)
    else:
        official = read_table("official_judgements", bundled("data", "tidy"))
    cells = compare_tables(tables, official)
    counts = count_cells(cells)
    sums = {
        name: int(counts[name].sum()) for name in ("compared", "agree", "explained", "unexplained")
    }
    return {
        **sums,
        "conclusion": conclusion(sums),
        "counts": counts.to_dict("records"),
        "differences": _records(cells[cells["outcome"] != "agrees"]),
    }


def _records(differences: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return the rows, unexplained ones first, with None for empty cells."""
    from ilacs_bench.tables.records import records

    ordered = differences.sort_values(
        ["outcome", "la_name", "inspection_id", "field", "official_source"],
        ascending=[False, True, True, True, True],
    )
    return records(ordered)


def conclusion(sums: dict[str, int]) -> str:
    """Return one or two sentences: how many cells, how many agree, whether all are explained."""
    differ = sums["explained"] + sums["unexplained"]
    if not differ:
        ruling = "There is no difference."
    elif not sums["unexplained"]:
        ruling = "Every difference is explained."
    else:
        ruling = f"Not explained: {sums['unexplained']:,}."
    return (
        f"{sums['compared']:,} cells compared: {sums['agree']:,} agree, {differ:,} differ. {ruling}"
    )


def _tables(counts: list[dict[str, Any]]) -> Iterator["Table"]:
    """Yield one table per official sheet, with a row for each kind of cell."""
    from rich.table import Table

    from ilacs_bench.columns.definitions import CODES

    for source in dict.fromkeys(row["official_source"] for row in counts):
        table = Table(title=source.replace(", ", ",\n"), title_justify="left")
        table.add_column("Cell")
        for heading in ("Compared", "Agree", "Differ", "Ours from a report"):
            table.add_column(heading, justify="right")
        for row in counts:
            if row["official_source"] == source:
                differ = row["explained"] + row["unexplained"]
                numbers = (row["compared"], row["agree"], differ, row["from_reports"])
                table.add_row(CODES["field"][row["field"]], *(f"{n:,}" for n in numbers))
        yield table


def _in_words(difference: dict[str, Any]) -> str:
    from ilacs_bench.columns.definitions import CODES

    field = CODES["field"][difference["field"]]
    ours, official = (
        GRADE_LABELS.get(value, value) or "nothing"
        for value in (difference["our_value"], difference["official_value"])
    )
    our_source = f" ({difference['our_source']})" if difference["our_source"] else ""
    return (
        f"{difference['la_name']}, {difference['inspection_id']}: {field}\n"
        f"  ours: {ours}{our_source}\n"
        f"  official: {official} ({difference['official_source']})\n"
        f"  {difference['outcome']}; taken: {_TAKEN[difference['taken']]}. {difference['reason']}."
    )

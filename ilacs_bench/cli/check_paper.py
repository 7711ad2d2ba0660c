"""`ilacs-bench check-paper`: check a council's paper against the data, claim by claim."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands, add_data, day, tables_of
from ilacs_bench.errors import IlacsBenchError

if TYPE_CHECKING:
    from ilacs_bench.papers.check import PaperCheck


def add_to(commands: Commands) -> None:
    """Add the command `check-paper`."""
    parser = commands.add_parser(
        "check-paper",
        help="check the grades and the 'one of N' of a council's paper",
        description="Read a council's paper (Word, text, Markdown, or the sentences of a PDF), "
        "find its grades and what it counts, and say of each whether it agrees with the data, or "
        "which word keeps it from being checked. Exit code: 0 where nothing disagrees, 1 where "
        "something does, 2 where nothing could be checked or a table of judgements was not read "
        "whole.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the paper")
    parser.add_argument(
        "--council", metavar="COUNCIL", help="the council of the paper (default: as the paper says)"
    )
    parser.add_argument(
        "--as-at", metavar="DATE", type=day, help="day of the meeting (default: as the paper says)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for other programs")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings, as a table or as JSON."""
    from ilacs_bench.papers.check import check_paper

    checked = check_paper(
        tables_of(arguments),
        arguments.file,
        council=arguments.council,
        as_at=arguments.as_at,
    )
    if arguments.json:
        result = asdict(checked) | {"agrees": checked.agrees, "disagrees": checked.disagrees}
        print(json.dumps(result, indent=2, default=str, ensure_ascii=False))
    else:
        _print(checked)
    if not checked.findings:
        raise IlacsBenchError(f"{checked.name}: no claim was found that the data could check.")
    return 1 if checked.disagrees else 0 if checked.agrees else 2


def _print(checked: "PaperCheck") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    when = checked.as_at or "a day not known"
    title = Text(f"{checked.name}: {checked.la_name}, as at {when} (published by then)")
    table = Table(title=title, title_justify="left", show_lines=True)
    for heading in ("Place", "The paper's words, and how they were read", "Verdict", "The data"):
        table.add_column(heading, overflow="fold")
    for one in checked.findings:
        words = f"{one.words}\n→ {one.read_as}"
        table.add_row(*map(Text, (one.place, words, one.verdict, one.data)))
    console = Console()
    console.print(table)
    for note in checked.notes:
        console.print(Text(note))

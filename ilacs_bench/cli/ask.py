"""`ilacs-bench ask`: the answer to any question of the library, as rows for other programs."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ilacs_bench.catalogue import ANSWERS
from ilacs_bench.cli.arguments import (
    Commands,
    add_data,
    add_offers,
    given_of,
    tables_of,
)
from ilacs_bench.vocabulary import OVERALL

if TYPE_CHECKING:
    import pandas as pd

    from ilacs_bench.tables.store import Tables


QUESTIONS = {name.replace("_", "-"): offer for name, offer in ANSWERS.items()}
"""The questions, each named after the function that answers it."""
_RANK_WAITS = ("waits", "wait-ranges")
_DEFAULTS: dict[str, Any] = {"area": OVERALL, "to": "neighbours"}


def add_to(commands: Commands) -> None:
    """Add the command `ask`."""
    questions = "\n".join(f"  {name:18} {q.about}" for name, q in QUESTIONS.items())
    parser = commands.add_parser(
        "ask",
        help="answer one of a board's questions as CSV or JSON rows",
        description="Answer a question, one row a line, as in a notebook. How far the data go is "
        "said on standard error, and in JSON by fields of each row.\n\n" + questions,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("question", metavar="QUESTION", choices=QUESTIONS, help="see above")
    add_offers(parser, QUESTIONS)
    parser.add_argument("--json", action="store_true", help="write JSON instead of CSV")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the rows, and how complete the data are to stderr, as CSV has no place for it."""
    tables = tables_of(arguments)
    rows, limits = answer(tables, arguments), _limits(tables, arguments)
    if arguments.json:
        print(rows.assign(**limits).to_json(orient="records", date_format="iso", indent=2))
    else:
        print(rows.to_csv(index=False, date_format="%Y-%m-%d"), end="")
        print(limits["coverage"], file=sys.stderr)
    return 0


def _limits(tables: "Tables", arguments: argparse.Namespace) -> dict[str, str | bool | None]:
    """Return the fields of the coverage; for rankings of waits, with their caveat."""
    from ilacs_bench.benchmark.coverage import coverage_of
    from ilacs_bench.benchmark.resolve import resolve_days

    covered = coverage_of(tables)
    _, cutoff = resolve_days(tables, arguments.as_at, arguments.published_by)
    fields = covered.fields(cutoff)
    if arguments.question in _RANK_WAITS:
        fields["coverage"] = f"{fields['coverage']} {covered.waits_note(cutoff)}".strip()
    return fields


def answer(tables: "Tables", arguments: argparse.Namespace) -> "pd.DataFrame":
    """Return the frame. Raises UnknownName if the question lacks an argument or has too many."""
    offer = QUESTIONS[arguments.question]
    given = given_of(arguments, QUESTIONS)
    days = {name: given.pop(name, None) for name in ("as_at", "published_by")}
    offer.check(arguments.question, arguments.council, given)
    defaults = {name: value for name, value in _DEFAULTS.items() if name in offer.options}
    given = defaults | given | days
    rows: pd.DataFrame = offer.call(arguments.question, tables, arguments.council, **given)
    return rows

"""`ilacs-bench ask`: the answer to any question of a board, as rows for other programs."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ilacs_bench.catalogue import ANSWERS
from ilacs_bench.cli.arguments import Commands, add_data, add_published_by, day, tables_of
from ilacs_bench.vocabulary import AREAS, OVERALL, THEMES

if TYPE_CHECKING:
    import pandas as pd

    from ilacs_bench.tables.store import Tables


QUESTIONS = {name.replace("_", "-"): offer for name, offer in ANSWERS.items()}
"""What can be asked: each has the name of the function that answers it."""
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
    parser.add_argument(
        "council", metavar="COUNCIL", nargs="?", help="name, GSS code, DfE number or URN"
    )
    parser.add_argument("--to", metavar="GROUP", help="whom to compare with (default: neighbours)")
    parser.add_argument("--as-at", metavar="DATE", type=day, help="default: the tables' last day")
    add_published_by(parser)
    parser.add_argument("--since", metavar="DATE", type=day, help="for 'published-since'")
    parser.add_argument("--areas", choices=AREAS, metavar="AREA", nargs="+", help="judgements")
    parser.add_argument("--area", choices=AREAS, metavar="AREA", help="one judgement")
    parser.add_argument("--theme", choices=THEMES, metavar="THEME", help="for 'good-elsewhere'")
    parser.add_argument("--months", type=int, help="for 'recurring-in-group' (default: 24)")
    parser.add_argument(
        "--all-earlier",
        action="store_true",
        help="for 'same-theme-again': of all earlier inspections, not only the previous one",
    )
    parser.add_argument("--by", metavar="GROUPING", help="for 'picture': ofsted_region, …")
    parser.add_argument(
        "--with-earlier-forms",
        action="store_true",
        help="for 'picture': count judgements of earlier frameworks that came before an area too",
    )
    parser.add_argument("--json", action="store_true", help="write JSON instead of CSV")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the rows, and how far they can be trusted in time: CSV has no place for that."""
    tables = tables_of(arguments)
    rows, limits = answer(tables, arguments), _limits(tables, arguments)
    if arguments.json:
        print(rows.assign(**limits).to_json(orient="records", date_format="iso", indent=2))
    else:
        print(rows.to_csv(index=False, date_format="%Y-%m-%d"), end="")
        print(limits["coverage"], file=sys.stderr)
    return 0


def _limits(tables: "Tables", arguments: argparse.Namespace) -> dict[str, str | bool | None]:
    """The fields of the coverage; what a ranking of waits must say goes with its sentence."""
    from ilacs_bench.benchmark.coverage import coverage_of
    from ilacs_bench.benchmark.resolve import resolve_days

    covered = coverage_of(tables)
    _, cutoff = resolve_days(tables, arguments.as_at, arguments.published_by)
    fields = covered.fields(cutoff)
    if arguments.question in _RANK_WAITS:
        fields["coverage"] = f"{fields['coverage']} {covered.waits_note(cutoff)}".strip()
    return fields


def answer(tables: "Tables", arguments: argparse.Namespace) -> "pd.DataFrame":
    """The frame that answers; UnknownName where the question lacks something or has too much."""
    offer = QUESTIONS[arguments.question]
    asked = {name: getattr(arguments, name) for name in _OPTIONS if getattr(arguments, name)}
    offer.check(arguments.question, arguments.council, asked)
    defaults = {name: value for name, value in _DEFAULTS.items() if name in offer.options}
    days = {"as_at": arguments.as_at, "published_by": arguments.published_by}
    given = defaults | asked | days
    rows: pd.DataFrame = offer.call(arguments.question, tables, arguments.council, **given)
    return rows


_OPTIONS = (
    "to",
    "since",
    "areas",
    "area",
    "theme",
    "months",
    "all_earlier",
    "by",
    "with_earlier_forms",
)

"""`ilacs-bench ask`: the answer to any question of a board, as rows for other programs."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ilacs_bench.cli.arguments import Commands, add_data, add_published_by, day, tables_of
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import AREAS, OVERALL, THEMES

if TYPE_CHECKING:
    import pandas as pd

    from ilacs_bench.tables.store import Tables


@dataclass(frozen=True)
class Question:
    """One question: what answers it (`module.function` of `benchmark`), which options it takes."""

    function: str
    about: str
    of_council: bool = True
    options: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ranks_waits: bool = False


QUESTIONS = {
    "own-grades": Question(
        "compare.own_grades", "our grades now and last time", options=("areas",)
    ),
    "positions": Question(
        "compare.positions", "where we stand in three groups", options=("areas",)
    ),
    "compare": Question(
        "compare.compare", "us and our group, every grade", options=("to", "areas")
    ),
    "movements": Question(
        "transitions.movements", "who of our group moved", options=("to", "areas")
    ),
    "good-elsewhere": Question(
        "good_elsewhere.good_elsewhere",
        "who is better on an area (--area), and on what",
        options=("to", "area", "theme"),
        needs=("area",),
    ),
    "recurring": Question(
        "recurring.recurring_in_group", "what must improve in our group", options=("to", "months")
    ),
    "same-theme-again": Question(
        "same_theme.same_theme_again",
        "what must improve with us, on a theme that the inspection before named too",
        options=("all_earlier",),
    ),
    "wait": Question("waits.wait_of", "how long since our last inspection", options=("area",)),
    "new": Question(
        "published.published_since",
        "what was published since a day (--since)",
        of_council=False,
        options=("since", "areas"),
        needs=("since",),
    ),
    "trajectories": Question(
        "trajectories.trajectories", "every inspection of us and our group", options=("to", "areas")
    ),
    "themes": Question(
        "theme_profile.theme_profile", "our themes beside our group's", options=("to",)
    ),
    "picture": Question(
        "pictures.picture",
        "grades of England",
        of_council=False,
        options=("areas", "by", "with_earlier_forms"),
    ),
    "waits": Question(
        "waits.waits", "how long everybody has waited", False, ("area",), ranks_waits=True
    ),
    "wait-ranges": Question(
        "waits.wait_ranges", "how long waits were, by grade", False, ("area",), ranks_waits=True
    ),
    "transitions": Question("transitions.transitions", "grades before and after", False, ("area",)),
    "changes": Question("transitions.count_changes", "what became of grades", False, ("area",)),
}
_DEFAULTS: dict[str, Any] = {"area": OVERALL, "to": "neighbours"}


def add_to(commands: Commands) -> None:
    """Add the command `ask`."""
    questions = "\n".join(f"  {name:16} {q.about}" for name, q in QUESTIONS.items())
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
    parser.add_argument("--since", metavar="DATE", type=day, help="for 'new'")
    parser.add_argument("--areas", choices=AREAS, metavar="AREA", nargs="+", help="judgements")
    parser.add_argument("--area", choices=AREAS, metavar="AREA", help="one judgement")
    parser.add_argument("--theme", choices=THEMES, metavar="THEME", help="for 'good-elsewhere'")
    parser.add_argument("--months", type=int, help="for 'recurring' (default: 24)")
    parser.add_argument(
        "--all-earlier",
        action="store_true",
        help="for 'same-theme-again': of all earlier inspections, not only the one before",
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
    if QUESTIONS[arguments.question].ranks_waits:
        fields["coverage"] = f"{fields['coverage']} {covered.waits_note(cutoff)}".strip()
    return fields


def answer(tables: "Tables", arguments: argparse.Namespace) -> "pd.DataFrame":
    """The frame that answers; UnknownName where the question lacks something or has too much."""
    question = QUESTIONS[arguments.question]
    asked = {name: getattr(arguments, name) for name in _OPTIONS if getattr(arguments, name)}
    extra = sorted(set(asked) - set(question.options))
    if extra:
        raise UnknownName(f"'{arguments.question}' has no option --{extra[0].replace('_', '-')}.")
    if question.of_council and not arguments.council:
        raise UnknownName(f"'{arguments.question}' asks about one council: name it.")
    lacking = [name for name in question.needs if name not in asked]
    if lacking:
        raise UnknownName(f"'{arguments.question}' needs --{lacking[0]}.")
    given = {n: v for n, v in _DEFAULTS.items() if n in question.options} | asked
    place = [arguments.council] if question.of_council else []
    if arguments.council and not question.of_council:
        raise UnknownName(f"'{arguments.question}' is about all of England: leave the council out.")
    module, _, name = question.function.partition(".")
    function: Callable[..., pd.DataFrame] = getattr(
        import_module(f"ilacs_bench.benchmark.{module}"), name
    )
    return function(
        tables,
        *place,
        as_at=arguments.as_at,
        published_by=arguments.published_by,
        **given,
    )


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

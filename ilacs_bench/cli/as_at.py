"""`ilacs-bench as-at`: how many local authorities have each grade on a date."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands, add_data, add_options, day, tables_of
from ilacs_bench.vocabulary import AREA_LABELS, AREAS, GRADE_LABELS, OVERALL

if TYPE_CHECKING:
    from rich.table import Table


def add_to(commands: Commands) -> None:
    """Add the command `as-at`."""
    parser = commands.add_parser(
        "as-at",
        help="count the grades of England's local authorities on a date",
        description="How many local authorities had each grade on a date, each by its latest full "
        "inspection with its first day on site by then, as Ofsted counts them.",
    )
    parser.add_argument("as_at", metavar="DATE", type=day, help="such as 2025-03-31")
    add_options(parser, "published_by")
    parser.add_argument(
        "--area",
        choices=AREAS,
        default=OVERALL,
        metavar="AREA",
        help=f"judgement: {', '.join(AREAS)} (default: {OVERALL})",
    )
    parser.add_argument(
        "--as-published",
        action="store_true",
        help="count also the few inspections that Ofsted's own figures of that date count by "
        "exception",
    )
    parser.add_argument(
        "--with-earlier-forms",
        action="store_true",
        help="count under the area also the judgement of an earlier framework that came before it, "
        "as Ofsted did with leadership in 2019",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for other programs")
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the counts, as a table or as JSON."""
    from rich.console import Console

    counted = count(arguments)
    if arguments.json:
        print(json.dumps(counted, indent=2))
        return 0
    console = Console(markup=False, highlight=False)
    console.print(_table(counted))
    console.print(_denominators(counted))
    console.print(counted["coverage"])
    return 0


def count(arguments: argparse.Namespace) -> dict:
    """Return the counts for `--json`: best grade first, never inspected authorities by name.

    Where the tables are partial, authorities missing from them may have been inspected.
    """
    from ilacs_bench.benchmark.coverage import coverage_of
    from ilacs_bench.benchmark.grades import count_grades, is_earlier_form, latest_judgements
    from ilacs_bench.benchmark.latest import last_day

    tables = tables_of(arguments)
    end, covered = last_day(tables), coverage_of(tables)
    cutoff = arguments.published_by or arguments.as_at
    judgements = latest_judgements(
        tables,
        arguments.as_at,
        cutoff,
        [arguments.area],
        overrides=arguments.as_published,
        earlier_forms=arguments.with_earlier_forms,
    )
    earlier = judgements.loc[is_earlier_form(judgements), "graded_as"].value_counts()
    counts = count_grades(judgements, [arguments.area]).set_index("grade")["n"]
    without = judgements[judgements["inspection_id"].isna()]
    known = without["la_code"].map(covered.knows_all_of).astype("bool")
    return {
        "as_at": arguments.as_at.isoformat(),
        "published_by": cutoff.isoformat(),
        "area": arguments.area,
        "grades": {str(grade): int(n) for grade, n in counts[::-1].items()},
        "judged": int(counts.sum()),
        "authorities": len(judgements),
        "tables_end": end.isoformat() if end else None,
        "never_inspected": without.loc[known, "la_name"].to_list(),
        "not_in_tables": without.loc[~known, "la_name"].to_list(),
        **covered.fields(cutoff),
        **({"earlier_forms": earlier.to_dict()} if arguments.with_earlier_forms else {}),
    }


def _table(counted: dict) -> "Table":
    from rich.table import Table

    from ilacs_bench.benchmark.in_words import as_at_words

    when = as_at_words(*(date.fromisoformat(counted[key]) for key in ("as_at", "published_by")))
    table = Table(title=f"{AREA_LABELS[counted['area']]},\n{when}", title_justify="left")
    table.add_column("Grade")
    table.add_column("Local authorities", justify="right")
    is_england = not counted["not_in_tables"]
    if is_england:
        table.add_column("Share of those judged", justify="right")
    for grade, n in counted["grades"].items():
        share = f"{n / counted['judged']:.0%}" if counted["judged"] else ""
        table.add_row(GRADE_LABELS[grade], str(n), *([share] if is_england else []))
    return table


def _denominators(counted: dict) -> str:
    from ilacs_bench.benchmark.in_words import names_words

    never, unknown = counted["never_inspected"], counted["not_in_tables"]
    ungraded = counted["authorities"] - counted["judged"] - len(never) - len(unknown)
    sentences = [f"{counted['judged']} judged, of {counted['authorities']} local authorities."]
    if never or not unknown:
        sentences.append(f"{len(never)} had no full inspection by then{names_words(never)}.")
    if unknown:
        sentences.append(f"Of {len(unknown)} no full inspection by then is in your tables.")
    sentences += [
        f"{n} of the grades {'is' if n == 1 else 'are'} on {AREA_LABELS[earlier]}, which came "
        f"before {AREA_LABELS[counted['area']]}."
        for earlier, n in counted.get("earlier_forms", {}).items()
    ]
    if ungraded:
        sentences.append(f"{ungraded} got no such grade when last inspected.")
    return " ".join(sentences)

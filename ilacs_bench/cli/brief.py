"""`ilacs-bench brief`: a briefing for a board on one local authority, as a Word document."""

import argparse
from pathlib import Path

from ilacs_bench.cli.arguments import Commands, add_data, add_options, day, tables_of
from ilacs_bench.days import today


def add_to(commands: Commands) -> None:
    """Add the command `brief`."""
    parser = commands.add_parser(
        "brief",
        help="write a briefing for a board as a Word document",
        description="Write a briefing of at most four pages: grades now and before and where the "
        "council stands, what must improve with room for the plan, who to learn from, sources and "
        "caveats, sentences to quote.",
    )
    parser.add_argument(
        "council", metavar="COUNCIL", help="name, GSS code, DfE number or URN, such as Suffolk"
    )
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        type=day,
        help="date the briefing is true for, such as the day of the meeting (default: the tables' "
        "last day)",
    )
    add_options(parser, "published_by")
    parser.add_argument(
        "--to",
        metavar="GROUP",
        default="neighbours",
        help="whom to compare with, beside England and the region (default: %(default)s)",
    )
    parser.add_argument("--no-picture", action="store_true", help="leave the chart out")
    parser.add_argument(
        "--out",
        metavar="FILE.docx",
        type=Path,
        help="document to write (default: named after council and date, in this folder)",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the document and print its path."""
    from ilacs_bench.atomic import write_file
    from ilacs_bench.benchmark.council_brief import council_brief
    from ilacs_bench.benchmark.selection import select
    from ilacs_bench.briefings.content import compose
    from ilacs_bench.briefings.word import word_document
    from ilacs_bench.paths import slug

    days = {"as_at": arguments.as_at, "published_by": arguments.published_by}
    chosen = select(tables_of(arguments), arguments.council, arguments.to, **days)
    facts = council_brief(chosen)
    compared = facts.compared
    name = slug(compared.la_name, "_")
    path = arguments.out or Path(f"{name}_briefing_{compared.as_at}.docx")
    paper = compose(facts, picture=not arguments.no_picture, made_on=today())
    write_file(path, word_document(paper))
    print(f"Written: {path}")
    return 0

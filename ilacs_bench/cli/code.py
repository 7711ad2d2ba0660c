"""`ilacs-bench code`: code any texts with themes and polarity, as JSON lines."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from ilacs_bench.cli.arguments import Commands

if TYPE_CHECKING:
    from ilacs_bench.themes.batch import Item


def add_to(commands: Commands) -> None:
    """Add the command `code`."""
    parser = commands.add_parser(
        "code",
        help="say which themes findings are about, and whether they are strengths or weaknesses",
        description="Read items with 'id', 'text' and, where known, 'section' (a judgement area or "
        "what_needs_to_improve) and 'previous' (the sentence before): JSON objects, one a line, or "
        "rows of a CSV or Excel file; or the paragraphs of a Word document. Write 'id', 'themes' "
        "and 'polarity' of each, in order, one JSON object a line, to standard output. A machine "
        "codes them: data/themes/MODEL_CARD.md says how often it is right.",
    )
    parser.add_argument(
        "file", metavar="FILE", help=".jsonl, .csv, .xlsx or .docx; - for JSON on standard input"
    )
    parser.add_argument(
        "--text-column", metavar="NAME", help="column with the text (default: text)"
    )
    parser.add_argument(
        "--why", action="store_true", help="add the words that decided each theme and the polarity"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the coding of each item of a file."""
    from ilacs_bench.cli.texts_in_files import read_items
    from ilacs_bench.themes.coder import code_items

    rows = read_items(arguments.file, arguments.text_column)
    for row, coding in zip(rows, code_items(map(_item, rows)), strict=True):
        line = {"id": row["id"], "themes": list(coding.themes), "polarity": coding.polarity}
        line |= row.get("show", {}) | (_why(row) if arguments.why else {})
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _item(row: dict[str, Any]) -> "Item":
    from ilacs_bench.themes.batch import Item

    return Item(row["text"], row.get("section") or "", row.get("previous") or "")


def _why(row: dict[str, Any]) -> dict[str, Any]:
    from dataclasses import asdict

    from ilacs_bench.themes.explain import why

    return {"why": asdict(why(row))}

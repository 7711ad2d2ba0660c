"""`ilacs-bench code`: themes and polarity of any text, one JSON object a line."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.errors import IlacsBenchError

if TYPE_CHECKING:
    from ilacs_bench.themes.reading import Item


def add_to(commands: Commands) -> None:
    """Add the command `code`."""
    parser = commands.add_parser(
        "code",
        help="say which themes findings are about, and whether they are strengths or weaknesses",
        description="Read items, one JSON object a line, with 'id', 'text' and, where known, "
        "'section' (a judgement area, or what_needs_to_improve) and 'previous' (the sentence "
        "before); write 'id', 'themes' and 'polarity' of each, in order, to standard output. A "
        "machine codes them: data/themes/MODEL_CARD.md says how often it is right.",
    )
    parser.add_argument("file", metavar="FILE.jsonl", help="items to code; - for standard input")
    parser.add_argument(
        "--why", action="store_true", help="add the words that decided each theme and the polarity"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Code the items of a file."""
    from ilacs_bench.themes.coder import code_items

    rows = list(_read_rows(arguments.file))
    for row, coding in zip(rows, code_items(map(_item, rows)), strict=True):
        told = {"id": row["id"], "themes": list(coding.themes), "polarity": coding.polarity}
        print(json.dumps({**told, **(_why(row) if arguments.why else {})}, ensure_ascii=False))
    return 0


def _read_rows(file: str) -> Iterator[dict[str, Any]]:
    """Each line's object; one that is not an item stops the command, by its number."""
    source = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        lines = source.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise IlacsBenchError(f"{file}: this is not UTF-8 text.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_row(line, f"{file}, line {number}")


def _read_row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise IlacsBenchError(f"{place}: this is not a JSON object: {error}.") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise IlacsBenchError(f"{place}: an item needs 'id' and 'text' (a string).")
    for name in ("section", "previous"):
        if not isinstance(row.get(name, ""), str | None):
            raise IlacsBenchError(f"{place}: '{name}' must be a string where it is given.")
    return row


def _item(row: dict[str, Any]) -> "Item":
    from ilacs_bench.themes.reading import Item

    return Item(row["text"], row.get("section") or "", row.get("previous") or "")


def _why(row: dict[str, Any]) -> dict[str, Any]:
    from dataclasses import asdict

    from ilacs_bench.themes.explain import why

    return {"why": asdict(why(row))}

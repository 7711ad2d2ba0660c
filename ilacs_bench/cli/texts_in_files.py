"""Read the items that `ilacs-bench code` codes from JSON lines, CSV, Excel or Word."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilacs_bench.errors import IlacsBenchError

if TYPE_CHECKING:
    import pandas as pd

_SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
KINDS = (".jsonl", ".csv", *_SHEETS, ".docx")
_FROM_ROW = 2  # row number in a sheet: the headings are row 1


def read_items(file: str, text_column: str | None = None) -> list[dict[str, Any]]:
    """Return the items of a file, each with `id` and `text`, and context if known.

    Without a column `id`, a table's row is named by its number; a paragraph of a Word document is
    named by its position and text. Raises IlacsBenchError, saying where, what was found and what is
    needed.
    """
    kind = Path(file).suffix.casefold()
    if kind == ".docx":
        return list(_paragraphs(file))
    if kind == ".csv" or kind in _SHEETS:
        return list(_rows(_table(file, kind), file, text_column or "text"))
    return list(_lines(file, text_column or "text"))


def _paragraphs(file: str) -> Iterator[dict[str, Any]]:
    from ilacs_bench.papers.paper_file import read_paper

    for passage in read_paper(file).passages:
        yield {"id": passage.place, "text": passage.text, "show": {"text": passage.text}}


def _table(file: str, kind: str) -> "pd.DataFrame":
    """Read a table in a sandboxed process, as reports are."""
    from ilacs_bench.errors import JobEnded
    from ilacs_bench.jail.child import SECONDS, run_sandboxed

    try:
        return run_sandboxed(SECONDS, table_in, file, kind, Path(file).read_bytes())
    except JobEnded as error:
        raise IlacsBenchError(f"{file}: {error}") from error


def table_in(file: str, kind: str, content: bytes) -> "pd.DataFrame":
    """Return the table in the content of a file. Raises IlacsBenchError."""
    import pandas as pd

    source = io.BytesIO(content)
    try:
        if kind == ".csv":
            return pd.read_csv(source, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        return pd.read_excel(source, dtype="str", keep_default_na=False, engine="calamine")
    except UnicodeDecodeError as error:
        raise IlacsBenchError(f"{file}: this is not UTF-8 text: save it as 'CSV UTF-8'.") from error
    except Exception as error:  # readers raise many types for broken files
        raise IlacsBenchError(f"{file}: this can't be read as a table: {error}") from error


def _rows(table: "pd.DataFrame", file: str, column: str) -> Iterator[dict[str, Any]]:
    if column not in table:
        raise IlacsBenchError(
            f"{file}: there is no column {column!r}, but {list(table.columns)}. Say which has the "
            "text: --text-column NAME."
        )
    for number, row in enumerate(table.fillna("").to_dict("records"), start=_FROM_ROW):
        context = {name: row[name] for name in ("section", "previous") if row.get(name)}
        yield {"id": row.get("id") or f"row {number}", "text": row[column], **context}


def _lines(file: str, column: str) -> Iterator[dict[str, Any]]:
    """Yield each line's object. Raises an error with the line number for an invalid item."""
    source = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        lines = source.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise IlacsBenchError(
            f"{file}: this is not UTF-8 text. Files are of {', '.join(KINDS)}."
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(line, f"{file}, line {number}", column)


def _line(line: str, place: str, column: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise IlacsBenchError(f"{place}: this is not a JSON object: {error}.") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get(column), str):
        raise IlacsBenchError(f"{place}: an item needs 'id' and {column!r} (a string).")
    for name in ("section", "previous"):
        if not isinstance(row.get(name, ""), str | None):
            raise IlacsBenchError(f"{place}: {name!r} must be a string where it is given.")
    return {**row, "text": row[column], "show": {}}

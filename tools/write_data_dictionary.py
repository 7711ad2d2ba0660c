"""Write docs/data_dictionary.md from the table definitions; part of `make fix`."""

from pathlib import Path

from ilacs_bench.columns.column import CellKind, Result
from ilacs_bench.columns.column import Column as Said
from ilacs_bench.columns.definitions import RESULTS
from ilacs_bench.schema import TABLES, StoredColumn, Table
from ilacs_bench.vocabulary import AREA_LABELS, FRAMEWORKS, GRADE_LABELS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data_dictionary.md"

_KINDS = {
    "text": "text",
    "date": "date",
    "integer": "whole number",
    "grade": "grade (ordered)",
}
_SAID_KINDS: dict[CellKind, str] = {
    "code": "code",
    "number": "number",
    "days": "days",
    "share": "share (0-1)",
    "points": "difference of two shares (-1 to 1)",
    "date": "date",
    "grade": "grade (ordered)",
    "direction": "improved, same or declined",
    "yes_no": "true or false",
    "page_link": "whole number",
    "report_link": "address",
}
_OPENING = """\
# Data dictionary

Written by `make fix` from the lookups, `stored_columns.csv` and `columns.csv` first of all,
never by hand: first the tables, then what the functions give, then the codes.

An empty cell is missing, never a word or a number that stands for it. An area that was not judged
has no row. Every table lies in its folder as `<table>.parquet`, but for `authorities` and
`neighbours`, which are the lookups `data/lookups/<table>.csv`."""

_OF_RESULTS = """\
Each frame with its columns, in order. A column is explained where it comes first with that meaning;
the heading is what tables call it. `previous_…` are of the full inspection just before."""


def data_dictionary() -> str:
    """Return the page: the tables, the frames of functions, then the codes."""
    return "\n\n".join([_OPENING, *map(_table, TABLES.values()), _results(), _codes()]) + "\n"


def _results() -> str:
    """Return every function's frame with its columns; each column is explained once."""
    told: list[Said] = []
    parts = ["## What the functions give", _OF_RESULTS]
    for name, result in RESULTS.items():
        new = [column for column in (*result.columns, *result.optional) if column not in told]
        parts.append(_result((name, *result.also), result, new))
        told += new
    return "\n\n".join(parts)


def _result(names: tuple[str, ...], result: Result, new: list[Said]) -> str:
    called = ", ".join(f"`{name}`" for name in names)
    columns = ", ".join(f"`{name}`" for name in result.names)
    head = f"### {called}\n\nOne row is {result.row_is}. Columns: {columns}."
    if result.optional:
        head += f" Where asked for: {', '.join(f'`{c.name}`' for c in result.optional)}."
    rows = [
        [f"`{c.name}`", c.full_heading, _SAID_KINDS.get(c.kind, "text"), c.meaning] for c in new
    ]
    if not rows:
        return head
    return f"{head}\n\n{_markdown(['Column', 'Heading', 'Kind', 'Meaning'], rows)}"


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = [[f"`{c.name}`", _KINDS[c.kind], _meaning(c), _may_be_empty(c)] for c in table.columns]
    head = f"## `{table.name}`\n\nOne row is {table.row_is}. Key: {key}."
    return f"{head}\n\n{_markdown(['Column', 'Kind', 'Meaning', 'May be empty'], rows)}"


def _meaning(column: StoredColumn) -> str:
    """Return the meaning, with the codes if there are few."""
    if not column.codes or column.name == "judgement_area":
        return column.meaning
    return f"{column.meaning}: {', '.join(f'`{code}`' for code in column.codes)}"


def _may_be_empty(column: StoredColumn) -> str:
    return "yes" if column.optional else "no"


def _codes() -> str:
    grades = [[f"`{code}`", label] for code, label in GRADE_LABELS.items()]
    areas = [[f"`{code}`", label] for code, label in AREA_LABELS.items()]
    frameworks = [
        [
            f"`{f.code}`",
            f.label,
            f.first_day.isoformat(),
            f.last_day.isoformat() if f.last_day else "",
        ]
        for f in FRAMEWORKS.values()
    ]
    return "\n\n".join(
        [
            "## Codes",
            "### Grades, from the lowest",
            _markdown(["Grade", "As printed"], grades),
            "### Judgement areas",
            _markdown(["Area", "As printed"], areas),
            "### Frameworks, by the first day on site",
            _markdown(["Framework", "Name", "From", "Until"], frameworks),
        ]
    )


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


if __name__ == "__main__":
    PAGE.write_text(data_dictionary(), encoding="utf-8")
    print(f"Written: {PAGE}")

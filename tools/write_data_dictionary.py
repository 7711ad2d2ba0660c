"""Write docs/data_dictionary.md from the tables and words in the code: `make fix` does."""

from pathlib import Path

from ilacs_bench.schema import TABLES, Column, Table
from ilacs_bench.vocabulary import AREA_LABELS, FRAMEWORKS, GRADE_LABELS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data_dictionary.md"

_KINDS = {
    "text": "text",
    "date": "date",
    "integer": "whole number",
    "grade": "grade (ordered)",
}
_OPENING = """\
# Data dictionary

Written by `make fix` from `ilacs_bench/schema/tables.py` and `data/lookups/`, never by hand.

An empty cell is missing, never a word or a number that stands for it. An area that was not judged
has no row. Every table lies in its folder as `<table>.parquet`, but for `authorities` and
`neighbours`, which are the lookups `data/lookups/<table>.csv`."""


def data_dictionary() -> str:
    """The whole page: the tables one by one, then the codes."""
    return "\n\n".join([_OPENING, *map(_table, TABLES.values()), _codes()]) + "\n"


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = [[f"`{c.name}`", _KINDS[c.kind], _meaning(c), _may_be_empty(c)] for c in table.columns]
    head = f"## `{table.name}`\n\nOne row is {table.row_is}. Key: {key}."
    return f"{head}\n\n{_markdown(['Column', 'Kind', 'Meaning', 'May be empty'], rows)}"


def _meaning(column: Column) -> str:
    """The meaning, with the codes where a list of them is short enough to read."""
    if not column.codes or column.name == "judgement_area":
        return column.meaning
    return f"{column.meaning}: {', '.join(f'`{code}`' for code in column.codes)}"


def _may_be_empty(column: Column) -> str:
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

"""What the page of extracts shows of the rows chosen, as HTML. Pure: an extract in, text out."""

from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.words import count_words, day_words
from ilacs_bench.columns.links import Link
from ilacs_bench.export.extracts import MOST_CSV_ROWS, MOST_EXCEL_ROWS, Extract
from ilacs_bench.slugs import slug
from ilacs_bench.vocabulary import GRADE_LABELS, GRADES
from ilacs_bench.widgets.render import render_part

SHOWN = 20
_GRADE_CODES = {label: grade for grade, label in GRADE_LABELS.items()}
_BEST_FIRST = tuple(reversed(GRADES))
_LONG_TEXT, _LONGEST_TEXT = 40, 160


def preview_view(extract: Extract) -> str:
    """The first rows as a table, what each column means, and the notes to read with them."""
    frame = extract.first(SHOWN)
    return render_part(
        "extracts_preview",
        label=extract.kind.label,
        row_is=extract.kind.row_is,
        n=f"{len(extract.rows):,}",
        shown=min(SHOWN, len(extract.rows)),
        councils=extract.councils,
        when=extract.when,
        headings=list(frame.columns),
        rows=[[_cell(value) for value in row] for row in frame.itertuples(index=False)],
        columns=[(column.full_heading, column.meaning) for column in extract.kind.columns],
        notes=extract.notes,
        too_many=_too_many(len(extract.rows)),
    )


def shown_sentence(extract: Extract) -> str:
    """What would be taken away, in a sentence for the status line."""
    n = len(extract.rows)
    rows = "1 row" if n == 1 else f"{n:,} rows"
    return f"{extract.kind.label}: {rows}. {extract.councils}, {extract.when}."


def file_name(extract: Extract, la_name: str) -> str:
    """Name of the file without its ending, with the table, the local authority and the date."""
    choice = extract.choice
    whom = la_name or "England"
    day = choice.until if extract.kind.time == "period" else choice.as_at
    return f"{slug(f'{choice.what} {whom}', '_')}_{day:%Y-%m-%d}"


def _too_many(n: int) -> str:
    if n > MOST_CSV_ROWS:
        return (
            f"A file takes at most {count_words(MOST_EXCEL_ROWS, 'row', 'rows')} as Excel and "
            f"{MOST_CSV_ROWS} as CSV. Choose a local authority, or a shorter time."
        )
    if n > MOST_EXCEL_ROWS:
        return f"An Excel file takes at most {MOST_EXCEL_ROWS} rows: download CSV, or choose fewer."
    return ""


def _cell(value: Any) -> dict[str, Any]:
    """A cell for the template: its text, what it sorts by, and how it looks."""
    cell = {"text": "", "sort": "", "url": None, "grade": None, "look": ""}
    if isinstance(value, Link):
        return cell | {"text": value.text, "sort": value.text, "url": value.url}
    if isinstance(value, str):
        return cell | _text(value)
    if pd.isna(value):
        return cell
    if isinstance(value, date):
        return cell | {"text": day_words(value), "sort": f"{value:%Y-%m-%d}", "look": "date"}
    return cell | {"text": f"{value:,}", "sort": str(value), "look": "number"}


def _text(value: str) -> dict[str, Any]:
    if value in _GRADE_CODES:
        grade = _GRADE_CODES[value]
        return {"text": value, "sort": _BEST_FIRST.index(grade), "grade": grade}
    shown = value if len(value) <= _LONGEST_TEXT else f"{value[:_LONGEST_TEXT]}…"
    return {"text": shown, "sort": shown, "look": "long" if len(value) > _LONG_TEXT else ""}

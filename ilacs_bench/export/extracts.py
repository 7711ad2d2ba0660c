"""Extracts of the tables as Excel and CSV: rows chosen, each column explained, sources on it."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.notes import coverage_notes, end_notes
from ilacs_bench.benchmark.words import as_at_words, day_words
from ilacs_bench.errors import UnknownName
from ilacs_bench.export import extract_fields as fields
from ilacs_bench.export import extract_rows as rows_of
from ilacs_bench.export.extract_rows import Choice
from ilacs_bench.export.fields import Field, make_frame
from ilacs_bench.export.workbook import Colours, Cover, Link, Sheet, write_workbook
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import GRADE_LABELS, read_lookup

SOURCE = "Ofsted's inspection reports and official statistics"
COPYRIGHT = "© Crown copyright, Open Government Licence v3.0"
MOST_EXCEL_ROWS, MOST_CSV_ROWS = 10_000, 50_000
"""More rows would keep a reader waiting for longer than a few seconds."""
MACHINE_NOTE = (
    "Themes, and whether a sentence says a strength or a weakness, are given by a program that "
    "learnt from a language model's reading. No person checked the codes one by one: read the "
    "sentence before you quote it."
)
_TYPE_NOTE = (
    "Reports never print whether an inspection was standard or short: where it says ‘inferred’, "
    "the length of the time on site tells it."
)
_LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_SOURCE_URL = "https://reports.ofsted.gov.uk/"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_COLOURS = {
    GRADE_LABELS[row["grade"]]: Colours(row["fill"], row["text"])
    for row in read_lookup("grade_colours")
}


@dataclass(frozen=True)
class Kind:
    """One table that can be taken away; `time` is 'date', 'period' or '' (as the tables stand)."""

    label: str
    row_is: str
    rows: Callable[[Tables, Choice], pd.DataFrame]
    fields: Sequence[Field]
    time: str = ""
    notes: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "judgements": Kind(
        "Judgements as at a date",
        "one local authority and judgement; an empty grade: not graded",
        rows_of.judgement_rows,
        fields.JUDGEMENTS_AS_AT,
        "date",
    ),
    "history": Kind(
        "All inspections and their grades",
        "one judgement of one full inspection, the newest first, former local authorities included",
        rows_of.history_rows,
        fields.HISTORY,
        "period",
        (_TYPE_NOTE,),
    ),
    "improvements": Kind(
        "Areas for improvement",
        "one area for improvement, area for priority action or recommendation",
        rows_of.improvement_rows,
        fields.IMPROVEMENT_COLUMNS,
        "period",
        (
            MACHINE_NOTE,
            "Reports list fewer areas for improvement each year: compare shares, not counts.",
            "Words of reports are there only where the reports were read on this machine.",
        ),
    ),
    "themes": Kind(
        "Theme codes",
        "one theme given to one sentence or area for improvement",
        rows_of.theme_rows,
        fields.THEME_CODES,
        "period",
        (MACHINE_NOTE,),
    ),
    "comparators": Kind(
        "Neighbours and other groups",
        "one local authority and one that it is compared with",
        rows_of.comparator_rows,
        fields.COMPARATOR_MEMBERS,
        "date",
    ),
    "waits": Kind(
        "Time since the last inspection",
        "one local authority, the longest wait first",
        rows_of.wait_rows,
        fields.WAITS,
        "date",
        ("Waits so far, never a promise of when the next inspection comes.",),
    ),
    "reconciliation": Kind(
        "Differences from Ofsted’s statistics",
        "one difference between a report and the official statistics, or two official files",
        rows_of.reconciliation_rows,
        fields.DIFFERENCES,
    ),
    "problems": Kind(
        "What could not be read",
        "one thing that could not be read, or was set aside",
        rows_of.problem_rows,
        fields.PROBLEM_COLUMNS,
    ),
}
"""The tables that can be taken away, by their code in the address of the page."""


@dataclass(frozen=True, eq=False)
class Extract:
    """Rows of a table as chosen; `councils` and `when` say in words of whom and of what time."""

    kind: Kind
    choice: Choice
    rows: pd.DataFrame
    councils: str
    when: str
    notes: tuple[str, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """All rows, with the headings and labels that a reader sees."""
        return make_frame(self.rows, self.kind.fields)

    def first(self, n: int) -> pd.DataFrame:
        """The first rows of `frame`, without making the others."""
        return make_frame(self.rows.head(n), self.kind.fields)


def make_extract(tables: Tables, choice: Choice, councils: str) -> Extract:
    """The extract chosen. Raises UnknownName for a table or local authority nobody knows."""
    kind = KINDS.get(choice.what)
    if kind is None:
        names = "; ".join(known.label for known in KINDS.values())
        raise UnknownName(f"{choice.what!r} is no table to take away. Choose one of: {names}.")
    rows = kind.rows(tables, choice)
    ends = last_day(tables)
    end = f"as the tables stand, which end on {day_words(ends)}" if ends else "as the tables stand"
    when = {
        "date": as_at_words(choice.as_at, choice.as_at),
        "period": f"published from {day_words(choice.since)} to {day_words(choice.until)}",
    }.get(kind.time, end)
    return Extract(kind, choice, rows, councils, when, (*_notes(tables, choice, kind), *kind.notes))


def _notes(tables: Tables, choice: Choice, kind: Kind) -> tuple[str, ...]:
    if not kind.time:
        return ()
    day = choice.as_at if kind.time == "date" else choice.until
    return (*end_notes(tables, day), *coverage_notes(tables, day))


def extract_workbook(extract: Extract, *, made_on: date | None = None) -> bytes:
    """An xlsx file: cover, the table, and what each column means. UnknownName if too many rows."""
    _check_size(extract, MOST_EXCEL_ROWS, "an Excel file")
    day = made_on or date.today()
    about = f"One row is {extract.kind.row_is}. {extract.councils}, {extract.when}."
    table = Sheet("Extract", extract.kind.label, about, extract.frame)
    return write_workbook(
        _cover(extract, day), [table, _columns(extract)], made_on=day, colours=_COLOURS
    )


def _check_size(extract: Extract, most: int, what: str) -> None:
    if len(extract.rows) > most:
        raise UnknownName(
            f"{len(extract.rows):,} rows are too many for {what}, which takes {most:,} here. "
            "Choose a local authority, or a shorter time."
        )


def _columns(extract: Extract) -> Sheet:
    rows = [(field.heading, field.meaning) for field in extract.kind.fields]
    return Sheet(
        "Columns",
        "What each column means",
        "One row is one column of the extract.",
        pd.DataFrame(rows, columns=["Column", "Meaning"]),
    )


def _cover(extract: Extract, made_on: date) -> Cover:
    choice = extract.choice
    times: dict[str, list[tuple[str, str | Link | date]]] = {
        "date": [("As at", choice.as_at), ("Published by", choice.as_at)],
        "period": [("Published from", choice.since), ("Published by", choice.until)],
        "": [("As at", extract.when)],
    }
    return Cover(
        title=f"{extract.kind.label}: {extract.councils}",
        rows=[
            *times[extract.kind.time],
            ("Local authorities", extract.councils),
            ("One row is", extract.kind.row_is),
            ("Rows", f"{len(extract.rows):,}"),
            ("Made on", made_on),
            ("Source", Link(SOURCE, _SOURCE_URL)),
            ("Copyright", "© Crown copyright, Ofsted. Made with ilacs_bench, not by Ofsted."),
            ("Licence", Link("Open Government Licence v3.0", _LICENCE_URL)),
            *((f"Note {n}", note) for n, note in enumerate(extract.notes, start=1)),
        ],
    )


def extract_csv(extract: Extract) -> bytes:
    """A CSV file that Excel opens right; its last columns say of what time it is, and the source.

    UTF-8 with a byte order mark, dates as 2025-03-31, links as addresses. Text that a spreadsheet
    would take for a formula has an apostrophe before it. Raises
    UnknownName for too many rows.
    """
    _check_size(extract, MOST_CSV_ROWS, "a CSV file")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*extract.frame.columns, "Of what time", "Source"])
    about = [f"{extract.when[:1].upper()}{extract.when[1:]}", f"{SOURCE}, {COPYRIGHT}"]
    columns = [[csv_cell(value) for value in column] for _, column in extract.frame.items()]
    writer.writerows([*cells, *about] for cells in zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: Any) -> str:
    """A value as text for a CSV file; text never becomes a formula, and missing is empty.

    >>> csv_cell("=1+1"), csv_cell(-1), csv_cell(None)
    ("'=1+1", '-1', '')
    """
    if isinstance(value, Link):
        return value.url
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, date | datetime) else str(value)

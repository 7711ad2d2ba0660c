"""Extracts of the tables as Excel and CSV, with every column explained and sources given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import as_at_words, day_words
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.resolve import check_period
from ilacs_bench.columns.column import Column, labelled_frame
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.bundle import (
    COPYRIGHT,
    FEWER_NOTE,
    MACHINE_NOTE,
    SOURCE,
    TYPE_NOTE,
    WORDS_NOTE,
    Bundle,
    bundle_workbook,
    data_line,
    part,
)
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.extract_rows import ROWS, ExtractChoice
from ilacs_bench.export.workbook_model import CoverValue
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.paths import slug
from ilacs_bench.tables.store import Tables

MOST_ROWS = 50_000
"""Limit of rows, so that a file takes no more than a few seconds."""


@dataclass(frozen=True)
class ExtractKind:
    """One table that can be extracted; `time` is 'date', 'period' or '' (all rows)."""

    label: str
    row_is: str
    rows: Callable[[Tables, ExtractChoice], pd.DataFrame]
    columns: Sequence[Column]
    time: str = ""
    notes: tuple[str, ...] = ()


_NOTES = {
    "fewer": FEWER_NOTE,
    "machine": MACHINE_NOTE,
    "type": TYPE_NOTE,
    "waits": "Waits so far, never a promise of when the next inspection comes.",
    "words": WORDS_NOTE,
}
KINDS: dict[str, ExtractKind] = {
    row["what"]: ExtractKind(
        row["label"],
        row["row_is"],
        ROWS[row["what"]],
        SETS[row["columns"]],
        row["time"],
        tuple(_NOTES[note] for note in row["notes"].split()),
    )
    for row in read_lookup("extracts")
}
"""The tables that can be extracted, by their code in the page's address."""


@dataclass(frozen=True, eq=False)
class Extract:
    """The chosen rows of a table; `councils` and `when` describe the choice in words.

    `data_line` says on the cover how complete the data are.
    """

    kind: ExtractKind
    choice: ExtractChoice
    rows: pd.DataFrame
    councils: str
    when: str
    data_line: tuple[str, Sequence[CoverValue]]
    notes: tuple[str, ...]

    def file_name(self, la_name: str) -> str:
        """Return a file name without extension: the table, the local authority and the date."""
        day = self.choice.until if self.kind.time == "period" else self.choice.as_at
        name = slug(f"{self.choice.what} {la_name or 'England'}", "_")
        return f"{name}_{day:%Y-%m-%d}"

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return all rows, with headings and labels for readers."""
        return labelled_frame(self.rows, self.kind.columns)


def make_extract(tables: Tables, choice: ExtractChoice, councils: str) -> Extract:
    """Return the chosen extract. Raises UnknownName for an unknown table, council or period."""
    kind = KINDS.get(choice.what)
    if kind is None:
        names = "; ".join(known.label for known in KINDS.values())
        raise UnknownName(f"{choice.what!r} is no table to take away. Choose one of: {names}.")
    if kind.time == "period":
        check_period(choice.since, choice.until)
    rows = kind.rows(tables, choice)
    ends = last_day(tables)
    end = f"as the tables stand, which end on {day_words(ends)}" if ends else "as the tables stand"
    when = {
        "date": as_at_words(choice.as_at, choice.as_at),
        "period": _period_words(choice),
    }.get(kind.time, end)
    until = {"date": choice.as_at, "period": choice.until}.get(kind.time, ends or today())
    covered = coverage_of(tables)
    notes = (*(covered.notes(until) if kind.time else ()), *kind.notes)
    return Extract(kind, choice, rows, councils, when, data_line(covered, until), notes)


def _period_words(choice: ExtractChoice) -> str:
    if choice.since == choice.until:
        return f"published on {day_words(choice.until)}"
    return f"published from {day_words(choice.since)} to {day_words(choice.until)}"


def extract_workbook(extract: Extract, *, made_on: date | None = None) -> bytes:
    """Return the extract as an xlsx file. Raises UnknownName for too many rows."""
    _check_size(extract)
    return bundle_workbook(extract_bundle(extract), made_on=made_on)


def extract_bundle(extract: Extract) -> Bundle:
    """Return the extract as a bundle with one part."""
    kind, when = extract.kind, extract.when
    return Bundle(
        title=f"{kind.label}: {extract.councils}",
        subject=f"One row is {kind.row_is}. {extract.councils}, {when}.",
        scope=[*_times(extract), extract.data_line, ("Local authorities", [extract.councils])],
        parts=[
            part(
                "extract",
                extract.rows,
                kind.columns,
                label=kind.label,
                councils=extract.councils,
                row_is=kind.row_is,
                when=when,
            )
        ],
        notes=extract.notes,
    )


def too_many(n: int) -> str:
    """Return the message that a file would have too many rows; '' if it would not.

    >>> too_many(612)
    ''
    """
    if n <= MOST_ROWS:
        return ""
    return f"A file takes at most {MOST_ROWS:,} rows. Choose a local authority, or a shorter time."


def _check_size(extract: Extract) -> None:
    if problem := too_many(len(extract.rows)):
        raise UnknownName(problem)


def _times(extract: Extract) -> list[tuple[str, Sequence[CoverValue]]]:
    choice = extract.choice
    times: dict[str, list[tuple[str, Sequence[CoverValue]]]] = {
        "date": [("As at", [choice.as_at]), ("Published by", [choice.as_at])],
        "period": [("Published from", [choice.since]), ("Published by", [choice.until])],
        "": [("As at", [extract.when])],
    }
    return times[extract.kind.time]


def extract_csv(extract: Extract) -> bytes:
    """Return a CSV file for Excel; its last columns are the date or period, and the source.

    Text and dates are as in `csv_bytes`. Raises UnknownName for too many rows.
    """
    _check_size(extract)
    when = f"{extract.when[:1].upper()}{extract.when[1:]}"
    return csv_bytes(
        extract.frame.assign(**{"Of what time": when, "Source": f"{SOURCE}, {COPYRIGHT}"})
    )

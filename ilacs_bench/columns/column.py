"""The definition of a table's column, used by everything that writes tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE, Empty
from ilacs_bench.columns.links import Link, page_links, report_links
from ilacs_bench.vocabulary import GRADE_LABELS, GRADES

CellKind = Literal[
    "text",
    "sentence",
    "code",
    "number",
    "days",
    "share",
    "points",
    "date",
    "grade",
    "order",
    "direction",
    "yes_no",
    "page_link",
    "report_link",
    "address",
]
"""How the cells of a column are shown.

'sentence' is text whose dates are shown in words; 'code' shows labels for codes; 'share' is from 0
to 1 and shown as a percentage, 'points' the difference of two shares; 'order' is a grade as a
number to sort by, 1 the lowest; 'page_link' links to the page of the report in `source_url` and
`page`, 'report_link' to the report, 'address' shows the address itself.
"""
BEST_FIRST = tuple(reversed(GRADES))
_ORDER = {grade: place for place, grade in enumerate(GRADES, start=1)}
_IN_BRACKETS = {"days": " (days)", "share": " (%)", "points": " (%)"}
_UNITS = {"days": "Days", "share": "share", "points": "share"}


@dataclass(frozen=True)
class Column:
    """A column: its `name` in frames, heading, meaning, and how its cells are shown.

    `labels` map codes to words, `short_labels` those for narrow cells if different; `empty` says
    why a cell may be empty.
    """

    name: str
    heading: str
    meaning: str
    kind: CellKind = "text"
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    empty: Empty = field(default=NOT_AVAILABLE, repr=False)
    short_labels: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def full_heading(self) -> str:
        """The heading with its unit, for cells that are bare numbers."""
        return f"{self.heading}{_IN_BRACKETS.get(self.kind, '')}"

    @property
    def unit(self) -> str:
        """The unit of the values: 'Days', 'share' (0-1), or '' for none."""
        return _UNITS.get(self.kind, "")

    @property
    def prefix(self) -> str:
        """'previous_' if the column is about the inspection before, else ''."""
        return "previous_" if self.name.startswith("previous_") else ""

    def values(self, rows: pd.DataFrame) -> pd.Series:
        """Return the cells for readers: labels for codes, Links; missing stays missing."""
        return _VALUES.get(self.kind, _unchanged)(self, rows)


def number(name: str, heading: str, meaning: str) -> Column:
    """Return a column of numbers."""
    return Column(name, heading, meaning, "number")


def share(name: str, heading: str, meaning: str) -> Column:
    """Return a column of shares (0-1), empty where the denominator is 0 or too small."""
    return Column(name, heading, meaning, "share", empty=NOT_APPLICABLE)


def points(name: str, heading: str, meaning: str) -> Column:
    """Return a column of differences of shares, in percentage points."""
    return Column(name, heading, meaning, "points", empty=NOT_APPLICABLE)


@dataclass(frozen=True)
class Result:
    """The columns of a public function's frame.

    row_is    what one row is
    columns   every column, in order
    shown     columns that a page shows, in its order; by default all
    also      other functions with the same columns
    optional  columns that the frame has only on request
    """

    row_is: str
    columns: tuple[Column, ...]
    shown: tuple[Column, ...] = ()
    also: tuple[str, ...] = ()
    optional: tuple[Column, ...] = ()

    def __post_init__(self) -> None:
        if not self.shown:
            object.__setattr__(self, "shown", self.columns)

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]


def labelled_frame(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the columns under their full headings, one row per row of `rows`."""
    return pd.DataFrame({c.full_heading: c.values(rows).astype(object) for c in columns})


def _unchanged(column: Column, rows: pd.DataFrame) -> pd.Series:
    values = rows[column.name]
    return values.replace(dict(column.labels)) if column.labels else values


def _in_words(column: Column, rows: pd.DataFrame) -> pd.Series:
    return rows[column.name].astype("str").map(column.labels)


def _order(column: Column, rows: pd.DataFrame) -> pd.Series:
    return rows[column.name].astype("str").map(_ORDER).astype("Int64")


def _addresses(column: Column, rows: pd.DataFrame) -> pd.Series:
    made = [Link(url, url) if isinstance(url, str) else None for url in rows[column.name]]
    return pd.Series(made, rows.index, dtype=object)


_VALUES: dict[CellKind, Callable[[Column, pd.DataFrame], pd.Series]] = {
    "code": _in_words,
    "grade": lambda column, rows: rows[column.name].astype("str").map(GRADE_LABELS),
    "direction": _in_words,
    "yes_no": lambda column, rows: rows[column.name].map({True: "Yes", False: "No"}),
    "order": _order,
    "page_link": lambda column, rows: page_links(rows, column.prefix),
    "report_link": lambda column, rows: report_links(rows, column.prefix),
    "address": _addresses,
}

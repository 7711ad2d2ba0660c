"""What stands in each column of an extract: its heading, its meaning, how it is made of a table.

The same fields make the sheets and the data dictionary behind them, so that none goes unexplained.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from ilacs_bench.export.book import NOT_APPLICABLE, NOT_AVAILABLE, Column, Link
from ilacs_bench.vocabulary import (
    FRAMEWORKS,
    GRADES,
)

Empty: TypeAlias = str | Callable[[pd.DataFrame], pd.Series]
"""The shorthand for an empty cell, or what gives it for each row."""


@dataclass(frozen=True)
class Field:
    """One column of an extract, made from the rows of a table; `empty` says why a cell has none."""

    heading: str
    meaning: str
    values: Callable[[pd.DataFrame], pd.Series]
    unit: str = ""
    empty: Empty = NOT_AVAILABLE

    @property
    def column(self) -> Column:
        """The column of the sheet."""
        return Column(self.heading, self.meaning, self.unit)


def make_frame(rows: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """The columns of `fields`, one row per row of `rows`; what has no value is missing."""
    return pd.DataFrame({f.heading: f.values(rows).astype(object) for f in fields})


def filled_frame(rows: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """The same for people: where there is no value, the shorthand that says why."""
    return pd.DataFrame({f.heading: _filled(rows, f) for f in fields})


def _filled(rows: pd.DataFrame, field: Field) -> pd.Series:
    values = field.values(rows)
    missing = values.isna()
    if field.empty == NOT_AVAILABLE or not missing.any():
        return values  # the writer says so of what is empty
    shorthand = field.empty if isinstance(field.empty, str) else field.empty(rows)
    return values.astype(object).mask(missing, shorthand)


def plain(
    heading: str, column: str, meaning: str, unit: str = "", empty: Empty = NOT_AVAILABLE
) -> Field:
    """The column as it is."""
    return Field(heading, meaning, lambda rows: rows[column], unit, empty)


def labelled(
    heading: str,
    column: str,
    labels: Mapping[Any, Any],
    meaning: str,
    empty: Empty = NOT_AVAILABLE,
) -> Field:
    """The column with the label of each code."""
    return Field(heading, meaning, lambda rows: rows[column].astype("str").map(labels), "", empty)


def ordered(heading: str, column: str, empty: Empty | None = None) -> Field:
    """A grade as a number, by which a spreadsheet can sort it: its words sort by alphabet."""
    order = {grade: place for place, grade in enumerate(GRADES, start=1)}
    meaning = "To sort by: 1 inadequate, 2 requires improvement, 3 good, 4 outstanding"
    return Field(
        heading,
        meaning,
        lambda rows: rows[column].astype("str").map(order).astype("Int64"),
        empty=empty or (without_grade if column == "grade" else NOT_APPLICABLE),
    )


def report_link(heading: str, prefix: str, meaning: str, empty: Empty = NOT_AVAILABLE) -> Field:
    """A link to the page of the report that has the grade, where the address is known."""
    return Field(heading, meaning, lambda rows: links(rows, prefix), "", empty)


def links(rows: pd.DataFrame, prefix: str = "") -> pd.Series:
    """Links to the pages of reports; empty where the address is not known."""
    urls, pages = rows[f"{prefix}source_url"], rows[f"{prefix}page"]
    made = [_link(url, page) for url, page in zip(urls, pages, strict=True)]
    return pd.Series(made, index=rows.index, dtype=object)


def _link(url: Any, page: Any) -> Link | None:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return None
    return (
        Link("Report", url) if pd.isna(page) else Link(f"Report, page {page}", f"{url}#page={page}")
    )


def _if_inspected(column: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Not applicable where there is no inspection to tell of, else not available."""

    def shorthand(rows: pd.DataFrame) -> pd.Series:
        return rows[column].notna().map({True: NOT_AVAILABLE, False: NOT_APPLICABLE})

    return shorthand


NOW, BEFORE = _if_inspected("inspection_id"), _if_inspected("previous_inspection_id")


def without_grade(rows: pd.DataFrame) -> pd.Series:
    """Not available only where the framework of the inspection grades the area."""
    areas = {code: framework.areas for code, framework in FRAMEWORKS.items()}
    graded = [
        area in areas.get(framework, ())
        for area, framework in zip(rows["judgement_area"], rows["framework"], strict=True)
    ]
    return pd.Series(graded, rows.index).map({True: NOT_AVAILABLE, False: NOT_APPLICABLE})

"""The content of a workbook, independent of the writer: cover, tables, notes and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import pandas as pd

from ilacs_bench.columns.links import Link

CoverValue: TypeAlias = str | Link | date


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet; its unit decides the cells' format ('share' as a percentage).

    For text, integers or dates the unit may be empty.
    """

    heading: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table on its own sheet; `columns` describe those of `frame`, in order.

    Cells hold text, numbers, dates or Links; empty ones are written as not available. A sheet
    without rows is left out of the workbook, and its contents say so. The first `keys` columns
    identify a row and are repeated on every printed page. A `one_page` sheet is printed on one
    page.
    """

    name: str
    title: str
    about: str
    frame: pd.DataFrame
    columns: Sequence[SheetColumn]
    keys: int = 1
    one_page: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart, drawn from `rows` of the sheet named `of`, from row `first` on.

    It has a sheet of its own with its name, or is below the table of a Summary.

    Its series have `colours`, and `patterns` ('stripes', 'grid' or '') to tell them apart in grey.
    All cells that it draws must have a number: shorthand would be drawn as zero.
    """

    name: str
    title: str
    alt: str
    kind: Literal["stacked", "bars", "lines"]
    of: str
    labels: str
    series: tuple[str, ...]
    axis: str
    colours: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    first: int = 0
    rows: int = 1_000


@dataclass(frozen=True)
class Summary:
    """The first sheet of a workbook, on one printed page: a table, and another sheet's chart."""

    sheet: Sheet
    chart: Chart | None = None


@dataclass(frozen=True)
class Colours:
    """Fill and text colour of a cell as '#rrggbb'."""

    fill: str
    text: str


@dataclass(frozen=True)
class WorkbookModel:
    """A workbook; its cover has headings with lines, its notes one sentence each.

    `source` is shown above every table: where it is from, and under which licence.
    """

    title: str
    subject: str
    source: str
    cover: Sequence[tuple[str, Sequence[CoverValue]]]
    sheets: Sequence[Sheet]
    notes: Sequence[str]
    charts: Sequence[Chart] = ()
    summary: Summary | None = None

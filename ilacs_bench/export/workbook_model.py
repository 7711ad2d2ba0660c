"""What a workbook holds, whatever writes it: a cover, sheets of one table each, notes, charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import pandas as pd

from ilacs_bench.columns.links import Link

Words: TypeAlias = str | Link | date


@dataclass(frozen=True)
class SheetColumn:
    """What a column of a sheet is; its cells are shown as its unit says ('share' as a percentage).

    Where its values are text, whole numbers or dates, the unit may be left to them.
    """

    heading: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table on its own sheet; `columns` are those of `frame`, in order.

    Cells hold text, numbers, dates or Links; one that is empty is written as not available. A sheet
    without rows is left out of the workbook, and its contents say so. The first `keys` columns say
    what a row is: where a table is printed on several pages across, each of them has these. A sheet
    of `one_page` is printed on one.
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

    It has a sheet of its own by its name, or stands below the table of a Summary.

    Its series have `colours`, and `patterns` ('stripes', 'grid' or '') to tell them apart in grey.
    All cells that it draws must have a number: shorthand would be drawn as nought.
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
    """What a workbook opens with, on one printed page: a table, and a chart of another sheet."""

    sheet: Sheet
    chart: Chart | None = None


@dataclass(frozen=True)
class Colours:
    """Colours of a cell as '#rrggbb'."""

    fill: str
    text: str


@dataclass(frozen=True)
class WorkbookModel:
    """A workbook: its cover is sections of a heading and lines, its notes one sentence each.

    `source` stands above every table: where it is from, and under which licence.
    """

    title: str
    subject: str
    source: str
    cover: Sequence[tuple[str, Sequence[Words]]]
    sheets: Sequence[Sheet]
    notes: Sequence[str]
    charts: Sequence[Chart] = ()
    summary: Summary | None = None

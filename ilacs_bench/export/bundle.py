"""Bundles: the tables, notes and scope of one extract, before they become files.

The other modules of this package make bundles from frames of `benchmark`. A bundle becomes an Excel
workbook here, and CSV or Parquet files in `files`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.columns.column import BEST_FIRST, Column
from ilacs_bench.columns.definitions import SETS, columns
from ilacs_bench.columns.empty import NOT_AVAILABLE, shorthand
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.columns.links import Link
from ilacs_bench.days import today
from ilacs_bench.export.workbook_model import (
    Chart,
    Colours,
    CoverValue,
    Sheet,
    SheetColumn,
    Summary,
    WorkbookModel,
)
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.vocabulary import GRADE_LABELS

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SOURCE = "Ofsted's inspection reports and official statistics"
SOURCE_URL = "https://reports.ofsted.gov.uk/"
COPYRIGHT = f"© Crown copyright, {LICENCE}"
CONTACT = "Fill in before you share it: name, team, email address and telephone number."
RULE = (
    "The latest full inspection of each local authority in existence on the as-at date, with its "
    "first day on site by that date and its report published by the date after it. A grade may "
    "be years old: check its age. Direction of travel is against the previous full inspection."
)
FEWER_NOTE = "Reports list fewer areas for improvement each year: compare shares, not counts."
WORDS_NOTE = "Words of reports are there only where the reports were read on this machine."
MACHINE_NOTE = (
    "Themes, and whether a sentence says a strength or a weakness, are given by a program that "
    "learnt from a language model's reading. No person checked the codes one by one: read the "
    "sentence before you quote it."
)
TYPE_NOTE = (
    "Reports never print whether an inspection was standard or short: where it says ‘inferred’, "
    "the length of the time on site tells it."
)
_SOURCE_LINE = f"Source: {SOURCE}, {COPYRIGHT}. See the sheet Notes."
_PARTS = {row["part"]: row for row in read_lookup("extract_parts")}
_COLOURS = {GRADE_LABELS[grade]: Colours(of.fill, of.text) for grade, of in GRADE_COLOURS.items()}


@dataclass(frozen=True, eq=False)
class BundlePart:
    """One table of a bundle: the rows of a frame, and the columns to show."""

    name: str
    title: str
    about: str
    rows: pd.DataFrame
    columns: Sequence[Column]
    keys: int = 1

    @property
    def sheet(self) -> Sheet:
        """Return the table as a sheet: every cell filled, every column explained."""
        frame = pd.DataFrame({c.full_heading: _filled(self.rows, c) for c in self.columns})
        columns = [SheetColumn(c.full_heading, c.meaning, c.unit) for c in self.columns]
        return Sheet(self.name, self.title, self.about, frame, columns, self.keys)


def part(
    key: str, rows: pd.DataFrame, shown: Sequence[Column] | None = None, /, **words: object
) -> BundlePart:
    """Return a table of a bundle, with name and description from `extract_parts.csv`.

    `words` fill the placeholders of these texts.

    `shown` are its columns where they depend on the question; by default those in the lookup.
    """
    row = _PARTS[key]
    name, title, about = (row[of].format(**words) for of in ("sheet", "title", "about"))
    return BundlePart(
        name, title, about, rows, shown or columns(row["columns"]), int(row["keys"] or 1)
    )


def grades_chart(name: str, of: str, title: str, alt: str) -> Chart:
    """Return the bar chart of grade counts by judgement that several sheets have."""
    looks = [GRADE_COLOURS[grade] for grade in BEST_FIRST]
    return Chart(
        name,
        title,
        alt,
        kind="stacked",
        of=of,
        labels="Judgement",
        series=tuple(column.full_heading for column in SETS["counts"]),
        axis="Local authorities",
        colours=tuple(look.fill for look in looks),
        patterns=tuple(look.pattern for look in looks),
    )


def _filled(rows: pd.DataFrame, column: Column) -> pd.Series:
    """Return the cells of a column; missing values become the shorthand that says why."""
    values = column.values(rows)
    missing = values.isna()
    if column.empty == NOT_AVAILABLE or not missing.any():
        return values  # the writer marks empty cells
    return values.astype(object).mask(missing, shorthand(column.empty, rows))


@dataclass(frozen=True, eq=False)
class Bundle:
    """The tables of one extract. `scope` says of whom and when: headings with lines.

    `summary` is a workbook's first sheet; it repeats rows of the parts, so it has no CSV or Parquet
    file.
    """

    title: str
    subject: str
    scope: Sequence[tuple[str, Sequence[CoverValue]]]
    parts: Sequence[BundlePart]
    notes: Sequence[str]
    charts: Sequence[Chart] = ()
    summary: Summary | None = None


def bundle_workbook(bundle: Bundle, *, made_on: date | None = None) -> bytes:
    """Return the bundle as an xlsx file; `made_on` (default today) is on its cover."""
    from ilacs_bench.export.workbook import write_workbook  # imports openpyxl

    day = made_on or today()
    return write_workbook(bundle_model(bundle, day), made_on=day, colours=_COLOURS)


def bundle_model(bundle: Bundle, made_on: date) -> WorkbookModel:
    """Return the content of a bundle's workbook."""
    return WorkbookModel(
        title=bundle.title,
        subject=bundle.subject,
        source=_SOURCE_LINE,
        cover=[("What this is", [bundle.subject]), *bundle.scope, *_imprint(made_on)],
        sheets=[part.sheet for part in bundle.parts],
        notes=bundle.notes,
        charts=bundle.charts,
        summary=bundle.summary,
    )


def dates(chosen: Selection) -> list[tuple[str, Sequence[CoverValue]]]:
    """Return the as-at date, the cut-off and the coverage, for the scope of an extract."""
    return [
        ("As at", [chosen.as_at]),
        ("Published by", [chosen.published_by]),
        data_line(chosen.covered, chosen.published_by),
        ("How it is counted", [RULE]),
    ]


def data_line(covered: Coverage, published_by: date) -> tuple[str, Sequence[CoverValue]]:
    """Return how complete the data are, for the scope of any extract."""
    return ("How far the data go", [covered.sentence(published_by)])


def _imprint(made_on: date) -> list[tuple[str, Sequence[CoverValue]]]:
    return [
        ("Made on", [made_on]),
        ("Source", [Link(SOURCE, SOURCE_URL)]),
        (
            "Copyright and licence",
            [
                "© Crown copyright, Ofsted. Made with ilacs_bench, not by Ofsted.",
                Link(LICENCE, LICENCE_URL),
            ],
        ),
        ("Contact", [CONTACT]),
        (
            "How to read it",
            [
                Link("The contents lead to each sheet.", "#'Contents'!A1"),
                "Each sheet has one table with filters. No cell is empty: shorthand such as [x] "
                "is explained on the sheet Notes. The last sheet, the data dictionary, says what "
                "each column means.",
            ],
        ),
    ]

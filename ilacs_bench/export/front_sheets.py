"""The sheets of a workbook besides its tables: contents, notes and data dictionary."""

from collections.abc import Iterator, Sequence

import pandas as pd

from ilacs_bench.columns.empty import NOT_APPLICABLE, NOT_AVAILABLE, SHORTHAND
from ilacs_bench.columns.links import Link
from ilacs_bench.export.workbook_model import Chart, Sheet, SheetColumn, WorkbookModel

CONTENTS, NOTES, DICTIONARY = FRONT_AND_BACK = "Contents", "Notes", "Data dictionary"
_UNITS = {"share": "Share of 1, shown as a percentage"}
_LEFT_OUT = "No rows, so that the sheet is left out."


def contents_sheet(model: WorkbookModel) -> Sheet:
    """Return one row per sheet, with a link to it; sheets without rows are marked as left out."""
    rows: list[tuple[Link | str, str, int | str]] = [
        (_link(NOTES), "What to read with the tables, and what shorthand means", _number(model)),
    ]
    if model.summary:
        summary = model.summary.sheet
        rows.insert(0, (_link(summary.name), summary.title, len(summary.frame)))
    for sheet in model.sheets:
        if sheet.frame.empty:
            rows.append((sheet.name, f"{sheet.title}. {_LEFT_OUT}", 0))
            continue
        rows.append((_link(sheet.name), sheet.title, len(sheet.frame)))
        rows += [(_link(c.name), c.title, NOT_APPLICABLE) for c in charts_of(model, sheet)]
    n = sum(len(sheet.columns) for sheet in _all_sheets(model))
    rows.append((_link(DICTIONARY), "What each column of each table means", n))
    return Sheet(
        CONTENTS,
        "Contents",
        "One row is one sheet; choose its name to go there.",
        pd.DataFrame(rows, columns=["Sheet", "What it holds", "Rows"]),
        (
            SheetColumn("Sheet", "Name of the sheet, a link to it"),
            SheetColumn("What it holds", "Title of the sheet"),
            SheetColumn("Rows", "Rows of its table"),
        ),
    )


def notes_sheet(model: WorkbookModel) -> Sheet:
    """Return one row per note, the shorthand first."""
    numbered = [(f"Note {n}", note) for n, note in enumerate(model.notes, start=1)]
    rows = [*((f"Shorthand {short}", words) for short, words in SHORTHAND.items()), *numbered]
    return Sheet(
        NOTES,
        "Notes",
        "One row is one note. The notes hold for every table of this workbook.",
        pd.DataFrame(rows, columns=["Note", "What it says"]),
        (SheetColumn("Note", "Number of the note"), SheetColumn("What it says", "The note")),
    )


def dictionary_sheet(model: WorkbookModel) -> Sheet:
    """Return one row per column of each table."""
    return Sheet(
        DICTIONARY,
        "Data dictionary: what each column means",
        "One row is one column of one table.",
        dictionary_frame(_all_sheets(model)),
        (
            SheetColumn("Sheet", "Sheet that the column stands on"),
            SheetColumn("Column", "Heading of the column"),
            SheetColumn("Meaning", "What its values say"),
            SheetColumn("Unit or kind", "In what it is counted, or what kind of value it is"),
            SheetColumn("Without a value", "Shorthand in this sheet, explained on the sheet Notes"),
        ),
    )


def dictionary_frame(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Return one row per column of each sheet: its meaning, unit or type, and shorthand."""
    rows = [
        (sheet.name, c.heading, c.meaning, unit_words(c, sheet.frame[c.heading]), shorthand)
        for sheet in sheets
        for c in sheet.columns
        for shorthand in [_shorthand_in(sheet.frame[c.heading])]
    ]
    headings = ["Sheet", "Column", "Meaning", "Unit or kind", "Without a value"]
    return pd.DataFrame(rows, columns=headings)


def unit_words(column: SheetColumn, values: pd.Series) -> str:
    """Return the unit of a column in words, or else the type of its values."""
    if column.unit:
        return _UNITS.get(column.unit, column.unit)
    if values.dtype != object:
        return _KINDS.get(pd.api.types.infer_dtype(values), "Text")
    present = [value for value in values.unique() if not pd.isna(value) and value not in SHORTHAND]
    if present and all(isinstance(value, Link) for value in present):
        return "Link"
    return _KINDS.get(pd.api.types.infer_dtype(present), "Text")


_KINDS = {
    "integer": "Whole number",
    "floating": "Number",
    "mixed-integer-float": "Number",
    "datetime": "Date",
    "datetime64": "Date",
    "date": "Date",
    "boolean": "Yes or No",
}


def charts_of(model: WorkbookModel, sheet: Sheet) -> Iterator[Chart]:
    """Yield the charts drawn from a sheet's table."""
    return (chart for chart in model.charts if chart.of == sheet.name)


def _all_sheets(model: WorkbookModel) -> list[Sheet]:
    return [*([model.summary.sheet] if model.summary else []), *model.sheets]


def _shorthand_in(values: pd.Series) -> str:
    found = {NOT_AVAILABLE} if values.isna().any() else set()
    if values.dtype == object:  # filled with shorthand
        found |= SHORTHAND.keys() & set(values.unique())
    return " or ".join(sorted(found)) or "Every row has a value"


def _link(name: str) -> Link:
    return Link(name, f"#'{name}'!A1")


def _number(model: WorkbookModel) -> int:
    return len(SHORTHAND) + len(model.notes)

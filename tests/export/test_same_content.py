"""Excel, CSV and Parquet of every kind hold what the frame holds, cell by cell."""

import csv
import io
from datetime import date, datetime

import pandas as pd
import pytest
from every_workbook import CASES, bundle_of, written_of
from guidance_rules import cells_of

from ilacs_bench.columns.empty import SHORTHAND
from ilacs_bench.columns.links import Link
from ilacs_bench.export.files import part_bytes
from ilacs_bench.export.sheet_xml import LONGEST_TEXT, clean


def value_of(cell):
    """A value of a frame as every form can give it: text, a number, a day, or nothing."""
    if isinstance(cell, Link):
        return cell.url
    if isinstance(cell, str):
        return cell
    if pd.isna(cell):
        return None
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return float(cell)


def frame_of(part) -> list[list]:
    columns = [column.values(part.rows) for column in part.columns]
    return [[value_of(cell) for cell in row] for row in zip(*columns, strict=True)]


def in_parquet(part) -> list[list]:
    frame = pd.read_parquet(io.BytesIO(part_bytes(part, "parquet")))
    assert list(frame.columns) == [column.full_heading for column in part.columns]
    return [[value_of(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]


def in_csv(part) -> list[list]:
    text = io.StringIO(part_bytes(part, "csv").decode("utf-8-sig"), newline="")
    headings, *rows = csv.reader(text)
    assert headings == [column.full_heading for column in part.columns]
    return rows


def in_excel(book, part) -> list[list]:
    if part.name not in book.sheetnames:
        return []
    headings, rows = cells_of(book[part.name])
    assert [cell.value for cell in headings] == [column.full_heading for column in part.columns]
    return [[excel_value(cell) for cell in row] for row in rows]


def excel_value(cell):
    if cell.hyperlink:
        return cell.hyperlink.target
    if isinstance(cell.value, str):
        return None if cell.value in SHORTHAND else cell.value.replace("_x005F_", "_")
    return value_of(cell.value)


def as_excel(value):
    """What Excel can hold of a value: text without what XML can't, and not longer than a cell."""
    return (clean(value) or None) if isinstance(value, str) else value


@pytest.mark.parametrize(("of", "kind"), CASES)
def test_every_form_holds_the_same(of, kind):
    book = written_of(of, kind).book
    for part in bundle_of(of, kind).parts:
        rows = frame_of(part)
        assert in_parquet(part) == rows
        for row, cells in zip(rows, in_csv(part), strict=True):
            assert [same_text(v, c) for v, c in zip(row, cells, strict=True)] == [True] * len(row)
        assert in_excel(book, part) == [[as_excel(value) for value in row] for row in rows]


def same_text(value, cell) -> bool:
    if isinstance(value, float):
        return float(cell) == value
    return cell.removeprefix("'") == (value or "")


def test_cases_hold_what_is_hard():
    """Else the comparison would be of easy cells only."""
    cells = [
        value
        for of, kind in (("small", "tables"), ("small", "profile"))
        for part in bundle_of(of, kind).parts
        for row in frame_of(part)
        for value in row
    ]
    texts = [value for value in cells if isinstance(value, str)]
    assert any(text.startswith("=") for text in texts)
    assert any(len(text) > LONGEST_TEXT for text in texts)
    assert any("\x00" in text for text in texts)
    assert None in cells
    assert any(isinstance(value, float) for value in cells)

"""Frames as CSV: safe to open in a spreadsheet, and to be read back as they were.

A spreadsheet that opens a CSV file takes text beginning with =, +, -, @, a tab or a line end for a
formula. Such text gets an apostrophe before it, and so does text that begins with an apostrophe: to
have the text itself, take one apostrophe off where a cell begins with one.
"""

import csv
import io
from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.columns.links import Link

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A CSV file: UTF-8 with the mark by which Excel knows it, dates as 2025-03-31.

    Links are addresses, and what is missing is empty.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([csv_cell(str(heading)) for heading in frame.columns])
    columns = [_column(values) for _, values in frame.items()]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: Any) -> str:
    """A value as text for a CSV file; text never becomes a formula, and missing is empty.

    >>> csv_cell("=1+1"), csv_cell(-1), csv_cell(None)
    ("'=1+1", '-1', '')
    """
    if isinstance(value, Link):
        return value.url
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_SIGNS) else value
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _column(values: pd.Series) -> list[str]:
    """The cells of a column, each value that differs made once."""
    number, unique = pd.factorize(values)
    cells = [*map(csv_cell, unique.tolist()), ""]
    return [cells[n] for n in number.tolist()]

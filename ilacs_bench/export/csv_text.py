"""Write frames as CSV that is safe to open in a spreadsheet and can be read back unchanged.

A spreadsheet treats text in a CSV file that begins with =, +, -, @, a tab or a line end as a
formula. Such text gets an apostrophe before it, and so does text that begins with an apostrophe; to
read the text back, remove one leading apostrophe.
"""

import csv
import io
from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.columns.links import Link

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark for Excel, dates as 2025-03-31.

    Links are written as their addresses, missing values as empty cells.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([csv_cell(str(heading)) for heading in frame.columns])
    columns = [_column(values) for _, values in frame.items()]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: Any) -> str:
    """Return a value as text for a CSV file; text never becomes a formula, missing is empty.

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
    """Return the cells of a column, each distinct value converted once."""
    number, unique = pd.factorize(values)
    cells = [*map(csv_cell, unique.tolist()), ""]
    return [cells[n] for n in number.tolist()]

"""Write a bundle to disk: a workbook, or a folder of CSV or Parquet with a data dictionary.

If the process is killed, either the complete old file or folder remains, or the complete new one.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pandas as pd

from ilacs_bench.atomic import FolderKind, write_file, write_folder
from ilacs_bench.columns.find_column import heading_of
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.columns.labels import labels
from ilacs_bench.columns.links import Link
from ilacs_bench.export.bundle import COPYRIGHT, SOURCE, Bundle, BundlePart, bundle_workbook
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.front_sheets import dictionary_frame

FileFormat: TypeAlias = Literal["xlsx", "csv", "parquet"]
CODES, DICTIONARY = "codes", "data_dictionary"
EXTRACT = FolderKind("an extract", "ilacs-bench export", "ilacs-bench-extract.json")
"""The kind of folder; its marker file shows that it may be replaced."""
_HOW_TO_READ = (
    "Text beginning with = + - @, a tab, a line end or an apostrophe has an apostrophe before it, "
    "so that no spreadsheet takes it for a formula: take one off. An empty cell has no value."
)


def write_bundle(bundle: Bundle, place: Path, form: FileFormat) -> list[Path]:
    """Write a bundle as the workbook `place`, or as the folder `place` of CSV or Parquet files.

    In a folder, each part is a file, even without rows; `data_dictionary.csv` has the meaning and
    source of columns, `codes.csv` the labels, order and colours of codes. An older extract there is
    replaced completely. Returns the paths of the files. Raises FolderNotOurs if the folder has
    anything else in it.
    """
    if form == "xlsx":
        return [write_file(place, bundle_workbook(bundle))]
    written = write_folder(EXTRACT, _files(bundle, form), place, {"title": bundle.title})
    return [place / name for name, _ in written]


def _files(bundle: Bundle, form: FileFormat) -> Iterator[tuple[str, bytes]]:
    for part in bundle.parts:
        yield f"{file_stem(part.name)}.{form}", part_bytes(part, form)
    yield f"{CODES}.csv", csv_bytes(codes_frame())
    yield f"{DICTIONARY}.csv", _dictionary(bundle, form)


def part_bytes(part: BundlePart, form: FileFormat) -> bytes:
    """Return one part as CSV or Parquet: links as addresses, missing values empty."""
    frame = part_frame(part)
    if form == "csv":
        return csv_bytes(frame)
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def part_frame(part: BundlePart) -> pd.DataFrame:
    """Return the values of a part with their types; links as addresses."""
    columns = {c.full_heading: _addresses(c.values(part.rows)) for c in part.columns}
    return pd.DataFrame(columns).reset_index(drop=True)


def file_stem(name: str) -> str:
    """Return the file name of a part, without extension.

    >>> file_stem("Own grades")
    'own_grades'
    """
    return name.casefold().replace(" ", "_")


def _addresses(values: pd.Series) -> pd.Series:
    if values.dtype != object or not any(isinstance(value, Link) for value in values):
        return values if values.dtype != object else values.convert_dtypes()
    return pd.Series([_address(value) for value in values], values.index, dtype="str")


def _address(value: Any) -> Any:
    return value.url if isinstance(value, Link) else value


def _dictionary(bundle: Bundle, form: FileFormat) -> bytes:
    """Return the dictionary of a folder: the columns of each file, then scope and sources."""
    frame = dictionary_frame([part.sheet for part in bundle.parts])
    frame = frame.drop(columns="Without a value").rename(columns={"Sheet": "File"})
    frame["File"] = frame["File"].map(file_stem) + f".{form}"
    about = [("About these files", heading, words) for heading, words in _about(bundle)]
    if form == "csv":
        about.append(("About these files", "How to read text", _HOW_TO_READ))
    rows = pd.DataFrame(about, columns=list(frame.columns[:3]))
    return csv_bytes(pd.concat([frame, rows], ignore_index=True))


def _about(bundle: Bundle) -> Iterator[tuple[str, str]]:
    yield "What this is", f"{bundle.title}. {bundle.subject}"
    for heading, lines in bundle.scope:
        yield (
            heading,
            " ".join(line.text if isinstance(line, Link) else str(line) for line in lines),
        )
    yield "Source and licence", f"{SOURCE}, {COPYRIGHT}"
    for n, note in enumerate(bundle.notes, start=1):
        yield f"Note {n}", note


def codes_frame() -> pd.DataFrame:
    """Return one row per code: column, heading, code, label, order (from 1), colour, text_colour.

    Grades are in order from the lowest; only grades have colours ('#rrggbb').
    """
    rows = labels()
    looks = rows["code"].where(rows["column"] == "grade").map(GRADE_COLOURS)
    return pd.DataFrame(
        {
            "column": rows["column"],
            "heading": rows["column"].map(heading_of),
            "code": rows["code"],
            "label": rows["label"],
            "order": rows.groupby("column").cumcount() + 1,
            "colour": looks.map(lambda colours: colours.fill, na_action="ignore"),
            "text_colour": looks.map(lambda colours: colours.text, na_action="ignore"),
        }
    )

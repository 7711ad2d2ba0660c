"""The extract of the tidy tables: all rows, with columns named as in the data dictionary."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.resolve import one_or_more
from ilacs_bench.columns.column import Column
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.bundle import (
    MACHINE_NOTE,
    TYPE_NOTE,
    Bundle,
    bundle_workbook,
    data_line,
    part,
)
from ilacs_bench.export.files import FileFormat, write_bundle
from ilacs_bench.export.workbook_model import CoverValue
from ilacs_bench.schema import TABLES, Table
from ilacs_bench.tables.store import Tables


def tables_workbook(
    tables: Tables, names: Sequence[str] = tuple(TABLES), *, made_on: date | None = None
) -> bytes:
    """Return an xlsx file of the tidy tables, one sheet each. Raises UnknownName."""
    return bundle_workbook(tables_bundle(tables, names), made_on=made_on)


def write_table_files(
    tables: Tables,
    folder: Path | str,
    form: FileFormat = "csv",
    names: Sequence[str] = tuple(TABLES),
) -> list[Path]:
    """Write tidy tables as CSV or Parquet to a folder, with a data dictionary and codes.

    `data_dictionary.csv` has the meaning of columns, `codes.csv` the labels, order and colours of
    codes. Returns the paths of the files. An older extract in the folder is replaced in one step.
    Raises FolderNotOurs if it has anything else in it, UnknownName for an unknown table or form.
    """
    if form not in ("csv", "parquet"):
        raise UnknownName(f"{form!r} is no form of files: choose 'csv' or 'parquet'.")
    return write_bundle(tables_bundle(tables, names), Path(folder), form)


def tables_bundle(tables: Tables, names: Sequence[str] = tuple(TABLES)) -> Bundle:
    """Return complete tidy tables; `names` are keys of TABLES."""
    names = one_or_more(names)
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise UnknownName(f"{unknown[0]!r} is no table. Choose among {', '.join(TABLES)}.")
    end = last_day(tables)
    until = f"The tables end on {day_words(end)}." if end else "No report is in the tables."
    as_at: Sequence[CoverValue] = [end] if end else ["No report is in the tables"]
    return Bundle(
        title="Ofsted's inspections of children's services in England: the tidy tables",
        subject="Every row of the tables that ilacs_bench is built on, for analysts.",
        scope=[
            ("As at", as_at),
            ("Published by", as_at),
            data_line(coverage_of(tables), end or today()),
            ("Tables", [", ".join(names)]),
            ("How it is counted", ["Nothing is counted: these are the facts. " + until]),
        ],
        parts=[
            part(
                "table",
                getattr(tables, name),
                _columns(TABLES[name]),
                name=name,
                row_is=TABLES[name].row_is,
                key=", ".join(TABLES[name].key),
            )
            for name in names
        ],
        notes=[*coverage_of(tables).notes(end or today()), TYPE_NOTE, MACHINE_NOTE],
    )


def _columns(table: Table) -> list[Column]:
    """Return the columns of a tidy table under their own names."""
    codes = {"grade": "; codes as in the data dictionary of ilacs_bench"}
    return [
        Column(
            stored.name,
            stored.name,
            f"{stored.meaning}{codes.get(stored.kind, '')}",
            "address" if stored.name == "source_url" else "text",
        )
        for stored in table.columns
    ]

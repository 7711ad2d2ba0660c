"""Files are written whole or not at all, with a dictionary that explains every column."""

import csv
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from every_workbook import bundle_of, small_tables
from factories import some_tables

from ilacs_bench.errors import UnknownName
from ilacs_bench.export import files
from ilacs_bench.export.tidy import tables_bundle, write_table_files
from ilacs_bench.schema import TABLES


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_table_has_a_file_and_every_column_a_meaning(tmp_path, form):
    written = write_table_files(small_tables(), tmp_path / "out", form)
    assert {path.name for path in written} == {path.name for path in (tmp_path / "out").iterdir()}
    assert {path.name for path in written} == {
        *(f"{name}.{form}" for name in TABLES),
        "data_dictionary.csv",
    }
    explained = {(row["File"], row["Column"]) for row in rows_of(written[-1]) if row["Meaning"]}
    for name, table in TABLES.items():
        assert {(f"{name}.{form}", column) for column in table.column_names} <= explained
    about = {row["Column"]: row["Meaning"] for row in rows_of(written[-1])}
    assert "Open Government Licence" in about["Source and licence"]
    assert about["As at"] == "2023-07-01"
    assert ("How to read text" in about) == (form == "csv")


def test_parquet_keeps_the_types(tmp_path):
    write_table_files(small_tables(), tmp_path, "parquet", ["inspections", "judgements"])
    frame = pd.read_parquet(tmp_path / "inspections.parquet")
    pd.testing.assert_frame_equal(TABLES["inspections"].check(frame), small_tables().inspections)
    grades = pd.read_parquet(tmp_path / "judgements.parquet")["grade"]
    assert grades.cat.ordered
    assert grades.cat.categories[0] == "inadequate"


def test_some_tables_can_be_chosen_and_others_are_refused(tmp_path):
    written = write_table_files(small_tables(), tmp_path, names=["judgements"])
    assert [path.name for path in written] == ["judgements.csv", "data_dictionary.csv"]
    with pytest.raises(UnknownName, match="'secrets' is no table"):
        write_table_files(small_tables(), tmp_path, names=["secrets"])
    with pytest.raises(UnknownName, match="'xml' is no form"):
        write_table_files(small_tables(), tmp_path, "xml")


def test_tables_without_an_inspection_are_written_too(tmp_path):
    written = write_table_files(some_tables(authorities=[]), tmp_path)
    assert len(written) == len(TABLES) + 1


def test_failure_leaves_what_was_there(tmp_path, monkeypatch):
    old = write_table_files(small_tables(), tmp_path)
    before = {path: path.read_bytes() for path in old}

    def full_disk(_number):
        raise OSError("No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    bundle = tables_bundle(some_tables(authorities=[]))
    with pytest.raises(OSError, match="No space left"):
        files.write_bundle(bundle, tmp_path, "csv")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


KILLED = """
import os, sys
from pathlib import Path
from ilacs_bench.export.files import write_whole
os.fsync = lambda _: os._exit(9)  # as killed, with the new file half on its way
write_whole({Path(sys.argv[1]): b"new" * 1000})
"""


def test_killed_run_leaves_the_old_file(tmp_path):
    place = tmp_path / "judgements.csv"
    place.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False)
    assert killed.returncode == 9
    assert place.read_bytes() == b"old"


def test_workbook_is_one_file(tmp_path):
    place = tmp_path / "a.xlsx"
    assert files.write_bundle(bundle_of("small", "history"), place, "xlsx") == [place]
    assert place.read_bytes().startswith(b"PK")
    assert list(tmp_path.iterdir()) == [place]

"""Files are written whole or not at all, with a dictionary that explains every column."""

import csv
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from every_workbook import bundle_of, small_tables
from factories import some_tables

from ilacs_bench import atomic
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.errors import FolderNotOurs, UnknownName
from ilacs_bench.export import files
from ilacs_bench.export.files import EXTRACT
from ilacs_bench.export.tidy import write_table_files
from ilacs_bench.schema import TABLES
from ilacs_bench.vocabulary import GRADES

ROOT = Path(__file__).resolve().parents[2]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_table_has_a_file_and_every_column_a_meaning(tmp_path, form):
    written = write_table_files(small_tables(), tmp_path / "out", form)
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there == {path.name for path in written} | {EXTRACT.marker}
    assert {path.name for path in written} == {
        *(f"{name}.{form}" for name in TABLES),
        "codes.csv",
        "data_dictionary.csv",
    }
    explained = {(row["File"], row["Column"]) for row in rows_of(written[-1]) if row["Meaning"]}
    for name, table in TABLES.items():
        assert {(f"{name}.{form}", column) for column in table.column_names} <= explained
    about = {row["Column"]: row["Meaning"] for row in rows_of(written[-1])}
    assert "Open Government Licence" in about["Source and licence"]
    assert about["As at"] == "2023-07-01"
    assert ("How to read text" in about) == (form == "csv")


def test_codes_have_their_words_order_and_colours_beside_the_tables(tmp_path):
    *_, codes, _ = write_table_files(small_tables(), tmp_path, "parquet", ["judgements"])
    rows = rows_of(codes)
    grades = [row for row in rows if row["column"] == "grade"]
    assert [(row["code"], row["order"]) for row in grades] == [
        (grade, str(place)) for place, grade in enumerate(GRADES, start=1)
    ]
    assert all(GRADE_COLOURS[row["code"]].fill == row["colour"] for row in grades)
    assert all(GRADE_COLOURS[row["code"]].text == row["text_colour"] for row in grades)
    assert {row["column"] for row in rows} >= {"judgement_area", "framework", "theme", "polarity"}
    assert all(row["label"] and row["heading"] for row in rows)
    assert all(not row["colour"] for row in rows if row["column"] != "grade")


def test_parquet_keeps_the_types(tmp_path):
    write_table_files(small_tables(), tmp_path, "parquet", ["inspections", "judgements"])
    frame = pd.read_parquet(tmp_path / "inspections.parquet")
    pd.testing.assert_frame_equal(TABLES["inspections"].check(frame), small_tables().inspections)
    grades = pd.read_parquet(tmp_path / "judgements.parquet")["grade"]
    assert grades.cat.ordered
    assert grades.cat.categories[0] == "inadequate"


def test_some_tables_can_be_chosen_and_others_are_refused(tmp_path):
    written = write_table_files(small_tables(), tmp_path, names=["judgements"])
    assert [path.stem for path in written] == ["judgements", "codes", "data_dictionary"]
    with pytest.raises(UnknownName, match="'secrets' is no table"):
        write_table_files(small_tables(), tmp_path, names=["secrets"])
    with pytest.raises(UnknownName, match="'xml' is no form"):
        write_table_files(small_tables(), tmp_path, "xml")


def test_tables_without_an_inspection_are_written_too(tmp_path):
    written = write_table_files(some_tables(authorities=[]), tmp_path)
    assert len(written) == len(TABLES) + 2


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_failure_leaves_what_was_there(tmp_path, monkeypatch):
    write_table_files(small_tables(), tmp_path / "out")
    before = contents(tmp_path / "out")

    def full_disk(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_table_files(some_tables(authorities=[]), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


KILLED = """
import os, signal, sys
from pathlib import Path
from factories import some_tables
from ilacs_bench.export.tidy import write_table_files
calls = []
def killed_at_the_fourth(_number):
    calls.append(1)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = killed_at_the_fourth
write_table_files(some_tables(authorities=[]), Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_run_killed_half_way_leaves_every_old_file(tmp_path, form):
    write_table_files(small_tables(), tmp_path / "out", form)
    before = contents(tmp_path / "out")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "out"), form],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert contents(tmp_path / "out") == before
    if form == "parquet":
        frame = pd.read_parquet(tmp_path / "out" / "inspections.parquet")
        pd.testing.assert_frame_equal(
            TABLES["inspections"].check(frame), small_tables().inspections
        )


def test_older_extract_is_replaced_as_a_whole(tmp_path):
    write_table_files(small_tables(), tmp_path / "out", "csv")
    write_table_files(small_tables(), tmp_path / "out", "parquet", ["judgements"])
    assert set(contents(tmp_path / "out")) == {
        "judgements.parquet",
        "codes.csv",
        "data_dictionary.csv",
        EXTRACT.marker,
    }


def test_files_of_ones_own_are_never_lost(tmp_path):
    write_table_files(small_tables(), tmp_path / "out")
    (tmp_path / "out" / "our notes.docx").write_bytes(b"work of years")
    before = contents(tmp_path / "out")
    with pytest.raises(FolderNotOurs, match=r"would be lost: our notes\.docx"):
        write_table_files(some_tables(authorities=[]), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "judgements.csv").write_bytes(b"somebody's")
    with pytest.raises(FolderNotOurs, match="not an extract made by ilacs-bench"):
        write_table_files(small_tables(), tmp_path / "plain")
    assert contents(tmp_path / "plain") == {"judgements.csv": b"somebody's"}


def test_workbook_is_one_file(tmp_path):
    place = tmp_path / "a.xlsx"
    assert files.write_bundle(bundle_of("small", "history"), place, "xlsx") == [place]
    assert place.read_bytes().startswith(b"PK")
    assert list(tmp_path.iterdir()) == [place]

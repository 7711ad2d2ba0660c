"""The tables of a folder: read as they were written, all of one version or none."""

import io
import pickle
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pandas as pd
import pytest
from factories import inspected, some_tables

from ilacs_bench.benchmark.holdings import held_by_framework
from ilacs_bench.benchmark.search import has_text
from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled
from ilacs_bench.schema import TABLES
from ilacs_bench.tables import stored_table, table_writer
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.store import Tables, in_parts, read_tables
from ilacs_bench.tables.stored_table import use_python_strings
from ilacs_bench.tables.table_writer import all_stored, table_files, write_tables

OLD = some_tables(inspected("A", "2023-05-01", "2023-07-01", leaders="good"))
NEW = some_tables(
    inspected("A", "2023-05-01", "2023-07-01", leaders="outstanding"),
    inspected("B", "2024-05-01", "2024-07-01", leaders="good"),
)
NAMES = ("inspections", "judgements", "problems")


def frames(tables: Tables) -> dict[str, pd.DataFrame]:
    return all_stored({name: getattr(tables, name) for name in NAMES})


def same(one: Tables, other: Tables) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in NAMES)


def test_tables_are_read_as_they_were_written(tmp_path):
    write_tables(frames(NEW), tmp_path)
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(read_tables(tmp_path), name), getattr(NEW, name))


def test_the_same_tables_are_the_same_bytes(tmp_path):
    for place in ("one", "two"):
        write_tables(frames(NEW), tmp_path / place)
    for path in (tmp_path / "one").glob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_rows_that_come_one_by_one_are_the_bytes_of_all_at_once(name, monkeypatch):
    monkeypatch.setattr(table_writer, "_ROWS_TOGETHER", 2)
    rows = getattr(NEW, name)
    content = io.BytesIO()
    with table_writer.TableWriter(name, content) as table:
        for place in range(len(rows)):
            table.add(rows.iloc[place : place + 1])
    assert content.getvalue() == table_writer.table_files({name: rows})[f"{name}.parquet"]


def test_a_broken_promise_writes_nothing(tmp_path):
    write_tables(frames(OLD), tmp_path)
    broken = {**frames(NEW), "judgements": NEW.judgements.drop(columns="grade")}
    with pytest.raises(SchemaError, match="judgements: columns missing"):
        write_tables(broken, tmp_path)
    assert same(read_tables(tmp_path), OLD)


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    write_tables(frames(NEW), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(SchemaError, match=r"no such folder\. Build one"):
        read_tables(tmp_path / "none")


def test_a_folder_without_tables_is_not_taken_for_one_without_inspections(tmp_path):
    with pytest.raises(SchemaError, match="no tables are in this folder"):
        read_tables(tmp_path)


def test_a_table_that_is_no_parquet_says_so(tmp_path):
    write_tables(frames(NEW), tmp_path)
    (tmp_path / "judgements.parquet").write_text("not a table")
    with pytest.raises(SchemaError, match=r"judgements\.parquet: no whole Parquet file"):
        read_tables(tmp_path)


def test_the_bundled_facts_hold_no_words_of_reports():
    tables = read_tables()
    assert len(tables.inspections) > 300
    assert len(tables.findings) == 0
    assert tables.improvements["text"].isna().all()
    assert tables.judgements["printed"].isna().all()


def test_sentences_and_themes_are_read_when_they_are_looked_at_as_of_the_first_moment(tmp_path):
    write_tables(OLD.written() | {"coded": read_tables().coded.head(3)}, tmp_path)
    tables = read_tables(tmp_path)
    assert not has_text(tables)
    assert held_by_framework(tables)["n_coded"].sum() == 0
    assert {"judgements", "coded", "findings"} & set(vars(tables)) == {"judgements"}
    write_tables(NEW.written(), tmp_path)
    assert len(tables.coded) == 3
    assert "coded" in vars(tables)
    again = pickle.loads(pickle.dumps(read_tables(tmp_path)))
    assert (len(again.coded), len(again.inspections)) == (0, 2)
    with pytest.raises(AttributeError):
        tables.moods  # noqa: B018


def test_processes_that_are_forked_later_read_the_same_file_each_for_itself(tmp_path):
    write_tables(OLD.written() | {"coded": read_tables().coded}, tmp_path)
    tables = read_tables(tmp_path)
    with ProcessPoolExecutor(2, get_context("fork"), _keep, (tables,)) as pool:
        assert set(pool.map(_themes, range(2))) == {len(read_tables().coded)}
    assert len(tables.coded) == len(read_tables().coded)


def test_reading_starts_no_thread_which_would_be_in_the_way_of_a_fork():
    code = (
        "import os; from ilacs_bench.tables.store import check_folder, read_tables\n"
        "threads = len(os.listdir('/proc/self/task')); check_folder('bundled')\n"
        "tables = read_tables('bundled'); rows = len(tables.coded), len(tables.findings)\n"
        "print(len(os.listdir('/proc/self/task')) - threads)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "0\n"


_KEPT: list[Tables] = []


def _keep(tables: Tables) -> None:
    _KEPT.append(tables)


def _themes(_: int) -> int:
    return len(_KEPT[0].coded)


def test_text_is_quick_where_that_is_asked_for_and_stays_small_in_a_large_table(tmp_path):
    usual = read_tables()
    shutil.copytree(bundled("data", "tidy"), tmp_path / "facts")
    with pd.option_context("mode.string_storage", "auto"):
        use_python_strings()
        quick = read_tables(tmp_path / "facts")
    storages = [frame["inspection_id"].dtype.storage for frame in (quick.judgements, quick.coded)]
    assert storages == ["python", "pyarrow"]
    assert quick.judgements.astype("object").equals(usual.judgements.astype("object"))


def test_tables_laid_over_are_the_same_bytes_where_text_is_quick(tmp_path, monkeypatch):
    """As where a page finds that the facts are newer than a snapshot."""
    monkeypatch.setattr(stored_table, "_MANY", 2)  # more rows than these are a large table
    write_tables(NEW.written() | {"coded": read_tables().coded.head(3)}, tmp_path)

    def laid_over() -> dict[str, bytes]:
        tables = read_tables(tmp_path)
        return table_files(merge_tables(tables, tables).written())

    usual = laid_over()
    with pd.option_context("mode.string_storage", "auto"):
        use_python_strings()
        assert laid_over() == usual


def test_whoever_goes_through_a_large_table_has_the_text_of_the_process(tmp_path, monkeypatch):
    monkeypatch.setattr(stored_table, "_MANY", 2)
    write_tables(NEW.written() | {"coded": read_tables().coded.head(3)}, tmp_path)
    with pd.option_context("mode.string_storage", "auto"):
        use_python_strings()
        parts = in_parts(read_tables(tmp_path), "coded")
        for part in parts:
            assert part["inspection_id"].dtype.storage == "pyarrow"
            assert pd.get_option("mode.string_storage") == "python"


def test_tables_say_what_they_hold_in_a_line_each():
    told = repr(some_tables(inspected("A", "2023-05-01", "2023-07-01", leaders="good")))
    head, *lines = told.splitlines()
    assert head == "Tables of 1 full inspections, published by 1 July 2023"
    assert [line.split()[0] for line in lines] == list(TABLES)
    assert lines[1].split()[:2] == ["judgements", "1"]
    assert repr(some_tables(authorities=[])).startswith("Tables of 0 full inspections\n")

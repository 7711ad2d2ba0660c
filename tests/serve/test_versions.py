"""A version changes with all that a page follows, and with nothing else."""

import os
from datetime import date
from pathlib import Path

import pytest
from factories import inspected, some_tables

from ilacs_bench.paths import DATA_VARIABLE, LOOKUPS_VARIABLE
from ilacs_bench.schema import TABLES
from ilacs_bench.serve import versions
from ilacs_bench.serve.versions import is_same_work, version_of
from ilacs_bench.tables.in_use import about_layers, read_layers, save
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import roll_back, single_updater
from ilacs_bench.tables.table_writer import write_tables


@pytest.fixture
def tables(tmp_path, monkeypatch):
    folder = tmp_path / "tables"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    write(folder, "good")
    return folder


@pytest.fixture
def notebook(tmp_path, tables, monkeypatch):
    monkeypatch.setattr(versions, "own_lists_file", lambda: tmp_path / "own_lists.csv")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page.ipynb").write_text("{}")
    return folder / "page.ipynb"


def write(folder, leaders):
    tables = some_tables(inspected("E10000011", "2023-12-11", "2024-02-06", leaders=leaders))
    write_tables({name: getattr(tables, name) for name in TABLES}, folder)


def test_version_changes_with_each_thing_that_is_followed(notebook, tables, tmp_path, on_day):
    seen = [version_of(notebook)]
    for change in (
        lambda: notebook.write_text('{"cells": []}'),
        lambda: (notebook.parent / "module.py").write_text("x = 1"),
        lambda: (notebook.parent / "own.csv").write_text("la_code"),
        lambda: write(tables, "inadequate"),
        lambda: (tmp_path / "own_lists.csv").write_text("name,la_code\nCoast,E10000016\n"),
        lambda: on_day(date(2040, 5, 5)),
    ):
        change()
        seen.append(version_of(notebook))
    assert len(set(seen)) == len(seen) == 7


def test_version_changes_with_lookups_of_another_folder(notebook, tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "_code", versions._code.__wrapped__)
    before = version_of(notebook)
    (tmp_path / "lookups").mkdir()
    (tmp_path / "lookups" / "frameworks.csv").write_text("framework")
    monkeypatch.setenv(LOOKUPS_VARIABLE, str(tmp_path / "lookups"))
    assert version_of(notebook) != before


def test_version_stays_with_times_with_other_notebooks_and_with_hidden_files(notebook, tables):
    before = version_of(notebook)
    os.utime(notebook, (0, 0))
    os.utime(tables / "inspections.parquet", (0, 0))
    (notebook.parent / "other.ipynb").write_text("{}")
    (notebook.parent / ".ipynb_checkpoints").mkdir()
    (notebook.parent / "__pycache__").mkdir()
    assert version_of(notebook) == before


@pytest.mark.parametrize("place", ["env/lib", "sub/node_modules", "sub/lib/site-packages", "conda"])
def test_libraries_installed_beside_a_notebook_are_not_looked_through(notebook, place):
    folder = notebook.parent
    before = version_of(notebook)
    (folder / place / "package").mkdir(parents=True)
    (folder / place / "package" / "module.py").write_text("x = 1")
    (folder / place / "readme.py").write_text("x = 1")
    for mark in ("env/pyvenv.cfg", "conda/conda-meta"):
        if (folder / mark).parent.is_dir():
            (folder / mark).touch()
    assert version_of(notebook) == before
    assert not any("readme" in str(path) for path in versions._beside(folder))
    (folder / "package").mkdir()
    (folder / "package" / "module.py").write_text("x = 1")
    assert version_of(notebook) != before


def test_files_beside_a_notebook_are_hashed_in_pieces(notebook, monkeypatch):
    (notebook.parent / "large.csv").write_text("n")
    monkeypatch.setattr(Path, "read_bytes", None)
    assert version_of(notebook)


def test_version_tells_a_change_of_the_work_from_one_of_the_facts(notebook, tables, on_day):
    before = version_of(notebook)
    on_day(date(2040, 5, 5))
    write(tables, "inadequate")
    facts = version_of(notebook)
    (notebook.parent / "module.py").write_text("x = 1")
    assert is_same_work(before, facts)
    assert not is_same_work(before, version_of(notebook))


def test_version_changes_with_a_new_snapshot_and_is_the_old_one_after_a_rollback(notebook, tables):
    before = version_of(notebook)
    own = some_tables(inspected("E10000016", "2023-12-11", "2024-02-06", leaders="good"))
    with single_updater(tables):
        layers = read_layers(tables)
        after = merge_tables(layers.base, own)
        save(tables, own, after, about_layers(layers, "a folder", ["Kent"]))
    assert version_of(notebook) != before
    roll_back(tables)
    assert version_of(notebook) == before


def test_version_is_the_same_in_another_place(notebook, tables, tmp_path, monkeypatch):
    copied = tmp_path / "elsewhere" / "page.ipynb"
    copied.parent.mkdir()
    copied.write_bytes(notebook.read_bytes())
    moved = tmp_path / "moved"
    tables.rename(moved)
    before = None
    for folder, page in ((moved, notebook), (moved, copied)):
        monkeypatch.setenv(DATA_VARIABLE, str(folder))
        before = before or version_of(page)
        assert version_of(page) == before


def test_version_changes_with_the_code(notebook, monkeypatch):
    before = version_of(notebook)
    monkeypatch.setattr(versions, "_code", lambda: "another")
    assert version_of(notebook) != before

"""What is served: the tables of a folder, read once for each state of it."""

import os
from datetime import date

import pytest
from factories import inspected, some_tables

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.in_use import about_layers, lay_over, read_layers, save
from ilacs_bench.tables.snapshots import only_updater, roll_back
from ilacs_bench.tables.store import write_tables
from ilacs_bench.widgets import served
from ilacs_bench.widgets.served import DATA_VARIABLE, served_tables, what_it_follows


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of tables that is served, with one inspection."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    write(tmp_path, inspected("E10000011", "2023-12-11", "2024-02-06", leaders="good"))
    return tmp_path


def write(folder, *inspections):
    tables = some_tables(*inspections)
    write_tables({name: getattr(tables, name) for name in TABLES}, folder)


def test_tables_are_read_once(folder):
    assert served_tables() is served_tables()
    assert len(served_tables().inspections) == 1


def test_the_bundled_facts_are_shown_where_no_folder_is_given(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert len(served_tables().inspections) > 400
    assert not served_tables().coded.empty


def test_tables_built_again_are_read_again(folder):
    before = served_tables()
    write(
        folder,
        inspected("E10000011", "2023-12-11", "2024-02-06", leaders="good"),
        inspected("E10000016", "2023-12-11", "2024-02-06", leaders="good"),
    )
    assert (len(before.inspections), len(served_tables().inspections)) == (1, 2)


def test_page_follows_its_notebook_the_tables_and_the_day(folder, on_day):
    notebook = folder / "page.ipynb"
    notebook.write_text("{}")
    seen = [what_it_follows(notebook)]
    assert what_it_follows(notebook) == seen[0]
    os.utime(notebook, (0, 0))
    seen.append(what_it_follows(notebook))
    os.utime(folder / "inspections.parquet", (0, 0))
    seen.append(what_it_follows(notebook))
    on_day(date(2040, 5, 5))
    seen.append(what_it_follows(notebook))
    assert len(set(seen)) == 4


def test_a_page_made_ahead_follows_the_saved_lists(folder, tmp_path, monkeypatch):
    lists, notebook = tmp_path / "own_lists.csv", tmp_path / "page.ipynb"
    notebook.write_text("{}")
    monkeypatch.setattr(served, "own_lists_file", lambda: lists)
    before = what_it_follows(notebook)
    lists.write_text("name,la_code\nCoast,E10000016\n")
    assert what_it_follows(notebook) != before


def test_pages_show_a_new_snapshot_and_after_a_rollback_the_one_before(folder):
    notebook = folder / "page.ipynb"
    notebook.write_text("{}")
    before = what_it_follows(notebook)
    own = some_tables(inspected("E10000016", "2023-12-11", "2024-02-06", leaders="good"))
    with only_updater(folder):
        layers = read_layers(folder)
        after = lay_over(layers.base, own)
        save(folder, own, after, about_layers(layers, "a folder", ["Kent"]))
    assert len(served_tables().inspections) == 2
    assert what_it_follows(notebook) != before
    roll_back(folder)
    assert len(served_tables().inspections) == 1
    assert what_it_follows(notebook) == before

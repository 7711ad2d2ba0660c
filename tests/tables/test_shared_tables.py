"""What is served: the tables of a folder, read once for each state of it."""

import pytest
from factories import inspected, some_tables

from ilacs_bench.paths import DATA_VARIABLE, SERVED_VARIABLE
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.in_use import about_layers, read_layers, save
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import roll_back, single_updater
from ilacs_bench.tables.store import load, shared_tables
from ilacs_bench.tables.table_writer import write_tables


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
    assert shared_tables() is shared_tables()
    assert len(shared_tables().inspections) == 1


def test_the_bundled_facts_are_shown_where_no_folder_is_given(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert len(shared_tables().inspections) > 400
    assert not shared_tables().coded.empty


def test_tables_built_again_are_read_again(folder):
    before = shared_tables()
    write(
        folder,
        inspected("E10000011", "2023-12-11", "2024-02-06", leaders="good"),
        inspected("E10000016", "2023-12-11", "2024-02-06", leaders="good"),
    )
    assert (len(before.inspections), len(shared_tables().inspections)) == (1, 2)


def test_pages_show_a_new_snapshot_and_after_a_rollback_the_one_before(folder):
    own = some_tables(inspected("E10000016", "2023-12-11", "2024-02-06", leaders="good"))
    with single_updater(folder):
        layers = read_layers(folder)
        after = merge_tables(layers.base, own)
        save(folder, own, after, about_layers(layers, "a folder", ["Kent"]))
    assert len(shared_tables().inspections) == 2
    roll_back(folder)
    assert len(shared_tables().inspections) == 1


def test_notebooks_of_a_server_share_what_is_read_and_others_have_their_own(folder, monkeypatch):
    assert load() is not load()
    monkeypatch.setenv(SERVED_VARIABLE, "yes")
    assert load() is load() is shared_tables()

"""Snapshots: numbered, never changed, the newest in use; and what happens to the facts below."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from factories import inspected, some_tables

from ilacs_bench.errors import FolderLocked, SchemaError
from ilacs_bench.schema import COVERAGE, MISSING_REPORTS
from ilacs_bench.tables import in_use
from ilacs_bench.tables.in_use import (
    about_layers,
    read_layers,
    save,
    save_listing,
)
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.snapshots import (
    add_snapshot,
    newest_snapshot,
    roll_back,
    single_updater,
    snapshots,
)
from ilacs_bench.tables.store import load
from ilacs_bench.tables.table_writer import write_tables

KENT, ESSEX, SURREY = "E10000016", "E10000012", "E10000030"
FACTS = some_tables(inspected(KENT, "2019-03-04", "2019-05-01", leaders="good"))
OWN = some_tables(inspected(ESSEX, "2023-03-06", "2023-05-01", leaders="outstanding"))
NEWER = some_tables(
    inspected(KENT, "2019-03-04", "2019-05-01", leaders="good"),
    inspected(SURREY, "2024-03-04", "2024-05-01", leaders="inadequate"),
)


@pytest.fixture
def data(tmp_path):
    """A data folder with tables of its own to lay over."""
    write_tables(FACTS.written(), tmp_path)
    return tmp_path


def update(data, own=OWN, added=("Essex",)):
    with single_updater(data):
        layers = read_layers(data)
        after = merge_tables(layers.base, own)
        return save(data, own, after, about_layers(layers, "a folder", added))


def codes(tables):
    return set(tables.inspections["la_code"])


def test_the_newest_snapshot_is_in_use_and_earlier_ones_can_be_read(data):
    assert codes(load(data)) == {KENT}
    update(data)
    assert codes(load(data)) == {KENT, ESSEX}
    update(data, some_tables(inspected(SURREY, "2023-03-06", "2023-05-01")))
    assert codes(load(data)) == {KENT, SURREY}
    assert codes(load(data, snapshot=1)) == {KENT, ESSEX}
    assert [(each.number, each.about.added) for each in snapshots(data)] == [
        (1, ("Essex",)),
        (2, ("Essex",)),
    ]


def test_the_facts_of_the_package_can_always_be_read(tmp_path, monkeypatch):
    bundled = load()
    monkeypatch.setenv("ILACS_BENCH_HOME", str(tmp_path))
    update(None)
    assert len(load().inspections) == len(bundled.inspections) + 1
    assert load("bundled").inspections.equals(bundled.inspections)
    with pytest.raises(SchemaError, match="have no snapshots"):
        load("bundled", snapshot=1)


def test_the_environment_names_the_data_as_the_option_does(data, monkeypatch):
    update(data)
    monkeypatch.setenv("ILACS_BENCH_DATA", str(data))
    assert codes(load()) == {KENT, ESSEX}
    monkeypatch.setenv("ILACS_BENCH_DATA", "bundled")
    assert len(load().inspections) > 400


def test_a_rollback_uses_the_one_before_and_keeps_the_files(data):
    update(data)
    update(data, some_tables(inspected(SURREY, "2023-03-06", "2023-05-01")))
    rolled_back, now = roll_back(data)
    assert (rolled_back.number, now.number) == (2, 1)
    assert codes(load(data)) == {KENT, ESSEX}
    assert codes(load(data, snapshot=2)) == {KENT, SURREY}
    assert roll_back(data)[1] is None
    assert codes(load(data)) == {KENT}
    with pytest.raises(SchemaError, match="has no snapshot to roll back"):
        roll_back(data)
    assert update(data).number == 3
    assert codes(load(data)) == {KENT, ESSEX}


def test_newer_facts_below_are_laid_under_the_snapshot_without_reading_a_report(data):
    update(data)
    write_tables(NEWER.written(), data)
    assert codes(load(data)) == {KENT, ESSEX, SURREY}
    assert codes(load(data, snapshot=1)) == {KENT, ESSEX}
    assert newest_snapshot(data).about.added == in_use._RENEWED
    assert load(data).inspections.equals(load(data).inspections)
    assert len(snapshots(data)) == 2


def test_older_facts_below_leave_the_snapshot_as_it_is(data):
    write_tables(NEWER.written(), data)
    update(data)
    write_tables(FACTS.written(), data)
    assert codes(load(data)) == {KENT, ESSEX, SURREY}
    assert len(snapshots(data)) == 1


def test_where_the_snapshot_cannot_be_renewed_it_stays_in_use(data, monkeypatch):
    update(data)
    write_tables(NEWER.written(), data)
    monkeypatch.setattr(in_use, "_SHORT_WAIT", 0.0)
    with single_updater(data):  # an update is running
        assert codes(load(data)) == {KENT, ESSEX}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(in_use, "add_snapshot", full)
    assert codes(load(data)) == {KENT, ESSEX}


def test_what_only_a_list_says_is_a_snapshot_too_and_once(data):
    row = {"ground": "own_update", "complete_to": date(2026, 8, 20), "source": "all of it"}
    coverage = COVERAGE.check(pd.DataFrame([row], columns=COVERAGE.column_names))

    def change(tables):
        return replace(tables, coverage=coverage)

    with single_updater(data):
        assert save_listing(data, change, "Ofsted's site", ["Nothing new"]).number == 1
        assert save_listing(data, change, "Ofsted's site", ["Nothing new"]) is None
    assert load(data).coverage["complete_to"].dt.date.to_list() == [date(2026, 8, 20)]
    assert load(data).judgements.equals(FACTS.judgements)
    update(data, replace(OWN, coverage=load(data).coverage))
    assert "all of it" in load(data).coverage["source"].to_list()


def test_a_snapshot_that_is_broken_is_named_with_what_to_do(data):
    update(data)
    for content in ("", "{}", "[]", '{"made_on": 3}'):
        (data / "snapshots" / "1" / "about.json").write_text(content)
        with pytest.raises(SchemaError, match=r"about\.json can't be read: .* Remove the folder"):
            load(data)


def test_a_number_that_is_not_there_is_answered_with_those_that_are(data):
    update(data)
    with pytest.raises(SchemaError, match=r"has no snapshot 7; it has 1\."):
        load(data, snapshot=7)


def test_a_second_update_is_told_of_the_first(data):
    with single_updater(data), pytest.raises(FolderLocked, match=f"process {os.getpid()}"):
        update(data)


def test_a_snapshot_that_fails_half_way_is_never_seen_and_cleared_away(data, monkeypatch):
    update(data)
    left = data / "snapshots" / ".being-made-by-a-run-that-was-killed"
    left.mkdir()
    about = snapshots(data)[0].about

    def write(opened):
        with opened("a.parquet") as file:
            file.write(b"x")

    with pytest.raises(TypeError), single_updater(data):
        add_snapshot(data, write, lambda opened: opened(None), about)
    assert [path.name for path in (data / "snapshots").iterdir() if path.name != ".lock"] == ["1"]


ADD = """
import sys
from datetime import date
from ilacs_bench.tables.snapshots import About, add_snapshot, single_updater
data = sys.argv[1]
for n in range(10):
    def write(opened):
        for name in "abc":
            with opened(f"{name}.parquet") as file:
                file.write(b"%d" % n * 1000)
    with single_updater(data, wait=60):
        add_snapshot(data, write, write, About(date(2026, 8, 22), "s", "v", None, str(n), ()))
"""


def test_of_two_updaters_no_reader_sees_a_mixture(tmp_path):
    run = [sys.executable, "-c", ADD, str(tmp_path)]
    updaters = [subprocess.Popen(run), subprocess.Popen(run)]
    seen = set()
    while any(each.poll() is None for each in updaters):
        newest = newest_snapshot(tmp_path)
        if newest:
            files = [path.read_bytes() for path in newest.folder.glob("**/*.parquet")]
            assert set(files) == {newest.about.source.encode() * 1000}
            assert len(files) == 6
            seen.add(newest.number)
    assert [each.returncode for each in updaters] == [0, 0]
    assert [each.number for each in snapshots(tmp_path)] == list(range(1, 21))
    assert len(seen) > 1


def test_a_snapshot_of_an_older_version_is_laid_over_with_the_columns_of_now(data, monkeypatch):
    update(data)
    for folder in (data / "snapshots" / "1", data / "snapshots" / "1" / "own"):
        without_a_column(folder / "inspections.parquet", "lead_inspector")
    about = data / "snapshots" / "1" / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"schema": "older"}))
    assert codes(load(data)) == {KENT, ESSEX}
    assert [each.number for each in snapshots(data)] == [1, 2]
    assert load(data).inspections["lead_inspector"].isna().all()
    assert codes(load(data)) == {KENT, ESSEX}
    assert len(snapshots(data)) == 2


def test_a_snapshot_that_this_version_cannot_use_says_what_to_do(data):
    update(data)
    without_a_column(data / "snapshots" / "1" / "own" / "inspections.parquet", "framework")
    about = data / "snapshots" / "1" / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"schema": "older"}))
    with pytest.raises(SchemaError, match=r"another version of .* 'ilacs-bench rollback', then"):
        load(data)
    roll_back(data)
    assert codes(load(data)) == {KENT}


def without_a_column(path, name):
    pd.read_parquet(path).drop(columns=name).to_parquet(path)


def test_a_data_folder_where_nobody_may_look_holds_nothing(monkeypatch):
    monkeypatch.setenv("ILACS_BENCH_HOME", "/tmp/" + "x" * 300)
    assert len(load().inspections) > 400


def test_a_report_that_is_at_hand_by_now_is_no_longer_missing(data):
    listed = [
        {
            "la_code": code,
            "urn": code,
            "published": published,
            "title": "Inspection",
            "source_url": f"https://files.ofsted.gov.uk/v1/file/{n}",
            "listed_on": "2026-08-20",
        }
        for n, (code, published) in enumerate(
            [(ESSEX, "2023-05-01"), (ESSEX, None), (KENT, "2023-05-01")]
        )
    ]
    missing = MISSING_REPORTS.check(
        pd.DataFrame(listed).assign(
            published=lambda rows: pd.to_datetime(rows["published"]),
            listed_on=lambda rows: pd.to_datetime(rows["listed_on"]),
        )
    )
    update(data, replace(OWN, missing_reports=missing))
    left = load(data).missing_reports
    assert left["source_url"].str[-1].to_list() == ["1", "2"]

"""Folders of reports to tables."""

import os
from pathlib import Path

import pandas as pd
import pytest
from factories import inspected, some_tables
from report_pages import Ilacs, sif_2014
from small_cluster import small_cluster

from ilacs_bench.errors import FolderNotOurs, IlacsBenchError
from ilacs_bench.tables import report_spool
from ilacs_bench.tables.build import BuildSummary, build_tables
from ilacs_bench.tables.store import Tables, read_tables
from ilacs_bench.tables.table_writer import all_stored, write_tables
from ilacs_bench.themes.coding import code_parts


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Two inspections, one of them twice, a letter, a web page; one file name in two folders."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "more").mkdir()
    Ilacs().pdf().save(folder / "a.pdf")
    Ilacs().pdf().save(folder / "b.pdf")
    sif_2014().save(folder / "more" / "sif.pdf")
    (folder / "letter.txt").write_text("Focused visit to East Sussex children’s services\nDear all")
    (folder / "page.pdf").write_text("<!DOCTYPE html><html>")
    (folder / "more" / "page.pdf").write_text("")
    return folder


@pytest.fixture(scope="module")
def built(folder, tmp_path_factory) -> tuple[BuildSummary, Tables, list[tuple[int, int]]]:
    out = tmp_path_factory.mktemp("tables")
    told: list[tuple[int, int]] = []
    summary = build_tables([folder], out, on_progress=lambda *done: told.append(done))
    return summary, read_tables(out), told


def test_every_file_ends_in_inspections_or_in_problems(built):
    summary, tables, _ = built
    counted = {"ilacs_2023": 1, "sif": 1}
    problems = tables.problems["report"] + ": " + tables.problems["message"]
    assert summary == BuildSummary(reports=6, inspections=counted, problems=tuple(problems))
    assert sorted(tables.inspections["report"]) == ["a.pdf", "sif.pdf"]
    assert sorted(tables.problems["report"]) == ["b.pdf", "letter.txt", "page.pdf", "page.pdf"]


def test_problems_say_what_each_file_is(built):
    _, tables, _ = built
    messages = tables.problems.groupby("report")["message"].agg(" ".join)
    assert "the same inspection as a.pdf" in messages["b.pdf"]
    assert "focused visit" in messages["letter.txt"]
    assert "web page" in messages["page.pdf"]
    assert "empty" in messages["page.pdf"]


def test_every_row_points_to_its_inspection_and_page(built):
    _, tables, _ = built
    ids = set(tables.inspections["inspection_id"])
    for frame in (tables.judgements, tables.improvements, tables.findings):
        assert set(frame["inspection_id"]) <= ids
        assert frame["page"].between(1, 9).all()


def test_progress_is_told_file_by_file(built):
    assert built[2] == [(n, 6) for n in range(1, 7)]


@pytest.mark.filterwarnings("default")  # what Dask says of itself is not ours
def test_neither_workers_nor_a_cluster_nor_parts_make_a_difference(folder, tmp_path, monkeypatch):
    build_tables([folder], tmp_path / "two", workers=2, code=code_parts)
    monkeypatch.setattr(report_spool, "TOGETHER", 1)  # of all rows, those of one report in memory
    with small_cluster(threads=2) as address:
        build_tables([folder], tmp_path / "dask", workers=address, code=code_parts)
    names = sorted(path.name for path in (tmp_path / "two").glob("*.parquet"))
    assert names
    for name in names:
        one, other = (tmp_path / place / name for place in ("two", "dask"))
        assert one.read_bytes() == other.read_bytes(), name


def test_a_folder_given_twice_is_read_once(folder, tmp_path):
    assert build_tables([folder, folder / "more"], tmp_path).reports == 6


@pytest.mark.parametrize("together", [1, 500])
def test_problems_that_are_alike_stand_once(together, tmp_path, monkeypatch):
    monkeypatch.setattr(report_spool, "TOGETHER", together)
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "note.txt").write_text("A note.")
    build_tables([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert read_tables(tmp_path / "out").problems["report"].to_list() == ["note.txt"]


def test_names_and_links_of_any_kind_end_in_the_tables(tmp_path):
    reports, elsewhere = tmp_path / "reports", tmp_path / "elsewhere"
    for place in (reports, elsewhere):
        place.mkdir()
    Ilacs().pdf().save(elsewhere / "a1b2c3")
    (reports / "linked.pdf").symlink_to(elsewhere / "a1b2c3")
    (reports / "gone.pdf").symlink_to(elsewhere / "gone.pdf")
    (reports / os.fsdecode(b"caf\xe9.txt")).write_text("A note.")
    build_tables([reports], tmp_path / "out")
    tables = read_tables(tmp_path / "out")
    assert tables.inspections["report"].to_list() == ["linked.pdf"]
    assert tables.problems["report"].to_list() == ["caf\ufffd.txt", "gone.pdf"]


def manifest(path: Path, published: str) -> Path:
    path.write_text(
        "file,urn,published,source_url\n"
        f"a.pdf,80467,2024-04-01,https://example.org/a\nsif.pdf,,{published},\n"
    )
    return path


def test_a_manifest_adds_day_of_publication_and_link(folder, tmp_path):
    build_tables([folder], tmp_path, manifest=manifest(tmp_path / "m.csv", "2014-12-09"))
    tables = read_tables(tmp_path)
    inspections = tables.inspections.set_index("report")
    assert inspections.loc["a.pdf", "source_url"] == "https://example.org/a"
    assert f"{inspections.loc['a.pdf', 'published']:%Y-%m-%d}" == "2024-04-01"
    assert pd.isna(inspections.loc["sif.pdf", "source_url"])
    assert "sif.pdf" not in set(tables.problems["report"])


def test_a_printed_day_that_is_another_is_a_problem_and_the_manifests_is_taken(folder, tmp_path):
    build_tables([folder], tmp_path, manifest=manifest(tmp_path / "m.csv", "2014-12-11"))
    tables = read_tables(tmp_path)
    published = tables.inspections.set_index("report").loc["sif.pdf", "published"]
    assert f"{published:%Y-%m-%d}" == "2014-12-11"
    said = tables.problems.set_index("report").loc["sif.pdf", "message"]
    assert "prints 2014-12-09" in said


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_nothing_to_read_is_said_in_words(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(IlacsBenchError, match=r"no such folder|No report was found"):
        build_tables([tmp_path / name], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("lost", "said"), [(3, r"r2\.pdf\); they"), (5, r"r2\.pdf and 2 more\)")])
def test_the_first_of_the_reports_that_would_be_lost_are_named(tmp_path, lost, said):
    some = some_tables(*(inspected(f"r{n}", "2023-05-01", "2023-07-01") for n in range(lost)))
    named = some.inspections.assign(report=[f"r{n}.pdf" for n in range(lost)])
    write_tables(all_stored({"inspections": named}), tmp_path / "out")
    reports = tmp_path / "reports"
    reports.mkdir()
    Ilacs().pdf().save(reports / "new.pdf")
    with pytest.raises(FolderNotOurs, match=said):
        build_tables([reports], tmp_path / "out")

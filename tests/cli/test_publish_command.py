"""`ilacs-bench publish`: a folder of pages, and what is said of it."""

import json
import re
from dataclasses import replace

import pytest

from ilacs_bench.cli import main
from ilacs_bench.publish import site
from ilacs_bench.publish.folder import MARKER


@pytest.fixture
def small(monkeypatch):
    """The command's site with pages of one council and one theme: that of all takes a minute."""
    whole = site.prepare_site

    def made(tables, as_at):
        edition = whole(tables, as_at=as_at, councils=["Kent"])
        return replace(edition, themes=frozenset({"planning"}))

    monkeypatch.setattr(site, "prepare_site", made)


def test_site_is_written_and_said(tmp_path, capsys, small):
    out = tmp_path / "site"
    assert main(["publish", str(out), "--as-at", "2019-03-31"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"\d\d pages, 1 of them of local\s+authorities, as at 31 March 2019", said)
    assert re.search(r"the largest page 0\.\d\d MB, in \d+ s\.", said)
    told = json.loads((out / MARKER).read_text(encoding="utf-8"))
    assert told["as_at"] == "2019-03-31"
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == {*told["files"], MARKER}


def test_foreign_folder_is_refused_before_anything_is_read(tmp_path, capsys):
    (tmp_path / "thesis.docx").write_text("x")
    assert main(["publish", str(tmp_path), "--data", str(tmp_path / "nowhere")]) == 2
    assert "not a site made by ilacs-bench" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_day_before_there_was_anything_is_said_and_nothing_is_written(tmp_path, capsys):
    assert main(["publish", str(tmp_path / "site"), "--as-at", "2001-01-01"]) == 2
    assert "Choose a date from" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

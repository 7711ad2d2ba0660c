"""`ilacs-bench fetch`, with a server and a build of our own."""

from pathlib import Path

import httpx
import pytest
from factories import inspected, some_tables

from ilacs_bench.cli import fetch, main
from ilacs_bench.reports.fetch import fetch_reports
from ilacs_bench.tables import store
from ilacs_bench.tables.store import read_table, read_tables, write_tables

PDF = b"%PDF-1.7\n%%EOF\n"
EAST_SUSSEX, SUFFOLK, KENT = "E10000011", "E10000029", "E10000016"
FRESH = inspected(KENT, "2026-05-11", None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Links asked for, of three inspections in the facts; Suffolk's old report is not to be had."""
    tables = some_tables(
        inspected(EAST_SUSSEX, "2018-07-16", "2018-08-24"),
        inspected(SUFFOLK, "2015-11-30", "2016-01-27"),
        inspected(SUFFOLK, "2019-04-01", "2019-05-17"),
        inspected(KENT, "2022-05-09", "2022-07-05"),
    )
    tables.inspections["source_url"] = "https://files.ofsted.gov.uk/" + tables.inspections["report"]
    unlinked = tables.inspections["la_code"] == KENT
    tables.inspections.loc[unlinked, "source_url"] = None
    links: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        links.append(request.url.path)
        gone = "2015" in request.url.path
        return httpx.Response(404) if gone else httpx.Response(200, content=PDF)

    def client() -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(answer))

    monkeypatch.setattr(
        store, "read_tables", lambda *folder: read_tables(*folder) if folder else tables
    )
    monkeypatch.setattr("ilacs_bench.reports.fetch.ofsted_client", client)
    monkeypatch.setitem(fetch_reports.__kwdefaults__, "pause", 0.0)
    return links


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What the build was asked for; it reads one report that the facts do not have."""
    calls: list[tuple] = []

    def build(folders: list[Path], out: Path, manifest: Path, workers: int) -> int:
        calls.append((folders, out, manifest.read_text(encoding="utf-8").splitlines()))
        assert workers >= 1
        write_tables({"inspections": some_tables(FRESH).inspections}, out)
        return 0

    monkeypatch.setattr(fetch, "build", build)
    return calls


def test_reports_of_one_authority_are_fetched_and_built(asked, built, tmp_path, capsys):
    assert main(["fetch", "--authority", "suffolk county council", "--out", str(tmp_path)]) == 0
    assert asked == [f"/{SUFFOLK}_2015-11-30.pdf", f"/{SUFFOLK}_2019-04-01.pdf"]
    ((folders, out, manifest),) = built
    assert (folders, out) == ([tmp_path / "reports"], tmp_path / "tables")
    assert manifest[0] == "file,urn,published,source_url,sha256"
    assert [line.split(",")[:3] for line in manifest[1:]] == [
        [f"{SUFFOLK}_2019-04-01.pdf", SUFFOLK, "2019-05-17"]
    ]
    assert len(read_table("inspections", out)) == 5
    said = capsys.readouterr().out
    assert "1 downloaded, 0 were there already." in said
    assert f"failed: {SUFFOLK}_2015-11-30.pdf" in said


@pytest.mark.parametrize(("which", "n"), [("--latest", 2), ("--all", 3)])
def test_latest_and_all_choose_their_reports(asked, built, tmp_path, capsys, which, n):
    assert main(["fetch", which, "--out", str(tmp_path)]) == 0
    assert len(asked) == n
    assert len(built) == 1
    assert f"Of {n + 1} inspections, 1 without a link" in capsys.readouterr().out


def test_authority_without_links_is_said(asked, built, tmp_path, capsys):
    assert main(["fetch", "--authority", "Kent", "--out", str(tmp_path)]) == 2
    assert "know no link" in capsys.readouterr().err
    assert asked == built == []


def test_nothing_to_be_had_is_an_error_not_an_empty_build(
    asked, built, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("ilacs_bench.reports.fetch.LARGEST_REPORT", 1)
    assert main(["fetch", "--all", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "0 downloaded" in said.out
    assert "nothing to read" in said.err
    assert built == []


def test_unknown_authority_gets_the_nearest_names(asked, built, tmp_path, capsys):
    assert main(["fetch", "--authority", "Sufolk", "--out", str(tmp_path)]) == 2
    assert "Suffolk" in capsys.readouterr().err
    assert asked == built == []

"""`ilacs-bench update`, `snapshots` and `rollback`: what they say and how they end."""

import json
from datetime import date

import pytest
from factories import inspected, some_tables
from ofsted_site import Document, send, served_site
from report_pages import Ilacs

from ilacs_bench.cli import main
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.tables.snapshots import single_updater
from ilacs_bench.tables.store import load
from ilacs_bench.tables.table_writer import write_tables
from ilacs_bench.update import find_reports

EAST_SUSSEX = find_authority("East Sussex")


@pytest.fixture
def data(tmp_path):
    """A data folder that knows East Sussex's inspection of 2018."""
    old = inspected(EAST_SUSSEX.la_code, "2018-07-16", "2018-08-24", leaders="good")
    write_tables(some_tables(old).written(), tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def report(tmp_path):
    """A new report of East Sussex."""
    return Ilacs().pdf().save(tmp_path / "new.pdf")


@pytest.fixture
def site(monkeypatch):
    """A site like Ofsted's, with one authority that is known."""
    monkeypatch.setattr(find_reports, "_by_urn", lambda: {EAST_SUSSEX.urn: EAST_SUSSEX})
    with served_site() as served:
        for variable in ("REPORTS", "FILES"):
            monkeypatch.setenv(f"ILACS_BENCH_OFSTED_{variable}", served.origin)
        monkeypatch.setenv("ILACS_BENCH_PAUSE", "0")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield served


def test_one_report_is_read_listed_and_rolled_back(data, report, capsys):
    assert main(["update", str(report), "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert "New: East Sussex, inspected from 2023-12-04" in said
    assert "Latest inspection of " in said
    assert "1 report read: 1 new inspection, 0 changed grades, 0 new problems." in said
    assert "Snapshot 1 is in use now." in said
    assert main(["update", str(report), "--data", str(data)]) == 0
    assert "1 report read. Nothing is new: the tables stay" in capsys.readouterr().out
    assert main(["snapshots", "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"1: {date.today().day} {date.today():%B %Y}, from {report}, in use\n")
    assert "   New: East Sussex" in said
    assert main(["rollback", "--data", str(data)]) == 0
    assert "Snapshot 1 is set aside; in use now: the tables that" in capsys.readouterr().out
    assert len(load(data).inspections) == 1
    assert main(["snapshots", "--data", str(data), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["snapshot"], row["in_use"], row["rolled_back"]) == (1, False, True)
    assert main(["rollback", "--data", str(data)]) == 2
    assert "no snapshot to roll back" in capsys.readouterr().err


def test_every_command_reads_the_newest_an_earlier_or_the_bundled_tables(data, report, capsys):
    main(["update", str(report), "--data", str(data)])
    capsys.readouterr()

    def judged(*more):
        assert main(["as-at", "2024-06-30", "--area", "leaders", "--json", *more]) == 0
        return json.loads(capsys.readouterr().out)

    newest = judged("--data", str(data))
    assert judged("--data", str(data), "--snapshot", "1") == newest
    bundled = judged("--data", "bundled")
    assert bundled != newest
    assert judged() == bundled
    assert main(["as-at", "2024-06-30", "--data", str(data), "--snapshot", "4"]) == 2
    assert "has no snapshot 4; it has 1." in capsys.readouterr().err


def test_from_ofsted_what_is_new_comes_in(site, data, capsys):
    site.add(EAST_SUSSEX.urn, "East Sussex", Document("1001", date(2018, 8, 24)))
    new = Document("1002", date(2024, 2, 6), content=bytes(Ilacs().pdf().output()))
    site.add(EAST_SUSSEX.urn, "East Sussex", new)
    site.url("/v1/file/1001", send(404, b""))
    assert main(["update", "--data", str(data), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["snapshot"], told["reports"], told["incomplete"]) == (1, 1, True)
    assert [row["start"] for row in told["changes"]["inspections"]] == ["2023-12-04"]
    assert "status 404" in told["notes"][0]
    del site.answers["/v1/file/1001"]
    site.authorities[EAST_SUSSEX.urn] = ("East Sussex", [new])
    assert main(["update", "--data", str(data), "--authority", "East Sussex"]) == 0
    assert "0 reports read: 0 new inspections" in capsys.readouterr().out
    assert main(["update", "--data", str(data), "--authority", "East Sussex"]) == 0
    assert "0 reports read. Nothing is new" in capsys.readouterr().out
    assert main(["snapshots", "--data", str(data)]) == 0
    assert "No new report was listed on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: there is no such folder"),
        (["--manifest", "x.csv"], "--manifest lists the reports of a folder"),
        ([".", "--authority", "Kent"], "--authority is about Ofsted's site"),
        ([".", "--files-site", "https://x.example"], "--files-site is about Ofsted's site"),
        (["--latest"], "--latest says which --words to bring"),
        (["--data", "bundled"], "The bundled facts stay as they are"),
        (["--authority", "Kennt"], "Did you mean"),
        (["--reports-site", "nonsense"], "'nonsense' is no address of a site"),
        ([__file__], "a report's name ends in .pdf, .txt, .md"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ILACS_BENCH_HOME", str(tmp_path / "home"))
    assert main(["update", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "home" / "snapshots" / "1").exists()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://127.0.0.1:9", "nonsense"])
def test_a_network_that_is_not_there_is_a_sentence(tmp_path, monkeypatch, capsys, proxy):
    monkeypatch.setenv("ILACS_BENCH_PAUSE", "0")
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setenv("ALL_PROXY", proxy)
    assert main(["update", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "proxy" in said
    assert "Traceback" not in said


def test_a_second_update_is_told_of_the_first(data, report, capsys):
    with single_updater(data):
        assert main(["update", str(report), "--data", str(data)]) == 2
    assert "another ilacs-bench (process" in capsys.readouterr().err

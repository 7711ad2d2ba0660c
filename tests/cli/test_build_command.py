"""`ilacs-bench build`: what it says and how it ends; the reading itself has tests of its own."""

import pytest
from report_pages import Ilacs

from ilacs_bench.cli import main
from ilacs_bench.tables.store import read_table


def test_folder_without_a_report_to_read_ends_with_1_and_lists_why(tmp_path, capsys):
    reports, out = tmp_path / "reports", tmp_path / "tables"
    reports.mkdir()
    (reports / "page.pdf").write_text("<!DOCTYPE html><html><body>Not found</body></html>")
    (reports / "empty.txt").write_text("")
    assert main(["build", str(reports), "--out", str(out), "--workers", "1"]) == 1
    told = capsys.readouterr().out
    assert "2 reports read: 0 inspections, 2 problems." in told
    assert "  page.pdf: " in told
    assert "  empty.txt: " in told
    assert set(read_table("problems", out)["report"]) == {"page.pdf", "empty.txt"}
    assert read_table("inspections", out).empty


@pytest.mark.parametrize(
    ("make_folder", "manifest", "message"),
    [
        (False, None, "there is no such folder"),
        (True, None, "No report was found"),
        (True, "name,date\n", "the manifest lacks the columns"),
    ],
)
def test_wrong_folder_or_manifest_ends_with_2(tmp_path, capsys, make_folder, manifest, message):
    reports = tmp_path / "reports"
    if make_folder:
        reports.mkdir()
    arguments = ["build", str(reports), "--out", str(tmp_path / "tables")]
    if manifest:
        (reports / "note.txt").write_text("A note.")
        (tmp_path / "list.csv").write_text(manifest + "a.pdf,2025-01-01\n")
        arguments += ["--manifest", str(tmp_path / "list.csv")]
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_what_is_read_is_coded(tmp_path, capsys):
    reports, out = tmp_path / "reports", tmp_path / "tables"
    reports.mkdir()
    Ilacs().pdf().save(reports / "east_sussex.pdf")
    assert main(["build", str(reports), "--out", str(out), "--workers", "1"]) == 0
    assert "1 inspections" in capsys.readouterr().out
    coded, findings = read_table("coded", out), read_table("findings", out)
    improvements = read_table("improvements", out)
    items = {*findings["finding_id"], *improvements["improvement_id"]}
    assert len(coded) > 0
    assert set(coded["item_id"]) <= items
    assert set(coded["inspection_id"]) == set(read_table("inspections", out)["inspection_id"])


def build(reports, out, *more):
    return main(["build", str(reports), "--out", str(out), "--workers", "1", *more])


@pytest.fixture
def two_folders(tmp_path):
    """One report each, of two inspections of one authority."""
    for name, dates in (("one", "4 to 8 March 2019"), ("two", "4 to 8 March 2024")):
        (tmp_path / name).mkdir()
        Ilacs("ilacs_2018" if name == "one" else "ilacs_2023", dates=dates).pdf().save(
            tmp_path / name / f"{name}.pdf"
        )
    return tmp_path / "one", tmp_path / "two"


def test_tables_of_other_reports_are_never_lost_without_a_word(two_folders, tmp_path, capsys):
    one, two = two_folders
    out = tmp_path / "tables"
    assert build(one, out) == 0
    before = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    capsys.readouterr()
    assert build(two, out) == 2
    said = capsys.readouterr().err
    assert "1 inspections that are not of these reports (one.pdf)" in said
    assert "--add" in said
    assert "--replace" in said
    assert {path.name: path.read_bytes() for path in out.glob("*.parquet")} == before
    assert build(one, out) == 0  # the same reports again lose nothing
    assert build(two, out, "--add") == 0
    assert set(read_table("inspections", out)["report"]) == {"one.pdf", "two.pdf"}
    assert read_table("findings", out)["report"].nunique() == 2
    assert read_table("coded", out)["report"].nunique() == 2
    assert build(two, out, "--replace") == 0
    assert set(read_table("inspections", out)["report"]) == {"two.pdf"}
    assert read_table("findings", out)["report"].nunique() == 1

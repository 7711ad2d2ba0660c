"""`ilacs-bench export`, on tables of three authorities."""

from pathlib import Path

import openpyxl
import pytest
from factories import inspected, some_tables

from ilacs_bench.cli import main
from ilacs_bench.tables.table_writer import all_stored, write_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tables of East Sussex, Suffolk and Kent, on their real codes."""
    tables = some_tables(
        inspected("E10000011", "2018-07-16", "2018-08-24", leaders="outstanding", overall="good"),
        inspected("E10000029", "2019-04-01", "2019-05-17", leaders="good", overall="outstanding"),
        inspected("E10000016", "2017-03-06", "2017-06-13", leadership="good"),
    )
    names = ("inspections", "judgements")
    stored = all_stored({name: getattr(tables, name) for name in names})
    write_tables(stored, tmp_path / "tables")
    return tmp_path / "tables"


def words_in(path: Path) -> set[str]:
    book = openpyxl.load_workbook(path)
    return {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}


def test_workbook_holds_the_comparison_asked_for(folder, tmp_path, capsys):
    out = tmp_path / "suffolk.xlsx"
    arguments = ["--to", "england", "--as-at", "2019-06-01", "--areas", "overall"]
    assert main(["export", "suffolk", *arguments, "--out", str(out), "--data", str(folder)]) == 0
    assert capsys.readouterr().out == f"Written: {out}\n"
    words = words_in(out)
    assert {"Suffolk", "East Sussex", "Kent", "Outstanding"} <= words
    assert any("1 June 2019" in word for word in words)


def test_own_choice_and_default_name(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = ["--with", "Kent", "E10000011", "--as-at", "2019-06-01", "--data", str(folder)]
    assert main(["export", "Suffolk", *arguments]) == 0
    (out,) = tmp_path.glob("*.xlsx")
    assert out.name == "suffolk_own_list_2019-06-01.xlsx"
    assert {"Suffolk", "East Sussex", "Kent"} <= words_in(out)


def test_without_a_date_it_is_the_last_day_of_the_tables(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "Suffolk", "--data", str(folder)]) == 0
    (out,) = tmp_path.glob("*.xlsx")
    assert out.stem.endswith("_2019-05-17")


def test_unknown_council_is_said(folder, capsys):
    assert main(["export", "Narnia", "--data", str(folder)]) == 2
    assert "We can’t find 'Narnia'" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["history", "profile", "themes"])
def test_other_workbooks_of_a_council(folder, tmp_path, what):
    out = tmp_path / "out.xlsx"
    asked = ["Suffolk", "--what", what, "--as-at", "2019-06-01", "--to", "england"]
    assert main(["export", *asked, "--out", str(out), "--data", str(folder)]) == 0
    assert "Suffolk" in openpyxl.load_workbook(out)["Cover"]["A1"].value


def test_england_without_a_council(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--as-at", "2019-06-01", "--data", str(folder)]) == 0
    assert main(["export", "--what", "themes", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("Written: england_national_2019-06-01.xlsx\n")
    assert len(list(tmp_path.glob("england_*.xlsx"))) == 2


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_go_into_a_folder(folder, tmp_path, capsys, form):
    out = tmp_path / "out"
    asked = ["--what", "tables", "--tables", "judgements", "inspections", "--form", form]
    assert main(["export", *asked, "--out", str(out), "--data", str(folder)]) == 0
    assert capsys.readouterr().out == f"Written: 4 files in {out}\n"
    assert {path.name for path in out.iterdir()} == {
        f"judgements.{form}",
        f"inspections.{form}",
        "codes.csv",
        "data_dictionary.csv",
        "ilacs-bench-extract.json",
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--what", "history"], "is about one council: name it"),
        (["Suffolk", "--what", "national"], "leave the council out"),
        (["--what", "tables", "--tables", "secrets"], "'secrets' is no table"),
    ],
)
def test_what_cannot_be_exported_is_said(folder, capsys, asked, said):
    assert main(["export", *asked, "--data", str(folder)]) == 2
    assert said in capsys.readouterr().err

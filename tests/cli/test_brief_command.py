"""`ilacs-bench brief` and `check-paper`: a paper written, and the same paper checked."""

import json

import pytest
from docx import Document

from ilacs_bench.cli import main


@pytest.fixture
def written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["brief", "East Sussex", "--as-at", "2018-09-18", "--no-picture"]) == 0
    capsys.readouterr()
    return tmp_path / "east_sussex_briefing_2018-09-18.docx"


def test_document_is_named_after_council_and_date(written):
    assert Document(str(written)).core_properties.title.endswith("East Sussex")


def test_group_asked_for_is_in_the_document(tmp_path, capsys):
    out = tmp_path / "x.docx"
    arguments = ["brief", "Suffolk", "--as-at", "2025-03-31", "--to", "type", "--out", str(out)]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"Written: {out}\n"
    document = Document(str(out))
    assert any("Authority type" in cell.text for cell in document.tables[0].rows[0].cells)
    assert len(document.inline_shapes) == 1


def test_unknown_council_is_said(tmp_path, capsys):
    assert main(["brief", "Sufolk", "--out", str(tmp_path / "x.docx")]) == 2
    assert "Suffolk" in capsys.readouterr().err


def test_a_right_paper_gives_0(written, capsys):
    assert main(["check-paper", str(written)]) == 0
    assert "agrees" in capsys.readouterr().out


def test_a_wrong_paper_gives_1_and_json_says_where(tmp_path, capsys):
    path = tmp_path / "paper.txt"
    path.write_text(
        "Suffolk County Council\n\nOverall effectiveness: inadequate\n", encoding="utf-8"
    )
    assert main(["check-paper", str(path), "--as-at", "2025-03-31", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (finding,) = told["findings"]
    assert (finding["place"], finding["verdict"], finding["as_at"]) == (
        "line 3",
        "disagrees",
        "2025-03-31",
    )
    assert (told["la_name"], told["disagrees"]) == ("Suffolk", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Suffolk County Council", "no claim was found"),
        ("Suffolk County Council\n\nWe are one of six councils judged outstanding.", ""),
    ],
)
def test_nothing_checked_gives_2(tmp_path, capsys, words, said):
    path = tmp_path / "paper.txt"
    path.write_text(words, encoding="utf-8")
    assert main(["check-paper", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_table_that_is_not_read_whole_never_gives_0(tmp_path, capsys):
    path = tmp_path / "paper.md"
    rows = "| Judgement | Grade |\n|---|---|\n| Leaders | RI |\n| Quality of practice | Good |\n"
    path.write_text(f"# Suffolk County Council\n\n{rows}", encoding="utf-8")
    assert main(["check-paper", str(path), "--as-at", "2025-03-31"]) == 2
    assert "‘Quality’, ‘of’" not in (said := capsys.readouterr().out)
    assert "agrees" in said
    assert "‘Quality’" in said


def test_a_file_that_is_no_paper_is_said(tmp_path, capsys):
    path = tmp_path / "paper.docx"
    path.write_bytes(b"x")
    assert main(["check-paper", str(path)]) == 2
    assert "no Word document" in capsys.readouterr().err

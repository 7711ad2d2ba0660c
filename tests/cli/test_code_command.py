"""`ilacs-bench code`: items in, one JSON object a line out."""

import io
import json
import os
import signal
import sys

import docx
import pandas as pd
import pytest

from ilacs_bench.cli import main, texts_in_files
from ilacs_bench.jail.child import end_children
from ilacs_bench.themes.coder import Item, code_items

TEXT = "Too many foster carers have waited too long for their training."
BEFORE = "Personal advisers see the young people they support often."


@pytest.fixture(scope="module", autouse=True)
def no_child_left():
    yield
    end_children()


@pytest.fixture
def write(tmp_path):
    def to(*rows: object) -> str:
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path = tmp_path / "items.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return to


def printed(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_has_id_themes_and_polarity_in_order(write, capsys):
    rows = [
        {"id": "B", "section": "in_care", "previous": "", "text": TEXT},
        {"id": 7, "text": "It is late.", "previous": BEFORE, "section": "care_leavers"},
        {"id": "A", "text": "", "section": None, "previous": None, "other": [1]},
    ]
    assert main(["code", write(rows[0], "", *rows[1:])]) == 0
    told = printed(capsys)
    assert [row["id"] for row in told] == ["B", 7, "A"]
    items = [Item(TEXT, "in_care"), Item("It is late.", "care_leavers", BEFORE), Item("")]
    expected = [(list(coding.themes), coding.polarity) for coding in code_items(items)]
    assert [(row["themes"], row["polarity"]) for row in told] == expected
    assert all(set(row) == {"id", "themes", "polarity"} for row in told)


def test_why_adds_the_words_that_decided(write, capsys):
    assert main(["code", write({"id": "1", "text": TEXT}), "--why"]) == 0
    (row,) = printed(capsys)
    assert [reason["code"] for reason in row["why"]["themes"]] == row["themes"]
    assert "foster" in row["why"]["themes"][0]["evidence"]


def test_items_may_come_from_standard_input(monkeypatch, capsys):
    line = b"\xef\xbb\xbf" + json.dumps({"id": "1", "text": TEXT}).encode() + b"\r\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert main(["code", "-"]) == 0
    assert printed(capsys)[0]["themes"][0] == "fostering"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: this is not a JSON object"),
        ("[" * 100_000, "line 2: this is not a JSON object"),
        ("[1]", "line 2: an item needs 'id' and 'text'"),
        ('{"id": "1"}', "line 2: an item needs 'id' and 'text'"),
        ('{"id": "1", "text": 5}', "line 2: an item needs 'id' and 'text'"),
        ('{"text": "Plans."}', "line 2: an item needs 'id' and 'text'"),
        ('{"id": "1", "text": "Plans.", "section": 3}', "line 2: 'section' must be a string"),
    ],
)
def test_a_line_that_is_no_item_is_named_and_nothing_is_coded(write, capsys, line, message):
    assert main(["code", write({"id": "1", "text": TEXT}, line)]) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""


def test_a_file_of_other_bytes_is_refused(tmp_path, capsys):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n\xff\xfe")
    assert main(["code", str(path)]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["code", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


ROWS = [{"Comment": TEXT, "section": "in_care"}, {"Comment": "", "section": "leaders"}]


def tables_of_rows(folder):
    frame = pd.DataFrame(ROWS)
    frame.to_csv(folder / "a.csv", index=False, encoding="utf-8-sig")
    frame.to_excel(folder / "a.xlsx", index=False)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_rows_of_csv_and_excel_are_called_by_their_number(tmp_path, capsys, name):
    tables_of_rows(tmp_path)
    assert main(["code", str(tmp_path / name), "--text-column", "Comment"]) == 0
    first, second = printed(capsys)
    (coding,) = code_items([Item(TEXT, "in_care")])
    assert first == {"id": "row 2", "themes": list(coding.themes), "polarity": coding.polarity}
    assert second == {"id": "row 3", "themes": [], "polarity": "neutral"}


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_without_the_column_says_which_it_has(tmp_path, capsys, name):
    tables_of_rows(tmp_path)
    assert main(["code", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert "no column 'text', but ['Comment', 'section']" in said
    assert "--text-column" in said


def test_paragraphs_of_word_are_coded_with_their_words(tmp_path, capsys):
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(tmp_path / "paper.docx")
    assert main(["code", str(tmp_path / "paper.docx"), "--why"]) == 0
    (row,) = printed(capsys)
    assert (row["id"], row["text"], row["themes"][0]) == ("paragraph 1", TEXT, "fostering")
    assert row["why"]["themes"]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.docx", "a.jsonl"])
def test_a_file_that_is_broken_is_said_to_be(tmp_path, capsys, name):
    (tmp_path / name).write_bytes(b"\xff\xfe\x00PK\x03\x04 no such file")
    assert main(["code", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def killed(*_) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_that_ends_its_reader_is_said_to_have(tmp_path, capsys, monkeypatch, name):
    tables_of_rows(tmp_path)
    monkeypatch.setattr(texts_in_files, "table_in", killed)
    assert main(["code", str(tmp_path / name), "--text-column", "Comment"]) == 2
    assert f"{name}: " in capsys.readouterr().err

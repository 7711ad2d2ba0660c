"""`ilacs-bench publish` refuses in words; what it writes and says: tests/publish/test_site.py."""

from ilacs_bench.cli import main


def test_foreign_folder_is_refused_before_anything_is_read(tmp_path, capsys):
    (tmp_path / "thesis.docx").write_text("x")
    assert main(["publish", str(tmp_path), "--data", str(tmp_path / "nowhere")]) == 2
    assert "not a site made by ilacs-bench" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_day_before_there_was_anything_is_said_and_nothing_is_written(tmp_path, capsys):
    assert main(["publish", str(tmp_path / "site"), "--as-at", "2001-01-01"]) == 2
    assert "Choose a date from" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

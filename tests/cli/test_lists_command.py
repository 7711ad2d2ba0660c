"""Lists are saved, shown and taken away, and an export compares with one by its name."""

from pathlib import Path

import pytest

from ilacs_bench.cli import main


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    file = tmp_path / "lists.csv"
    monkeypatch.setattr("ilacs_bench.lookups.own_lists.own_lists_file", lambda: file)
    monkeypatch.chdir(tmp_path)


def test_a_list_is_saved_shown_used_and_taken_away(capsys):
    assert main(["lists"]) == 0
    assert "No list is saved" in capsys.readouterr().out
    assert main(["lists", "--save", "coast", "Hull", "845"]) == 0
    assert main(["lists"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "coast: Kingston upon Hull, East Sussex"
    assert main(["export", "Suffolk", "--to", "coast", "--as-at", "2025-03-31"]) == 0
    assert Path("suffolk_own_list_2025-03-31.xlsx").stat().st_size > 0
    assert main(["lists", "--remove", "coast"]) == 0
    assert main(["export", "Suffolk", "--to", "coast", "--as-at", "2025-03-31"]) == 2
    assert "'coast' is not a comparator" in capsys.readouterr().err


def test_a_slip_of_the_pen_saves_nothing(capsys):
    assert main(["lists", "--save", "coast", "Hul"]) == 2
    assert "Did you mean" in capsys.readouterr().err
    assert main(["lists"]) == 0
    assert "No list is saved" in capsys.readouterr().out

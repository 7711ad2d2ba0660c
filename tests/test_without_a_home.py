"""An account without a home, as containers have them: it reads, and is told what can't be kept."""

import pytest

from ilacs_bench.cli import main
from ilacs_bench.paths import HOME_VARIABLE


@pytest.fixture(autouse=True)
def nobody(tmp_path, monkeypatch):
    def unknown(uid):
        raise KeyError(uid)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME", HOME_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["lists"], ["snapshots"], ["as-at", "2025-03-31"]])
def test_reads(command):
    assert main(command) == 0


@pytest.mark.parametrize("command", [["lists", "--save", "x", "Hull"], ["rollback"]])
def test_is_told_that_nothing_can_be_kept(command, capsys):
    assert main(command) == 2
    assert "this account has no home folder" in capsys.readouterr().err

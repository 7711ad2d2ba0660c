"""Where a file can't be written to its end, the older one stays, whichever command writes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from report_pages import Ilacs

from ilacs_bench.cli import main

if sys.platform == "win32":
    pytest.skip("the system limits no file's size", allow_module_level=True)
import resource


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """The system ends each write beyond so many bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


COMMANDS = {
    "brief": ["brief", "Suffolk", "--no-picture", "--out", "here/paper.docx"],
    "chart": ["chart", "national-mix", "--out", "here/chart.svg"],
    "export": ["export", "Suffolk", "--out", "here/suffolk.xlsx"],
    "export as CSV": [
        *("export", "Suffolk", "--what", "history", "--form", "csv"),
        *("--out", "here/csv"),
    ],
    "build": ["build", "reports", "--out", "here/built", "--workers", "1"],
    "lists": ["lists", "--save", "coast", "Hull", "Kent"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_older_file_stays_whole_where_the_disk_is_full(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ILACS_BENCH_HOME", str(tmp_path / "here"))
    (tmp_path / "here").mkdir()
    (tmp_path / "reports").mkdir()
    Ilacs().pdf().save(tmp_path / "reports" / "east_sussex.pdf")
    assert main(COMMANDS[command]) == 0
    older = contents(tmp_path / "here")
    assert older
    capsys.readouterr()
    with no_file_larger_than(max(len(content) for content in older.values()) - 1):
        assert main(COMMANDS[command]) == 2
    assert "File too large" in capsys.readouterr().err
    assert contents(tmp_path / "here") == older

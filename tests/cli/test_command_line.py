"""The command as a whole: its words, its errors, its exit codes."""

import os
import subprocess
import sys

import pytest

from ilacs_bench import __version__
from ilacs_bench.cli import COMMANDS, as_at, main
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import LOOKUPS_VARIABLE, bundled


def ask_for_help(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_help_names_every_command(capsys):
    words = ask_for_help(capsys=capsys)
    for command in COMMANDS:
        name = command.__name__.rsplit(".", 1)[1].replace("_", "-")
        assert f"    {name} " in words
        assert ask_for_help(name, capsys=capsys).startswith(f"usage: ilacs-bench {name}")


def test_version_is_the_package_s(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"ilacs-bench {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: command"),
        (["as-at", "31 March"], "'31 March' is not a date. Write it like 2025-03-31"),
        (["as-at", "2025-03-31", "--area", "parking"], "invalid choice: 'parking'"),
        (["update", "--workers", "many"], "invalid int value: 'many'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_our_errors_are_said_without_a_traceback(tmp_path, capsys):
    assert main(["as-at", "2025-03-31", "--data", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("ilacs-bench as-at: ")
    assert "no such folder" in said
    assert "Traceback" not in said


def test_a_place_that_can_not_be_written_to_is_said_without_a_traceback(tmp_path, capsys):
    place = tmp_path / "none" / "suffolk.xlsx"
    assert main(["export", "Suffolk", "--out", str(place)]) == 2
    assert capsys.readouterr().err == f"ilacs-bench export: {place}: No such file or directory\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [(IlacsBenchError("why"), 2), (OSError("why"), 2), (KeyboardInterrupt(), 130)],
)
def test_exit_code_when_stopped(error, code, monkeypatch, capsys):
    def stop(_: object) -> int:
        raise error

    monkeypatch.setattr(as_at, "count", stop)
    assert main(["as-at", "2025-03-31"]) == code
    assert capsys.readouterr().err


def test_module_is_the_command():
    answer = subprocess.run(
        [sys.executable, "-m", "ilacs_bench", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == f"ilacs-bench {__version__}\n"


@pytest.mark.parametrize("name", ["themes", "offers"])
def test_lookup_that_is_wrong_is_told_in_one_sentence_with_its_line(name, tmp_path):
    """These are read as the modules of the command load, before it knows what was asked."""
    lines = bundled("data", "lookups", f"{name}.csv").read_text(encoding="utf-8").splitlines()
    lookup = tmp_path / f"{name}.csv"
    lookup.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "ilacs_bench", "snapshots"],
        env={**os.environ, LOOKUPS_VARIABLE: str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"ilacs-bench: {lookup}, line {len(lines) + 1}: ")
    assert len(answer.stderr.splitlines()) == 1

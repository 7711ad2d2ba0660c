"""Tables that are not as promised: one sentence and exit code 2, whichever command reads them."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from factories import inspected, sentence, some_tables

from ilacs_bench.cli import main
from ilacs_bench.tables.table_writer import write_tables

Spoil = Callable[[Path], object]
PATIENCE = 60  # seconds: a command that waits for a pipe would wait for ever


def column(**changed: object) -> Spoil:
    """A table with a column changed; None takes it away."""

    def spoil(path: Path) -> None:
        frame = pd.read_parquet(path)
        for name, how in changed.items():
            frame = frame.drop(columns=name) if how is None else frame.assign(**{name: how})
        path.unlink()
        frame.to_parquet(path)

    return spoil


def instead(make: Callable[[Path], object]) -> Spoil:
    """Something else in the place of the file."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def spoil_inside(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + b"\x00" * 400 + whole[600:])


def as_days(path: Path) -> None:
    """Days as numbers, which would be taken for moments of 1970."""
    table = pq.read_table(path)
    place = table.column_names.index("published")
    days = pa.array([1] * len(table), pa.int64())
    pq.write_table(table.set_column(place, "published", days), path)


JUDGEMENTS, INSPECTIONS, CODED = "judgements", "inspections", "coded"
CASES: dict[str, tuple[str, Spoil, str]] = {
    "missing": (JUDGEMENTS, Path.unlink, "judgements.parquet: this table is missing"),
    "none at all": (INSPECTIONS, Path.unlink, "no tables are in this folder"),
    "older": (INSPECTIONS, column(framework=None), "columns missing: ['framework']"),
    "newer": (INSPECTIONS, column(mood="good"), "not in the table: ['mood']"),
    "grade": (JUDGEMENTS, column(grade="excellent"), "judgements.grade: ['excellent'] not in"),
    "area": (JUDGEMENTS, column(judgement_area="tea"), "judgements.judgement_area: ['tea'] not in"),
    "framework": (INSPECTIONS, column(framework="ilacs_1066"), "['ilacs_1066'] not in"),
    "theme": (CODED, column(theme="tea"), "coded.theme: ['tea'] not in"),
    "polarity": (CODED, column(polarity="odd"), "coded.polarity: ['odd'] not in"),
    "days as numbers": (INSPECTIONS, as_days, "published is of type int64, where date is expected"),
    "words as numbers": (INSPECTIONS, column(la_code=7), "la_code is of type int64, where text"),
    "numbers as words": (JUDGEMENTS, column(page="one"), "page is of type large_string, where int"),
    "grades as numbers": (JUDGEMENTS, column(grade=3), "grade is of type int64, where grade is"),
    "twice": (INSPECTIONS, column(inspection_id="a"), "must be unique, but stands twice"),
    "cut": (JUDGEMENTS, cut, "no whole Parquet file"),
    "spoilt inside": (JUDGEMENTS, spoil_inside, "no whole Parquet file"),
    "empty file": (JUDGEMENTS, lambda path: path.write_bytes(b""), "no whole Parquet file"),
    "words": (JUDGEMENTS, lambda path: path.write_text("grade,page"), "no whole Parquet file"),
    "pipe": (JUDGEMENTS, instead(os.mkfifo), "a folder, a pipe or a device stands where a file"),
    "folder": (JUDGEMENTS, instead(Path.mkdir), "a folder, a pipe or a device stands where"),
    "device": (
        JUDGEMENTS,
        instead(lambda path: path.symlink_to("/dev/zero")),
        "a folder, a pipe or a device stands where",
    ),
    "link to itself": (
        JUDGEMENTS,
        instead(lambda path: path.symlink_to(path)),
        "this file can't be read (Too many levels of symbolic links)",
    ),
    "unreadable": (
        JUDGEMENTS,
        instead(lambda path: path.symlink_to("/proc/self/mem")),
        "this file can't be read (Input/output error)",
    ),
}


LEEDS = [
    inspected("E08000035", f"{year}-03-04", f"{year}-05-01", leaders="good")
    for year in range(2018, 2025, 3)
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """Tables without a fault: of one council, since commands read all of them before the fault."""
    items = [sentence(each, "leaders", "strength", "supervision") for each in LEEDS]
    made = tmp_path_factory.mktemp("tables")
    write_tables(some_tables(*LEEDS, coded=items).written(), made)
    return made


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "tables"))


@pytest.fixture(autouse=True)
def _nobody_is_kept_waiting() -> Iterator[None]:
    """The process of the tests ends when a command waits for a pipe."""
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("case", CASES)
def test_one_sentence_says_what_is_amiss_and_how_to_mend_it(folder, capsys, case):
    table, spoil, words = CASES[case]
    spoil(folder / f"{table}.parquet")
    ended = main(["ask", "theme-profile", "Leeds", "--data", str(folder)])
    said = capsys.readouterr()
    assert (ended, said.out) == (2, ""), said.err
    (line,) = said.err.splitlines()
    assert str(folder if case == "none at all" else folder / f"{table}.parquet") in line
    assert words in line
    assert "ilacs-bench build" in line


COMMANDS = [
    "as-at 2025-03-31",
    "ask positions Leeds",
    "find",
    "export Leeds",
    "export --what tables",
    "brief Leeds",
    "chart national-mix",
    "check-paper {paper}",
    "reconcile",
    "publish {out}",
    "serve --no-browser",
]


@pytest.mark.parametrize("case", ["missing", "older", "grade", "device"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_tables_says_it(folder, tmp_path, capsys, command, case):
    table, spoil, words = CASES[case]
    spoil(folder / f"{table}.parquet")
    (paper := tmp_path / "paper.md").write_text("Report to the cabinet of Leeds City Council")
    asked = command.format(paper=paper, out=tmp_path / "site").split()
    before = set(tmp_path.rglob("*"))
    assert main([*asked, "--data", str(folder)]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert set(tmp_path.rglob("*")) == before


def test_a_name_that_is_a_pipe_itself_is_no_folder(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    assert main(["as-at", "2025-03-31", "--data", str(tmp_path / "pipe")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_what_is_told_of_a_snapshot_keeps_nobody_waiting(folder, tmp_path, capsys):
    shutil.copytree(folder, tmp_path / "data" / "snapshots" / "1")
    os.mkfifo(tmp_path / "data" / "snapshots" / "1" / "about.json")
    for command in ("as-at 2025-03-31", "snapshots"):
        assert main([*command.split(), "--data", str(tmp_path / "data")]) == 2
        assert "a folder, a pipe or a device" in capsys.readouterr().err


def test_a_stamp_that_is_a_pipe_keeps_nobody_waiting(folder, capsys):
    (folder / ".tables").unlink(missing_ok=True)  # where facts were made anew
    os.mkfifo(folder / ".tables")
    assert main(["as-at", "2025-03-31", "--data", str(folder)]) == 2
    assert "a folder, a pipe or a device" in capsys.readouterr().err

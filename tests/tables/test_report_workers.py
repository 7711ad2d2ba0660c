"""Readers of reports in processes of their own; some of the files end them."""

import os
import signal
from pathlib import Path

import pytest
from report_pages import Ilacs

from ilacs_bench.errors import SchemaError
from ilacs_bench.jail.workers import workers_at
from ilacs_bench.tables import report_workers
from ilacs_bench.tables.report_workers import read_one, read_reports

CORPUS = Path(__file__).resolve().parents[2] / "tools/fuzz/corpus/report"


def test_a_file_that_kills_its_reader_is_a_problem_and_the_rest_are_read(tmp_path, monkeypatch):
    good = [
        Ilacs(dates=f"{day} to {day + 4} March 2024").pdf().save(tmp_path / f"{day}.pdf")
        for day in (4, 11, 18)
    ]
    killer, gone = tmp_path / "killer.pdf", tmp_path / "gone.pdf"
    killer.write_bytes(b"x" * 100_000)
    monkeypatch.setattr(report_workers, "read_one", read_or_die)
    with workers_at(2) as workers:
        came = dict(read_reports([*good, killer, gone], {}, workers))
    assert set(came) == {*good, killer, gone}
    assert "crashed its reader" in came[killer].problems[0]["message"]
    assert "can't be opened" in came[gone].problems[0]["message"]
    assert all(came[path].inspection for path in good)


def read_or_die(path, urn, content):
    """Dies where a damaged PDF would make its reader die."""
    if path.name == "killer.pdf":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(path, urn, content)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_the_fuzzer_begins_with_is_read_or_refused_in_words(path):
    rows = read_one(path, None)
    assert rows.inspection or rows.problems
    assert not [row for row in rows.problems if "fault of ilacs-bench" in row["message"]]


def test_a_fault_of_ours_is_a_problem_too(tmp_path, monkeypatch):
    path = Ilacs().pdf().save(tmp_path / "some.pdf")
    monkeypatch.setattr(report_workers, "parse_report", lambda document: 1 / 0)
    rows = read_one(path, None)
    assert rows.inspection is None
    assert "ZeroDivisionError" in rows.problems[0]["message"]
    assert "please report it" in rows.problems[0]["message"]


def test_a_mistake_in_a_lookup_is_no_fault_of_the_report(tmp_path, monkeypatch):
    def read_lookup(document):
        raise SchemaError("grades.csv, line 2")

    path = Ilacs().pdf().save(tmp_path / "some.pdf")
    monkeypatch.setattr(report_workers, "parse_report", read_lookup)
    with pytest.raises(SchemaError, match=r"grades\.csv, line 2"):
        read_one(path, None)


def test_a_file_that_takes_all_memory_is_a_problem_too(tmp_path, monkeypatch):
    def take(path, content):
        raise MemoryError

    monkeypatch.setattr(report_workers, "read_report", take)
    (problem,) = read_one(tmp_path / "bomb.pdf", None).problems
    assert (problem["report"], problem["stage"]) == ("bomb.pdf", "read")
    assert "2 GB of memory" in problem["message"]

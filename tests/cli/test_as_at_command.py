"""`ilacs-bench as-at`, on tables of two authorities."""

import json
from pathlib import Path

import pytest
from factories import inspected, some_tables

from ilacs_bench.cli import main
from ilacs_bench.tables.store import write_tables

EAST_SUSSEX, SUFFOLK = "E10000011", "E10000029"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = some_tables(
        inspected(EAST_SUSSEX, "2018-07-16", "2018-08-24", overall="outstanding", leaders="good"),
        inspected(SUFFOLK, "2019-04-01", "2019-05-17", overall="good", leaders="outstanding"),
    )
    names = ("inspections", "judgements")
    write_tables({name: getattr(tables, name) for name in names}, tmp_path)
    return tmp_path


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main(["as-at", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_keeps_its_contract(folder, capsys):
    counted = as_json(capsys, "2019-06-01", "--data", str(folder))
    never = counted.pop("never_inspected")
    assert counted == {
        "as_at": "2019-06-01",
        "published_by": "2019-06-01",
        "area": "overall",
        "grades": {"outstanding": 1, "good": 1, "requires_improvement": 0, "inadequate": 0},
        "judged": 2,
        "authorities": 151,
        "tables_end": "2019-05-17",
    }
    assert next(iter(counted["grades"])) == "outstanding"
    assert len(never) == 149
    assert {"East Sussex", "Suffolk"}.isdisjoint(never)


def test_cut_off_and_area_are_heeded(folder, capsys):
    early = as_json(capsys, "2019-06-01", "--published-by", "2019-05-01", "--data", str(folder))
    assert (early["published_by"], early["judged"]) == ("2019-05-01", 1)
    leaders = as_json(capsys, "2019-06-01", "--area", "leaders", "--data", str(folder))
    assert leaders["grades"]["outstanding"] == 1
    assert leaders["area"] == "leaders"


def test_table_shows_labels_shares_and_denominators(folder, capsys):
    assert main(["as-at", "2019-06-01", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "as at 1 June 2019 (published by 1 June 2019)" in said
    assert "Requires improvement to be good" in said
    assert "50%" in said
    assert "2 judged, of 151 local authorities. 149 had no full inspection by then." in said
    assert "No report published after 2019-05-17 is in the tables." in said


def test_inspections_without_such_a_grade_are_counted(folder, capsys):
    assert main(["as-at", "2019-06-01", "--area", "in_care", "--data", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "149 had no full inspection by then. 2 got no such grade when last inspected." in said


def test_tables_that_reach_to_the_date_need_no_warning(folder, capsys):
    assert main(["as-at", "2019-05-17", "--data", str(folder)]) == 0
    assert "No report published after" not in capsys.readouterr().out


def test_date_before_every_inspection_has_no_shares(folder, capsys):
    assert main(["as-at", "2010-01-01", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "%" not in said
    assert "0 judged, of 152 local authorities. 152 had no" in said

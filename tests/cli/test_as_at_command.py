"""`ilacs-bench as-at`, on tables of two authorities."""

import json
from pathlib import Path

import pytest
from factories import complete, inspected, some_tables

from ilacs_bench.cli import main
from ilacs_bench.tables.table_writer import all_stored, write_tables

EAST_SUSSEX, SUFFOLK = "E10000011", "E10000029"


TABLES = some_tables(
    inspected(EAST_SUSSEX, "2018-07-16", "2018-08-24", overall="outstanding", leaders="good"),
    inspected(SUFFOLK, "2019-04-01", "2019-05-17", overall="good", leaders="outstanding"),
    coverage=[complete("2019-06-01")],
)


def written(folder: Path, *names: str) -> Path:
    write_tables(all_stored({name: getattr(TABLES, name) for name in names}), folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, "inspections", "judgements", "coverage")


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
        "not_in_tables": [],
        "complete_to": "2019-06-01",
        "within_coverage": True,
        "coverage": "Data to 1 June 2019: all that was published by 2019-06-01.",
    }
    assert next(iter(counted["grades"])) == "outstanding"
    assert len(never) == 149
    assert {"East Sussex", "Suffolk"}.isdisjoint(never)


def test_earlier_forms_are_counted_when_asked_and_said(capsys):
    asked = ("as-at", "2019-08-31", "--published-by", "2019-09-30", "--area", "leaders")
    assert main([*asked, "--with-earlier-forms", "--data", "bundled"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "149 judged, of 151 local authorities." in told
    label = "Leadership, management and governance, which came before The impact of leaders"
    assert f"of the grades are on {label}" in told
    assert main([*asked, "--data", "bundled"]) == 0
    assert "came before" not in capsys.readouterr().out


def test_cut_off_and_area_are_heeded(folder, capsys):
    early = as_json(capsys, "2019-06-01", "--published-by", "2019-05-01", "--data", str(folder))
    assert (early["published_by"], early["judged"]) == ("2019-05-01", 1)
    leaders = as_json(capsys, "2019-06-01", "--area", "leaders", "--data", str(folder))
    assert leaders["grades"]["outstanding"] == 1
    assert leaders["area"] == "leaders"


def test_table_shows_labels_shares_and_denominators(folder, capsys):
    assert main(["as-at", "2019-06-01", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "as at 1 June 2019 " in said
    assert "(published by" not in said
    assert "Requires improvement to be good" in said
    assert "50%" in said
    assert "2 judged, of 151 local authorities. 149 had no full inspection by then." in said
    assert "Data to 1 June 2019: all that was published by 2019-06-01." in said


def test_inspections_without_such_a_grade_are_counted(folder, capsys):
    assert main(["as-at", "2019-06-01", "--area", "in_care", "--data", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "149 had no full inspection by then. 2 got no such grade when last inspected." in said


def test_a_day_between_the_end_of_the_tables_and_today_is_answered_with_the_coverage(
    folder, capsys
):
    asked = ["as-at", "2019-06-02", "--data", str(folder)]
    assert main(asked) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Reports published after 1 June 2019 are not all counted here" in said
    assert as_json(capsys, *asked[1:])["within_coverage"] is False


def test_tables_of_a_part_are_no_england(tmp_path, capsys):
    part = written(tmp_path, "inspections", "judgements")
    asked = ["as-at", "2019-06-01", "--data", str(part)]
    assert main(asked) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Your tables: 2 reports, 2 of 153 authorities." in said
    assert "Of 149 no full inspection by then is in your tables." in said
    assert "%" not in said
    assert "had no full inspection" not in said
    counted = as_json(capsys, *asked[1:])
    assert (counted["complete_to"], counted["never_inspected"]) == (None, [])
    assert len(counted["not_in_tables"]) == 149


def test_date_before_every_inspection_has_no_shares(folder, capsys):
    assert main(["as-at", "2010-01-01", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "%" not in said
    assert "0 judged, of 152 local authorities. 152 had no" in said

"""`ilacs-bench reconcile`, on the bundled facts and on facts that are wrong."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ilacs_bench.cli import main
from ilacs_bench.cli.reconcile import conclusion
from ilacs_bench.paths import bundled
from ilacs_bench.tables.store import read_table
from ilacs_bench.tables.table_writer import write_tables

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
BARNET = "80487_2024-06-10"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bundled facts of inspections, in a folder where they can be made wrong."""
    return Path(shutil.copytree(bundled("data", "tidy"), tmp_path / "tables"))


def change(folder: Path, name: str, how: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    write_tables({name: how(read_table(name, folder))}, folder)


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    assert main(["reconcile", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_bundled_facts_have_no_unexplained_difference(capsys):
    compared = as_json(capsys)
    assert set(compared) == {
        "compared",
        "agree",
        "explained",
        "unexplained",
        "conclusion",
        "counts",
        "differences",
    }
    assert (compared["compared"], compared["unexplained"]) == (7299, 0)
    assert compared["agree"] + compared["explained"] == 7299
    assert compared["conclusion"].endswith("Every difference is explained.")
    assert sum(row["compared"] for row in compared["counts"]) == 7299
    assert {row["la_name"]: row["field"] for row in compared["differences"]} == {
        "Hackney": "published",
        "Kingston upon Hull": "published",
        "Manchester": "published",
        "Merton": "inspection_type",
        "Norfolk": "published",
        "Nottingham": "published",
        "Slough": "published",
        "South Tyneside": "latest",
        "Stoke-on-Trent": "published",
    }


def test_table_list_and_conclusion_are_printed(capsys):
    assert main(["reconcile"]) == 0
    said = capsys.readouterr().out
    assert "LA_level_at_31_Mar_2023" in said
    assert "Which inspection is the latest" in said
    assert "Nottingham, 80533_2022-07-11: Day of publication\n  ours: 2022-09-05 (80533-" in said
    assert "  official: 2022-11-05 (ofsted_childrens_social_care_2023_underlying_data.ods" in said
    assert "explained; taken: the report. Known error of the statistics" in said
    assert said.splitlines()[-1] == (
        "7,299 cells compared: 7,290 agree, 9 differ. Every difference is explained."
    )


def test_a_wrong_grade_is_listed_first_and_ends_with_1(folder, capsys):
    def wrong(judgements: pd.DataFrame) -> pd.DataFrame:
        place = (judgements["inspection_id"] == BARNET) & (
            judgements["judgement_area"] == "overall"
        )
        return judgements.assign(grade=judgements["grade"].mask(place, "inadequate"))

    change(folder, "judgements", wrong)
    assert main(["reconcile", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"Barnet, {BARNET}: Overall effectiveness\n  ours: Inadequate (80487-" in said
    assert "  official: Good (ofsted_la_outcomes_2025-03-31.ods, " in said
    assert "unexplained; taken: the report. The report itself wins over the statistics." in said
    assert said.splitlines()[-1].endswith("11 differ. Not explained: 2.")
    assert said.index("Barnet, ") < said.index("Hackney, ")


def test_a_missing_inspection_ends_with_1(folder, capsys):
    change(folder, "inspections", lambda rows: rows[rows["inspection_id"] != BARNET])
    compared = as_json(capsys, "--data", str(folder), code=1)
    found = [row for row in compared["differences"] if row["outcome"] == "unexplained"]
    assert {row["field"] for row in found} == {"inspection", "latest"}
    missing = next(row for row in found if row["field"] == "inspection")
    assert missing["our_value"] is missing["our_source"] is missing["taken"] is None
    assert main(["reconcile", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "  ours: nothing\n" in said
    assert "taken: nothing, for our tables lack it. Our tables have no such inspection." in said


def test_a_rule_that_picks_another_inspection_ends_with_1(folder, capsys):
    def later(rows: pd.DataFrame) -> pd.DataFrame:
        late = rows["published"].mask(rows["inspection_id"] == BARNET, pd.Timestamp(2025, 7, 1))
        return rows.assign(published=late)

    change(folder, "inspections", later)
    compared = as_json(capsys, "--data", str(folder), code=1)
    found = [row for row in compared["differences"] if row["field"] == "latest"]
    assert {row["la_name"]: row["outcome"] for row in found} == {
        "Barnet": "unexplained",
        "South Tyneside": "explained",
    }
    barnet = next(row for row in found if row["la_name"] == "Barnet")
    assert (barnet["our_value"], barnet["official_value"]) == ("80487_2019-05-13", BARNET)


def test_no_difference_at_all_is_said():
    sums = {"compared": 3, "agree": 3, "explained": 0, "unexplained": 0}
    assert conclusion(sums) == "3 cells compared: 3 agree, 0 differ. There is no difference."


def test_a_folder_without_the_official_files_is_said(tmp_path, capsys):
    assert main(["reconcile", "--reference", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "ofsted_la_outcomes_2025-03-31.ods: no such file" in said
    assert "put it into that folder" in said


@pytest.mark.shared
def test_official_files_read_anew_give_the_same(capsys):
    assert as_json(capsys, "--reference", str(REFERENCE)) == as_json(capsys)

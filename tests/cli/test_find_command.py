"""The command `find` gives the rows of the function."""

import io
import json

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.cli import main

DAY = ["--as-at", "2026-08-18"]


@pytest.mark.parametrize(
    ("options", "filters"),
    [
        (
            [
                *("--ofsted-region", "South West", "--la-type", "Unitary authority"),
                *("--grade", "overall=outstanding"),
            ],
            {
                "ofsted_region": "South West",
                "la_type": "Unitary authority",
                "grades": {"overall": ["outstanding"]},
            },
        ),
        (["--framework", "ilacs_2026"], {"framework": "ilacs_2026"}),
        (
            ["--grade", "overall=good", "--grade", "care_leavers=requires_improvement"],
            {"grades": {"overall": "good", "care_leavers": "requires_improvement"}},
        ),
        (
            ["--grade", "overall=good", "--grade", "overall=outstanding", "--ons-region", "London"],
            {"grades": {"overall": ["good", "outstanding"]}, "ons_region": "London"},
        ),
        (
            [
                *("--neighbours-of", "Hull", "--direction", "leaders=improved,same"),
                *("--inspected-since", "2024-01-01", "--inspected-before", "2026-01-01"),
            ],
            {
                "neighbours_of": "Hull",
                "direction": {"leaders": ["improved", "same"]},
                "inspected_since": "2024-01-01",
                "inspected_before": "2026-01-01",
            },
        ),
        (["--name", "suffolk", "--name", "rbkc"], {"name": ["suffolk", "rbkc"]}),
    ],
)
def test_the_rows_are_those_of_the_function(capsys, options, filters):
    told = ib.find_councils(ib.load(), as_at="2026-08-18", **filters)
    assert len(told)
    assert main(["find", *options, *DAY, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert list(rows[0]) == told.columns.to_list()
    assert [row["la_code"] for row in rows] == told["la_code"].to_list()
    assert [row["start"] for row in rows] == told["start"].dt.strftime("%Y-%m-%d").to_list()
    assert main(["find", *options, *DAY, "--csv"]) == 0
    answer = capsys.readouterr()
    assert answer.err.startswith("Data to 20 August 2026:")
    as_csv = pd.read_csv(io.StringIO(answer.out), dtype={"dfe_number": "str"})
    assert as_csv["dfe_number"].to_list() == told["dfe_number"].to_list()
    assert main(["find", *options, *DAY]) == 0
    said = capsys.readouterr().out
    assert f"{len(told)} of 153 local authorities, as at 18 August 2026" in said
    assert all(name.split()[0][:8] in said for name in told["la_name"])
    assert "Data to 20 August 2026:" in said


def test_nothing_found_is_an_answer(capsys):
    options = ["--ons-region", "London", "--la-type", "County", *DAY]
    assert main(["find", *options]) == 0
    assert "0 of 153 local authorities" in capsys.readouterr().out
    assert main(["find", *options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--grade", "overall=fine"], "'fine' is no grade"),
        (["--la-type", "parish"], "Choose among ['County'"),
        (["--name", "Sufolk"], "Did you mean"),
    ],
)
def test_what_there_is_none_of_is_said(capsys, options, message):
    assert main(["find", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_grade_without_its_area_is_said(capsys):
    with pytest.raises(SystemExit):
        main(["find", "--grade", "good"])
    assert "write it like overall=good,outstanding" in capsys.readouterr().err

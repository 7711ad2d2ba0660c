"""Every question of the command line is the call of a notebook."""

import io
import json

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.cli import main
from ilacs_bench.cli.ask import QUESTIONS

DAY = ["--as-at", "2025-03-31"]


def asked(capsys, *arguments: str) -> pd.DataFrame:
    assert main(["ask", *arguments, *DAY]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_an_answer(capsys, name):
    question = QUESTIONS[name]
    council = ["Suffolk"] if question.of_council else []
    needed = {"since": "2024-12-31", "area": "leaders"}
    options = [text for need in question.needs for text in (f"--{need}", needed[need])]
    rows = asked(capsys, name, *council, *options)
    assert len(rows)
    assert question.function.rpartition(".")[2] in ib.__all__


def test_the_answer_is_that_of_the_library(capsys):
    rows = asked(capsys, "compare", "suffolk", "--to", "region", "--areas", "leaders")
    told = ib.compare(ib.load(), "Suffolk", "region", as_at="2025-03-31", areas=["leaders"])
    assert rows["la_code"].to_list() == told["la_code"].to_list()
    assert rows["grade"].to_list() == told["grade"].astype(str).to_list()


def test_json_has_the_same_rows(capsys):
    assert (
        main(
            ["ask", "picture", "--json", "--areas", "overall", *DAY, "--published-by", "2025-06-30"]
        )
        == 0
    )
    rows = json.loads(capsys.readouterr().out)
    assert [row["n"] for row in rows][-1] == 36
    assert rows[0]["as_at"].startswith("2025-03-31")


def test_how_far_the_data_go_is_said_beside_csv_and_in_the_rows_of_json(capsys):
    asked = ["ask", "positions", "Suffolk", *DAY]
    assert main(asked) == 0
    said = capsys.readouterr()
    assert said.err.startswith("Data to 20 August 2026: all reports of all 153 authorities")
    assert "coverage" not in said.out
    assert main([*asked, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["complete_to"] for row in rows} == {"2026-08-20"}
    assert {row["within_coverage"] for row in rows} == {True}
    assert {f"{row['coverage']}\n" for row in rows} == {said.err}


@pytest.mark.parametrize("question", ["waits", "wait-ranges"])
def test_a_ranking_of_waits_past_the_coverage_may_be_out_of_date(capsys, question):
    assert main(["ask", question, "--as-at", "2026-08-21"]) == 0
    assert "This ranking of waits may be out of date" in capsys.readouterr().err
    assert main(["ask", question, "--as-at", "2026-08-20"]) == 0
    assert "out of date" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["own-grades"], "is about one council: name it"),
        (["picture", "Suffolk"], "leave the council out"),
        (["published-since"], "needs 'since'"),
        (["good-elsewhere", "Suffolk"], "needs 'area'"),
        (["wait-of", "Suffolk", "--to", "region"], "has no option 'to'"),
        (["wait-of", "Sufolk"], "Did you mean"),
        (["compare", "Suffolk", "--to", "nieghbours"], "Did you mean neighbours"),
    ],
)
def test_what_is_missing_is_said(capsys, arguments, message):
    assert main(["ask", *arguments]) == 2
    assert message in capsys.readouterr().err

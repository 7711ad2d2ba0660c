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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["own-grades"], "asks about one council: name it"),
        (["picture", "Suffolk"], "leave the council out"),
        (["new"], "needs --since"),
        (["good-elsewhere", "Suffolk"], "needs --area"),
        (["wait", "Suffolk", "--to", "region"], "has no option --to"),
        (["wait", "Sufolk"], "Did you mean"),
        (["compare", "Suffolk", "--to", "nieghbours"], "Did you mean neighbours"),
    ],
)
def test_what_is_missing_is_said(capsys, arguments, message):
    assert main(["ask", *arguments]) == 2
    assert message in capsys.readouterr().err

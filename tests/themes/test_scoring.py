"""The score that ../shared/themes/README.md defines, worked out by hand."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from ilacs_bench.errors import SchemaError
from ilacs_bench.schema import TABLES
from ilacs_bench.themes.coder import Coding, Item
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, POLARITIES, THEME_LABELS
from tools import find_findings
from tools.coder.coded import (
    EXCEPTIONS,
    FURTHER,
    HELD,
    LATER,
    CodedItem,
    all_items,
    checksum,
    fold,
    read_coded,
    read_further,
    read_rows,
    without,
)
from tools.coder.made import made_items
from tools.coder.score import mistakes, score, score_themes


def read(themes: str, either: str, polarity: str | None, section: str = "leaders") -> CodedItem:
    return CodedItem(
        "1", "a.pdf", Item("Words.", section), (*themes.split(),), (*either.split(),), polarity
    )


def said(themes: str, polarity: str) -> Coding:
    given = (*themes.split(),)
    return Coding(given, polarity, ((0, 5),) * len(given))


CODED = [
    read("health", "health voice", "strength"),
    read("planning voice", "planning voice", "weakness"),
    read("", "", None),
    read("education", "education", "weakness", IMPROVEMENT_SECTION),
    read("health", "health", "mixed"),
]
CODINGS = [
    said("health voice", "strength"),  # voice counts as right, but was not asked for
    said("planning", "weakness"),  # voice is missed
    said("health", "strength"),  # a theme too many; the polarity is not scored
    said("education", "weakness"),  # a bullet: its polarity is not scored
    said("health", "weakness"),
]


def test_precision_takes_either_reading_and_recall_both():
    found = score(CODED, CODINGS)
    assert found.items == 5
    assert found.precision == pytest.approx(5 / 6)  # six given, the third's health is wrong
    assert found.recall == pytest.approx(4 / 5)  # five asked for, one voice missed
    assert found.themes_f1 == pytest.approx(2 * (5 / 6) * (4 / 5) / (5 / 6 + 4 / 5))


def test_polarity_is_scored_where_the_readings_agree_and_no_rule_gives_it():
    found = score(CODED, CODINGS)
    assert found.polarity == pytest.approx(2 / 3)
    # Weakness: said twice, once rightly; told once.
    assert found.weakness_f1 == pytest.approx(2 * 0.5 * 1 / 1.5)


def test_each_theme_has_its_own_row():
    rows = score_themes(CODED, CODINGS).set_index("theme")
    health = rows.loc[THEME_LABELS["health"]]
    assert (health["findings"], health["given"]) == (2, 3)
    assert (health["precision"], health["recall"]) == (pytest.approx(2 / 3), 1)
    assert rows.loc[THEME_LABELS["voice"], "recall"] == 0
    assert len(rows) == len(THEME_LABELS)


def test_mistakes_count_themes_too_many_and_too_few_and_the_polarity():
    assert mistakes(CODED, CODINGS).to_list() == [0, 1, 1, 0, 1]


def test_files_coded_once_and_twice_are_read(tmp_path):
    once = {"id": "T1", "report": "a.pdf", "section": "leaders", "previous": "", "text": "Words."}
    twice = {**once, "id": "D1", "themes_both": ["health"], "themes_either": ["health", "voice"]}
    rows = [{**once, "themes": ["voice"], "polarity": "strength"}, {**twice, "polarity": None}]
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    first, second = read_coded(path)
    assert (first.themes, first.either, first.polarity) == (("voice",), ("voice",), "strength")
    assert (second.themes, second.either) == (("health",), ("health", "voice"))
    assert second.polarity is None


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    place = {"inspection_id": "1", "report": "a.pdf", "page": 2}
    finding = {**place, "section": "leaders", "paragraph": 4}
    findings = [
        {**finding, "finding_id": "f1", "sentence": 1, "text": "Leaders plan well."},
        {**finding, "finding_id": "f2", "sentence": 2, "text": "They listen."},
    ]
    bullet = {**place, "improvement_id": "b1", "kind": "recommendation", "number": 1}
    rows = {"findings": findings, "improvements": [{**bullet, "text": "Plan better."}]}
    return {
        name: TABLES[name].check(pd.DataFrame(held, columns=TABLES[name].column_names))
        for name, held in rows.items()
    }


def test_items_of_the_tables_know_their_place_and_the_sentence_before(tables):
    items = {placed.item_id: placed for placed in all_items(tables)}
    assert items["f2"].item == Item("They listen.", "leaders", "Leaders plan well.")
    assert items["b1"].item == Item("Plan better.", IMPROVEMENT_SECTION)
    assert items["f1"].report == "a.pdf"


def test_codes_by_place_hold_only_for_the_same_words(tables, tmp_path, capsys):
    path = tmp_path / "codes.csv"
    lines = [
        "item_id,checksum,themes,polarity",
        f"f1,{checksum('Leaders plan well.')},planning voice,strength",
        f"f2,{checksum('They listened.')},voice,strength",
        f"gone,{checksum('Leaders plan well.')},voice,strength",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (only,) = read_further(tables, path)
    said = capsys.readouterr().out
    assert "left out" in said
    assert "['f2', 'gone']" in said
    assert (only.id, only.themes, only.item.text) == (
        "f1",
        ("planning", "voice"),
        "Leaders plan well.",
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("f3,0123456789ab,plannin,strength", "line 3: f3 has the theme 'plannin', .* 'planning'"),
        ("f3,0123456789ab,planning,good", "line 3: f3 has the polarity 'good': known are"),
        ("f3,0123,planning,strength", "line 3: f3 is no row of an id, a checksum"),
        ("f3,0123456789ab,planning voice", "line 3: f3 has the polarity ''"),
        ("f1,0123456789ab,planning,strength", "line 3: f1 stands in line 2 already"),
    ],
)
def test_a_code_that_is_wrong_is_told_with_its_line(tmp_path, row, told):
    path = tmp_path / "codes.csv"
    path.write_text(
        f"item_id,checksum,themes,polarity\nf1,0123456789ab,voice,strength\n{row}\n",
        encoding="utf-8",
    )
    with pytest.raises(SchemaError, match=rf"codes\.csv, {told}"):
        read_rows(path)


def test_findings_to_code_are_printed_as_rows_to_fill_in(tables, monkeypatch, capsys):
    monkeypatch.setattr(find_findings, "read_tables", lambda place: SimpleNamespace(**tables))
    monkeypatch.setattr("sys.argv", ["find_findings", "tables", "plan"])
    find_findings.main()
    first, words, second, _ = capsys.readouterr().out.splitlines()
    assert first == f"f1,{checksum('Leaders plan well.')},,"
    assert words == "    leaders: Leaders plan well."
    assert second.startswith("b1,")


def test_what_is_checked_is_not_learnt():
    same = CodedItem("T9", "b.pdf", Item("WORDS."), (), (), "neutral")
    other = CodedItem("T8", "b.pdf", Item("Other words."), (), (), "neutral")
    assert without([same, other], CODED) == [other]


def test_a_report_is_whole_in_one_fold():
    folds = [fold(f"report {number}.pdf") for number in range(500)]
    assert set(folds) == set(range(5))
    assert folds == [fold(f"report {number}.pdf") for number in range(500)]
    assert all(60 <= folds.count(one) <= 140 for one in range(5))


def test_sentences_made_to_learn_from_have_codes_of_the_taxonomy():
    made = made_items()
    assert len({(c.item.text, c.item.section, c.item.previous) for c in made}) == len(made) > 1000
    assert {theme for c in made for theme in c.themes} <= set(THEME_LABELS)
    assert {c.polarity for c in made} == set(POLARITIES)
    rare = {c.polarity for c in made if c.item.text == "School exclusion is rarely seen."}
    assert rare == {"strength"}


def test_what_the_coder_is_checked_on_is_not_what_it_learns_from():
    paths = (HELD, EXCEPTIONS, FURTHER, LATER)
    held, *learnt = ({row["checksum"] for row in read_rows(path)} for path in paths)
    assert held.isdisjoint(set.union(*learnt))

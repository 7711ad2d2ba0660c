"""The coder is as often right as on record, on findings that a language model, no person, coded."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ilacs_bench.paths import bundled
from ilacs_bench.themes.coder import code_items
from tools.coder.coded import read_coded
from tools.coder.score import Score, score
from tools.evaluate_coder import ALLOWED_DROP, drops

CHECKED = Path(__file__).resolve().parents[3] / "shared" / "themes" / "coded_findings_dev.jsonl"
FLOORS = {"themes_f1": 0.87, "polarity": 0.94, "weakness_f1": 0.92}


def on_record() -> Score:
    path = bundled("data", "themes", "accuracy.json")
    return Score(**json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.shared
@pytest.mark.skipif(not CHECKED.exists(), reason="../shared is not here")
def test_no_figure_has_fallen_from_what_is_on_record():
    coded = read_coded(CHECKED)
    assert len(coded) == on_record().items == 438
    assert drops(score(coded, list(code_items(item.item for item in coded)))) == []


@pytest.mark.parametrize("name", FLOORS)
def test_the_record_is_above_the_floors(name):
    assert getattr(on_record(), name) >= FLOORS[name]


def test_a_fall_beyond_what_is_allowed_is_told():
    record = on_record()
    little = replace(record, polarity=record.polarity - ALLOWED_DROP + 0.001)
    assert drops(little) == []
    fallen = replace(record, polarity=record.polarity - ALLOWED_DROP - 0.001)
    assert len(drops(fallen)) == 1
    assert "polarity fell from" in drops(fallen)[0]

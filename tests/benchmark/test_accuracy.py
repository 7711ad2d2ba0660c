"""The coder's accuracy as its evaluation wrote it: the two files agree, nothing is lost."""

import pytest

from ilacs_bench.benchmark.accuracy import (
    accuracy_by_framework,
    accuracy_by_theme,
    coder_accuracy,
    known_mistakes,
)
from ilacs_bench.vocabulary import FRAMEWORKS, THEME_LABELS


def test_record_and_model_card_agree():
    whole = accuracy_by_framework().iloc[0]
    record = coder_accuracy()
    assert whole["findings"] == record.items
    assert whole["themes F1"] == pytest.approx(record.themes_f1, abs=0.001)
    assert whole["polarity"] == pytest.approx(record.polarity, abs=0.001)


def test_every_framework_is_there_and_unchecked_is_empty():
    rows = accuracy_by_framework().set_index("framework")
    labels = {known.label for known in FRAMEWORKS.values()}
    assert set(rows.index) == {"All ILACS", "Newly read", "Exceptions", *labels}
    unchecked = rows[rows["findings"] == 0]
    assert unchecked["themes F1"].isna().all()
    checked = rows.loc[["Exceptions", FRAMEWORKS["sif"].label]]
    assert checked["polarity"].between(0.7, 1).all()


def test_every_theme_is_there_once_the_least_certain_first():
    rows = accuracy_by_theme()
    assert sorted(rows["theme"]) == sorted(THEME_LABELS.values())
    assert rows["F1"].is_monotonic_increasing
    assert rows[["precision", "recall", "F1"]].stack().between(0, 1).all()


def test_mistakes_are_whole_sentences():
    assert len(known_mistakes()) > 3
    assert all(mistake.endswith(".") for mistake in known_mistakes())

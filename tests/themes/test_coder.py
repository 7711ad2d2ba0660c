"""The contract of the coder: codes of the taxonomy, evidence inside its text, nothing by chance."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ilacs_bench.themes.batch import read_batch
from ilacs_bench.themes.coder import MOST_THEMES, Item, code_findings, code_items
from ilacs_bench.themes.model import load_model
from ilacs_bench.vocabulary import FINDING_SECTIONS, IMPROVEMENT_SECTION, POLARITIES, THEMES

PLAIN = {
    "Personal advisers see the young people they support often, and pathway plans are good.": (
        "pathway_planning",
        "strength",
    ),
    "Too many foster carers have waited too long for their training and supervision.": (
        "fostering",
        "weakness",
    ),
    "Return home interviews after children go missing are late and seldom lead to a plan.": (
        "exploitation_and_missing",
        "weakness",
    ),
    "The designated officer gives timely, careful advice when an allegation is made.": (
        "allegations",
        "strength",
    ),
    "The virtual school knows its pupils well, and their attendance is high.": (
        "education",
        "strength",
    ),
    "Too many brothers and sisters live apart and do not see each other often enough.": (
        "family_time",
        "weakness",
    ),
}
TEXTS = st.one_of(st.text(max_size=200), st.sampled_from(sorted(PLAIN)))
ITEMS = st.builds(
    Item, TEXTS, st.sampled_from(["", "elsewhere", IMPROVEMENT_SECTION, *FINDING_SECTIONS]), TEXTS
)


def one(item: Item):
    (coding,) = code_items([item])
    return coding


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_finding_is_understood(text):
    theme, polarity = PLAIN[text]
    coding = one(Item(text))
    assert theme in coding.themes
    assert coding.polarity == polarity


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=5))
def test_codes_keep_the_contract(items):
    codings = list(code_items(items))
    assert len(codings) == len(items)
    for item, coding in zip(items, codings, strict=True):
        assert len(set(coding.themes)) == len(coding.themes) <= MOST_THEMES
        assert set(coding.themes) <= set(THEMES)
        assert coding.polarity in POLARITIES
        assert len(coding.evidence) == len(coding.themes)
        for start, end in coding.evidence:
            assert 0 <= start < end <= len(item.text)
            assert item.text[start:end].strip()


@settings(max_examples=30, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=5))
@example(
    [Item("", "", ""), Item("00<<<W", "leaders", ""), Item("", "", "0<"), Item("0:", "", "0;")]
)
def test_an_item_is_coded_alike_in_any_company(items):
    together = list(code_items(items))
    assert together == list(code_items(items))
    assert list(code_items(items[::-1])) == together[::-1]
    assert one(items[0]) == together[0]


def test_more_items_than_one_batch_keep_their_order():
    texts = sorted(PLAIN)
    items = [Item(texts[k % len(texts)]) for k in range(1100)]
    codings = list(code_items(items))
    assert codings == [codings[k % len(texts)] for k in range(1100)]


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_what_must_improve_is_a_weakness(text):
    assert one(Item(text, IMPROVEMENT_SECTION)).polarity == "weakness"


@pytest.mark.parametrize("section", ["summary", "care_leavers"])
def test_a_note_on_a_preferred_term_is_no_strength(section):
    text = "Care leavers here prefer to be known as young adults, a term that this report uses."
    (coding,) = code_items([Item(text, section, "")])
    assert (coding.themes, coding.polarity) == ((), "neutral")


@pytest.mark.parametrize("text", ["", "  \n", "(outcome 3, national framework)"])
def test_a_text_without_words_says_nothing(text):
    coding = one(Item(text, "leaders"))
    assert (coding.themes, coding.polarity, coding.evidence) == ((), "neutral", ())


def test_a_text_without_end_costs_no_more_than_a_long_one():
    text = sorted(PLAIN)[0]
    endless = one(Item(f"{text} " * 100_000))
    assert set(one(Item(text)).themes) <= set(endless.themes)
    assert all(end <= 4000 for _, end in endless.evidence)


def test_the_sentence_before_tells_what_this_is():
    sentence = "This helps them to feel ready."
    told = one(Item(sentence, "care_leavers", "Care leavers' personal advisers write plans early."))
    assert told.themes == ("pathway_planning",)
    assert one(Item(sentence)).themes != told.themes


def test_a_frame_is_coded_row_by_row_under_its_own_index():
    texts = sorted(PLAIN)
    frame = pd.DataFrame({"text": [*texts, None]}, index=range(10, 17))
    coded = code_findings(frame)
    assert list(coded.columns) == ["themes", "polarity", "evidence"]
    assert list(coded.index) == list(frame.index)
    assert coded.loc[16, "themes"] == ()
    alone = [one(Item(text)) for text in texts]
    assert coded["themes"].to_list()[:-1] == [coding.themes for coding in alone]
    assert coded["evidence"].to_list()[:-1] == [coding.evidence for coding in alone]


def test_a_frame_may_tell_the_section_and_the_sentence_before():
    row = {"text": "It is poor.", "section": IMPROVEMENT_SECTION, "previous": None}
    assert code_findings(pd.DataFrame([row])).loc[0, "polarity"] == "weakness"


def test_an_empty_frame_has_no_rows():
    coded = code_findings(pd.DataFrame({"text": pd.Series([], dtype="str")}))
    assert coded.empty
    assert list(coded.columns) == ["themes", "polarity", "evidence"]


def test_each_theme_is_given_from_its_own_threshold_on():
    item, model = Item(sorted(PLAIN)[0]), load_model()
    theme = THEMES.index(PLAIN[item.text][0])
    likely = 1 / (1 + np.exp(-read_batch([item], model).outputs[0, theme]))
    for above, given_themes in ((0, (THEMES[theme],)), (1e-3, ())):
        thresholds = np.full(len(THEMES), 2.0)
        thresholds[theme] = likely + above
        (coding,) = code_items([item], replace(model, thresholds=thresholds, least=2.0))
        assert coding.themes == given_themes

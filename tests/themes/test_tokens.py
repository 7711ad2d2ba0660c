"""Texts as words, with their places."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from ilacs_bench.themes.tokens import split_words, word_spans


def test_words_numbers_and_marks_stand_in_order_in_lower_case():
    assert split_words("In 2024, PAs visit; care leavers don’t wait.") == [
        *("in", "2024", ",", "pas", "visit", ";", "care", "leavers", "don't", "wait", ".")
    ]


def test_a_framework_tag_is_not_read():
    plain = split_words("Oversight of plans.")
    for tag in ("(outcome 3, national framework)", "[Enabler two]", "(National Framework)"):
        assert split_words(f"Oversight of plans {tag}.") == plain
    assert "outcomes" in split_words("Outcomes (for most children) improve.")


def test_a_supervision_order_is_not_supervision():
    orders = ["supervision orders", "and", "supervision"]
    assert split_words("Supervision orders and supervision") == orders


def test_letters_beyond_english_are_letters():
    assert split_words("A naïve café") == ["a", "naïve", "café"]


@given(st.text())
@example("İt isn’t (outcome 2) so")
@example("9supervision order, a supervision order_s")
def test_each_word_lies_where_it_says(text):
    words = split_words(text)
    places = word_spans(text, words)
    for word, (start, end) in zip(words, places, strict=True):
        assert text[start:end].replace("’", "'").replace("İ", "I").lower() == word
    assert all(end <= start for (_, end), (start, _) in pairwise(places))

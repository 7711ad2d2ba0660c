"""Texts as words, with their places."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.themes.words import read_words


def words(text: str) -> list[str]:
    return [word.word for word in read_words(text)]


def test_words_numbers_and_marks_stand_in_order_in_lower_case():
    assert words("In 2024, PAs visit; care leavers don’t wait.") == [
        *("in", "2024", ",", "pas", "visit", ";", "care", "leavers", "don't", "wait", ".")
    ]


def test_a_framework_tag_is_not_read():
    plain = words("Oversight of plans.")
    for tag in ("(outcome 3, national framework)", "[Enabler two]", "(National Framework)"):
        assert words(f"Oversight of plans {tag}.") == plain
    assert "outcomes" in words("Outcomes (for most children) improve.")


def test_letters_beyond_english_are_letters():
    assert words("A naïve café") == ["a", "naïve", "café"]


@given(st.text())
def test_each_word_lies_where_it_says(text):
    places = read_words(text)
    for word in places:
        assert text[word.start : word.end].lower().replace("’", "'") == word.word
    assert all(a.end <= b.start for a, b in pairwise(places))

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_lines import printed

from ilacs_bench.parse.prose import join_lines, split_sentences


def sentences(*lines: str) -> list[str]:
    return [passage.text for passage in split_sentences(printed(*lines))]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Plans are", "short."], "Plans are short."),
        (["The multi-", "agency hub works."], "The multi-agency hub works."),
        (["Care experi\u00ad", "enced adults say so."], "Care experienced adults say so."),
        (["Girls and/", "or boys."], "Girls and/or boys."),
        (["Help comes early", "; it lasts."], "Help comes early; it lasts."),
        (["From 2017 –", "2018 on."], "From 2017 – 2018 on."),
        (["Two  spaces", "\tand a tab ."], "Two spaces and a tab."),
    ],
)
def test_lines_become_one_text(lines, text):
    assert join_lines(printed(*lines)).text == text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["One. Two? Three!"], ["One.", "Two?", "Three!"]),
        (
            ["Some, e.g. Ada, agree. Others", "do not."],
            ["Some, e.g. Ada, agree.", "Others do not."],
        ),
        (["In St. Helens it works. Well."], ["In St. Helens it works.", "Well."]),
        (["Ms. Byron led. No. 3 is next."], ["Ms. Byron led.", "No. 3 is next."]),
        (["‘We are heard.’ They said so."], ["‘We are heard.’", "They said so."]),
        (
            ["It rose by 3.5 points. In 2020. It", "fell."],
            ["It rose by 3.5 points.", "In 2020.", "It fell."],
        ),
        (["It is slow. (Recommendation) It lasts."], ["It is slow. (Recommendation)", "It lasts."]),
        (["They have:", "■ a room", "■ a friend"], ["They have:", "a room", "a friend"]),
        (
            ["They have:", "\uf06e a room", "\uf06e a friend."],
            ["They have:", "a room", "a friend."],
        ),
        (["■"], []),
    ],
)
def test_sentences(lines, expected):
    assert sentences(*lines) == expected


def test_each_sentence_has_the_page_on_which_it_begins():
    lines = [*printed("One ends. Two", page=1), *printed("ends. Three ends.", page=2)]
    assert [(p.text, p.page) for p in split_sentences(lines)] == [
        ("One ends.", 1),
        ("Two ends.", 1),
        ("Three ends.", 2),
    ]


WORDS = st.lists(
    st.sampled_from(["Care", "plans,", "e.g.", "in", "May.", "(Some)", "do;", "“others”", "well-"])
)


@given(words=WORDS, width=st.integers(1, 6))
def test_sentences_rejoin_to_the_text(words, width):
    words = ["Well", *words, "done."]
    lines = printed(*(" ".join(words[at : at + width]) for at in range(0, len(words), width)))
    sentences = [passage.text for passage in split_sentences(lines)]
    assert " ".join(sentences).split() == join_lines(lines).text.split()


@given(WORDS)
def test_no_sentence_is_empty_or_padded(words):
    for sentence in sentences(" ".join(words)):
        assert sentence == sentence.strip()
        assert any(letter.isalpha() for letter in sentence)

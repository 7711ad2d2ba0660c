import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.parse.national_framework import split_tags

CODES = read_lookup("national_framework")
WORDS = ["", "one", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("(outcome 4, national framework)", "outcome 4"),
        ("(Outcome four, National Framework)", "outcome 4"),
        ("[Outcome 3, national framework]", "outcome 3"),
        ("[ Outcome 3, national framework ]", "outcome 3"),
        ("(National Framework, Outcome 1)", "outcome 1"),
        ("(National Framework enabler two)", "enabler 2"),
        ("(outcome 3: national framework)", "outcome 3"),
        ("(Outcome 3)", "outcome 3"),
        ("(outcomes 1 and 3, enabler two, national framework)", "outcome 1; outcome 3; enabler 2"),
        ("(outcomes 1, 2 & 4)", "outcome 1; outcome 2; outcome 4"),
        ("(outcome 1; outcome 1)", "outcome 1"),
        ("(outcome 2, national framework", "outcome 2"),
        ("(enabler: the workforce is equipped and effective, national framework)", "enabler 3"),
        ("(Enabler – multi agency working is prioritised and effective)", "enabler 1"),
        ("(outcome 4: children in care and care leavers have stable, loving homes)", "outcome 4"),
        ("– outcome 2, national framework", "outcome 2"),
        ("(principle 2, national framework)", "principle 2"),
    ],
)
@pytest.mark.parametrize("words", ["The pace of help for families", "Pace. And help."])
def test_tags_in_every_spelling(tag, codes, words):
    assert split_tags(f"{words} {tag}") == (words, codes)


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("Enabler three: National Framework.", "enabler 3"),
        ("National Framework: outcome 1.", "outcome 1"),
        ("Enabler: leaders drive conditions for effective practice.", "enabler 2"),
        ("Outcome 4.", "outcome 4"),
    ],
)
def test_tags_without_brackets_after_a_whole_sentence(tag, codes):
    assert split_tags(f"The pace of help. {tag}") == ("The pace of help.", codes)


@pytest.mark.parametrize(
    "text",
    [
        "The outcomes of children in care.",
        "Help (including for young carers) and its outcomes.",
        "The use of the outcome 3 tool by teams.",
        "Work on the council’s own outcome 3.",
        "The pace of help (outcome 7, national framework).",
        "The workforce (social workers and personal advisers).",
        "The local framework of practice.",
    ],
)
def test_other_words_stay_and_are_no_tags(text):
    assert split_tags(text) == (text, None)


def test_a_long_row_of_tags_that_is_none_after_all_takes_no_time():
    text = "outcome 1, " * 300 + "and what else there is"
    assert split_tags(text) == (text, None)


def test_stop_after_the_tag_stays_once():
    assert split_tags("Pace of help. (outcome 1).") == ("Pace of help.", "outcome 1")
    assert split_tags("Pace of help (outcome 1).") == ("Pace of help.", "outcome 1")


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=4), st.booleans(), st.data())
def test_any_list_of_tags_gives_its_codes_in_order(rows, in_words, data):
    named = []
    for row in rows:
        kind, number = row["code"].split()
        forms = [
            f"{kind} {WORDS[int(number)] if in_words else number}",
            f"{kind}: {row['wording']}",
        ]
        named.append(data.draw(st.sampled_from(forms)))
    expected = list(dict.fromkeys(row["code"] for row in rows))
    rest, found = split_tags(f"Pace of help ({'; '.join(named)}, national framework).")
    assert (rest, found) == ("Pace of help.", "; ".join(expected))


@given(st.text(alphabet="outcme 134()[],-"))
def test_text_without_a_known_tag_keeps_every_letter(text):
    rest, found = split_tags(text)
    if found is None:
        assert rest.replace(" ", "") == text.replace(" ", "")

import pytest

from ilacs_bench.parse.findings import is_note


@pytest.mark.parametrize(
    "sentence",
    [
        "Throughout this report care leavers are called care-experienced adults, as they prefer.",
        "Care leavers here prefer to be known as young adults, a term that this report uses too.",
        "Foster carers are known as family makers in East Sussex.",
        "The front door is referred to as ‘The Porch’.",
        "The council has decided to use the term ‘newcomers’ for children without a family.",
        "Staff use the term ‘family time’ for contact.",
    ],
)
def test_sentences_that_only_explain_a_name_are_notes(sentence):
    assert is_note(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reviews, known as ‘my day’, are led by children.",
        "Advisers, who are known as guides in East Sussex, stay in touch with every young adult.",
        "Children are referred to the hub as soon as somebody is worried.",
        "Visitors are known as friends and they come every week.",
        "The plan referred to earlier in this report helps children to stay at home.",
        "Workers use plain words, and children understand them.",
        "The terms of reference of the panel are clear.",
        "Children’s needs are known and met.",
    ],
)
def test_sentences_that_say_more_are_findings(sentence):
    assert not is_note(sentence)

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_lines import LEADING, printed

from ilacs_bench.parse.paragraphs import number_paragraphs
from ilacs_bench.reports.document import Line


def hanging(number: str, *rest: str, top: float, page: int = 1) -> list[Line]:
    """A paragraph as reports set it: the number stands out to the left of its text."""
    first, *more = rest
    return [
        *printed(f"{number} {first}".strip(), x=85, top=top, page=page),
        *printed(*more, x=106, top=top - LEADING, page=page),
    ]


def numbers_of(lines: list[Line], last: int = 0) -> list[int]:
    return [paragraph.number for paragraph in number_paragraphs(lines, last)]


def paragraphs(*numbers: str) -> list[Line]:
    return [
        line
        for at, number in enumerate(numbers)
        for line in hanging(number, "Families are heard.", "They say so.", top=700 - 50 * at)
    ]


@pytest.mark.parametrize(
    ("printed_numbers", "read"),
    [
        (["1.", "2.", "3."], [1, 2, 3]),
        (["1.", "3.", "4."], [1, 3, 4]),  # skipped
        (["1.", "2.", "2.", "3."], [1, 2, 2, 3]),  # printed twice
        (["1)", "2)"], [1, 2]),
        (["1", "2", "3"], [1, 2, 3]),  # no full stop
    ],
)
def test_numbers_as_printed(printed_numbers, read):
    assert numbers_of(paragraphs(*printed_numbers)) == read


def test_no_space_after_the_number():
    lines = [
        *printed("1.Families are heard.", x=85, top=700),
        *printed("They say so.", x=106, top=685),
    ]
    assert numbers_of(lines) == [1]
    assert [line.text for line in number_paragraphs(lines, 0)[0].lines] == [
        "Families are heard.",
        "They say so.",
    ]


def test_number_alone_on_its_line():
    lines = [
        *hanging("1.", "", "Families are heard.", top=700),
        *hanging("2.", "", "They say so.", top=650),
    ]
    paragraphs = number_paragraphs(lines, 0)
    assert [p.number for p in paragraphs] == [1, 2]
    assert [[line.text for line in p.lines] for p in paragraphs] == [
        ["Families are heard."],
        ["They say so."],
    ]


@pytest.mark.parametrize("wrapped", ["25. They choose", "25 They choose", "3.5 miles away", "2."])
def test_a_number_wrapped_inside_a_sentence_is_no_paragraph(wrapped):
    lines = [
        *printed("1. Care leavers are helped until", x=85, top=700),
        *printed("they are as old as", wrapped, "where to live.", x=106, top=700 - LEADING),
    ]
    assert numbers_of(lines) == [1]


def test_a_number_at_the_top_of_a_page():
    lines = [
        *hanging("1.", "Families are heard.", "They say so.", top=100),
        *hanging("2.", "Help is quick.", "It lasts.", top=740, page=2),
    ]
    assert numbers_of(lines) == [1, 2]
    assert [p.page for p in number_paragraphs(lines, 0)] == [1, 2]


def test_plain_text_without_any_indent():
    lines = printed("1. Families are heard.", "They say so.", "2. Help is quick.", "It lasts.")
    assert numbers_of(lines) == [1, 2]


def test_in_plain_text_a_number_inside_a_sentence_is_no_paragraph():
    lines = printed("1. Care leavers may stay until", "2. They are, that is, two", "years old.")
    assert numbers_of(lines) == [1]


def test_a_leap_is_a_number_in_the_text():
    assert numbers_of(paragraphs("1.", "90.", "2.")) == [1, 2]


def test_count_goes_on_from_the_section_before():
    assert numbers_of(paragraphs("8.", "9."), last=7) == [8, 9]


def test_lines_before_the_first_number_belong_to_no_paragraph():
    lines = [*printed("A word before.", top=730), *paragraphs("1.")]
    assert [line.text for line in number_paragraphs(lines, 0)[0].lines] == [
        "Families are heard.",
        "They say so.",
    ]


@given(st.integers(1, 120), st.sets(st.integers(2, 119)))
def test_whatever_numbers_are_skipped_none_is_lost_or_made_up(last, skipped):
    kept = [n for n in range(1, last + 1) if n not in skipped or n - 1 in skipped]
    assert numbers_of(paragraphs(*(f"{n}." for n in kept))) == kept

"""Fonts that do not say, or say wrongly, which letters their signs stand for."""

import re

import pytest

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import Line, ReportPage
from ilacs_bench.reports.legible import check_legible

SENTENCE = "Families talk about the plans of the team and of a school with the same worker. "


def page(*texts: str, number: int = 1) -> ReportPage:
    lines = [Line(text, number, 71, 700 - 15 * n, 12, False) for n, text in enumerate(texts)]
    return ReportPage(number, 842, tuple(lines))


def test_english_is_legible():
    assert (
        check_legible("some.pdf", [page(*[SENTENCE] * 9, "\uf06e A point", "\uf0a7Another")]) == []
    )


@pytest.mark.parametrize("letter", ["\ufffd", "\ue045", "\x11", "\x92"])
def test_a_word_that_cannot_be_read_is_said_with_its_page(letter):
    pages = [page(SENTENCE), page(SENTENCE, f"the wor{letter}ers", number=2)]
    (doubt,) = check_legible("some.pdf", pages)
    assert doubt.page == 2
    assert doubt.message.startswith("1 word on this page can't be read. Download the report again")


def shifted(text: str) -> str:
    """Every letter the next one."""
    return re.sub(r"\w", lambda letter: chr(ord(letter[0]) + 1), text)


@pytest.mark.parametrize("spoilt", [shifted(SENTENCE), re.sub("[aeo]", "\ufffd", SENTENCE)])
def test_many_such_words_are_no_report(spoilt):
    with pytest.raises(ReadError, match="From page 2 on, letters can't be read") as raised:
        check_legible("some.pdf", [page(SENTENCE), page(*[spoilt] * 9, number=2)])
    assert raised.value.page == 2
    assert "text recognition" in raised.value.message


def test_short_pages_need_no_common_words():
    assert check_legible("some.pdf", [page("Ada Byron, Mary Fairfax, Sofia Brahe")]) == []

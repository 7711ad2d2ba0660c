"""A notebook has one page that answers; what differs with the address has its places."""

import pytest

from ilacs_bench.dashboard import answers
from ilacs_bench.dashboard.answers import (
    TwoPages,
    answering_page,
    fill_slots,
    register,
    slot,
    tagged,
)


@pytest.fixture(autouse=True)
def no_page(monkeypatch):
    monkeypatch.setattr(answers, "_pages", [])


def test_notebook_without_a_page_has_none_to_answer():
    assert answering_page() is None


def test_second_page_of_a_notebook_is_refused_in_words():
    first = object()
    register(first)
    with pytest.raises(TwoPages, match="one page"):
        register(object())
    assert answering_page() is first


def test_slots_are_filled_by_name_and_what_fills_one_is_not_read_again():
    html = f"<p>{slot('a')}</p>{slot('not-there')}{slot('b')}"
    assert fill_slots(html, {"a": slot("b"), "b": "B"}) == f"<p>{slot('b')}</p>B"


def test_tag_of_a_region_changes_with_its_html():
    first, second = tagged({"one": "<p>1</p>"}), tagged({"one": "<p>2</p>"})
    assert first["one"][1] == "<p>1</p>"
    assert first["one"][0] != second["one"][0]
    assert tagged({"one": "<p>1</p>"}) == first

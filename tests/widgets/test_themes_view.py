"""Shares, differences and marked words as the page 'themes' prints them."""

import pytest
from markupsafe import Markup

from ilacs_bench.dashboard.views.themes import marked
from ilacs_bench.widgets.themes_words import percent, points, sortable

NOTHING = float("nan")


def test_missing_is_a_dash_never_nought():
    assert (percent(NOTHING), points(NOTHING), sortable(NOTHING)) == ("–", "–", "")
    assert (percent(0.0), points(0.0)) == ("0%", "0")


@pytest.mark.parametrize(("value", "words"), [(0.034, "+3"), (-0.26, "−26"), (-0.004, "0")])
def test_difference_always_has_its_sign(value, words):
    assert points(value) == words


def test_sortable_values_are_in_the_order_of_the_numbers():
    values = [-0.5, -0.01, 0.0, 0.02, 0.3]
    assert sorted(map(sortable, values)) == [*map(sortable, values)]


def test_overlapping_words_are_marked_once():
    assert marked("visited", ["visit", "visited"]) == Markup("<mark>visited</mark>")
    assert marked("a.b", ["."]) == Markup("a<mark>.</mark>b")

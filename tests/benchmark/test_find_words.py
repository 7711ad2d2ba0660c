"""What was asked is said in the words of each filter."""

import pytest

from ilacs_bench.benchmark.find_councils import filter_words
from ilacs_bench.errors import UnknownName


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, ()),
        ({"la_type": [], "grades": {"overall": []}, "name": ""}, ()),
        ({"la_type": "County"}, ("type: County",)),
        ({"grades": {"care_leavers": ["requires_improvement", "good"]}},
         ("care leavers: requires improvement to be good or good",)),
        ({"direction": {"Leaders": "same"}}, ("leaders, direction of travel: no change",)),
        ({"framework": "ilacs_2026"}, ("framework: ILACS from April 2026",)),
        ({"inspected_since": "2026-04-01"}, ("inspected since 1 April 2026",)),
        ({"inspected_before": "2026-04-01"}, ("inspected before 1 April 2026",)),
        ({"neighbours_of": "hull"}, ("statistical neighbours of Kingston upon Hull",)),
        ({"name": ["sussex", "kent"]}, ("name: sussex or kent",)),
    ],
)  # fmt: skip
def test_each_filter_has_its_words(filters, words):
    assert filter_words(**filters) == words


def test_a_value_that_there_is_none_of_is_an_error():
    with pytest.raises(UnknownName, match="'fine'"):
        filter_words(grades={"overall": "fine"})

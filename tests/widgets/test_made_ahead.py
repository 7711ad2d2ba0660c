"""What is made ahead is what is asked for: a question that was expected costs no second making."""

import itertools

import pytest

from ilacs_bench import read_tables
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.national_page import NationalPicture
from ilacs_bench.widgets.profile_page import CouncilProfilePage

KEEP = [NationalPicture, CompareCouncils, CouncilProfilePage]


@pytest.fixture(scope="module")
def bundled():
    return read_tables()


@pytest.mark.parametrize("dashboard", KEEP)
def test_states_expected_can_be_shown(bundled, dashboard):
    page = dashboard(bundled)
    for state in itertools.islice(page.likely(), 5):
        assert state.keys() == page.defaults.keys()
        assert page.view(state).said


@pytest.mark.parametrize("dashboard", KEEP)
def test_view_asked_for_again_is_the_one_that_was_made(bundled, dashboard):
    page = dashboard(bundled)
    state = next(iter(page.likely()))
    first, again = page.view(state), page.view(state)
    assert len(first.charts) > 0
    for name, chart in first.charts.items():
        assert again.charts[name] is chart


@pytest.mark.parametrize("typed", ["kent", "Kent", " KENT ", "886", "E10000016"])
def test_name_typed_in_any_way_finds_the_view_made_ahead(bundled, typed):
    page = CompareCouncils(bundled)
    made = page.view({**page.defaults, "la": ("Kent",)})
    assert page.view({**page.defaults, "la": (typed,)}).charts["grades"] is made.charts["grades"]

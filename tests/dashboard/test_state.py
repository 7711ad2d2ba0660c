"""An address and a state say the same; an address can ask for nothing that is not there."""

import subprocess
import sys

import pytest

from ilacs_bench.dashboard.state import address_of, parse_state, query_of

DEFAULTS = {"la": ("East Sussex",), "to": ("statistical",), "area": ("overall", "leaders")}
COUNCILS = ["la"]


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("", DEFAULTS),
        ("la=kent", DEFAULTS | {"la": ("kent",)}),
        ("area=leaders&area=overall", DEFAULTS | {"area": ("leaders", "overall")}),
        ("area=", DEFAULTS | {"area": ()}),
        ("la=", DEFAULTS | {"la": ("",)}),
        ("unknown=1&to=region", DEFAULTS | {"to": ("region",)}),
    ],
)
def test_address_names_what_differs(query, state):
    assert parse_state(query, DEFAULTS) == state


@pytest.mark.parametrize(
    "asked", ["to=region&la=Kent", "la=kent&to=region", "x=1&la=KENT&to=region"]
)
def test_same_state_has_one_query_however_it_was_asked_for(asked):
    state = parse_state(asked, DEFAULTS)
    assert query_of(state, DEFAULTS, COUNCILS) == "la=kent&to=region"


def test_only_the_name_of_a_council_is_spelled_anew_and_never_away():
    state = DEFAULTS | {"la": ("St Mary's",), "to": ("A & B",)}
    assert query_of(state, DEFAULTS, COUNCILS) == "la=st-mary-s&to=A+%26+B"
    assert query_of(state, DEFAULTS) == "la=St+Mary%27s&to=A+%26+B"
    assert query_of(DEFAULTS | {"la": ("?",)}, DEFAULTS, COUNCILS) == "la=%3F"


def test_address_of_a_state_gives_the_state_again():
    state = DEFAULTS | {"la": ("west-sussex",), "area": ("leaders",)}
    assert address_of(state, DEFAULTS) == "?la=west-sussex&area=leaders"
    assert parse_state(address_of(state, DEFAULTS)[1:], DEFAULTS) == state
    assert address_of(DEFAULTS, DEFAULTS) == ""


def test_none_ticked_is_not_the_default():
    none = DEFAULTS | {"area": ()}
    assert address_of(none, DEFAULTS) == "?area="
    assert parse_state("area=", DEFAULTS) == none


def test_control_that_has_nothing_at_first_has_nothing_where_the_form_says_so():
    assert parse_state("with=", {"with": ()}) == {"with": ()}
    assert address_of({"with": ()}, {"with": ()}) == ""


@pytest.mark.parametrize("query", ["&" * 5000, "la=a&" * 5000, "%ff%fe=%00", "la=%ff"])
def test_hostile_address_is_a_state_all_the_same(query):
    assert parse_state(query, DEFAULTS).keys() == DEFAULTS.keys()


def test_long_values_are_cut():
    (value,) = parse_state("la=" + "x" * 9999, DEFAULTS)["la"]
    assert len(value) == 200


def test_nothing_heavy_is_imported():
    code = "import sys, ilacs_bench.dashboard.state; print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"

"""What is on offer is there, takes what it says, and has one name everywhere."""

import inspect

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.benchmark.selection import select
from ilacs_bench.catalogue import ANSWERS, CHARTS, EXPORTS
from ilacs_bench.errors import UnknownName

FACTS = ib.load()
OFFERS = {**ANSWERS, **{f"chart {n}": o for n, o in CHARTS.items()}, **EXPORTS}


@pytest.mark.parametrize("name", OFFERS)
def test_each_row_says_what_its_function_takes_and_needs(name):
    """Not all that it takes is offered: an answer takes `frameworks`, which no command does."""
    offer = OFFERS[name]
    takes = inspect.signature(offer.loaded()).parameters
    asks_select = list(takes) == ["chosen"]
    takes = inspect.signature(select).parameters if asks_select else takes
    needed = {name for name, of in takes.items() if of.default is inspect.Parameter.empty}
    council = {"authority", "council"}
    assert set(offer.options) <= set(takes) - council
    assert set(offer.needs) == needed - council - {"tables", "to"}  # commands have a group
    assert asks_select or bool(needed & council) is bool(offer.of_council)


def test_an_answer_has_the_name_of_its_function():
    assert all(offer.function.endswith(f".{name}") for name, offer in ANSWERS.items())
    assert set(ANSWERS) <= set(ib.__all__)


def test_tables_as_at_a_day_answer_what_the_functions_do():
    day = FACTS.as_at("2025-03-31", "2025-06-30")
    days = {"as_at": "2025-03-31", "published_by": "2025-06-30"}
    own = day.council("suffolk").own_grades(areas=["leaders"])
    pd.testing.assert_frame_equal(own, ib.own_grades(FACTS, "Suffolk", areas=["leaders"], **days))
    pd.testing.assert_frame_equal(day.picture(), ib.picture(FACTS, **days))
    rows = day.council("Suffolk").positions("england")
    assert set(rows["comparator"]) == {"england"}


def test_what_is_not_there_is_said():
    day = FACTS.as_at("2025-03-31")
    with pytest.raises(UnknownName, match="Did you mean"):
        day.council("Sufolk")
    with pytest.raises(AttributeError, match="Choose among"):
        day.positions()
    with pytest.raises(UnknownName, match="one council already"):
        day.council("Suffolk").council("Kent")
    assert "positions" in dir(day.council("Suffolk"))
    assert "waits" in repr(day)

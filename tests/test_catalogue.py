"""What is on offer is there, takes what it says, and has one name everywhere."""

import inspect
from importlib import import_module

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.benchmark.selection import select
from ilacs_bench.catalogue import ANSWERS, CHARTS, EXPORTS
from ilacs_bench.errors import UnknownName

FACTS = ib.load()
OFFERS = {**ANSWERS, **{f"chart {n}": o for n, o in CHARTS.items()}, **EXPORTS}


@pytest.mark.parametrize("name", OFFERS)
def test_each_function_takes_what_is_said(name):
    offer = OFFERS[name]
    module, _, function = offer.function.rpartition(".")
    made = getattr(import_module(f"ilacs_bench.{module}"), function)
    takes = list(inspect.signature(made).parameters)
    takes = list(inspect.signature(select).parameters) if takes == ["chosen"] else takes
    assert set(offer.options) <= set(takes)
    assert set(offer.needs) <= set(offer.options)
    assert (takes[1] in ("authority", "council")) or not offer.of_council


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

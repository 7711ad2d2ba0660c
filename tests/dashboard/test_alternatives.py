"""What is offered in place of a choice that can't be shown: only what can be."""

from ilacs_bench.dashboard.alternatives import alternatives
from ilacs_bench.errors import UnknownName

DEFAULTS = {"la": ("Hull",), "as_at": ("2024",), "to": ("region",)}


def said(state):
    """The words of a state, of which none can be shown with Atlantis, nor before 2000."""
    if state["la"] == ("Atlantis",) or state["as_at"] < ("2000",):
        raise NOT_THERE
    return " ".join(value for values in state.values() for value in values)


NOT_THERE = UnknownName("not there")


def words(asked, problem=NOT_THERE):
    return list(alternatives(said, DEFAULTS, {**DEFAULTS, **asked}, problem))


def test_what_the_problem_offers_comes_first_and_the_defaults_last():
    problem = UnknownName("no", instead=[{"authority": "Kent"}, {"as_at": "2001"}, {"area": "x"}])
    assert words({"la": ("Leeds",), "as_at": ("1999",)}, problem) == [
        "Leeds 2001 region",
        "Leeds 2024 region",
        "Hull 2024 region",
    ]


def test_councils_that_may_be_meant_are_ways_on_by_name_where_pages_say_the_same_of_both():
    problem = UnknownName("no", instead=[{"authority": "Suffolk"}, {"authority": "Norfolk"}])
    ways = alternatives(lambda state: "England", DEFAULTS, {**DEFAULTS, "la": ("Sufolk",)}, problem)
    assert [(way, ways[way]["la"]) for way in list(ways)[:2]] == [
        ("Suffolk", ("Suffolk",)),
        ("Norfolk", ("Norfolk",)),
    ]


def test_one_part_less_is_a_way_on_where_it_can_be_shown():
    assert words({"la": ("Leeds",), "to": ("nobody",), "as_at": ("1999",)}) == [
        "Leeds 2024 nobody",
        "Hull 2024 region",
    ]


def test_there_is_none_where_nothing_can_be_shown():
    def never(state):
        raise ZeroDivisionError

    assert alternatives(never, DEFAULTS, DEFAULTS, ZeroDivisionError()) == {}


def test_they_are_few():
    problem = UnknownName("no", instead=[{"authority": f"Council {n}"} for n in range(20)])
    assert len(words({}, problem)) == 6

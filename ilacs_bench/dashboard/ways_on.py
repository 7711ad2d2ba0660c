"""Ways to other choices: near one that can't be shown, and without a filter that is set."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from ilacs_bench.dashboard.form import MANY, Way
from ilacs_bench.dashboard.state import address_of
from ilacs_bench.errors import UnknownName

if TYPE_CHECKING:
    from ilacs_bench.dashboard.fields import Field
    from ilacs_bench.dashboard.state import State

_MOST = 6


def ways_on(
    words_of: Callable[[State], str], defaults: State, wanted: State, problem: Exception
) -> dict[str, State]:
    """States that can be shown in place of the one asked for, by their words in the status line.

    First what the problem itself offers, then the choice without one of its parts, at last the
    page as it opens. `said` gives the words of a state, and raises where that can't be shown.
    """
    ways: dict[str, State] = {}
    for state in _nearby(defaults, wanted, problem):
        try:
            ways.setdefault(words_of(state), state)
        except Exception:  # then it is no way on
            logging.getLogger(__name__).debug("no way on: %s", state)
        if len(ways) == _MOST:
            break
    return ways


def _nearby(defaults: State, wanted: State, problem: Exception) -> Iterator[State]:
    if isinstance(problem, UnknownName):
        for instead in problem.instead:
            council = {"authority": problem.control or "la"}
            other = {council.get(name, name): (value,) for name, value in instead.items()}
            if other.keys() <= defaults.keys():
                yield {**wanted, **other}
    for name, values in defaults.items():
        if wanted[name] != values:
            yield {**wanted, name: values}
    yield defaults


def ways_without(fields: Mapping[str, Field], state: State, defaults: State) -> list[Way]:
    """The filters that are set, where there are many, each as the way to go without it."""
    if len(fields) <= MANY:
        return []
    changed = {n: f for n, f in fields.items() if tuple(state[n]) != tuple(f.first)}
    ways = [
        way_to(field.words(state[name]), {**state, name: field.first}, defaults)
        for name, field in changed.items()
    ]
    return [*ways, way_to("Clear all", defaults, defaults)] if len(ways) > 1 else ways


def way_to(words: str, state: State, defaults: State) -> Way:
    """The way to a state, in these words."""
    return words, address_of(state, defaults) or "?", json.dumps(state)

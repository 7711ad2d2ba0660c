"""Where to go on from a choice that can't be shown: choices near to it that can."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ilacs_bench.errors import UnknownName

if TYPE_CHECKING:
    from ilacs_bench.dashboard.state import State

_MOST = 6


def ways_on(
    said: Callable[[State], str], defaults: State, asked: State, problem: Exception
) -> dict[str, State]:
    """States that can be shown in place of the one asked for, by their words in the status line.

    First what the problem itself offers, then the choice without one of its parts, at last the
    page as it opens. `said` gives the words of a state, and raises where that can't be shown.
    """
    ways: dict[str, State] = {}
    for state in _nearby(defaults, asked, problem):
        try:
            ways.setdefault(said(state), state)
        except Exception:  # then it is no way on
            logging.getLogger(__name__).debug("no way on: %s", state)
        if len(ways) == _MOST:
            break
    return ways


def _nearby(defaults: State, asked: State, problem: Exception) -> Iterator[State]:
    if isinstance(problem, UnknownName):
        for instead in problem.instead:
            council = {"authority": problem.control or "la"}
            other = {council.get(name, name): (value,) for name, value in instead.items()}
            if other.keys() <= defaults.keys():
                yield {**asked, **other}
    for name, values in defaults.items():
        if asked[name] != values:
            yield {**asked, name: values}
    yield defaults

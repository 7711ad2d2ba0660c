"""Alternative choices: near one that can't be shown, and without one of the set filters."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from ilacs_bench.dashboard.form import MANY, FormLink
from ilacs_bench.dashboard.state import address_of
from ilacs_bench.errors import UnknownName

if TYPE_CHECKING:
    from ilacs_bench.dashboard.fields import Field
    from ilacs_bench.dashboard.state import State

_MOST = 6


def alternatives(
    words_of: Callable[[State], str], defaults: State, wanted: State, problem: Exception
) -> dict[str, State]:
    """Return states to show in place of an invalid one, by their words in the status line.

    A council that may be meant is called by its name: on some pages the words would be England's.
    First the suggestions of the error itself, then the choice without one of its parts, last the
    default page. `words_of` returns the words of a state, and raises if it can't be shown.
    """
    ways: dict[str, State] = {}
    for name, state in _nearby(defaults, wanted, problem):
        try:
            words = words_of(state)
            ways.setdefault(name or words, state)
        except Exception:  # can't be shown either
            logging.getLogger(__name__).debug("no way on: %s", state)
        if len(ways) == _MOST:
            break
    return ways


def _nearby(
    defaults: State, wanted: State, problem: Exception
) -> Iterator[tuple[str | None, State]]:
    """Yield states, each with the name of the council that it is chosen for, if it is."""
    if isinstance(problem, UnknownName):
        for instead in problem.instead:
            council = {"authority": problem.control or "la"}
            other = {council.get(name, name): (value,) for name, value in instead.items()}
            if other.keys() <= defaults.keys():
                yield instead.get("authority"), {**wanted, **other}
    for name, values in defaults.items():
        if wanted[name] != values:
            yield None, {**wanted, name: values}
    yield None, defaults


def links_without_filters(
    fields: Mapping[str, Field], state: State, defaults: State, councils: Collection[str]
) -> list[FormLink]:
    """Return the set filters, if several, each as a link to the choice without it."""
    if len(fields) <= MANY:
        return []
    changed = {n: f for n, f in fields.items() if tuple(state[n]) != tuple(f.first)}
    ways = [
        link_to_state(field.words(state[name]), {**state, name: field.first}, defaults, councils)
        for name, field in changed.items()
    ]
    return [*ways, link_to_state("Clear all", defaults, defaults, ())] if len(ways) > 1 else ways


def link_to_state(words: str, state: State, defaults: State, councils: Collection[str]) -> FormLink:
    """Return the link to a state, with these words."""
    return words, address_of(state, defaults, councils) or "?", json.dumps(state)

"""Resolve a state of a page: read its controls, and derive the names that views read."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import numpy as np

from ilacs_bench.benchmark.comparators import To, find_comparator, members_of
from ilacs_bench.benchmark.compare import compared_rows, group_words, snapshot
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.latest import existing_authorities, last_day
from ilacs_bench.benchmark.resolve import find_la_codes, resolve_authority
from ilacs_bench.dashboard.choice import CachedFunction, Choice, Chosen, Found
from ilacs_bench.dashboard.fields import Field
from ilacs_bench.dashboard.state import State
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import areas_as_on
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables


def found_from(tables: Tables, roles: Mapping[str, str]) -> Found:
    """Return functions of a choice by the names under which views read their results.

    `roles` maps each role of `controls` to the control's name; without a council there are fewer.
    """

    def chosen(role: str, otherwise: Any) -> Callable[[Choice], Any]:
        return lambda choice: getattr(choice, roles[role]) if role in roles else otherwise

    comparator, own_group = chosen("compare_with", "neighbours"), chosen("own_group", ())

    def to(choice: Choice) -> To:
        return list(own_group(choice)) or comparator(choice)

    ticked = chosen("judgements", None)

    def areas(choice: Choice) -> tuple[str, ...] | None:
        of = ticked(choice)
        return None if of is None else areas_as_on(of, choice.as_at)

    found: dict[str, Callable[[Choice], Any]] = {
        "tables": lambda _: tables,
        "as_at": chosen("as_at", last_day(tables) or today()),
    }
    if "council" in roles:
        found |= {
            "la_code": lambda c: _la_code(c, getattr(c, roles["council"]).strip()),
            "la_name": lambda c: str(_own_row(c)["la_name"]) if c.la_code else "",
            "group": lambda c: _group(c, to(c)),
            "group_words": lambda c: _group_words(c, to(c)),
            "comparison": lambda c: snapshot(
                tables, c.la_code, to(c), as_at=c.as_at, areas=areas(c)
            ),
            "compared": lambda c: compared_rows(c.comparison.selection, c.comparison.matrix),
        }
    return {name: CachedFunction(function) for name, function in found.items()}


def _la_code(choice: Choice, name: str) -> str:
    """Return the GSS code of the chosen local authority; '' for none."""
    return resolve_authority(choice.tables, name, choice.as_at) if name else ""


def _own_row(choice: Choice) -> dict[str, Any]:
    index = inspection_index(choice.tables)
    place = index.rows_of([choice.la_code], np.datetime64(choice.as_at))
    (row,) = records(index.authorities.take(place))
    return row


def _group(choice: Choice, to: To) -> tuple[str, ...]:
    of = (choice.tables, choice.la_code, find_comparator(to), choice.as_at)
    return tuple(member.la_code for member in members_of(*of))


def _group_words(choice: Choice, to: To) -> str:
    comparator = find_comparator(to)
    label = comparator.label_for(_own_row(choice))
    return group_words(comparator, label, len(choice.group))


def status_words(choice: Choice, *, of_council: bool) -> str:
    """Return the date of a page, with the council and its group if it has a control for one."""
    when = f"as at {day_words(choice.as_at)}"
    if not (of_council and choice.la_code):
        return f"Shown {when}."
    if choice.group:
        return f"{choice.la_name} and {choice.group_words}, {when}."
    group = choice.group_words.partition(" (")[0]
    return f"{choice.la_name}, {when}, has {group} to compare with. Choose another group."


def read_state(tables: Tables, fields: Mapping[str, Field], found: Found, state: State) -> Chosen:
    """Return the validated values of a state. Raises UnknownName, naming the control."""
    texts, values = {}, {}
    for name, field in fields.items():
        with _asked_by(name):
            values[name], texts[name] = field.read(tuple(state.get(name, field.first)))
    chosen = Chosen(texts, values)
    as_at = Choice(chosen, found).as_at
    for name, field in fields.items():
        with _asked_by(name):
            if field.role == "council":  # from any alias to its name
                values[name] = la_name = _la_name(tables, values[name].strip(), as_at)
                texts[name] = (la_name,)
            elif field.role == "own_group":
                find_la_codes(tables, values[name], as_at)
    return chosen


def _la_name(tables: Tables, name: str, as_at: date) -> str:
    """Return the name of the local authority meant; '' for none."""
    if not name:
        return ""
    la_code, existing = resolve_authority(tables, name, as_at), existing_authorities(tables, as_at)
    return str(existing.loc[existing["la_code"] == la_code, "la_name"].iloc[0])


@contextmanager
def _asked_by(control: str) -> Iterator[None]:
    """Add the control's name to errors about unknown values."""
    try:
        yield
    except UnknownName as problem:
        problem.control = control
        raise

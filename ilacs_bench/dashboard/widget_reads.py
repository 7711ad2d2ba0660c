"""Finds where a view reads the value of a widget instead of the choice.

In a served page a widget keeps its first value for ever, so that the view would show, without a
word, what nobody chose.
"""

import dis
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import CodeType, FunctionType
from typing import Any

import ipywidgets

from ilacs_bench.errors import IlacsBenchError

_VALUES = ("value", "index", "label")


class ReadsWidget(IlacsBenchError):
    """A view reads a widget instead of the choice."""


def check_reads(view: Callable[..., Any]) -> None:
    """Raise ReadsWidget for a view that reads a widget's value, itself or in what it calls.

    It looks into functions of the same module, for these are the notebook's own.
    """
    for name, attribute in _reads(view, set()):
        raise ReadsWidget(
            f"{getattr(view, '__name__', 'This view')} reads '{name}.{attribute}', which stays as "
            f"it is in a served page. Read 'choice.{name}', and give the page the widget by that "
            f"name: Page(tables, {name}={name})."
        )


def _reads(function: Any, looked_at: set[CodeType]) -> Iterator[tuple[str, str]]:
    function = getattr(function, "func", function)  # of a partial
    if not isinstance(function, FunctionType) or function.__code__ in looked_at:
        return
    names = _names_of(function)
    for code in _codes(function.__code__):
        looked_at.add(code)
        for step, after in pairwise(dis.get_instructions(code)):
            held = names.get(step.argval) if step.opname in _LOADS else None
            if isinstance(held, ipywidgets.ValueWidget) and after.argval in _VALUES:
                yield str(step.argval), str(after.argval)
            if isinstance(held, FunctionType) and held.__module__ == function.__module__:
                yield from _reads(held, looked_at)


_LOADS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF", "LOAD_CLASSDEREF")


def _names_of(function: FunctionType) -> dict[str, Any]:
    """What a function sees from outside of it, by name."""
    closed_over = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            closed_over[name] = cell.cell_contents
        except ValueError:  # it has no value yet
            continue
    return function.__globals__ | closed_over


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of those within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)

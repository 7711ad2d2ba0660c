"""Detect views that read the value of a widget instead of the Choice.

In a served page a widget always keeps its first value, so such a view would silently ignore what is
chosen.
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
    """Raised for a view that reads a widget instead of the Choice."""


def check_reads(view: Callable[..., Any]) -> None:
    """Raise ReadsWidget for a view that reads a widget's value, itself or in what it calls.

    It checks functions of the same module, which are the notebook's own.
    """
    for name, attribute in _reads(view, set()):
        raise ReadsWidget(
            f"{getattr(view, '__name__', 'This view')} reads '{name}.{attribute}', which stays as "
            f"it is in a served page. Read 'choice.{name}', and give the page the widget by that "
            f"name: Page(tables, {name}={name})."
        )


def _reads(function: Any, looked_at: set[CodeType]) -> Iterator[tuple[str, str]]:
    function = getattr(function, "func", function)  # a partial
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
    """Return the global and closure names that a function can see."""
    closed_over = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            closed_over[name] = cell.cell_contents
        except ValueError:  # no value yet
            continue
    return function.__globals__ | closed_over


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of a function and of those within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)

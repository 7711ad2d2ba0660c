"""Refuse views that name a widget, where they should read the Choice.

In a served page a widget always keeps its first value, so such a view would silently ignore what is
chosen.
"""

import dis
from collections.abc import Callable, Iterator
from inspect import getclosurevars
from types import CodeType, FunctionType
from typing import Any

import ipywidgets

from ilacs_bench.errors import IlacsBenchError


class ReadsWidget(IlacsBenchError):
    """Raised for a view that reads a widget instead of the Choice."""


def check_reads(view: Callable[..., Any], seen: frozenset[Any] = frozenset()) -> None:
    """Raise ReadsWidget for a view that names a widget, itself or in what it calls.

    It checks functions of the same module, which are the notebook's own.
    """
    function = getattr(view, "func", view)  # a partial
    if not isinstance(function, FunctionType) or function in seen:
        return
    around = {**function.__globals__, **getclosurevars(function).nonlocals}
    for name in (*function.__code__.co_freevars, *_global_names(function.__code__)):
        held = around.get(name)
        if isinstance(held, ipywidgets.ValueWidget):
            raise ReadsWidget(
                f"{function.__name__} reads the widget '{name}', which stays as it is in a served "
                f"page. Read 'choice.{name}', and give the page the widget by that name: "
                f"Page(tables, {name}={name})."
            )
        if isinstance(held, FunctionType) and held.__module__ == function.__module__:
            check_reads(held, seen | {function})


def _global_names(code: CodeType) -> Iterator[str]:
    """Yield the global names that code loads; `co_names` has those of attributes too."""
    yield from (step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL")
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _global_names(constant)

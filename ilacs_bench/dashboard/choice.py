"""The values chosen on a page, as views read them, and a cache of what was made from them.

A view is a function of a Choice. The Choice records which controls the view reads, so that the view
is called again only when one of these has changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

import pandas as pd

from ilacs_bench.dashboard.state import State
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.export.csv_text import csv_bytes

Made = TypeVar("Made")
File = tuple[str, bytes]
"""A file that a page offers: its name and content."""
_KEPT = 32
"""Results cached per function: the server caches complete answers, this what they share."""


@dataclass(frozen=True)
class Chosen:
    """One state of a page, validated.

    texts   texts in the address, by control
    values  their parsed values, by control
    """

    texts: State
    values: Mapping[str, Any]


class NoSuchControl(IlacsBenchError, AttributeError):
    """Raised when a view reads a name that is neither a control nor derived from one."""


class Choice:
    """The values chosen on a page: controls by name, and what is derived from them, by name.

    tables      the tidy tables
    as_at       the as-at date
    la_code     GSS code of the chosen local authority, and `la_name` its name
    group       GSS codes of the local authorities that it is compared with, in order
    compared    the frame of `ib.compare`; `comparison` is all that `ib.snapshot` gives

    The last four need a control made by `controls.council`. Each is computed once per choice, and
    only if a view reads it; `choice.once(rows)` does the same for a function of yours. You may
    change a frame: every reader has its own copy.
    """

    __slots__ = ("_chosen", "_found", "_read")

    def __init__(self, chosen: Chosen, found: Found) -> None:
        self._chosen, self._found = chosen, found
        self._read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in self._chosen.values:
            self._read.add(name)
            return self._chosen.values[name]
        if name.startswith("_") or name not in self._found:
            raise NoSuchControl(_unknown(name, self._chosen.values, self._found))
        return self._of(self._found[name])

    def once(self, function: Callable[[Choice], Made]) -> Made:
        """Return the result of a function of a choice, computed once for all views that need it.

        The function must be defined outside the view: a lambda would be new at each call.
        """
        return self._of(self._found.setdefault(function, CachedFunction(function)))

    def _of(self, remembered: CachedFunction[Any]) -> Any:
        value, read = remembered.of(self._chosen, self._found)
        self._read.update(read)
        return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value


class CachedFunction(Generic[Made]):
    """A cached function of a choice, called again only when a control that it read has changed.

    Which controls it reads may depend on their values: with the same values it reads the same
    controls again.
    """

    def __init__(self, function: Callable[[Choice], Made]) -> None:
        self._function = function
        self._made: OrderedDict[tuple[tuple[str, tuple[str, ...]], ...], Made] = OrderedDict()
        self._read: dict[tuple[str, ...], None] = {}
        """Each set of controls that it has read in a call."""

    def of(self, chosen: Chosen, found: Found) -> tuple[Made, tuple[str, ...]]:
        """Return the result for a choice, and the names of the controls that it read."""
        for names in self._read:
            key = _key(names, chosen)
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key], names
        choice = Choice(chosen, found)
        made = self._function(choice)
        names = tuple(sorted(choice._read))
        self._read[names] = None
        self._made[_key(names, chosen)] = made
        if len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made, names


Found = dict[Any, CachedFunction[Any]]
"""Derived values by the name under which views read them, or by their function."""


def _key(names: tuple[str, ...], chosen: Chosen) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(chosen.texts[name])) for name in names)


def _unknown(name: str, controls: Mapping[str, Any], found: Found) -> str:
    given = [of for of in found if isinstance(of, str)]
    nearest = get_close_matches(name, [*controls, *given], n=1)
    hint = f" Did you mean 'choice.{nearest[0]}'?" if nearest else ""
    names = ", ".join(controls) or "none"
    return (
        f"'choice.{name}': this page has no control of that name.{hint} Its controls are: {names}. "
        f"It also gives {', '.join(given)}."
    )


def as_file(name: str, made: Any) -> File:
    """Return the file for what a function of a page gave. Raises IlacsBenchError for no file."""
    match made:
        case pd.DataFrame():
            return f"{name}.csv", csv_bytes(made)
        case (str(file_name), str(text)):
            return file_name, text.encode()
        case (str(file_name), bytes() | bytearray() | memoryview() as data):
            return file_name, bytes(data)
    raise IlacsBenchError(
        "A file is a DataFrame, which is saved as CSV, or its name and its bytes or text, not "
        f"{type(made).__name__}."
    )

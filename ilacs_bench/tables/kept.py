"""What is prepared from tables is made once, and goes when they go: the cache that all share."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from ilacs_bench.tables.store import Tables

P = ParamSpec("P")
R = TypeVar("R")
Made = Callable[Concatenate[Tables, P], R]


def kept(most: int | None = None) -> Callable[[Made[P, R]], Made[P, R]]:
    """Keep what a function of tables gives, for each of its other arguments, given in order.

    No more than the last `most` of them for each tables, where that is given. What is kept is
    shared: callers leave it as it is.
    """

    def keep(make: Made[P, R]) -> Made[P, R]:
        made: WeakKeyDictionary[Tables, OrderedDict[Hashable, R]] = WeakKeyDictionary()

        @wraps(make)
        def once(tables: Tables, /, *args: P.args, **named: P.kwargs) -> R:
            of_tables = made.setdefault(tables, OrderedDict())
            key: Any = (args, *named.items())
            if key not in of_tables:
                of_tables[key] = make(tables, *args, **named)
            of_tables.move_to_end(key)
            if most is not None and len(of_tables) > most:
                of_tables.popitem(last=False)
            return of_tables[key]

        return once

    return keep

"""A cache for results computed from tables: it lives as long as the tables do."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from ilacs_bench.tables.store import Tables

P = ParamSpec("P")
R = TypeVar("R")
OfTables = Callable[Concatenate[Tables, P], R]


def cache_by_tables(
    most: int | None = None,
) -> Callable[[OfTables[P, R]], OfTables[P, R]]:
    """Cache what a function of tables returns, by its other arguments (positional).

    `most` limits the cache to the last results for each Tables. Cached results are shared, so
    callers must not change them.
    """

    def keep(make: OfTables[P, R]) -> OfTables[P, R]:
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

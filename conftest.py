"""The examples in docstrings: `t` in them is the bundled facts, read once for all."""

from functools import cache

import pytest

from ilacs_bench.tables.store import Tables, load


@cache
def bundled_tables() -> Tables:
    """The bundled facts."""
    return load()


@pytest.fixture(autouse=True)
def tables_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict) -> None:
    """Give the examples `t`; other tests go without."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace["t"] = bundled_tables()

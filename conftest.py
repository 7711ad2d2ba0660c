"""The examples in docstrings: `t` in them is the bundled facts, read once for all."""

import os

# Tests run side by side, each on a processor: threads of one sum would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

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

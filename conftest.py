"""The examples in docstrings: `t` in them is the bundled facts, read once for all.

No test sees what the developer keeps: snapshots, saved lists, reports downloaded.
"""

import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="ilacs_bench_tests_")
os.environ["ILACS_BENCH_HOME"] = HOME
os.environ.pop("ILACS_BENCH_DATA", None)

# Tests run side by side, each on a processor: threads of one sum would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from functools import cache

import pytest

from ilacs_bench.benchmark.selection import select
from ilacs_bench.tables.store import Tables, load


def pytest_unconfigure() -> None:
    """Remove that folder; each process that runs tests has one."""
    shutil.rmtree(HOME, ignore_errors=True)


@cache
def bundled_tables() -> Tables:
    """The bundled facts."""
    return load()


@pytest.fixture(autouse=True)
def tables_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict) -> None:
    """Give the examples `t`, and `select` to ask of it; other tests go without."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace |= {"t": bundled_tables(), "select": select}

"""The examples in docstrings: `t` in them is the bundled facts, read once for all.

No test sees what the developer keeps: snapshots, saved lists, reports downloaded.
"""

import gc
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX, A_DAY = "ilacs_bench_tests_", 86_400
HOME = tempfile.mkdtemp(prefix=PREFIX)
for left in Path(HOME).parent.glob(f"{PREFIX}*"):  # by a run that was killed
    with suppress(FileNotFoundError):  # taken away by another process of this run
        if left.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(left, ignore_errors=True)
os.environ["ILACS_BENCH_HOME"] = HOME
os.environ.pop("ILACS_BENCH_DATA", None)

# Tests run side by side, each on a processor: threads of one sum would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# As in ilacs_bench.__main__: jsonschema, which Altair loads, takes a second longer with this library.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas
import pytest

from ilacs_bench.benchmark.selection import select
from ilacs_bench.paths import bundled
from ilacs_bench.tables import store
from ilacs_bench.tables.store import Tables


def pytest_collection_finish() -> None:
    """Tests stay to the end: nothing is won by looking through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)  # of new objects, in place of 700


def pytest_unconfigure() -> None:
    """Remove that folder; each process that runs tests has one."""
    shutil.rmtree(HOME, ignore_errors=True)


FACTS = bundled("data", "tidy")
read_any_folder = store.read_folder


@cache
def bundled_tables() -> Tables:
    """The bundled facts."""
    return read_any_folder(FACTS)


def read_folder(place: Path, **of: Any) -> Tables:
    """As the library's, but that the bundled facts are read once in a process, as by a server.

    Hundreds of tests load them, or ask a command: what is prepared from tables is kept with them.
    """
    return bundled_tables() if place == FACTS and not of else read_any_folder(place, **of)


store.read_folder = read_folder


def the_process() -> tuple[Any, ...]:
    """What tests of one process share, and a later one would find changed."""
    variables = {**os.environ}
    variables.pop("PYTEST_CURRENT_TEST", None)
    return Path.cwd(), variables, pandas.get_option("mode.string_storage")


@pytest.fixture(autouse=True)
def process_as_it_was() -> Iterator[None]:
    """No test leaves its process otherwise than it was: files run in any order."""
    before = the_process()
    yield
    assert the_process() == before


@pytest.fixture(scope="session", autouse=True)
def facts_as_they_were() -> Iterator[None]:
    """No test has changed the facts that all read."""
    yield
    if bundled_tables.cache_info().currsize:
        again = read_any_folder(FACTS)
        for name in store.TABLES:
            if name not in store.LARGE:
                assert getattr(again, name).equals(getattr(bundled_tables(), name)), name


@pytest.fixture(autouse=True)
def tables_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict) -> None:
    """Give the examples `t`, and `select` to ask of it; other tests go without."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace |= {"t": bundled_tables(), "select": select}

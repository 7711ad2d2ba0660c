"""What is prepared from tables is made once for each, and goes with them."""

import gc
import weakref
from dataclasses import replace

from factories import some_tables

from ilacs_bench.tables.cache_by_tables import cache_by_tables

TABLES = some_tables(authorities=[])


class Made:
    """Something that can be watched going."""


def test_each_tables_and_each_other_argument_once():
    calls = []

    @cache_by_tables()
    def make(tables, area="overall"):
        calls.append(area)
        return Made()

    other = replace(TABLES)
    assert make(TABLES) is make(TABLES)
    assert make(TABLES, "leaders") is make(TABLES, "leaders")
    assert make(other) is not make(TABLES)
    assert calls == ["overall", "leaders", "overall"]


def test_no_more_than_the_last_few():
    make = cache_by_tables(most=2)(lambda tables, n: Made())
    first = make(TABLES, 1)
    make(TABLES, 2)
    assert make(TABLES, 1) is first
    make(TABLES, 3)
    assert make(TABLES, 1) is first
    second = weakref.ref(make(TABLES, 2))
    make(TABLES, 1), make(TABLES, 3)
    gc.collect()
    assert second() is None


def test_what_is_kept_goes_with_its_tables():
    make = cache_by_tables()(lambda tables: Made())
    tables = replace(TABLES)
    made = weakref.ref(make(tables))
    del tables
    gc.collect()
    assert made() is None

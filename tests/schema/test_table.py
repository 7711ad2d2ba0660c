"""What a table promises, and what its check says where a frame breaks it."""

import pandas as pd
import pytest

from ilacs_bench.errors import SchemaError
from ilacs_bench.schema import GRADE_DTYPE, TABLES, StoredColumn, Table

TABLE = Table(
    "visits",
    "one visit",
    ("id",),
    (
        StoredColumn("id", "text", "Name of the visit"),
        StoredColumn("day", "date", "Day", optional=True),
        StoredColumn("page", "integer", "Page", optional=True),
        StoredColumn("grade", "grade", "Grade", optional=True),
        StoredColumn("kind", "text", "Kind", optional=True, codes=("long", "short")),
    ),
)


def visits(**columns) -> pd.DataFrame:
    whole = {"id": ["a", "b"], "day": None, "page": None, "grade": None, "kind": None}
    return pd.DataFrame(whole | columns)


def test_columns_come_out_in_order_and_in_type():
    frame = visits(day=["2024-05-01", None], page=[3, None], grade=["good", None])
    checked = TABLE.check(frame[reversed(frame.columns)])
    assert list(checked.columns) == TABLE.column_names
    assert checked["day"].dtype == "datetime64[us]"
    assert checked["page"].dtype == "Int64"
    assert checked["grade"].dtype == GRADE_DTYPE
    assert checked.isna().sum().to_dict() == {"id": 0, "day": 1, "page": 1, "grade": 1, "kind": 2}


def test_grades_are_in_order():
    grades = TABLE.check(visits(grade=["inadequate", "outstanding"]))["grade"]
    assert grades.min() == "inadequate"
    assert (grades > "good").to_list() == [False, True]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (visits().drop(columns="page"), r"visits: columns missing: \['page'\]"),
        (visits(more=1), r"not in the table: \['more'\]"),
        (visits(id=["a", None]), r"visits\.id: 1 empty"),
        (visits(id=["a", "a"]), "must be unique, but stands twice"),
        (visits(grade=["good", "data_unreadable"]), r"visits\.grade: \['data_unreadable'\] not in"),
        (visits(kind=["long", "longer"]), r"visits\.kind: \['longer'\] not in"),
        (visits(page=["three", None]), r"visits\.page: expected integer"),
        (visits(day=["one day", None]), r"visits\.day: expected date"),
    ],
)
def test_a_broken_promise_says_where(frame, message):
    with pytest.raises(SchemaError, match=message):
        TABLE.check(frame)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_table_can_be_empty_and_has_its_key_among_its_columns(table):
    assert set(table.key) <= set(table.column_names)
    assert list(table.empty().columns) == table.column_names


def test_printed_tables_show_their_columns():
    told = str(TABLES)
    for table in TABLES.values():
        assert f"{table.name}: one row is {table.row_is}" in told
        assert all(name in told for name in table.column_names)
        assert all(column.meaning in repr(table) for column in table.columns)
    assert max(map(len, told.splitlines())) <= 120

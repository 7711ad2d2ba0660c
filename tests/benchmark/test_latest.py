from datetime import date

import pandas as pd
import pytest
from factories import authority, inspected, some_tables

from ilacs_bench.benchmark.inspection_index import AUTHORITY_COLUMNS
from ilacs_bench.benchmark.latest import latest

TWICE = some_tables(
    inspected("A", "2019-05-13", "2019-07-01", overall="good"),
    inspected("A", "2023-01-09", "2023-03-06", overall="outstanding"),
)


@pytest.mark.parametrize(
    ("as_at", "published_by", "start"),
    [
        (date(2019, 6, 30), None, None),
        (date(2019, 7, 1), None, "2019-05-13"),
        (date(2019, 5, 31), date(2019, 7, 31), "2019-05-13"),
        (date(2019, 5, 12), date(2019, 7, 31), None),
        (date(2023, 3, 5), None, "2019-05-13"),
        (date(2023, 3, 6), None, "2023-01-09"),
        (date(2023, 1, 8), date(2024, 1, 1), "2019-05-13"),
    ],
    ids=[
        "not published yet",
        "published that day",
        "published by a later cut-off",
        "not begun yet",
        "the new one not published yet",
        "the new one published",
        "the new one not begun yet",
    ],
)
def test_latest_began_by_the_date_and_was_published_by_the_cut_off(as_at, published_by, start):
    row = latest(TWICE, as_at, published_by).iloc[0]
    if start is None:
        assert pd.isna(row["inspection_id"])
    else:
        assert row["start"] == pd.Timestamp(start)
        assert row["dated_by"] == "start"


def test_authority_never_inspected_is_a_row_without_inspection():
    tables = some_tables(
        inspected("A", "2019-05-13", "2019-07-01"), authorities=[authority("A"), authority("B")]
    )
    rows = latest(tables, date(2020, 1, 1)).set_index("la_code")
    assert rows.loc["A", "framework"] == "ilacs_2018"
    assert rows.loc["B"].drop(AUTHORITY_COLUMNS[1:]).isna().all()


@pytest.mark.parametrize(
    ("as_at", "exist"),
    [
        (date(2021, 3, 31), ["Old"]),
        (date(2021, 4, 1), ["East", "West"]),
    ],
    ids=["the last day of the old", "the first day of the new"],
)
def test_predecessor_never_lends_its_inspection(as_at, exist):
    tables = some_tables(
        inspected("Old", "2019-05-13", "2019-07-01", overall="inadequate"),
        authorities=[
            authority("Old", valid_to="2021-03-31", successor_la_codes="East; West"),
            authority("East", valid_from="2021-04-01"),
            authority("West", valid_from="2021-04-01"),
        ],
    )
    rows = latest(tables, as_at)
    assert rows["la_code"].to_list() == exist
    assert rows["inspection_id"].notna().to_list() == [name == "Old" for name in exist]


def test_inspection_without_a_start_is_dated_by_its_publication():
    tables = some_tables(
        inspected("A", None, "2016-02-10", framework="sif", overall="good"),
        inspected("A", "2018-05-14", "2018-07-02", overall="outstanding"),
    )
    row = latest(tables, date(2016, 2, 10)).iloc[0]
    assert (row["dated_by"], row["framework"]) == ("published", "sif")
    assert pd.isna(row["start"])
    assert pd.isna(latest(tables, date(2016, 2, 9)).iloc[0]["inspection_id"])
    assert latest(tables, date(2019, 1, 1)).iloc[0]["framework"] == "ilacs_2018"


@pytest.mark.parametrize(("as_at", "counts"), [("2022-06-16", False), ("2022-06-17", True)])
def test_report_without_publication_date_counts_from_its_last_day_on_site(as_at, counts):
    tables = some_tables(inspected("A", "2022-06-06", None, end="2022-06-17", overall="good"))
    row = latest(tables, date.fromisoformat(as_at)).iloc[0]
    assert pd.notna(row["inspection_id"]) == counts
    assert pd.isna(row["published"])


def test_override_counts_a_late_publication_on_its_date_only_and_only_when_asked():
    late = inspected("80557", "2022-12-05", "2023-05-10", overall="inadequate")
    tables = some_tables(late)

    def found(as_at: date, *, overrides: bool) -> bool:
        rows = latest(tables, as_at, overrides=overrides)
        return rows["inspection_id"].to_list() == [late.inspection_id]

    assert found(date(2023, 3, 31), overrides=True)
    assert not found(date(2023, 3, 31), overrides=False)
    assert not found(date(2023, 3, 30), overrides=True)
    assert not found(date(2023, 4, 30), overrides=True)

"""Trajectories: every inspection, what was not graded stays empty, nothing leads across a split."""

import pandas as pd
import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.errors import UnknownName

TABLES = some_tables(
    inspected(
        "A",
        "2016-05-02",
        "2016-07-01",
        leadership="inadequate",
        looked_after="good",
        care_leavers="good",
    ),
    inspected("A", "2019-05-13", "2019-07-01", leaders="good", in_care_and_care_leavers="good"),
    inspected(
        "A",
        "2023-05-01",
        "2023-07-03",
        leaders="requires_improvement",
        in_care="good",
        care_leavers="outstanding",
    ),
    inspected("New", "2022-05-02", "2022-07-01", leaders="good"),
    inspected("Old", "2018-05-07", "2018-07-02", leaders="inadequate"),
    inspected("Old", None, "2015-02-10", framework="sif", leadership="good"),
    authorities=[
        authority("A"),
        authority("Late", valid_from="2023-04-01"),
        authority("New", valid_from="2021-04-01"),
        authority("Old", valid_to="2021-03-31", successor_la_codes="New"),
    ],
    neighbours=neighbours("A", "New", "Late"),
)


def line(la_code: str, area: str, to=None, **options) -> pd.DataFrame:
    options = {"as_at": "2024-01-01", **options}
    return trajectories(TABLES, la_code, to, areas=[area], **options)


def test_every_inspection_is_there_oldest_first():
    rows = line("A", "leaders")
    assert rows["framework"].to_list() == ["sif", "ilacs_2018", "ilacs_2023"]
    assert rows["number"].to_list() == [1, 2, 3]
    assert rows["direction"].fillna("").to_list() == ["", "improved", "declined"]
    assert rows["framework_changed"].to_list() == [pd.NA, True, True]
    assert rows["days_since_previous"].to_list() == [pd.NA, 1106, 1449]


def test_what_a_framework_did_not_grade_stays_empty():
    rows = line("A", "care_leavers")
    assert rows["grade"].isna().to_list() == [False, True, False]
    assert rows["direction"].isna().all()
    leaders = line("A", "leaders")
    assert pd.isna(leaders.loc[0, "grade"])
    assert leaders.loc[1, ["previous_grade", "previous_area"]].to_list() == [
        "inadequate",
        "leadership",
    ]


def test_predecessors_stand_apart_and_lead_nowhere():
    rows = line("New", "leaders")
    assert rows[["la_name", "relation", "belongs_to"]].to_numpy().tolist() == [
        ["New", "itself", "New"],
        ["Old", "predecessor", "New"],
        ["Old", "predecessor", "New"],
    ]
    assert pd.isna(rows.loc[0, "direction"])
    assert rows.loc[2, "direction"] == "declined"
    assert pd.isna(rows.loc[2, "days_since_previous"])


def test_the_group_follows_in_its_order_and_those_never_inspected_have_no_rows():
    rows = line("A", "leaders", "neighbours")
    assert rows["relation"].to_list() == ["itself"] * 3 + ["group"] + ["predecessor"] * 2


def test_only_what_was_published_counts():
    assert len(line("A", "leaders", as_at="2023-07-02")) == 2


def test_a_former_authority_has_its_own_record():
    rows = line("Old", "leaders")
    assert rows["relation"].to_list() == ["itself", "itself"]
    with pytest.raises(UnknownName, match="We can’t find"):
        line("Nobody", "leaders")


def test_never_inspected_is_no_row_with_all_columns():
    rows = line("Late", "leaders")
    assert rows.empty
    assert rows.columns.to_list() == line("A", "leaders").columns.to_list()

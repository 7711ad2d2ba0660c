"""Charts of shares over time, by their specs: what is drawn, and how."""

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.charts.shares import drawn_rows, shares_over_time_spec

SHARES = pd.DataFrame(
    [
        ("2018-12-31", "England", 20, 100, 0.9),
        ("2020-12-31", "England", 80, 100, 0.5),
        ("2021-12-31", "England", 100, 100, 0.6),
        ("2020-12-31", "North", 5, 10, 0.4),
        ("2020-12-31", "South", 0, 10, None),
    ],
    columns=["as_at", "group", "judged", "of", "share"],
).assign(as_at=lambda rows: pd.to_datetime(rows["as_at"]))


def lines(spec):
    return [row for row in spec["data"]["values"] if row["kind"] != "framework"]


@pytest.mark.parametrize("chosen", ["", "North"])
def test_chart_is_valid(chosen):
    alt.LayerChart.from_dict(shares_over_time_spec(SHARES, "Shares", chosen))


def test_a_line_begins_when_half_of_its_group_has_been_judged():
    assert drawn_rows(SHARES)["share"].to_list() == [0.5, 0.6, 0.4]
    assert [row["share"] for row in lines(shares_over_time_spec(SHARES, ""))] == [0.5, 0.6, 0.4]


def test_the_last_points_of_lines_are_named():
    rows = lines(shares_over_time_spec(SHARES, "", "North"))
    assert [row["label"] for row in rows] == [None, "England 60%, December 2021", "North 40%"]
    assert [row["kind"] for row in rows] == ["England", "England", "chosen"]


def test_framework_changes_are_marked_and_the_picture_is_told():
    spec = shares_over_time_spec(SHARES, "Shares", "North")
    marks = [row for row in spec["data"]["values"] if row["kind"] == "framework"]
    assert [row["day"] for row in marks] == ["2018-01-01", "2023-01-01", "2026-04-01"]
    assert "England: 50% on 31 December 2020, 60% on 31 December 2021" in spec["description"]
    assert "North: 40%" in spec["description"]


def test_nothing_judged_leaves_only_the_frameworks():
    assert lines(shares_over_time_spec(SHARES.head(1), "")) == []

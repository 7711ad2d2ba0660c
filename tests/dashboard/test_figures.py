"""The tables of a chart list what it draws; where Vega makes its rows, they say what they are."""

import re

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.dashboard.chart import house_chart

ROWS = pd.DataFrame(
    {
        "la_name": ["Kent", "Hull", "Leeds", "Bath"],
        "region": ["South", "North", "North", None],
        "rate": [31.5, 20.0, 25.0, None],
        "days": [10, 20, 400, 40],
        "start": pd.to_datetime(["2025-01-06", "2024-01-08", "2024-02-08", "2025-02-02"]),
    }
)
CHART = alt.Chart(ROWS)
BARS = CHART.mark_bar().encode(x="days", y="la_name", color="region")
MEANS = CHART.mark_bar().encode(x="mean(rate)", y="region")
RULE = alt.Chart(pd.DataFrame({"q": [15]})).mark_rule().encode(x="q")


def figures(chart):
    return house_chart(chart, "T").figures


def listed(of):
    """Headings and cells of a table."""
    rows = of.rows[[column.name for column in of.columns]]
    cells = rows.astype(object).where(rows.notna(), None).to_numpy().tolist()
    return [column.heading for column in of.columns], cells


def test_marks_are_listed_with_the_columns_that_they_show():
    (rows,) = figures(BARS)
    assert rows.is_drawn
    assert listed(rows)[0] == ["Local authority", "Region", "Wait so far"]
    assert len(rows.rows) == 4
    assert len(figures(alt.layer(BARS, RULE))) == 2
    assert len(figures(alt.layer(BARS, BARS.mark_text()))) == 1


def test_what_a_chart_averages_or_counts_is_what_is_listed():
    (means,) = figures(MEANS)
    assert means.is_drawn
    told = [["South", 31.5], ["North", 22.5], [None, None]]
    assert listed(means) == (["Region", "Mean of rate"], told)
    (counts,) = figures(CHART.mark_bar().encode(x="count()", y="region"))
    assert listed(counts) == (["Region", "Count"], [["South", 1], ["North", 2], [None, 1]])
    (total,) = figures(CHART.mark_bar().encode(x=alt.X("sum(days)", title="All days")))
    assert listed(total) == (["All days"], [[470]])
    (waits,) = figures(CHART.mark_bar().encode(x="max(days)", y="region"))
    assert [column.kind for column in waits.columns] == ["text", "days"]


@pytest.mark.parametrize("how", ["mean", "sum", "median", "min", "max", "q1", "q3", "valid"])
def test_figures_are_those_that_vega_draws(how):
    chart = CHART.mark_bar().encode(x=f"{how}(days)", y="region")
    headings, cells = listed(figures(chart)[0])
    spec = house_chart(chart, "T").spec
    spec["mark"]["aria"] = True  # each mark says what it stands for
    svg = draw_picture(spec, "").svg
    drawn = re.findall(rf'aria-label="{headings[1]}[^:]*: ([\d.]+); Region: (\w+)"', svg)
    assert {name: float(n) for n, name in drawn} == {name or "null": n for name, n in cells}


def test_columns_of_facets_and_conditions_are_groups_too():
    (rows,) = figures(MEANS.encode(y="la_name").facet("region"))
    assert listed(rows)[0] == ["Local authority", "Region", "Mean of rate"]
    by_region = alt.condition("datum.days > 1", "region:N", alt.value("grey"))
    (rows,) = figures(CHART.mark_bar().encode(x="mean(rate)", color=by_region))
    assert listed(rows)[0] == ["Region", "Mean of rate"]


def test_layers_of_means_and_points_have_a_table_each():
    points = CHART.mark_point().encode(x="rate", y="region")
    listed_first = figures(alt.layer(MEANS, points, MEANS.mark_text()))
    assert [(of.is_drawn, len(of.rows)) for of in listed_first] == [(True, 4), (True, 3)]


@pytest.mark.parametrize(
    "chart",
    [
        CHART.mark_bar().encode(x=alt.X("days", bin=True), y="count()"),
        CHART.mark_line().encode(x="year(start)", y="mean(rate)"),
        CHART.mark_bar().encode(x="mean(region)"),
        CHART.mark_bar().encode(x="product(days)"),
        CHART.mark_boxplot().encode(x="days"),
        BARS.transform_filter("datum.days > 15"),
        alt.layer(BARS).transform_filter("datum.days > 15"),
        MEANS.transform_calculate(rate="datum.days * 2"),
        MEANS.encode(x="mean(made):Q").transform_calculate(made="datum.days * 2"),
        MEANS.encode(y=alt.Y(alt.repeat("row"), type="nominal")).repeat(row=["region", "la_name"]),
    ],
)
def test_rows_that_vega_makes_are_told_from_those_behind_them(chart):
    (rows,) = figures(chart)
    assert not rows.is_drawn
    assert len(rows.rows) == 4
    assert "Local authority" in listed(rows)[0]


def test_axis_of_what_is_counted_says_it_in_words():
    chart = CHART.mark_bar().encode(x=alt.X("days", bin=True), y="count()", color="mean(rate)")
    encoding = house_chart(chart, "T").spec["encoding"]
    titles = [encoding[channel]["title"] for channel in ("x", "y", "color")]
    assert titles == ["Wait so far (days)", "Count", "Mean of rate"]

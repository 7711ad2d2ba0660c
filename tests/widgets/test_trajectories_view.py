"""Trajectories on the page 'compare councils', from small tables."""

import pytest
from factories import authority, inspected, neighbours, some_tables
from html_reader import Html
from widgets.test_compare_view import HOSTILE

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.benchmark.steps import trajectory_steps
from ilacs_bench.widgets import trajectories_view as view


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        inspected("A", "2016-05-02", "2016-07-04", framework="sif", leadership="good"),
        inspected("A", "2023-12-11", "2024-02-06", leaders="outstanding"),
        inspected("B", "2022-05-09", "2022-07-01", leaders="inadequate"),
        authorities=[authority("A"), authority("B"), authority("C", la_name=HOSTILE)],
        neighbours=neighbours("A", "B", "C"),
    )


@pytest.fixture(scope="module")
def comparison(tables):
    return snapshot(tables, "A", as_at="2025-03-31")


def steps(tables, comparison, area="leaders"):
    codes = [comparison.la_code, *comparison.group["la_code"]]
    return trajectory_steps(tables, codes, area, as_at=comparison.as_at)


def test_table_has_a_row_a_council_and_a_column_a_framework(tables, comparison):
    cells = Html(view.trajectories_view(comparison, steps(tables, comparison), "leaders"))
    headings, own, other, never = cells.rows
    assert headings[1].startswith("Single inspection framework (SIF) graded as Leadership")
    assert headings[2:] == ["ILACS 2018 to 2022", "ILACS 2023 to March 2026"]
    assert own == ["A (chosen)", "Good May 2016", "", "Outstanding December 2023"]
    assert other == ["B", "", "Inadequate May 2022", ""]
    assert never[0].endswith("no full inspection")
    assert never[1:] == ["", "", ""]


def test_names_are_escaped_and_only_ofsted_is_linked(tables, comparison):
    cells = Html(view.trajectories_view(comparison, steps(tables, comparison), "leaders"))
    assert "img" not in cells.tags
    assert HOSTILE in cells.rows[3][0]
    assert not cells.links  # the reports of the factory are at example.org


def test_chart_is_left_out_where_nothing_was_graded_or_lanes_are_too_many(
    tables, comparison, monkeypatch
):
    assert (
        view.trajectories_charts(comparison, steps(tables, comparison, "overall"), "overall") == {}
    )
    graded = steps(tables, comparison)
    assert view.trajectories_charts(comparison, graded, "leaders").keys() == {"trajectories"}
    monkeypatch.setattr(view, "MOST_LANES", 2)
    assert view.trajectories_charts(comparison, graded, "leaders") == {}
    assert "up to 2 councils" in view.trajectories_view(comparison, graded, "leaders")

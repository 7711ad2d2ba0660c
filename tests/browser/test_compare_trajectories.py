"""Trajectories and saved lists on the page 'compare councils', in a real browser."""

import re
from datetime import date

import pytest
from browser.pages import alive, expect_alive, grade_in, rows_of, status_of
from live_server import live_server
from playwright.sync_api import expect

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.dashboard.served import served_folder
from ilacs_bench.lookups.own_lists import save_own_list
from ilacs_bench.paths import HOME_VARIABLE
from ilacs_bench.widgets.compare_view import shown_sentence

DAY = date(2025, 3, 31)
ADDRESS = f"compare_councils?la=hull&as_at={DAY}"
TABLE = "Grades from inspection to inspection"


def test_table_and_chart_have_every_inspection_of_every_council(context, server, tables):
    page = alive(context, server, f"{ADDRESS}&over=help_protection")
    rows = trajectories(tables, "Hull", "neighbours", as_at=DAY, areas=["help_protection"])
    shown = {
        (row[0].split(" (")[0], "(former" in row[0]): row[1:]
        for row in rows_of(page.get_by_role("region", name=TABLE))
    }
    told = page.locator("[data-chart=trajectories] [role=graphics-document]").get_attribute(
        "aria-label"
    )
    for (name, relation), steps in rows.groupby(["la_name", "relation"], sort=False):
        cells = shown.pop((name, relation == "predecessor"))
        grades = [grade for grade in steps["grade"] if isinstance(grade, str)]
        assert grade_in(next(cell for cell in cells if cell)) == grades[0]
        assert all(any(f"{day:%B %Y}" in cell for cell in cells) for day in steps["dated"])
        for day, grade in zip(steps["dated"], steps["grade"], strict=True):
            assert f"{day.year} {grade.replace('_', ' ')}" in told
    assert all("no full inspection" in name for name, _ in shown)


def test_judgement_to_follow_changes_only_the_trajectories(context, server):
    page = alive(context, server, ADDRESS)
    chart = page.locator("[data-chart=trajectories] [role=graphics-document]")
    expect(page.get_by_role("region", name=TABLE)).to_contain_text("graded as Leadership")
    matrix = rows_of(page.get_by_role("region", name="Council by council"))
    page.get_by_label("Judgement to follow over time").focus()
    page.keyboard.type("Overall")
    expect(chart).to_have_attribute("aria-label", re.compile("^Overall effectiveness"))
    expect(page.get_by_label("Judgement to follow over time")).to_be_focused()
    assert rows_of(page.get_by_role("region", name="Council by council")) == matrix
    page.wait_for_function("location.search.includes('over=overall')")
    page.get_by_label("Local authority", exact=True).fill("Kent")
    page.keyboard.press("Enter")
    expect(chart).to_have_attribute("aria-label", re.compile("^Overall effectiveness: Kent and"))


def test_too_many_lanes_are_said_and_the_table_has_all(context, server, tables):
    page = alive(context, server, f"{ADDRESS}&to=england")
    expect(page.locator("[data-region=trajectories]")).to_contain_text("drawn for up to 40")
    assert page.locator("[data-chart=trajectories] svg").count() == 0
    rows = trajectories(tables, "Hull", "england", as_at=DAY, areas=["leaders"])
    shown = rows_of(page.get_by_role("region", name=TABLE))
    assert len(shown) >= rows[["belongs_to", "la_code"]].drop_duplicates().shape[0]


def test_headings_sort_the_trajectories(context, server):
    page = alive(context, server, ADDRESS)
    table = page.get_by_role("region", name=TABLE)
    heading = table.locator("thead th").last
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    orders = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => row.cells[row.cells.length - 1].dataset.value)"
    )
    graded = [order for order in orders if order]
    assert orders[: len(graded)] == sorted(graded)


@pytest.fixture(scope="module")
def with_lists(tmp_path_factory):
    """A server whose account has saved a list; its name is one that a page must escape."""
    home = tmp_path_factory.mktemp("home")
    for name in ("North coast", "<b>Bold</b>"):
        save_own_list(name, ["Hull", "Northumberland"], home / "own_lists.csv")
    with live_server(served_folder(), **{HOME_VARIABLE: str(home)}) as running:
        yield running


def test_saved_list_is_offered_kept_in_the_address_and_carried_to_the_profile(
    context, with_lists, tables
):
    page = alive(context, with_lists, f"compare_councils?la=kent&as_at={DAY}")
    field = page.get_by_label("Compare with", exact=True)
    expect(field.locator("option").filter(has_text="<b>Bold</b>")).to_have_count(1)
    field.select_option(label="Saved list ‘North coast’: 2 councils")
    own = snapshot(tables, "Kent", ["Hull", "Northumberland"], as_at=DAY)
    expect(status_of(page)).to_have_text(
        shown_sentence(own).replace(own.comparator_label, "own list ‘North coast’")
    )
    page.wait_for_function("location.search.includes('to=North+coast')")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Council profile").click()
    page.wait_for_url("**/profile?*")
    expect_alive(page)
    expect(page.get_by_label("Compare with", exact=True)).to_have_value("North coast")
    expect(page.get_by_role("region", name="Themes").locator("caption")).to_contain_text(
        "own list ‘North coast’"
    )
    expect(page.locator("main b").filter(has_text="Bold")).to_have_count(0)


def test_choice_that_another_page_does_not_know_does_no_harm(context, server):
    page = alive(context, server, f"{ADDRESS}&to=own&with=E06000057")
    expect(status_of(page)).to_contain_text("beside 1 council")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Council profile").click()
    page.wait_for_url("**/profile?*")
    expect_alive(page)
    expect(status_of(page)).to_contain_text("Kingston upon Hull, as at 31 March 2025")
    expect(page.get_by_label("Compare with", exact=True)).to_have_value("neighbours")

"""An analyst's notebook in plain Voilà: its controls are widgets, and its views follow them."""

import shutil
from collections.abc import Iterator

import pytest
from analyst_notebook import write_analyst_notebook
from browser.notebooks import (
    NOTEBOOKS,
    OPENED,
    expect_another_day_changes_the_views,
    offline,
)
from live_server import python_server
from playwright.sync_api import Browser, Page, expect

from ilacs_bench import load, waits
from ilacs_bench.paths import SERVED_VARIABLE, bundled


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A Voilà of its own: an analyst's notebook, those of the library, none of our settings."""
    folder = write_analyst_notebook(tmp_path_factory.mktemp("notebooks")).parent
    for name in NOTEBOOKS:
        shutil.copy(bundled("dashboards") / f"{name}.ipynb", folder)
    probe = "/voila/static/voila.js"
    with python_server("voila", probe=probe, folder=folder, **{SERVED_VARIABLE: None}) as url:
        yield f"{url}/voila/render"


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page of a browser without an internet."""
    with offline(browser) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def page(blank: Page, address: str) -> Page:
    """The analyst's page, drawn; one for all tests, for each has a kernel."""
    blank.goto(f"{address}/our_waits.ipynb", timeout=OPENED)
    expect(blank.locator("[data-chart=waits] svg")).to_be_visible(timeout=OPENED)
    return blank


def test_tables_and_files_work_as_on_a_page_of_ours(page):
    page.get_by_label("Find in this table").last.fill("leaders")
    expect(page.locator("[data-count]").last).to_have_text("11 of 44 rows")
    for button, name in (
        (page.get_by_role("button", name="Rows", exact=True), "E10000029.txt"),
        (
            page.get_by_role("button", name="Save chart as SVG"),
            "suffolk_days_since_the_last_inspection_2026-08-20.svg",
        ),
        (page.get_by_role("button", name="Save as CSV").last, "grades_of_the_group.csv"),
    ):
        with page.expect_download() as saved:
            button.click()
        assert saved.value.suggested_filename == name


def test_heading_of_a_markdown_cell_stands_for_the_views_own(page):
    expect(page.get_by_role("heading", name="Who has waited longest")).to_be_visible()
    expect(page.get_by_role("heading", name="Days since the last inspection")).to_be_hidden()
    expect(page.get_by_role("heading", name="Grades of the group")).to_be_visible()


def test_other_cells_stand_beside_the_page(page):
    expect(page.get_by_text("printed words")).to_be_visible()
    expect(page.get_by_text("Plain HTML")).to_be_visible()
    expect(page.locator("table.dataframe")).to_be_visible()
    expect(page.locator("img[src^='data:image/png']")).to_be_visible()
    expect(page.get_by_text("this page has no control of that name")).to_be_visible()


def test_a_choice_changes_the_views_that_read_it(page):
    said = page.locator(".ilacs-status")
    bars = page.locator("[data-chart=waits] .mark-rect path")
    expect(said).to_contain_text("Suffolk and its 10 statistical neighbours")
    expect(bars).to_have_count(5)
    council = page.get_by_role("combobox", name="Local authority")
    council.fill("kent")
    expect(said).to_contain_text("Suffolk")  # not before Enter
    council.press("Enter")
    expect(said).to_contain_text("Kent and its 10 statistical neighbours")
    expect(page.locator(".ilacs-own").first).to_contain_text("Kent")
    expect(bars).to_have_count(5)
    page.get_by_label("Type of the waits").select_option("London borough")
    expect(page.locator("[data-chart=waits] svg")).to_contain_text(longest_wait("London borough"))
    expect(page.locator("[data-chart=waits] svg")).not_to_contain_text("Gloucestershire")
    council.fill("Narnia")
    council.press("Enter")
    expect(said).to_contain_text("We can’t find")
    expect(page.locator(".ilacs-shown table")).to_have_count(0)


def longest_wait(la_type: str) -> str:
    """Name of the authority of a type that waits longest, in the tables that are shown."""
    rows = waits(load())
    return str(rows.loc[rows["la_type"] == la_type, "la_name"].iloc[0])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_pages_of_the_library_follow_a_choice(blank, address, name):
    blank.goto(f"{address}/{name}.ipynb", timeout=OPENED)
    expect_another_day_changes_the_views(blank)

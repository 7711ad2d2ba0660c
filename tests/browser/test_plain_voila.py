"""An analyst's notebook in plain Voilà: its controls are widgets, and its views follow them."""

import os
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from analyst_notebook import write_analyst_notebook
from live_server import PATIENCE, REPOSITORY, free_port, wait_until
from playwright.sync_api import Browser, Page, Route, expect

from ilacs_bench import load, waits
from ilacs_bench.paths import SERVED_VARIABLE

OPENED = 60_000  # milliseconds: Voilà starts a kernel for the page


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A Voilà of its own, with the notebook and none of our settings."""
    path = write_analyst_notebook(tmp_path_factory.mktemp("notebooks"))
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != SERVED_VARIABLE}
    environment["PYTHONPATH"] = str(REPOSITORY)
    voila = [sys.executable, "-m", "voila", str(path), "--no-browser", f"--port={port}"]
    process = subprocess.Popen(voila, env=environment, cwd=path.parent)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(f"{url}/voila/static/voila.js"))
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, drawn, in a browser without an internet."""
    context = browser.new_context(viewport={"width": 1366, "height": 2400}, accept_downloads=True)

    def stay_inside(route: Route) -> None:
        here = route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
        route.continue_() if here else route.abort()

    context.route("**/*", stay_inside)
    page = context.new_page()
    page.goto(address, timeout=OPENED)
    expect(page.locator("[data-chart=waits] svg")).to_be_visible(timeout=OPENED)
    yield page
    context.close()


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
    expect(said).to_contain_text("is no local authority that we know")
    expect(page.locator(".ilacs-shown table")).to_have_count(0)


def longest_wait(la_type: str) -> str:
    """Name of the authority of a type that waits longest, in the tables that are shown."""
    rows = waits(load())
    return str(rows.loc[rows["la_type"] == la_type, "la_name"].iloc[0])


def test_tables_and_files_work_as_on_a_page_of_ours(page):
    page.get_by_label("Find in this table").last.fill("leaders")
    expect(page.locator("[data-count]").last).to_have_text("11 of 44 rows")
    for button, name in (
        (page.get_by_role("button", name="Rows", exact=True), "E10000029.txt"),
        (
            page.get_by_role("button", name="Save chart as SVG"),
            "days_since_the_last_inspection.svg",
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

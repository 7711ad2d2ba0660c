"""What the tests of all pages do: open one, read its tables, go through it by the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from live_server import LiveServer
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ilacs_bench.dashboard.menu import find_pages

PAGES = [page.name for page in find_pages()]
START = {"council": "council?la=suffolk"}
"""Addresses at which pages show something that show nothing before a choice."""
MOST_TABS = 400
FIRST_ROWS = {"include": [["html"]], "exclude": [["tbody tr:nth-child(n + 31)"]]}
"""A page but for the rows of long tables that are made as those before them."""
OPENED = 120_000  # milliseconds: the first page of a server that is still loading


def alive(context: BrowserContext, server: LiveServer, address: str) -> Page:
    """The page at an address, ready for use."""
    page = context.new_page()
    page.goto(f"{server.url}/{address}", timeout=OPENED)
    expect_alive(page)
    return page


def unfolded(page: Page) -> Page:
    """The page with everything open that was folded, and with what was folded within that."""
    folds = page.locator("details:not([open])")
    while folds.count():
        folds.evaluate_all("all => all.forEach((one) => { one.open = true; })")
        expect(page.locator("details[open] > [data-fold]:is(:empty, [aria-busy])")).to_have_count(0)
    return page


def expect_alive(page: Page) -> None:
    expect(page.locator("[data-live=yes]")).to_be_visible()


def wait_until(page: Page, condition: str, arg: object = None) -> None:
    """Wait for a condition in JavaScript.

    Playwright's own way looks a second time from within the page, whose policy forbids that.
    """
    for _ in range(200):
        if page.evaluate(condition, arg):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not so after ten seconds: {condition}")


def status_of(page: Page) -> Locator:
    return page.locator("[data-status]")


def barriers(page: Page, options: dict | None = None) -> dict[str, list[str]]:
    """What axe-core finds, of any weight."""
    options = {"resultTypes": ["violations"], **(options or {})}
    found = Axe().run(page, context=FIRST_ROWS, options=options).response["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}


def rows_of(table: Locator) -> list[list[str]]:
    """The words of each cell of a table's body, row by row."""
    return table.evaluate(
        """node => [...node.querySelectorAll("tbody tr")].map((row) =>
             [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, " ").trim()))"""
    )


def tab_to(page: Page, target: Locator) -> None:
    """Press the Tab key until a control has the keyboard."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail("the Tab key does not lead there")


def expect_spoken(page: Page, change) -> None:
    """The status line is one that assistive technology listens to, and `change` changes it."""
    status = status_of(page)
    expect(status).to_have_role("status")
    before = status.inner_text()
    status.evaluate("line => { line.dataset.same = 'yes' }")
    change()
    expect(status).not_to_have_text(before)
    expect(status).not_to_be_empty()
    expect(status).to_have_attribute("data-same", "yes")

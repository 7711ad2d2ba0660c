"""The library's notebooks of cells where they are widgets: in plain Voilà and in JupyterLab."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from ilacs_bench.paths import bundled

OPENED = 90_000  # milliseconds: a notebook is opened, and a kernel started for it
_VIEWS = """() => [...document.querySelectorAll(".ilacs-view")].map(v => v.textContent).join("|")"""
_OTHER_DAY = "2025-03-31"


def source_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


NOTEBOOKS = sorted(
    path.stem
    for path in bundled("dashboards").glob("*.ipynb")
    if "ilacs_bench.dashboard import Page" in source_of(path)
)
"""Those that are made of cells."""


@contextmanager
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without an internet."""
    context = browser.new_context(viewport={"width": 1366, "height": 2400}, accept_downloads=True)

    def stay_inside(route: Route) -> None:
        here = route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
        route.continue_() if here else route.abort()

    context.route("**/*", stay_inside)
    yield context
    context.close()


def choose_council(page: Page, name: str) -> None:
    """In the box of a page, where it has one and that is empty."""
    box = page.get_by_role("combobox", name="Local authority")
    if box.count() and not box.input_value():
        box.fill(name)
        box.press("Enter")


def expect_another_day_changes_the_views(page: Page) -> None:
    """Every page has a day; what it shows follows, without a problem."""
    expect(page.locator(".ilacs-status").first).to_be_visible(timeout=OPENED)
    choose_council(page, "suffolk")
    problems = page.locator(".ilacs-view-problem, .ilacs-error")
    expect(problems).to_have_count(0, timeout=OPENED)
    expect(page.locator(".ilacs-view").first).to_be_visible(timeout=OPENED)
    before = page.evaluate(_VIEWS)
    day = page.locator("input[type=date]").first
    day.fill(_OTHER_DAY)
    day.press("Tab")
    page.wait_for_function(f"before => ({_VIEWS})() !== before", arg=before)
    expect(problems).to_have_count(0, timeout=OPENED)

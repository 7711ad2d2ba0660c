"""A real browser on a real server; a page must warn of nothing and ask no other server."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from browser.pages import PAGES, START, alive
from live_server import LiveServer, live_server, served_folder
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from ilacs_bench import Tables, read_tables

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AMISS = ("error", "warning")
WINDOW = {"width": 1366, "height": 900}
LAID_OUT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(".ilacs-shown > * { content-visibility: visible !important; }");
document.adoptedStyleSheets = [sheet];
"""
"""Lays out what is far below the window too: it is to be read and checked without scrolling."""
_NOTE_FOLDS = """document.querySelectorAll("details").forEach((one) => {
  one.dataset.opened = one.open;
})"""
_AS_IT_OPENED = """() => {
  document.querySelectorAll("details").forEach((one) => {
    one.open = one.dataset.opened === "true";
  });
  document.activeElement.blur();
  scrollTo(0, 0);
}"""
SHOWN = 20_000  # milliseconds: a page that has to start its own kernel on a busy machine
expect.set_options(timeout=SHOWN)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Seen:
    """What a page must not do, as it was seen doing it."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables that the server shows: the bundled facts, or those of $ILACS_BENCH_DATA."""
    return read_tables(served_folder())


@pytest.fixture(scope="session")
def server() -> Iterator[LiveServer]:
    with live_server(served_folder()) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is not installed: tools/find_chromium says how to get it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@contextmanager
def watched(browser: Browser, seen: Seen) -> Iterator[BrowserContext]:
    """A fresh profile without an internet; at the end nothing may have gone wrong in it."""
    opened = browser.new_context(locale="en-GB", viewport=WINDOW, accept_downloads=True)

    def stay_inside(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            seen.outside.append(route.request.url)
            route.abort()

    opened.route("**/*", stay_inside)
    opened.add_init_script(LAID_OUT)
    opened.on(
        "console", lambda said: seen.errors.append(said.text) if said.type in _AMISS else None
    )
    opened.on("weberror", lambda error: seen.errors.append(str(error.error)))
    yield opened
    opened.close()
    assert seen.errors == []
    assert seen.outside == []


@pytest.fixture
def context(browser: Browser, seen: Seen) -> Iterator[BrowserContext]:
    with watched(browser, seen) as opened:
        yield opened


@pytest.fixture(scope="module", params=PAGES)
def opened_once(request, browser: Browser, server: LiveServer) -> Iterator[Page]:
    """A page of the menu, for all tests of a file that only look at it."""
    with watched(browser, Seen()) as context:
        page = alive(context, server, START.get(request.param, request.param))
        page.evaluate(_NOTE_FOLDS)
        yield page


@pytest.fixture
def page(opened_once: Page) -> Page:
    """Each page of the menu, as it opens: light, at its full width, folded, nothing in focus."""
    opened_once.set_viewport_size(WINDOW)
    opened_once.emulate_media(color_scheme="light")
    opened_once.evaluate(_AS_IT_OPENED)
    return opened_once

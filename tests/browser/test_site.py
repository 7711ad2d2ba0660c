"""The site of `ilacs-bench publish` in a browser: from a web server and from a disk."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser.pages import barriers
from playwright.sync_api import Browser, BrowserContext, Page, expect
from small_site import small_site_build

from ilacs_bench.publish.site import make_site, write_site

PAGES = [
    "index.html",
    "national-care-leavers.html",
    "find.html",
    "new.html",
    "council-east-sussex.html",
    "themes.html",
    "themes-planning.html",
    "extracts.html",
]
UNFOLDED = [(1366, "index.html"), (320, "council-east-sussex.html")]
"""Pages looked through with all that is folded away; closed, they are the server's."""
# axe would read the styles by a request of its own, which the pages' policy forbids.
AXE = {"preload": False}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("published") / "site"
    build = small_site_build(tables)
    write_site(make_site(build), place, as_at=build.as_at, made_on=build.made_on)
    return place


@pytest.fixture(scope="module")
def web(folder) -> Iterator[str]:
    """Address of the site on a plain web server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def from_disk(browser: Browser, seen) -> Iterator[BrowserContext]:
    """A profile that may read files and nothing else; at the end nothing may have gone wrong."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 900})
    context.on(
        "request",
        lambda asked: (
            None if asked.url.startswith(("file:", "data:")) else seen.outside.append(asked.url)
        ),
    )
    context.on(
        "console",
        lambda said: seen.errors.append(said.text) if said.type in ("error", "warning") else None,
    )
    context.on("weberror", lambda error: seen.errors.append(str(error.error)))
    yield context
    context.close()
    assert (seen.errors, seen.outside) == ([], [])


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-live=yes]")).to_be_visible()
    return page


def unfold(page: Page) -> None:
    """Opens whatever is folded away."""
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def expect_drawn(page: Page) -> None:
    """Every place of a chart has one, with a description; what is folded away too."""
    unfold(page)
    for place in page.locator("[data-chart]").all():
        expect(place.locator("svg.marks")).to_be_visible()
        described = place.locator("[aria-roledescription=visualization]").get_attribute(
            "aria-label"
        )
        assert len(described) > 40


def test_charts_are_drawn_from_a_server_and_no_page_is_wider_than_a_telephone(context, web):
    for name in PAGES:
        page = opened(context, f"{web}/{name}")
        expect_drawn(page)
        page.set_viewport_size({"width": 320, "height": 800})
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
        page.close()


def test_charts_are_drawn_from_a_disk_and_tiles_lead_on(from_disk, folder):
    page = opened(from_disk, (folder / "index.html").as_uri())
    expect_drawn(page)
    page.locator("a.ilacs-national-tile", has_text="East Sussex").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("East Sussex")
    expect_drawn(page)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Themes").click()
    page.get_by_role("link", name="Plans and planning").first.click()
    expect(page).to_have_title(re.compile("Plans and planning"))
    expect_drawn(page)


def taken_away(page: Page, folder: Path, link: str, place: str) -> str:
    """The name that a file is saved under, once it was seen to be the one of the site."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    name = download.value.suggested_filename
    assert Path(download.value.path()).read_bytes() == (folder / place / name).read_bytes()
    return name


FILES = [
    ("council-east-sussex.html", "Excel", "files/council-east-sussex/", "_benchmark.xlsx"),
    ("national-care-leavers.html", "Excel", "files/national-care-leavers/", ".xlsx"),
]


@pytest.mark.parametrize(("name", "link", "place", "ending"), FILES)
def test_files_are_taken_away_from_a_server(context, web, folder, name, link, place, ending):
    page = opened(context, f"{web}/{name}")
    assert taken_away(page, folder, link, place).endswith(ending)


@pytest.mark.parametrize(("name", "link", "place", "ending"), FILES[:1])
def test_files_are_taken_away_from_a_disk(from_disk, folder, name, link, place, ending):
    page = opened(from_disk, (folder / name).as_uri())
    assert taken_away(page, folder, link, place).endswith(ending)


def test_figures_stand_in_the_page_without_javascript(browser, web):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{web}/{name}")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("[data-status]")).not_to_be_empty()
        assert page.locator("main table").count() > 0
        expect(page.locator("nav[aria-label=Pages] [aria-current]")).to_have_count(1)
        assert page.locator("[data-needs-script]:visible").count() == 0
    context.close()


@pytest.mark.parametrize(("width", "name"), UNFOLDED)
def test_no_barrier(context, web, width, name):
    page = opened(context, f"{web}/{name}")
    page.set_viewport_size({"width": width, "height": 800})
    unfold(page)
    assert barriers(page, AXE) == {}


def test_list_sorts_and_finds(context, web):
    page = opened(context, f"{web}/find.html")
    names = page.locator("tbody tr:visible th")
    expect(names).to_have_count(153)
    found = {
        "sussex": ["East Sussex", "West Sussex"],
        "Hull": ["Kingston upon Hull"],
        "lbbd": ["Barking and Dagenham"],
        "BCP": ["Bournemouth, Christchurch and Poole"],
        "h & f": ["Hammersmith and Fulham"],
        "hammersmith & fulham": ["Hammersmith and Fulham"],
    }
    for words, councils in found.items():
        page.get_by_label("Find in this table").fill(words)
        expect(names).to_have_text(councils)
    expect(page.locator("[data-count]")).to_have_text("1 of 153 rows")
    page.get_by_label("Find in this table").fill("")
    page.get_by_role("button", name="First day on site").click()
    days = page.locator("tbody td[data-value*='-']").evaluate_all(
        "all => all.map((cell) => cell.dataset.value)"
    )
    assert days == sorted(days)
    assert len(set(days)) > 50


def test_keyboard_skips_to_the_content(context, web):
    page = opened(context, f"{web}/index.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

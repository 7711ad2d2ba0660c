"""What holds for every dashboard: it is there at once, offline, without barriers, at any width."""

import re

import httpx
import pytest
from browser.pages import OPENED, PAGES, START, barriers, unfolded, wait_until
from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Page, expect

from ilacs_bench import __version__
from ilacs_bench.dashboard.menu import find_pages

BY_NAME = {page.name: page for page in find_pages()}


def opened(context: BrowserContext, url: str, address: str) -> Page:
    """The page, alive; the profile's own checks fail where it asks for anything outside."""
    page = context.new_page()
    page.goto(f"{url}/{START.get(address, address)}")
    expect(page.locator("[data-live=yes]")).to_be_visible()
    return page


def test_the_six_are_there():
    assert {"council", "find", "national", "new", "themes", "extracts"} <= {*PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_figures_stand_in_the_page_before_any_script(server, name):
    text = httpx.get(f"{server.url}/{START.get(name, name)}", timeout=OPENED / 1000).text
    page = BeautifulSoup(text, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.select_one("[data-status]").get_text(strip=True)
    assert page.select("main table, main .ilacs-national-tile")
    (data,) = page.select("main .ilacs-data")
    assert "Data to 20 August 2026: all reports" in " ".join(data.get_text().split())
    (current,) = page.select("[aria-current=page]")
    assert current.get_text(strip=True) == BY_NAME[name].link
    assert page.title.get_text() == BY_NAME[name].title


@pytest.mark.parametrize(("today", "is_said"), [("2026-09-20", False), ("2026-09-21", True)])
def test_old_data_say_so_to_whoever_reads_them_a_month_later(context, server, today, is_said):
    page = context.new_page()
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    page.goto(f"{server.url}/national")
    expect(page.locator("[data-live=yes]")).to_be_visible()
    old = page.get_by_text("That is more than a month ago")
    expect(old).to_be_visible() if is_said else expect(old).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1366])
def test_no_barrier_and_nothing_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    wait_until(page, "width => document.documentElement.scrollWidth <= width", width)
    assert barriers(page) == {}


OUT_OF_ORDER = """() => {
  const isText = (node) => node.nodeType === 3 && node.textContent.trim();
  const isRead = (node) => isText(node) || (node.nodeType === 1 && node.tagName !== "SCRIPT"
    && node.getAttribute("aria-hidden") !== "true");
  const boxes = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const all = (isText(node) ? range : node).getClientRects();
    return [...all].filter((box) => box.width > 1 && box.height > 1);
  };
  const isWhole = (node) => node.tagName === "svg" || node.tagName === "SELECT";
  const kids = (node) => isWhole(node) || isText(node) ? []
    : [...node.childNodes].filter((kid) => isRead(kid) && boxes(kid).length);
  const end = (node, at) => {
    const inside = kids(node).at(at);
    return inside ? end(inside, at) : boxes(node).at(at);
  };
  const follows = (a, b) =>
    b.top >= a.bottom - 3 || (b.left >= a.right - 3 && b.bottom > a.top + 3);
  const wrong = [];
  const walk = (node) => {
    const all = kids(node);
    all.slice(1).forEach((kid, n) => {
      const before = all[n];
      if (follows(boxes(before).at(-1), boxes(kid)[0])) return;
      if (follows(end(before, -1), end(kid, 0))) return;
      wrong.push([before, kid].map((each) => each.textContent.trim().slice(0, 60)));
    });
    all.forEach(walk);
  };
  walk(document.body);
  return wrong;
}"""
"""Neighbours in the page of which the later one stands neither below nor to the right."""


def test_what_is_read_aloud_comes_in_the_order_on_the_screen(page):
    moved = page.locator(
        "[aria-owns], [aria-flowto], [tabindex]:not([tabindex='0'], [tabindex='-1'])"
    )
    expect(moved).to_have_count(0)  # so that it is read in the order of the document
    unfolded(page)
    for width in (400, 1366):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OUT_OF_ORDER) == []


def test_every_control_has_a_label_of_its_own_and_every_chart_a_description(page):
    nameless = page.locator(
        "form[data-controls] :is(input:not([type=hidden]), select)"
    ).evaluate_all(
        "all => all.filter(control => !control.labels?.length && !control.ariaLabel).length"
    )
    assert nameless == 0
    names = page.locator("form[data-controls]").evaluate(
        """form => [...form.elements].filter((one) => one.name).map((one) =>
          [one.closest("fieldset")?.querySelector("legend")?.textContent,
           one.labels[0]?.textContent.trim() ?? one.ariaLabel].join(": "))"""
    )
    assert len(set(names)) == len(names)
    for chart in page.locator("[data-chart]").all():
        if chart.locator("svg").count():
            described = chart.locator("[aria-roledescription=visualization]").get_attribute(
                "aria-label"
            )
            assert len(described) > 40


def test_keyboard_reaches_the_controls_and_shows_where_it_is(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('form[data-controls]') !== null"):
            break
    else:
        pytest.fail("the Tab key does not lead into the form")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_pages_share_the_council_and_the_date(context, server):
    page = opened(context, server.url, "council?la=kent&as_at=2025-03-31")
    expect(page.locator("[data-status]")).to_contain_text("Kent and its")
    link = page.get_by_role("navigation").get_by_role("link", name="Themes")
    assert link.get_attribute("href") == "themes?la=kent&as_at=2025-03-31"


def test_address_follows_the_choice_and_brings_it_back(context, server):
    page = opened(context, server.url, "council?la=hull")
    page.get_by_label("Local authority", exact=True).fill("845")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("East Sussex")
    wait_until(page, "!location.search.includes('hull')")
    again = opened(context, server.url, page.url.rpartition("/")[2])
    expect(again.locator("[data-status]")).to_have_text(page.locator("[data-status]").inner_text())


@pytest.mark.parametrize("name", ["council", "find"])  # all of them: tests/dashboards
def test_address_that_makes_no_sense_is_said_and_does_no_harm(context, server, name):
    control = "since" if name == "new" else "as_at"
    start = f"{START[name]}&" if name in START else f"{name}?"
    page = opened(context, server.url, f"{start}{control}=%3Cscript%3Ealert(1)%3C/script%3E")
    expect(page.locator("[data-status]")).to_have_class(re.compile("ilacs-error"))
    expect(page.locator("[data-status]")).to_contain_text("date")
    assert page.locator("main table:visible").count() == 0
    expect(page.get_by_role("navigation", name="instead").get_by_role("link")).not_to_have_count(0)


def test_choice_that_fails_leaves_nothing_of_the_one_before_and_leads_on(context, server):
    page = opened(context, server.url, "council?la=suffolk")
    page.get_by_label("Local authority", exact=True).fill("Cumbria")
    page.keyboard.press("Enter")
    status = page.locator("[data-status]")
    expect(status).to_contain_text("Cumbria (E10000006) did not exist")
    wait_until(page, "location.search === '?la=cumbria'")
    expect(page.locator("button[data-download]:visible")).to_have_count(0)
    assert page.locator("main table, [data-chart] svg").count() == 0
    page.get_by_role("navigation", name="instead").get_by_text(re.compile("^Cumbria")).click()
    expect(status).to_contain_text("as at 31 March 2023")
    expect(page.locator("button[data-download]").first).to_be_visible()
    assert page.locator("main table:visible").count() > 0
    expect(page.get_by_role("navigation", name="instead")).to_have_count(0)


def test_national_picture_follows_the_date(context, server):
    page = opened(context, server.url, "national")
    before = page.locator("[data-status]").inner_text()
    page.get_by_label("As at", exact=True).fill("2019-03-31")
    expect(page.locator("[data-status]")).not_to_have_text(before)
    expect(page.locator("[data-status]")).to_contain_text("31 March 2019")


def test_footer_says_the_version_and_leads_to_what_the_figures_rest_on(context, server):
    page = opened(context, server.url, "national")
    footer = page.locator("main footer")
    expect(footer).to_contain_text(f"Version {__version__}")
    names = footer.get_by_role("listitem").get_by_role("link").all_inner_texts()
    assert len(names) == 4
    for name in names:
        footer.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()

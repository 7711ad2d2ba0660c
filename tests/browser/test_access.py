"""Every page for every reader: dark, in set colours, with wide spacing, at 200% zoom, on paper."""

import pytest
from browser.pages import barriers, unfolded, wait_until
from browser.test_every_page import opened
from playwright.sync_api import Page, expect

STATES = [
    "national?as_at=2016-03-31&area=overall",
    "council?la=hull&others=leeds,+york&as_at=2025-03-31",
    "council?la=cumbria",
    "themes?la=suffolk&theme=supervision&region=london&kind=weakness",
    "themes?since=1066&area=nonsense",
]
"""An error, an empty choice, earlier days, a theme chosen; all of them dark."""

# What WCAG 2.2 has a reader set without a loss (1.4.12).
TEXT_SPACING = """
  * { letter-spacing: .12em !important; word-spacing: .16em !important }
  * { line-height: 1.5 !important }
  p { margin-bottom: 2em !important }
"""
ZOOMED = {"width": 683, "height": 450}
"""A window of 1366 by 900 at 200%."""

# Text that its box cuts off; a box that scrolls, or that only a screen reader reads, cuts nothing.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")].filter((box) => {
  const style = getComputedStyle(box);
  const cuts = ["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none";
  const isText = box.textContent.trim() && !(box instanceof SVGElement);
  return cuts && isText
    && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
}).map((box) => box.outerHTML.slice(0, 120))"""

# Words of charts that stick out of their picture.
OUTSIDE = """() => [...document.querySelectorAll(".ilacs-chart svg")].flatMap((svg) => {
  const room = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const { left, right, top, bottom, width } = text.getBoundingClientRect();
    const isHidden = text.getAttribute("opacity") === "0"; // Vega's way with labels that do not fit
    const isBeside = left < room.left - 2 || right > room.right + 2;
    return width && !isHidden && (isBeside || top < room.top - 2 || bottom > room.bottom + 2);
  }).map((text) => text.textContent);
})"""


ON_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules of axe-core that another style can break; the others hold by test_every_page."""


def expect_nothing_lost(page: Page) -> None:
    """Nothing is cut off, and the page does not scroll sideways."""
    wait_until(page, "document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT_OFF) == []
    for place in page.locator(".ilacs-chart:has(svg):visible").all():
        place.scroll_into_view_if_needed()  # a chart far from the window gets its width when near
    for _ in range(50):
        if not (outside := page.evaluate(OUTSIDE)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(outside)


def test_dark_page_has_no_barrier(page):
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 26)"
    assert barriers(page, ON_COLOURS) == {}


@pytest.mark.parametrize("state", STATES)
def test_dark_state_has_no_barrier(context, server, state):
    page = opened(context, server.url, state)
    page.emulate_media(color_scheme="dark")
    assert barriers(page) == {}


def test_zoom_and_wide_spacing_lose_nothing(page):
    page.set_viewport_size(ZOOMED)
    expect_nothing_lost(page)
    spacing = page.add_style_tag(content=TEXT_SPACING)
    for width in (ZOOMED["width"], 1366, 320):
        page.set_viewport_size({"width": width, "height": 800})
        expect_nothing_lost(page)
    spacing.evaluate("style => style.remove()")


def test_set_colours_leave_each_grade_an_edge_of_its_own(context, server):
    page = opened(context, server.url, "national")
    page.emulate_media(forced_colors="active")
    edges = page.locator(".ilacs-national-swatch").evaluate_all(
        "all => all.slice(0, 4).map(one => getComputedStyle(one).borderStyle)"
    )
    assert edges == ["double", "solid", "dashed", "dotted"]


def test_bars_of_the_lower_grades_have_patterns(context, server):
    page = unfolded(opened(context, server.url, "council?la=kent"))
    expect(page.locator("[data-chart=group-record-fold] svg")).to_be_visible()
    fills = page.locator(".ilacs-chart .mark-rect path").evaluate_all(
        "all => all.map(bar => getComputedStyle(bar).fill)"
    )
    for grade in ("requires_improvement", "inadequate"):
        assert f'url("#ilacs-{grade}")' in fills
        expect(page.locator(f"pattern#ilacs-{grade}")).to_have_count(1)


def test_charts_follow_the_scheme_and_paper_is_light(context, server):
    page = opened(context, server.url, "national")
    label = page.locator(".ilacs-chart .role-axis-label text").first

    def ink() -> str:
        return label.evaluate("text => getComputedStyle(text).fill")

    light = ink()
    page.emulate_media(color_scheme="dark")
    assert ink() != light
    page.emulate_media(color_scheme="dark", media="print")
    assert ink() == light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    "state",
    [
        "national",
        "council?la=kent&to=england",
        "find",
        "themes?theme=supervision",
    ],
)
def test_print_shows_every_row(context, server, state):
    """What scrolls on a screen has all its height on paper: nothing lies upon what follows.

    Charts are drawn as wide as the paper: a wide one made small has letters that nobody can read.
    """
    page = opened(context, server.url, state)
    page.emulate_media(media="print")
    cut = page.locator(".ilacs-scroll").evaluate_all(
        "all => all.filter(t => t.scrollHeight > t.clientHeight + 1).map(t => t.ariaLabel)"
    )
    assert cut == []
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = "all => all.filter(svg => svg.getAttribute('width') > 670).length"
    assert page.locator("[data-chart]:not([data-width]) svg.marks").evaluate_all(wide) == 0

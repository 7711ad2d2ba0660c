"""A chart whose rows alone change is not drawn anew: it must look as if it had been.

One whose rows come in another order is.
"""

import pytest
from browser.pages import expect_alive, unfolded
from playwright.sync_api import Page, expect

CHANGES = [
    ("council?la=hull", "group-record-fold", {"la": "Kent"}),
    ("council?la=hull", "record", {"la": "Kent"}),
    ("themes", "contrast-fold-2", {"area": "in_care"}),
]


@pytest.mark.parametrize(("name", "chart", "choices"), CHANGES)
def test_chart_given_new_rows_looks_like_one_drawn_of_them(context, server, name, chart, choices):
    page = context.new_page()
    page.goto(f"{server.url}/{name}")
    place = drawn(page, chart)
    page.evaluate("place => { place.querySelector('.vega-embed').dataset.kept = 'yes' }", place)
    for control, value in choices.items():
        choose(page, control, value)
    kept = page.locator(f"[data-chart={chart}] > [data-kept=yes]")
    expect(kept).to_have_count(1 if name.startswith("council") else 0)
    given = picture(page, chart)
    page.reload()
    drawn(page, chart)
    assert picture(page, chart) == given


def choose(page: Page, control: str, value: str) -> None:
    before = int(page.locator("[data-live]").get_attribute("data-shown") or 0)
    page.locator(f"[name={control}]").evaluate(
        """(control, value) => {
          control.value = value;
          control.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        value,
    )
    expect(page.locator("[data-live]")).to_have_attribute("data-shown", str(before + 1))


def drawn(page: Page, chart: str):
    expect_alive(unfolded(page))
    expect(page.locator(f"[data-chart={chart}] svg")).to_be_visible()
    return page.locator(f"[data-chart={chart}]").element_handle()


def picture(page: Page, chart: str) -> bytes:
    """The chart as PNG, laid over the page: where it stands would move its edges by a part."""
    page.evaluate(
        """(chart) => {
          const place = document.querySelector(`[data-chart=${chart}]`);
          const over = place.cloneNode(true);
          over.id = "over";
          over.style = `background: white; inset: 0 auto auto 0; position: fixed; z-index: 99;
            width: ${place.clientWidth}px`;
          place.closest(".ilacs-page").append(over);
        }""",
        chart,
    )
    taken = page.locator("#over").screenshot(animations="disabled")
    page.evaluate("document.getElementById('over').remove()")
    return taken

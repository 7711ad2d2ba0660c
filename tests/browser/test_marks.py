"""The marks of charts by keyboard: each says what it tells a pointer, and the way out works."""

import pytest
from browser.pages import alive, unfolded
from playwright.sync_api import Locator, Page, expect

PICTURES = "[data-chart] [role=application]"
SAID = ".ilacs-hidden[aria-live=polite]"
# All marks one after the other, by the key; what is said of each.
WALK = """picture => {
  const said = document.querySelector(".ilacs-hidden[aria-live=polite]");
  const all = [];
  do {
    picture.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    all.push(said.textContent);
  } while (all.at(-1) !== all.at(-2));
  return all.slice(0, -1);
}"""


@pytest.mark.parametrize("address", ["council?la=hull", "national", "themes?la=hull"])
def test_every_mark_of_every_chart_is_said_in_words(context, server, address):
    page = unfolded(alive(context, server, address))
    pictures = page.locator(PICTURES)
    expect(pictures.nth(2)).to_be_attached()  # each of these pages has three or more
    expect(page.locator("[data-chart]:has(svg.marks):not(:has([role=application]))")).to_have_count(
        0
    )
    names = pictures.evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len(set(names)) == len(names)
    for picture in pictures.all():
        picture.focus()
        told = picture.evaluate(WALK)
        assert len(told) == len(set(told)) > 3
        assert told[-1].endswith(f"({len(told)} of {len(told)})")
        words = " ".join(told)
        assert "null" not in words
        assert "undefined" not in words
        assert "Value" not in words  # a name of the data's, not of the field's


def marked(page: Page) -> Locator:
    return page.locator("#vg-tooltip-element.visible, #vg-tooltip-element[class*=visible]")


@pytest.mark.parametrize("looks", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_keys_move_show_choose_and_leave(context, server, looks):
    page = alive(context, server, "national?area=leaders")
    page.emulate_media(**looks)
    picture = page.locator(PICTURES).first
    picture.focus()
    picture.press("ArrowRight")
    first = page.locator(SAID).inner_text()
    assert "Judgement: Leaders" in first
    assert "Grade: Outstanding" in first
    expect(marked(page)).to_contain_text("Outstanding")
    expect(page.locator(".ilacs-ring")).to_be_visible()
    picture.press("ArrowDown")
    assert "Grade: Outstanding" in page.locator(SAID).inner_text()
    assert "Leaders" not in page.locator(SAID).inner_text()
    picture.press("ArrowUp")
    assert page.locator(SAID).inner_text() == first
    picture.press("End")
    assert "Overall effectiveness" in page.locator(SAID).inner_text()
    picture.press("Escape")
    expect(page.locator(".ilacs-ring")).to_have_count(0)
    expect(marked(page)).to_have_count(0)
    expect(page.locator(SAID)).to_be_empty()
    expect(picture).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save chart as SVG").first).to_be_focused()

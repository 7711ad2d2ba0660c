"""Our council: the first visit asks, the browser remembers, the page answers."""

import pytest
from browser.pages import alive, status_of, tab_to
from factories import DEFAULT_AREAS
from playwright.sync_api import expect

import ilacs_bench as ib


@pytest.fixture
def page(context, server):
    return alive(context, server, "council?la=suffolk")


def test_first_visit_asks_which_council_and_the_next_one_remembers(context, server):
    page = alive(context, server, "council")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which council?")
    expect(page.locator("main h2:visible")).to_have_count(0)
    expect(page.locator("main table:visible")).to_have_count(0)
    council = page.get_by_label("Local authority", exact=True)
    council.fill("hull")
    council.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kingston upon Hull")
    again = alive(context, server, "council")
    expect(again.get_by_role("heading", level=1)).to_have_text("Kingston upon Hull")


def test_back_undoes_a_choice_and_forward_does_it_again(page):
    group = page.get_by_label("Compare with")
    group.select_option("england")
    expect(status_of(page)).to_contain_text("152 other local authorities of England")
    page.go_back()
    expect(status_of(page)).to_contain_text("10 statistical neighbours")
    expect(group).to_have_value("neighbours")
    page.go_forward()
    expect(status_of(page)).to_contain_text("152 other local authorities of England")


def test_first_screen_has_every_card_with_its_grade(page, tables):
    page.set_viewport_size({"width": 1366, "height": 768})
    own = ib.own_grades(tables, "Suffolk", areas=DEFAULT_AREAS)
    cards = page.locator(".ilacs-card")
    expect(cards).to_have_count(len(own))
    for card in cards.all():
        box = card.bounding_box()
        assert box["y"] + box["height"] < 768
        expect(card.locator(".ilacs-now .ilacs-grade")).to_be_visible()


def test_sentence_and_link_are_copied_by_keyboard_and_that_is_said(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = page.get_by_role("button", name="Copy link")
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(status_of(page)).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(link).to_be_focused()
    sentence = page.get_by_role("button", name="Copy the sentence").first
    tab_to(page, sentence)
    page.keyboard.press("Enter")
    expect(status_of(page)).to_have_text("The sentence is copied.")
    assert "Suffolk is one of" in page.evaluate("navigator.clipboard.readText()")


def test_double_click_takes_one_file_and_an_unknown_council_is_marked(page):
    taken = []
    page.on("download", lambda file: taken.append(file))
    page.get_by_role("button", name="Excel", exact=True).dblclick()
    expect(status_of(page)).to_contain_text("Downloaded")
    council = page.get_by_label("Local authority", exact=True)
    for name, invalid in (("zz", "true"), ("hull", None)):
        council.fill(name)
        council.press("Enter")
        expect(status_of(page)).to_contain_text(name, ignore_case=True)
        assert council.get_attribute("aria-invalid") == invalid
    assert len(taken) == 1

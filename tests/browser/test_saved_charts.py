"""Charts saved from a page as pictures: by the keyboard, in place, and none where nothing is."""

import re
import xml.etree.ElementTree as ET

import pytest
from browser.pages import alive, status_of, tab_to, unfolded
from playwright.sync_api import Page, expect

PAGES = ["national", "council?la=kent"]
RECORD = "record"


def button(page: Page, chart: str, kind: str):
    return page.locator(f"[data-chart={chart}]").get_by_role("button", name=f"Save chart as {kind}")


def saved(page: Page, chart: str, kind: str):
    """The file that Enter on the button gives; the status line says that it came."""
    with page.expect_download() as download:
        button(page, chart, kind).press("Enter")
    name = download.value.suggested_filename
    expect(status_of(page)).to_contain_text(f"Downloaded {name}")
    return name, download.value.path().read_bytes()


@pytest.mark.parametrize("address", PAGES)
def test_every_chart_has_its_buttons_each_with_a_name_of_its_own(context, server, address):
    page = unfolded(alive(context, server, address))
    charts = page.locator("[data-chart]").evaluate_all("all => all.map(one => one.dataset.chart)")
    assert len(charts) > 1
    names = []
    for chart in charts:
        for kind in ("SVG", "PNG"):
            expect(button(page, chart, kind)).to_be_visible()
            names.append(button(page, chart, kind).get_attribute("aria-label"))
    assert len(set(names)) == len(names)


def test_chart_is_saved_by_keyboard_with_source_and_date(context, server):
    page = alive(context, server, "council?la=hull&as_at=2025-03-31")
    tab_to(page, button(page, RECORD, "SVG"))
    name, svg = saved(page, RECORD, "SVG")
    assert name == "kingston_upon_hull_every_full_inspection_since_2013_2025-03-31.svg"
    words = " ".join(ET.fromstring(svg).itertext())
    assert "Kingston upon Hull" in words
    assert "as at 31 March 2025" in words
    page.keyboard.press("Tab")
    expect(button(page, RECORD, "PNG")).to_be_focused()
    name, png = saved(page, RECORD, "PNG")
    assert name.endswith(".png")
    assert png.startswith(b"\x89PNG\r\n")


def test_picture_is_of_what_is_shown_and_on_white_in_the_dark(context, server):
    page = unfolded(alive(context, server, "council?la=kent"))
    page.emulate_media(color_scheme="dark")
    first = saved(page, "group-record-fold", "SVG")
    page.get_by_label("Compare with", exact=True).select_option("region")
    expect(status_of(page)).to_contain_text("Kent and the")
    name, svg = saved(page, "group-record-fold", "SVG")
    assert svg != first[1]
    assert b'fill="white"' in svg
    light = unfolded(alive(context, server, "council?la=kent&to=region"))
    assert saved(light, "group-record-fold", "SVG") == (name, svg)


def test_keyboard_stays_with_the_chart_that_changes(context, server):
    page = alive(context, server, "council?la=kent")
    button(page, RECORD, "PNG").focus()
    page.locator("[name=la]").evaluate(
        """control => {
          control.value = "Leeds";
          control.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    expect(status_of(page)).to_contain_text("Leeds and its")
    expect(button(page, RECORD, "PNG")).to_be_focused()


def test_no_button_where_there_is_no_chart(context, server):
    page = unfolded(alive(context, server, "council?la=kent"))
    expect(button(page, "group-record-fold", "SVG")).to_be_visible()
    page.get_by_label("Compare with", exact=True).select_option("england")  # too many to be drawn
    expect(status_of(page)).to_contain_text("152 other local authorities")
    expect(button(page, "group-record-fold", "SVG")).to_have_count(0)
    expect(button(page, RECORD, "SVG")).to_be_visible()


def test_no_button_on_paper(context, server):
    page = alive(context, server, "council?la=kent")
    page.emulate_media(media="print")
    expect(page.locator(f"[data-chart={RECORD}] svg").first).to_be_visible()
    expect(page.locator(f"[data-chart={RECORD}] .ilacs-save")).to_be_hidden()
    assert re.search("Save chart", page.locator("main").inner_text()) is None

"""Charts saved from a page as pictures: by the keyboard, in place, and none where nothing is."""

import re
import xml.etree.ElementTree as ET

import pytest
from browser.pages import alive, status_of, tab_to
from playwright.sync_api import Page, expect

CHARTS = {
    "compare_councils": ["grades", "trajectories"],
    "profile": ["record"],
}


def button(page: Page, chart: str, kind: str):
    return page.locator(f"[data-chart={chart}]").get_by_role("button", name=f"Save chart as {kind}")


def saved(page: Page, chart: str, kind: str):
    """The file that Enter on the button gives; the status line says that it came."""
    with page.expect_download() as download:
        button(page, chart, kind).press("Enter")
    name = download.value.suggested_filename
    expect(status_of(page)).to_contain_text(f"Downloaded {name}")
    return name, download.value.path().read_bytes()


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_its_buttons_named_by_its_title(context, server, name):
    page = alive(context, server, name)
    assert page.locator("[data-chart]").count() == len(CHARTS[name])
    for chart in CHARTS[name]:
        title = page.locator(f"[data-chart={chart}] .ilacs-chart-title").inner_text()
        assert re.search(r"\d{4}", title)
        for kind in ("SVG", "PNG"):
            expect(button(page, chart, kind)).to_have_accessible_name(
                f"Save chart as {kind}: {title}"
            )


def test_chart_is_saved_by_keyboard_with_title_source_and_date(context, server):
    page = alive(context, server, "profile?la=hull&as_at=2025-03-31")
    tab_to(page, button(page, "record", "SVG"))
    name, svg = saved(page, "record", "SVG")
    assert name == "kingston_upon_hull_record_2025-03-31.svg"
    words = " ".join(ET.fromstring(svg).itertext())
    assert page.locator("[data-chart=record] .ilacs-chart-title").inner_text() in words
    assert "as at 31 March 2025 (published by 31 March 2025)" in words
    assert "Source: Ofsted" in words
    page.keyboard.press("Tab")
    expect(button(page, "record", "PNG")).to_be_focused()
    name, png = saved(page, "record", "PNG")
    assert name.endswith(".png")
    assert png.startswith(b"\x89PNG\r\n")


def test_picture_is_of_what_is_shown_and_on_white_in_the_dark(context, server):
    page = alive(context, server, "compare_councils?la=kent")
    page.emulate_media(color_scheme="dark")
    first = saved(page, "grades", "SVG")
    button(page, "grades", "SVG").focus()
    page.get_by_label("Compare with", exact=True).select_option("england")
    expect(status_of(page)).to_contain_text("Kent beside 152 councils")
    name, svg = saved(page, "grades", "SVG")
    assert name != first[0]
    assert "Kent not counted" in svg.decode()
    assert b'fill="white"' in svg
    light = alive(context, server, "compare_councils?la=kent&to=england")
    assert saved(light, "grades", "SVG") == (name, svg)


def test_names_of_the_buttons_and_the_keyboard_stay_with_the_chart(context, server):
    page = alive(context, server, "profile?la=kent")
    button(page, "record", "PNG").focus()
    page.locator("[name=la]").evaluate(
        """control => {
          control.value = "Leeds";
          control.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    renamed = page.get_by_role("button", name=re.compile("Save chart as PNG: Grades of Leeds"))
    expect(renamed).to_be_focused()


def test_no_button_where_there_is_no_chart(context, server):
    page = alive(context, server, "compare_councils?la=kent")
    expect(button(page, "trajectories", "SVG")).to_be_visible()
    page.get_by_label("Compare with", exact=True).select_option("england")  # too many to be drawn
    expect(status_of(page)).to_contain_text("Kent beside 152 councils")
    expect(button(page, "trajectories", "SVG")).to_have_count(0)
    expect(button(page, "grades", "SVG")).to_be_visible()


def test_no_button_on_paper(context, server):
    page = alive(context, server, "profile?la=kent")
    page.emulate_media(media="print")
    expect(page.locator("[data-chart=record] svg")).to_be_visible()
    expect(page.locator("[data-chart=record] .ilacs-save")).to_be_hidden()

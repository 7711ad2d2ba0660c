"""England: a date, a quarter or a region moves every figure; grades are told without colour."""

import io
import re

import pytest
from browser.pages import alive, status_of, tab_to
from PIL import Image
from playwright.sync_api import expect

import ilacs_bench as ib
from ilacs_bench.benchmark.pictures import good_or_outstanding


@pytest.fixture
def page(context, server):
    return alive(context, server, "national")


def expect_leaders(page, tables, day):
    leaders = good_or_outstanding(ib.picture(tables, as_at=day, areas=["leaders"])).iloc[0]
    expect(status_of(page)).to_contain_text(f"{leaders['n']} of {leaders['judged']} local")
    page.get_by_text("Show as table").first.click()
    row = page.get_by_role("region", name="Grades by judgement").get_by_role("row", name="Leaders")
    expect(row.locator("td").nth(4)).to_have_text(str(leaders["n"]))


def test_date_moves_every_figure_and_tiles_lead_to_the_council_on_that_day(page, tables):
    page.get_by_label("As at", exact=True).fill("2019-03-31")
    expect(status_of(page)).to_contain_text("31 March 2019")
    expect_leaders(page, tables, "2019-03-31")
    page.locator(".ilacs-national-tile", has_text="Suffolk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suffolk")
    expect(page.get_by_label("As at", exact=True)).to_have_value("2019-03-31")


def test_quarter_after_quarter_by_the_keyboard(page):
    before = page.locator("#ilacs-quarter-before")
    tab_to(page, before)
    for day in ("30 June 2026", "31 March 2026"):
        page.keyboard.press("Enter")
        expect(status_of(page)).to_contain_text(f"as at {day}")
        expect(before).to_be_focused()
    page.locator("#ilacs-quarter-after").press("Enter")
    expect(status_of(page)).to_contain_text("as at 30 June 2026")


def test_region_is_named_at_the_end_of_its_line_and_a_pointer_is_told_of_a_mark(page, tables):
    page.get_by_label("Region to pick out").select_option("London")
    rows = ib.pictures(tables, areas=["leaders"], by="ofsted_region")
    london = good_or_outstanding(rows[rows["group"] == "London"]).iloc[-1]
    expect(page.get_by_text(f"London {london['share']:.0%}").last).to_be_visible()
    bar = page.locator(".mark-rect path").first
    bar.hover()
    told = page.locator("#vg-tooltip-element")
    expect(told).to_contain_text("Leaders")
    expect(told).to_contain_text(re.compile(r"Local authorities:?\s*\d+"))


def greys(page, grade):
    """How light a tile of the grade is on a grey print: its middle, and how much that varies."""
    tile = page.locator(f".ilacs-national-swatch.ilacs-is-{grade}")
    grey = Image.open(io.BytesIO(tile.screenshot())).convert("L")
    edge = grey.crop((4, 4, grey.width - 4, 7)).histogram()  # within its edge, above its letter
    return {shade for shade, n in enumerate(edge) if n > 3}


def test_a_grey_print_tells_outstanding_from_inadequate(page):
    outstanding, inadequate = greys(page, "outstanding"), greys(page, "inadequate")
    assert max(outstanding) - min(outstanding) < 12  # plain
    assert max(inadequate) - min(inadequate) > 12  # a grid
    for letter, grade in (("O", "outstanding"), ("I", "inadequate")):
        tiles = page.locator(f".ilacs-national-tile.ilacs-is-{grade} b").all_inner_texts()
        assert set(tiles) == {letter}

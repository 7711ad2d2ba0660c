"""A person compares councils in a real browser, and what is read is what `compare` gives."""

import io
from datetime import date

import openpyxl
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.compare_councils import (
    choose,
    counts_of,
    counts_on_page,
    days_in,
    expect_shown,
    matrix_in,
    matrix_of,
    matrix_on_page,
)
from browser.conftest import open_page
from live_server import wait_until
from playwright.sync_api import expect

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.vocabulary import DEFAULT_AREAS

MARCH_2025 = date(2025, 3, 31)


def code(name):
    return find_authority(name).la_code


@pytest.fixture
def last_day(tables):
    return tables.inspections["published"].max().date()


def test_page_opens_on_the_last_day_of_the_facts(page, tables, last_day):
    comparison = snapshot(
        tables, code("East Sussex"), "statistical_neighbours_2025", as_at=last_day
    )
    expect_shown(page, comparison)
    assert matrix_on_page(page) == matrix_of(comparison)
    assert counts_on_page(page) == counts_of(comparison)


@pytest.mark.parametrize(
    ("typed", "label", "comparator"),
    [
        ("Kent", "Ofsted region", "ofsted_region"),
        ("Hull", "Statistical neighbours (2021 model)", "statistical_neighbours_2021"),
        ("845", "England", "england"),
    ],
)
def test_choices_are_followed_by_every_part(page, tables, typed, label, comparator):
    choose(page, authority=typed, comparator=label, as_at=MARCH_2025)
    comparison = snapshot(tables, code(typed), comparator, as_at=MARCH_2025)
    expect_shown(page, comparison)
    expect(page.get_by_label("Local authority", exact=True)).to_have_value(comparison.la_name)
    expect(page.locator(".ilacs-positions dd")).to_have_text(
        comparison.positions["sentence"].to_list()
    )
    assert matrix_on_page(page) == matrix_of(comparison)
    assert counts_on_page(page) == counts_of(comparison)


def test_chart_is_described_and_follows(page):
    chart = page.locator("[data-chart=grades] [role=graphics-document]")
    before = chart.get_attribute("aria-label")
    choose(page, comparator="England")
    expect(chart).not_to_have_attribute("aria-label", before)
    assert chart.count() == 1


def test_own_grades_link_to_the_page_of_the_report(page, tables, last_day):
    own = snapshot(tables, code("East Sussex"), "england", as_at=last_day).own.iloc[0]
    table = page.get_by_role("region", name="Grades of East Sussex")
    now = table.get_by_role("row", name="The impact of leaders").get_by_role("link").first
    expect(now).to_have_attribute("href", f"{own['source_url']}#page={own['page']}")


def test_overall_is_shown_only_when_chosen(page, tables, last_day):
    heading = page.locator("[data-region=detail] .ilacs-matrix thead").get_by_text(
        "Overall effectiveness"
    )
    expect(heading).to_have_count(0)
    page.get_by_role("checkbox", name="Overall effectiveness").check()
    expect(heading).to_have_count(1)
    comparison = snapshot(
        tables,
        code("East Sussex"),
        "statistical_neighbours_2025",
        as_at=last_day,
        areas=(*DEFAULT_AREAS, "overall"),
    )
    assert matrix_on_page(page) == matrix_of(comparison)


def test_own_choice_of_councils(page, tables, last_day):
    expect(page.get_by_role("group", name="Your choice of councils")).to_be_hidden()
    choose(page, comparator="Own choice")
    expect(page.locator(".ilacs-status")).to_contain_text("Your choice is empty")
    expect(page.locator("[data-region=detail] .ilacs-matrix")).to_be_hidden()
    for name in ("Leeds", "Hackney"):
        page.get_by_label("Find a council").fill(name)
        page.get_by_role("checkbox", name=name).check()
    comparison = snapshot(
        tables,
        code("East Sussex"),
        [code("Hackney"), code("Leeds")],
        as_at=last_day,
    )
    expect_shown(page, comparison)
    assert matrix_on_page(page) == matrix_of(comparison)


def test_unknown_council_is_said_and_no_old_figure_stays(page):
    choose(page, authority="Atlantis")
    expect(page.locator(".ilacs-status")).to_contain_text("Atlantis")
    for part in (
        "[data-region=detail] .ilacs-matrix",
        "[data-chart=grades] .vega-embed",
        ".ilacs-button",
    ):
        expect(page.locator(part)).to_be_hidden()
    choose(page, authority="Leeds")
    expect(page.locator("[data-region=detail] .ilacs-matrix")).to_be_visible()


def test_words_half_typed_outlast_the_answer_to_an_earlier_choice(page, tables):
    council = page.get_by_label("Local authority", exact=True)
    council.focus()
    page.evaluate(
        """() => {
          const date = document.querySelector("[name=as_at]");
          date.value = "2025-03-31";
          date.dispatchEvent(new Event("change", { bubbles: true }));
          document.querySelector("[name=la]").value = "Hul";
        }"""
    )
    expect(page.locator(".ilacs-status")).to_contain_text("31 March 2025")
    expect(council).to_have_value("Hul")
    council.press("End")
    council.press_sequentially("l")
    council.press("Enter")
    comparison = snapshot(tables, code("Hull"), "statistical_neighbours_2025", as_at=MARCH_2025)
    expect_shown(page, comparison)
    assert matrix_on_page(page) == matrix_of(comparison)


def test_many_changes_at_once_end_with_the_last_of_them_in_every_part(page, tables):
    page.evaluate(
        """() => {
          const change = (name, value) => {
            const control = document.querySelector(`[name=${name}]`);
            control.value = value;
            control.dispatchEvent(new Event("change", { bubbles: true }));
          };
          for (const council of ["Leeds", "Kent", "Slough"]) change("la", council);
          change("to", "england");
          change("as_at", "2025-03-31");
          change("la", "East Sussex");
          change("as_at", "2024-03-31");
        }"""
    )
    comparison = snapshot(tables, code("East Sussex"), "england", as_at=date(2024, 3, 31))
    expect_shown(page, comparison)
    expect(page.locator(".ilacs-positions dd")).to_have_text(
        comparison.positions["sentence"].to_list()
    )
    assert matrix_on_page(page) == matrix_of(comparison)
    assert counts_on_page(page) == counts_of(comparison)


def test_chart_comes_back_as_wide_after_a_mistake(page):
    def width():
        return page.locator("[data-chart=grades] .vega-embed svg").bounding_box()["width"]

    before = width()
    choose(page, authority="Nowhere")
    expect(page.locator("[data-chart=grades] .vega-embed svg")).to_be_hidden()
    choose(page, authority="Kent")
    expect(page.locator(".ilacs-status")).to_contain_text("Kent beside")
    expect(page.locator("[data-chart=grades] .vega-embed svg")).to_be_visible()
    wait_until(lambda: width() == before)


def test_prints_with_grades_on_the_first_page_and_headings_on_each_of_the_table(page):
    choose(page, comparator="England")
    expect(page.locator(".ilacs-status")).to_contain_text("beside 152 councils")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_bounded() for sheet in printed]
    assert "grades now and last time" in texts[0]
    assert "Local authority" not in texts[0]  # the controls stay on the screen
    of_table = [text for text in texts if text.count("no change") > 3]
    assert len(of_table) > 5
    assert all("Inspected, and age" in text for text in of_table)


def test_headings_sort_the_table(page):
    heading = page.locator("[data-region=detail] .ilacs-matrix thead th").filter(has_text="Leaders")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    orders = page.locator(
        "[data-region=detail] .ilacs-matrix tbody tr td:nth-child(3)"
    ).evaluate_all("cells => cells.map(cell => cell.dataset.value)")
    graded = [order for order in orders if order]
    assert graded == sorted(graded)
    assert orders[: len(graded)] == graded


def test_download_has_what_is_shown(page, tables):
    choose(page, authority="Kent", comparator="Ofsted region", as_at=MARCH_2025)
    comparison = snapshot(tables, code("Kent"), "ofsted_region", as_at=MARCH_2025)
    expect_shown(page, comparison)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Excel").click()
    assert download.value.suggested_filename == "kent_ofsted_region_2025-03-31.xlsx"
    expect(page.locator(".ilacs-status")).to_contain_text("Downloaded kent")
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert matrix_in(book["Matrix"]) == matrix_on_page(page) == matrix_of(comparison)
    sentences = [row[2] for row in book["Positions"].iter_rows(min_row=5, values_only=True)]
    assert sentences == page.locator(".ilacs-positions dd").all_inner_texts()
    assert date(2025, 3, 31) in {cell.date() for cell in days_in(book["Cover"])}


def test_keyboard_alone_is_enough(page, tables, last_day):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Local authority", exact=True)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Leeds")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Compare with", exact=True)).to_be_focused()
    page.keyboard.type("Engl")
    comparison = snapshot(tables, code("Leeds"), "england", as_at=last_day)
    expect_shown(page, comparison)
    tab_to(page, page.get_by_role("checkbox", name="Leaders"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Leaders")).to_have_count(0)
    tab_to(page, page.get_by_role("button", name="Download as Excel"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("leeds_england")
    tab_to(page, page.get_by_role("region", name="Council by council"))


def tab_to(page, target):
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail("the Tab key does not lead there")


@pytest.mark.parametrize("width", [400, 1366])
def test_page_never_scrolls_sideways(context, server, width):
    page = open_page(context, server)
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
    matrix = page.get_by_role("region", name="Council by council")
    matrix.scroll_into_view_if_needed()
    matrix.evaluate("region => region.scrollTo(10000, 0)")
    expect(
        page.locator("[data-region=detail] .ilacs-matrix tbody tr").first.locator("td").last
    ).to_be_in_viewport()
    expect(
        page.locator("[data-region=detail] .ilacs-matrix tbody tr").first.locator("th")
    ).to_be_in_viewport()


def test_no_barrier_that_axe_finds_in_an_own_choice(page):
    page.set_viewport_size({"width": 400, "height": 800})
    choose(page, comparator="Own choice")
    expect(page.get_by_role("group", name="Your choice of councils")).to_be_visible()
    choose(page, comparator="England")
    expect(page.locator(".ilacs-status")).to_contain_text("England")
    found = Axe().run(page).response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found} == {}


def test_changes_are_spoken(page):
    status = page.locator(".ilacs-status")
    expect(status).to_have_role("status")
    status.evaluate("line => { line.dataset.same = 'yes' }")
    choose(page, comparator="England")
    expect(status).to_contain_text("England")
    expect(status).to_have_attribute("data-same", "yes")

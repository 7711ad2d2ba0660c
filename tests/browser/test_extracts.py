"""A person builds an extract in a real browser, and finds what it rests on."""

import csv
import io
from datetime import date

import pytest
from browser.pages import alive, expect_spoken, rows_of, status_of, tab_to, wait_until
from playwright.sync_api import expect
from ten_questions import grade_in

from ilacs_bench.benchmark.compare import compare
from ilacs_bench.dashboard.pages.extracts import SHOWN
from ilacs_bench.vocabulary import GRADE_LABELS

DAY = date(2025, 3, 31)
SECTIONS = ("How far you can trust it", "Accessibility", "Report an error")


@pytest.fixture
def page(context, server):
    """The judgements of Kent and its region, as at a date, chosen by hand."""
    page = alive(context, server, "extracts")
    page.get_by_label("As at, or published to").fill(DAY.isoformat())
    field = page.get_by_role("combobox", name="Local authority")
    field.fill("Kent")
    field.press("Enter")
    page.get_by_label("Together with").select_option("region")
    expect(status_of(page)).to_contain_text("Kent and Ofsted region, as at 31 March 2025")
    return page


def downloaded(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    expect(status_of(page)).to_contain_text(f"Downloaded {download.value.suggested_filename}")
    return download.value


def test_files_have_the_rows_of_the_library_and_begin_as_the_preview(page, tables):
    expected = compare(tables, "Kent", "region", as_at=DAY)
    file = downloaded(page, "CSV")
    assert file.suggested_filename == "judgements_kent_2025-03-31.csv"
    rows = list(csv.DictReader(io.StringIO(file.path().read_text(encoding="utf-8-sig"))))
    labels = expected["grade"].map(GRADE_LABELS).astype(object)
    assert sorted(row["Grade"] for row in rows) == sorted(labels.where(labels.notna(), ""))
    shown = rows_of(page.locator("[data-region=preview]"))
    assert len(shown) == SHOWN
    assert [row[0] for row in shown] == [row["Local authority"] for row in rows[:SHOWN]]
    graded = [row["Grade"] and grade_in(row["Grade"]) for row in rows[:SHOWN]]
    assert [grade_in(row[3]) or "" for row in shown] == graded
    assert downloaded(page, "Excel").suggested_filename == "judgements_kent_2025-03-31.xlsx"


def test_only_the_controls_of_the_table_are_there(page):
    expect(page.get_by_role("group", name="Judgements")).to_be_visible()
    expect(page.get_by_label("Published from")).to_be_hidden()
    page.get_by_label("Table", exact=True).select_option("history")
    expect(page.get_by_label("Published from")).to_be_visible()
    expect(page.get_by_role("group", name="Judgements")).to_be_hidden()
    page.get_by_role("combobox", name="Local authority").fill("")
    expect(page.get_by_label("Together with")).to_be_hidden()


def test_no_judgement_ticked_is_said_and_stands_in_the_address(page):
    for box in page.get_by_role("group", name="Judgements").get_by_role("checkbox").all():
        if box.is_checked():
            box.uncheck()
    expect(status_of(page)).to_contain_text("No judgement is chosen")
    wait_until(page, "location.search.endsWith('area=')")
    expect(page.get_by_role("heading", name="First rows of the extract")).to_have_count(0)
    expect(page.get_by_role("heading", name="Accessibility")).to_be_visible()
    page.get_by_label("Table", exact=True).select_option("waits")
    expect(status_of(page)).to_contain_text("Time since the last inspection")


def test_what_the_figures_rest_on_is_a_click_away(page):
    for name in SECTIONS:
        page.get_by_role("link", name=name, exact=True).first.click()
        heading = page.get_by_role("heading", name=name, exact=True, level=2)
        expect(heading).to_be_in_viewport()
    for view in ("held", "unread", "agreement", "accuracy"):
        line = page.locator(f"[data-region={view}] summary").first
        line.click()
        expect(line).to_be_in_viewport()
    expect(status_of(page)).to_contain_text("Kent")  # a jump changes no choice


def test_keyboard_alone_is_enough(context, server):
    page = alive(context, server, "extracts")
    table = page.get_by_label("Table", exact=True)
    tab_to(page, table)
    expect_spoken(page, lambda: page.keyboard.type("Time since"))
    expect(table).to_be_focused()
    tab_to(page, page.get_by_role("combobox", name="Local authority"))
    page.keyboard.type("hull")
    page.keyboard.press("Enter")
    expect(status_of(page)).to_contain_text("Kingston upon Hull")
    tab_to(page, page.get_by_role("button", name="CSV", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "waits_kingston_upon_hull_2026-08-20.csv"

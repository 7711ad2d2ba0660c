"""A person builds an extract in a real browser: the file has the rows that the page shows."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from browser.pages import alive, expect_spoken, grade_in, rows_of, status_of, tab_to
from playwright.sync_api import expect

from ilacs_bench.benchmark.comparators import comparators
from ilacs_bench.benchmark.compare import compare
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.vocabulary import DEFAULT_AREAS, GRADE_LABELS
from ilacs_bench.widgets.extracts_view import SHOWN

DAY = date(2025, 3, 31)
SHORT = {GRADE_LABELS[grade]: words for grade, words in SHORT_GRADES.items()}
PREVIEW = "First rows of the extract"


@pytest.fixture
def page(context, server):
    """The judgements of Kent and its region, as at a date, chosen by hand."""
    page = alive(context, server, "extracts")
    page.get_by_label("As at", exact=True).fill(DAY.isoformat())
    field = page.get_by_label("Local authority (empty: all of England)")
    field.fill("Kent")
    field.press("Enter")
    page.get_by_label("Together with").select_option("region")
    expect(status_of(page)).to_contain_text("Kent and Ofsted region, as at 31 March 2025")
    return page


def preview(page):
    table = page.get_by_role("region", name=PREVIEW)
    headings = [words.rstrip(" ↕") for words in table.locator("thead th").all_inner_texts()]
    return [dict(zip(headings, row, strict=True)) for row in rows_of(table)]


def downloaded(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    expect(status_of(page)).to_contain_text(f"Downloaded {download.value.suggested_filename}")
    return download.value


def shown_as(value):
    """A cell of a file as the page prints it."""
    if value in (None, "[x]", "[z]"):  # what a table without empty cells has in their place
        return ""
    if isinstance(value, datetime):
        return day_words(value.date())
    return f"{value:,}" if isinstance(value, int) else SHORT.get(value, value)


def test_preview_has_the_first_rows_of_what_the_library_gives(page, tables):
    rows = compare(tables, "Kent", "region", as_at=DAY)
    expect(status_of(page)).to_contain_text(f"{len(rows)} rows")
    shown = preview(page)
    assert len(shown) == min(SHOWN, len(rows))
    grades = {
        (name, area): grade if isinstance(grade, str) else None
        for name, area, grade in rows[["la_name", "judgement_area", "grade"]].to_numpy()
    }
    in_order = [
        grades[name, area] for name in sorted({n for n, _ in grades}) for area in DEFAULT_AREAS
    ]
    assert [grade_in(row["Grade"]) for row in shown] == in_order[: len(shown)]


def test_excel_has_every_row_and_begins_as_the_preview(page, tables):
    file = downloaded(page, "Download as Excel")
    assert file.suggested_filename == "judgements_kent_2025-03-31.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file.path().read_bytes()))
    headings, *rows = book["Extract"].iter_rows(min_row=4, values_only=True)
    assert len(rows) == len(compare(tables, "Kent", "region", as_at=DAY))
    first = [dict(zip(headings, map(shown_as, row), strict=True)) for row in rows[:SHOWN]]
    shown = preview(page)
    assert [{heading: row[heading] for heading in shown[0]} for row in first] == shown
    cover = [cell for row in book["Cover"].iter_rows(values_only=True) for cell in row]
    assert datetime(DAY.year, DAY.month, DAY.day) in cover
    assert any("Kent and Ofsted region" in str(cell) for cell in cover)


def test_csv_has_every_row_and_says_of_what_time(page, tables):
    file = downloaded(page, "Download as CSV")
    assert file.suggested_filename == "judgements_kent_2025-03-31.csv"
    rows = list(csv.DictReader(io.StringIO(file.path().read_text(encoding="utf-8-sig"))))
    expected = compare(tables, "Kent", "region", as_at=DAY)
    labels = expected["grade"].map(GRADE_LABELS).astype(object)
    assert sorted(row["Grade"] for row in rows) == sorted(labels.where(labels.notna(), ""))
    assert all("31 March 2025" in row["Of what time"] for row in rows)
    assert [shown_as(row["Grade"]) for row in rows[:SHOWN]] == [
        row["Grade"] for row in preview(page)
    ]


def test_address_brings_the_extract_back(context, server, page):
    page.get_by_label("Table", exact=True).select_option("comparators")
    expect(status_of(page)).to_contain_text("Neighbours and other groups")
    page.wait_for_function("location.search.includes('what=comparators')")
    again = alive(context, server, page.url.rpartition("/")[2])
    expect(status_of(again)).to_have_text(status_of(page).inner_text())
    assert preview(again) == preview(page)


def test_members_of_a_group_are_those_of_the_library(page, tables):
    page.get_by_label("Table", exact=True).select_option("comparators")
    members = comparators(tables, "Kent", "region", as_at=DAY)
    expect(status_of(page)).to_contain_text(f"{len(members)} rows")
    cells = {cell for row in preview(page) for cell in row.values()}
    assert set(members["la_name"].head(SHOWN)) <= cells


def test_what_the_figures_rest_on_is_said(page):
    for name in ("What the tables hold", "Agreement with Ofsted", "How often theme codes"):
        page.get_by_role("navigation", name="On this page").get_by_role("link", name=name).click()
        section = page.url.rpartition("#")[2]
        expect(page.locator(f"#{section}")).to_be_in_viewport()
    expect(status_of(page)).to_contain_text("Kent")  # a jump changes no choice


def test_keyboard_alone_is_enough(context, server):
    page = alive(context, server, "extracts")
    tab_to(page, page.get_by_label("Table", exact=True))
    page.keyboard.type("Time since")
    expect(status_of(page)).to_contain_text("Time since the last inspection")
    expect(page.get_by_label("Table", exact=True)).to_be_focused()
    tab_to(page, page.get_by_label("Local authority (empty: all of England)"))
    page.keyboard.type("hull")
    tab_to(page, page.get_by_label("Together with"))
    expect(status_of(page)).to_contain_text("Kingston upon Hull")
    tab_to(page, page.get_by_role("button", name="Download as CSV"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("waits_kingston_upon_hull_")
    tab_to(page, page.get_by_role("region", name=PREVIEW))


def test_changes_are_spoken(page):
    expect_spoken(page, lambda: page.get_by_role("checkbox", name="Leaders").uncheck())

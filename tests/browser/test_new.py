"""What's new: a day and a council are chosen by the keyboard, and the answer is the library's."""

import pytest
from browser.pages import alive, expect_spoken, rows_of, status_of, tab_to
from playwright.sync_api import expect

import ilacs_bench as ib
from ilacs_bench.benchmark.published import changes_among, published_reports


@pytest.mark.parametrize("council", ["Hull", "Suffolk", "Cumberland"])
def test_what_was_published_since_my_last_board_and_what_changed(context, server, tables, council):
    page = alive(context, server, "new")
    page.get_by_label("Since", exact=True).fill("2025-10-01")
    box = page.get_by_label("Local authority (optional)")
    tab_to(page, box)
    page.keyboard.type(council)
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="What changed since 1 October 2025")
    expect(table.get_by_role("row")).to_have_count(4)
    reports = published_reports(ib.published_since(tables, "2025-10-01"))
    rows = changes_among(tables, reports, council)
    counted = rows[["group", "reports", "n_up", "n_down", "n_both", "n_unchanged"]]
    shown = [[row[0], *map(int, row[1:6])] for row in rows_of(table)]
    assert shown == counted.to_numpy().tolist()
    expect(status_of(page)).to_contain_text(f"{len(reports)} reports were published")


def test_a_change_is_spoken_and_a_report_leads_to_its_council(context, server):
    page = alive(context, server, "new")
    expect_spoken(page, lambda: page.get_by_label("Since", exact=True).fill("2026-07-01"))
    page.get_by_role("region", name="Reports published").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lancashire")


def test_exactly_these_reports_are_downloaded(context, server):
    page = alive(context, server, "new?since=2026-07-31")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "new_reports_2026-07-31_to_2026-08-20.csv"
    lines = download.value.path().read_text(encoding="utf-8-sig").strip().splitlines()
    assert len(lines) == 5  # Lancashire, Portsmouth, South Tyneside, Trafford

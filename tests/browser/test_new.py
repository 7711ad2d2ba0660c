"""What's new: a change is spoken, a report leads to its council, the reports are downloaded."""

from browser.pages import alive, expect_spoken
from playwright.sync_api import expect


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

"""Find councils: three clicks answer, each filter can be taken away, rows lead to their council."""

import pytest
from browser.pages import alive, status_of
from playwright.sync_api import expect

import ilacs_bench as ib


@pytest.fixture
def page(context, server):
    return alive(context, server, "find")


def names(page):
    return page.locator("[data-region=found-table] tbody th").all_inner_texts()


def box(page, group, label):
    return page.get_by_role("group", name=group, exact=True).get_by_label(label, exact=True)


def test_outstanding_unitary_authorities_in_the_south_west_are_three_clicks(page, tables):
    page.get_by_role("combobox", name="Ofsted region").select_option("South West")
    page.get_by_label("Type", exact=True).select_option("Unitary authority")
    box(page, "Overall effectiveness", "Outstanding").check()
    rows = ib.find_councils(
        tables,
        ofsted_region="South West",
        la_type="Unitary authority",
        grades={"overall": "outstanding"},
    )
    expect(status_of(page)).to_contain_text(f"{len(rows)} of 153 local authorities")
    assert names(page) == rows["la_name"].to_list()


def test_a_filter_is_a_button_that_takes_it_away(page, tables):
    box(page, "Overall effectiveness", "Good").check()
    expect(status_of(page)).to_contain_text("overall effectiveness: good")
    box(page, "Care leavers", "Requires improvement").check()
    rows = ib.find_councils(
        tables, grades={"overall": "good", "care_leavers": "requires_improvement"}
    )
    expect(status_of(page)).to_contain_text(f"{len(rows)} of 153 local authorities")
    in_use = page.get_by_role("list", name="Filters in use")
    in_use.get_by_role("link", name="Care leavers: Requires improvement").click()
    rows = ib.find_councils(tables, grades={"overall": "good"})
    expect(status_of(page)).to_contain_text(f"{len(rows)} of 153 local authorities")
    expect(box(page, "Care leavers", "Requires improvement")).not_to_be_checked()


def test_exactly_these_rows_are_downloaded(page, tables):
    page.get_by_label("Latest framework").select_option("ilacs_2026")
    rows = ib.find_councils(tables, framework="ilacs_2026")
    expect(status_of(page)).to_contain_text(f"{len(rows)} of 153")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.strip().splitlines()) == len(rows) + 1


def test_a_row_leads_to_the_page_of_its_council(page):
    page.get_by_label("Name or code").fill("hull")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kingston upon Hull").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kingston upon Hull")

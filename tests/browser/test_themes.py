"""Themes: a theme moves to its evidence, words are searched, the analysis is folded."""

import re

import pytest
from browser.pages import alive, expect_spoken, rows_of, status_of, tab_to
from factories import authority, bullet, inspected, sentence, some_tables
from live_server import live_server
from playwright.sync_api import expect

import ilacs_bench as ib
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.table_writer import write_tables
from ilacs_bench.vocabulary import THEME_LABELS

HOSTILE = "<script>document.title = 'taken'</script>"


@pytest.fixture
def page(context, server):
    return alive(context, server, "themes?la=hull")


def ranking(page):
    return page.get_by_role("region", name="Themes", exact=True)


def evidence(page):
    return page.locator("[data-region=evidence]")


def test_a_theme_moves_to_its_evidence_and_is_announced(page, tables):
    link = ranking(page).get_by_role("link").nth(3)
    label = link.inner_text()
    tab_to(page, link)
    expect_spoken(page, lambda: page.keyboard.press("Enter"))
    heading = page.get_by_role("heading", name=f"{label}: where reports say it")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(status_of(page)).to_contain_text(f"{label}: ")
    assert "la=kingston-upon-hull" in page.url
    theme = next(code for code, words in THEME_LABELS.items() if words == label)
    n = ib.recurring_in_group(tables, "Hull").set_index("theme").loc[theme, "n"]
    assert len(rows_of(evidence(page).locator("table").first)) == n
    report = evidence(page).get_by_role("link", name=re.compile("^page")).first
    assert re.search(r"ofsted\.gov\.uk/.*#page=\d+$", report.get_attribute("href"))
    page.go_back()
    expect(status_of(page)).not_to_contain_text(f"{label}: ")


def test_a_region_keeps_the_council_and_so_does_the_way_to_another_page(page):
    page.get_by_label("Or of a region").select_option(label="London")
    expect(status_of(page)).to_contain_text("reports of London")
    expect(page.get_by_label("Local authority", exact=True)).to_have_value("Kingston upon Hull")
    link = page.get_by_role("navigation").get_by_role("link", name="Our council")
    assert "la=kingston-upon-hull" in link.get_attribute("href")


def test_analysis_is_folded_draws_when_opened_and_stays_open(page):
    assert page.locator("[data-chart] svg:visible").count() == 0
    summary = page.locator("summary", has_text="By the grade given")
    summary.click()
    chart = page.locator("[data-chart=by-grade-fold-2] svg")
    expect(chart).to_be_visible()
    assert chart.bounding_box()["width"] > 600
    page.get_by_text("More choices").click()
    page.get_by_label("Judgement", exact=True).select_option("leaders")
    expect(page.locator("[data-chart=by-grade-fold-2]")).to_contain_text("Sections on leaders")
    expect(chart).to_be_visible()


@pytest.fixture(scope="module")
def with_words(tmp_path_factory):
    """A server of two reports in words of our own, one of them hostile."""
    old = inspected("E10000016", "2022-05-09", "2022-07-01", leaders="good")
    new = inspected("E10000011", "2023-12-11", "2024-02-06", leaders="outstanding")
    tables = some_tables(
        old,
        new,
        authorities=[
            authority("E10000016", la_name="Kent"),
            authority("E10000011", la_name="East Sussex"),
        ],
        coded=[
            bullet(new, "planning", text=f"Planning, in words of ours. {HOSTILE}"),
            sentence(old, "leaders", "strength", "supervision", text="Invented children’s plans."),
            sentence(new, "in_care", "weakness", "planning", page=7, text="Plans (made up) lag."),
        ],
    )
    folder = tmp_path_factory.mktemp("own_words")
    write_tables({name: getattr(tables, name) for name in TABLES}, folder)
    with live_server(folder) as running:
        yield running


def test_words_are_read_and_searched_where_they_are_at_hand(context, with_words):
    page = alive(context, with_words, "themes?since=2018")
    title = page.title()
    expect(evidence(page)).to_contain_text(f"Planning, in words of ours. {HOSTILE}")
    field = page.get_by_role("searchbox", name="Search the reports")
    field.press_sequentially("children's")  # as a keyboard has it; the report prints another sign
    expect(status_of(page)).to_contain_text("1 sentence with ‘children's’")
    expect(field).to_be_focused()
    expect(page.locator("mark")).to_have_text("children’s")
    field.fill("(made")
    expect(status_of(page)).to_contain_text("1 sentence with")
    expect(page.get_by_role("region", name="Sentences found")).to_contain_text("page 7")
    assert page.title() == title

"""A person asks what recurs in reports, in a real browser, and searches in words of our own."""

import csv
import io

import pytest
from browser.pages import alive, expect_alive, expect_spoken, rows_of, status_of, tab_to
from factories import authority, bullet, inspected, sentence, some_tables
from live_server import live_server
from playwright.sync_api import expect

from ilacs_bench.benchmark.search import search_findings
from ilacs_bench.benchmark.theme_authorities import theme_authorities
from ilacs_bench.benchmark.theme_years import coded_years, theme_shares
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import write_tables
from ilacs_bench.vocabulary import THEME_GROUPS, THEME_LABELS

LONDON = "London"
HOSTILE = "<script>document.title = 'taken'</script>"


@pytest.fixture
def page(context, server):
    return alive(context, server, "themes")


@pytest.fixture(scope="module")
def years(tables):
    return coded_years(tables)[0], coded_years(tables)[-1]


def recurring(page):
    """Theme and count of each row of the table."""
    table = page.get_by_role("region", name="Themes of areas for improvement")
    return [(row[0], int(row[1])) for row in rows_of(table)]


def expected(tables, first, last, codes=None, group=None):
    shares = theme_shares(tables, first, last, codes)
    rows = shares if group is None else shares[shares["theme_group"] == group]
    rows = rows.sort_values("share", ascending=False, kind="stable")
    return [(THEME_LABELS[theme], n) for theme, n in zip(rows["theme"], rows["n"], strict=True)]


def codes_of(tables, region):
    there = tables.authorities["ofsted_region"] == region
    return tuple(tables.authorities.loc[there, "la_code"].unique())


def test_recurring_themes_follow_region_years_and_group(page, tables, years):
    assert recurring(page) == expected(tables, *years)
    page.get_by_label("Region", exact=True).select_option(label=LONDON)
    codes = codes_of(tables, LONDON)
    of = theme_shares(tables, *years, codes)["of"].iloc[0]
    expect(status_of(page)).to_contain_text(f"Themes of {of} areas for improvement")
    assert recurring(page) == expected(tables, *years, codes)
    page.get_by_label("Published from").select_option(str(years[0] + 3))
    expect(status_of(page)).to_contain_text(f"published {years[0] + 3} to {years[1]}")
    assert recurring(page) == expected(tables, years[0] + 3, years[1], codes)
    group = next(iter(THEME_GROUPS.values()))
    page.get_by_label("Group of themes").select_option(group)
    page.wait_for_function("location.search.includes('group=')")
    assert recurring(page) == expected(tables, years[0] + 3, years[1], codes, group)


def test_theme_leads_to_its_councils_and_on_to_their_evidence(page, tables):
    label, _ = recurring(page)[0]
    theme = next(code for code, words in THEME_LABELS.items() if words == label)
    chosen = page.get_by_role("region", name="Themes of areas").get_by_role("button", name=label)
    chosen.click()
    table = page.get_by_role("region", name="Councils whose latest report has the theme")
    found = theme_authorities(tables, theme)
    shown = rows_of(table)
    columns = ["la_name", "ofsted_region", "n_improvement", "n_weakness", "n_strength"]
    assert [row[:5] for row in shown] == [
        [str(value) for value in row] for row in found[columns].head(len(shown)).to_numpy()
    ]
    expect(table.locator("caption")).to_contain_text(f"{len(found)} councils")
    table.get_by_role("link", name=shown[0][0]).first.click()
    page.wait_for_url(f"**/profile?la=*&theme={theme}")
    expect_alive(page)
    expect(status_of(page)).to_contain_text(f"Evidence on ‘{label}’")
    page.go_back()
    expect_alive(page)
    expect(page.get_by_label("Theme", exact=True)).to_have_value(theme)
    expect(table).to_be_visible()


def test_any_mark_leads_to_its_councils(page):
    evidence = page.get_by_role("region", name="Councils whose latest report has the theme")
    for name in ("grades", "contrast"):
        mark = page.locator(f"[data-chart={name}] .mark-symbol.role-mark path").last
        mark.scroll_into_view_if_needed()
        mark.click()
        expect(evidence).to_be_focused()
        chosen = page.get_by_label("Theme", exact=True).input_value()
        heading = page.get_by_role("heading", name=f"Where it is said: {THEME_LABELS[chosen]}")
        expect(heading).to_be_in_viewport()
        page.get_by_label("Theme", exact=True).select_option("")
        expect(evidence).to_have_count(0)


def test_theme_beside_a_chart_leads_to_its_councils_by_keyboard(page):
    table = page.get_by_role("region", name="Outstanding beside requires improvement")
    button = table.locator("tbody button").first
    label = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Where it is said: {label}")).to_be_in_viewport()
    expect(page.get_by_role("region", name="Councils whose latest report")).to_be_focused()


def test_download_has_the_counts_that_are_shown(page):
    page.get_by_label("Region", exact=True).select_option(label=LONDON)
    expect(status_of(page)).to_contain_text(LONDON)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download themes as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {(row["theme_label"], int(row["n"])) for row in rows} == set(recurring(page))
    assert {row["region"] for row in rows} == {LONDON}


def test_facts_alone_say_how_to_search(page):
    expect(page.get_by_role("searchbox")).to_have_count(0)
    hint = page.locator(".ilacs-themes-hint")
    expect(hint).to_contain_text("ilacs-bench update --words")


def test_keyboard_alone_is_enough_and_its_place_is_kept(page, tables, years):
    tab_to(page, page.get_by_label("Region", exact=True))
    page.keyboard.type("Lond")
    expect(status_of(page)).to_contain_text(LONDON)
    label, _ = expected(tables, *years, codes_of(tables, LONDON))[0]
    button = page.get_by_role("region", name="Themes of areas").get_by_role("button", name=label)
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Where it is said: {label}")).to_be_visible()
    expect(button).to_be_focused()
    tab_to(page, page.get_by_role("region", name="Councils whose latest report"))


def test_changes_are_spoken(page):
    expect_spoken(page, lambda: page.get_by_label("Published to").select_option("2024"))


OLD = inspected("E10000016", "2022-05-09", "2022-07-01", leaders="good")
NEW = inspected("E10000011", "2023-12-11", "2024-02-06", leaders="outstanding")


@pytest.fixture(scope="module")
def own_words():
    """Two reports in words of our own, one of them hostile."""
    return some_tables(
        OLD,
        NEW,
        authorities=[
            authority("E10000016", la_name="Kent"),
            authority("E10000011", la_name="East Sussex"),
        ],
        coded=[
            sentence(OLD, "leaders", "strength", "supervision", text="Invented children’s plans."),
            sentence(NEW, "in_care", "weakness", "planning", page=7, text="Plans (made up) lag."),
            sentence(NEW, "in_care", "weakness", "planning", paragraph=9, text=f"Odd {HOSTILE}"),
            bullet(NEW, "planning", text="Planning, in words of ours."),
        ],
    )


@pytest.fixture(scope="module")
def with_words(own_words, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own_words")
    write_tables({name: getattr(own_words, name) for name in TABLES}, folder)
    with live_server(folder) as running:
        yield running


def test_typed_words_are_found_marked_and_lead_to_their_page(context, with_words, own_words):
    page = alive(context, with_words, "themes")
    field = page.get_by_role("searchbox", name="Search the findings")
    field.press_sequentially("plans")
    found = search_findings(own_words, "plans")
    expect(status_of(page)).to_contain_text(f"{found.n} sentences with ‘plans’")
    expect(field).to_be_focused()
    items = page.get_by_role("region", name="Sentences found").get_by_role("listitem")
    assert [item.locator("p").first.inner_text() for item in items.all()] == list(
        found.rows["text"]
    )
    assert items.locator("mark").all_inner_texts() == ["Plans", "plans"]
    expect(items.first).to_contain_text("Children in care, paragraph 1")
    expect(items.first).to_contain_text("page 7")
    field.fill("children's")  # as a keyboard has it; the report prints another sign
    expect(status_of(page)).to_contain_text("1 sentence with")
    expect(items.locator("mark")).to_have_text("children’s")
    again = alive(context, with_words, page.url.rpartition("/")[2])
    expect(again.get_by_role("searchbox")).to_have_value("children's")
    expect(again.locator("mark")).to_have_text("children’s")


@pytest.mark.parametrize("typed", ["<script>", "(made", ".*", "[", "\\", "x" * 300, "'\"--"])
def test_hostile_words_are_only_words(context, with_words, own_words, typed):
    page = alive(context, with_words, "themes")
    title = page.title()
    page.get_by_role("searchbox").fill(typed)
    n = search_findings(own_words, typed[:100]).n
    heading = f"{n} sentence" if n else "No sentence has"
    expect(status_of(page)).to_contain_text(heading)
    assert page.locator("main li script").count() == 0
    assert page.title() == title
    page.get_by_role("searchbox").fill("   ")
    expect(status_of(page)).not_to_contain_text(heading)
    expect(page.locator("[data-region=found]")).to_be_empty()


def test_evidence_is_read_in_its_own_words(context, with_words):
    page = alive(context, with_words, "profile?la=east-sussex&to=england&theme=planning")
    table = page.get_by_role("region", name="Evidence on")
    shown = [where for _, where in rows_of(table)]
    assert any("page 7" in where and "Plans (made up) lag." in where for where in shown)
    assert any("paragraph 9" in where and HOSTILE in where for where in shown)
    assert page.title() != "taken"
    assert table.locator("mark").first.inner_text() == "Plans"  # what the coder went by
    improvements = page.get_by_role("region", name="Areas for improvement")
    expect(improvements).to_contain_text("Planning, in words of ours.")
    expect(page.locator(".ilacs-profile-hint")).to_have_count(0)

"""A person reads a council's profile in a real browser: what is read is what the library tells."""

from datetime import date

import pandas as pd
import pytest
from browser.pages import alive, expect_alive, expect_spoken, grade_in, rows_of, status_of, tab_to
from playwright.sync_api import expect

from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.evidence import evidence, latest_improvements
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.vocabulary import AREA_LABELS, THEME_LABELS
from ilacs_bench.widgets.profile_view import KIND_LABELS

COUNCIL = "Suffolk"
DAY = date(2025, 3, 31)
ADDRESS = f"profile?la=suffolk&as_at={DAY}"


@pytest.fixture
def page(context, server):
    return alive(context, server, ADDRESS)


@pytest.fixture(scope="module")
def most_told(tables):
    """The theme with the most findings in the council's latest report."""
    profile = theme_profile(tables, COUNCIL, as_at=DAY)
    return profile.loc[(profile["own_weakness"] + profile["own_strength"]).idxmax(), "theme"]


def grade_or_none(value):
    return None if pd.isna(value) else value


def test_grades_now_and_last_time_with_links_to_the_page(page, tables):
    own = own_grades(tables, COUNCIL, as_at=DAY)
    table = page.get_by_role("region", name=f"Grades of {COUNCIL}")
    assert [(row[0], grade_in(row[1]), grade_in(row[2])) for row in rows_of(table)] == [
        (AREA_LABELS[area], grade_or_none(now), grade_or_none(before))
        for area, now, before in own[["judgement_area", "grade", "previous_grade"]].to_numpy()
    ]
    links = [link.get_attribute("href") for link in table.get_by_role("link").all()]
    first = own.iloc[0]
    assert f"{first['source_url']}#page={first['page']}" in links


def test_record_has_every_inspection_the_newest_first(page, tables):
    record = trajectories(tables, COUNCIL, as_at=DAY, areas=["help_protection"])
    shown = rows_of(page.get_by_role("region", name=f"Full inspections of {COUNCIL}"))
    assert [grade_in(row[2]) for row in shown] == record["grade"].to_list()[::-1]
    told = page.locator("[data-chart=record] [role=graphics-document]").get_attribute("aria-label")
    assert all(str(day.year) in told for day in record["dated"])


def test_improvements_with_their_themes_and_what_came_back(page, tables):
    rows = latest_improvements(tables, COUNCIL, as_at=DAY)
    shown = rows_of(page.get_by_role("region", name="Areas for improvement"))
    items = list(rows.groupby("improvement_id", sort=False))
    assert len(shown) == len(items)
    for cells, (_, themes) in zip(shown, items, strict=True):
        first = themes.iloc[0]
        assert cells[0].startswith(f"{KIND_LABELS[first['kind']]} {first['number']}")
        assert f"page {first['page']}" in cells[0]
        for theme, came_back in themes[["theme", "came_back"]].dropna(subset="theme").to_numpy():
            assert THEME_LABELS[theme] in cells[1]
            if came_back is True:
                assert "came back" in cells[1]
    assert sum("came back" in cells[1] for cells in shown) == sum(
        themes["came_back"].fillna(False).any() for _, themes in items
    )


def shown_evidence(page, theme):
    return rows_of(page.get_by_role("region", name=f"Evidence on {THEME_LABELS[theme]}"))


def expect_evidence(page, found, theme):
    n = "1 coded finding" if len(found) == 1 else f"{len(found)} coded findings"
    expect(status_of(page)).to_contain_text(f"Evidence on ‘{THEME_LABELS[theme]}’: {n}.")
    shown = shown_evidence(page, theme)
    assert [says.split()[-1].lower() for says, _ in shown] == found["polarity"].to_list()
    assert all(
        f"page {page_number}" in where
        for (_, where), page_number in zip(shown, found["page"], strict=True)
    )


def test_theme_leads_to_each_finding_and_its_page(page, tables, most_told):
    page.get_by_role("region", name="Themes").get_by_role(
        "button", name=THEME_LABELS[most_told], exact=True
    ).click()
    found = evidence(tables, COUNCIL, most_told, as_at=DAY)
    expect_evidence(page, found, most_told)
    expect(page.get_by_label("Theme", exact=True)).to_have_value(most_told)
    first = page.get_by_role("region", name="Evidence on").get_by_role("link").first
    row = found.iloc[0]
    expect(first).to_have_attribute("href", f"{row['source_url']}#page={row['page']}")
    page.get_by_label("Findings").select_option("weakness")
    expect_evidence(page, found[found["polarity"] == "weakness"], most_told)


def test_how_to_get_the_words_is_said_where_they_are_not_at_hand(page, most_told):
    page.get_by_label("Theme", exact=True).select_option(most_told)
    hint = page.locator(".ilacs-profile-hint")
    expect(hint).to_contain_text(f'ilacs-bench update --words --authority "{COUNCIL}"')


def test_counts_of_themes_are_those_beside_the_group(page, tables):
    page.get_by_label("Compare with").select_option("region")
    table = page.get_by_role("region", name="Themes")
    profile = theme_profile(tables, COUNCIL, "region", as_at=DAY).set_index("theme")
    expect(table.locator("caption")).to_contain_text("Ofsted region")
    shown = {row[0]: row[1:] for row in rows_of(table)}
    for theme, row in profile.iterrows():
        cells = shown[THEME_LABELS[theme]]
        assert [int(cell) for cell in cells[:3]] == [
            row[f"own_{kind}"] for kind in ("weakness", "strength", "improvement")
        ]
        assert cells[3:] == [
            f"{row[f'n_{kind}']} of {row['of']}" for kind in ("weakness", "strength", "improvement")
        ]


def test_address_brings_the_view_back_and_so_does_going_back(page, tables, most_told):
    page.get_by_label("Theme", exact=True).select_option(most_told)
    page.get_by_label("Findings").select_option("strength")
    found = evidence(tables, COUNCIL, most_told, as_at=DAY)
    strengths = found[found["polarity"] == "strength"]
    expect_evidence(page, strengths, most_told)
    page.wait_for_function("location.search.includes('polarity=strength')")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Themes").click()
    page.wait_for_url("**/themes*")
    expect_alive(page)
    page.go_back()
    expect_alive(page)
    expect_evidence(page, strengths, most_told)
    expect(page.get_by_label("Findings")).to_have_value("strength")
    page.get_by_label("Findings").select_option("all")  # and it is alive
    expect_evidence(page, found, most_told)


def test_keyboard_alone_is_enough_and_its_place_is_kept(page, tables, most_told):
    tab_to(page, page.get_by_label("Local authority", exact=True))
    page.keyboard.type("845")
    tab_to(page, page.get_by_label("Compare with"))
    expect(status_of(page)).to_contain_text("East Sussex, as at")
    table = page.get_by_role("region", name="Themes")
    theme = table.get_by_role("button", name=THEME_LABELS[most_told], exact=True)
    tab_to(page, theme)
    page.keyboard.press("Enter")
    found = evidence(tables, "East Sussex", most_told, as_at=DAY)
    expect_evidence(page, found, most_told)
    expect(theme).to_be_focused()
    expect(theme).to_have_attribute("aria-current", "true")
    tab_to(page, page.get_by_label("Findings"))
    page.keyboard.type("Stre")
    expect_evidence(page, found[found["polarity"] == "strength"], most_told)


def test_changes_are_spoken(page):
    def choose():
        page.get_by_label("Local authority", exact=True).fill("Hull")
        page.keyboard.press("Enter")

    expect_spoken(page, choose)

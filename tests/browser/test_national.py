"""A person reads the national picture in a real browser, and finds what the library counts."""

from datetime import date

import pandas as pd
import pytest
from browser.pages import alive, expect_alive, expect_spoken, grade_in, rows_of, status_of, tab_to
from playwright.sync_api import expect

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.pictures import good_or_outstanding, picture
from ilacs_bench.benchmark.series import pictures
from ilacs_bench.benchmark.waits import wait_ranges, waits
from ilacs_bench.benchmark.words import age_words, day_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.tables.store import load
from ilacs_bench.vocabulary import GRADES
from ilacs_bench.widgets.national_page import quarter_ends
from ilacs_bench.widgets.national_recent_view import LONGEST
from ilacs_bench.widgets.national_view import MAP_AREAS, Moment, shown_sentence

LEADERS = MAP_AREAS[0]
COVERED = coverage_of(load())


@pytest.fixture
def page(context, server):
    return alive(context, server, "national")


@pytest.fixture(scope="module")
def last_day(tables):
    return tables.inspections["published"].max().date()


def expect_england(page, counts, day, last_day, area=LEADERS):
    """Status, figures and counts are those of `counts`, of one date."""
    good = good_or_outstanding(counts)
    expect(status_of(page)).to_have_text(shown_sentence(good, area, Moment(day, last_day, COVERED)))
    figures = page.locator(".ilacs-national-figures dd .ilacs-quiet").all_inner_texts()
    assert figures == [
        f"{n} of {judged} judged" if judged else f"0 of {of} judged"
        for n, judged, of in good[["n", "judged", "of"]].to_numpy()
    ]
    table = page.get_by_role("region", name="Counts of grades in England")
    assert [[*map(int, cells)] for _, *cells, _ in rows_of(table) if len(cells) == len(GRADES)] == [
        rows["n"].to_list()[::-1]
        for _, rows in counts.groupby("judgement_area", sort=False)
        if rows["judged"].max()
    ]


def expect_tiles(page, tables, day, area=LEADERS):
    """Each local authority has one tile, with the letter of its grade."""
    tiles = page.locator(".ilacs-national-tile").evaluate_all(
        """all => all.map((tile) => [new URL(tile.href).searchParams.get("la"),
                                      tile.querySelector("b").textContent])"""
    )
    rows = latest_judgements(tables, day, areas=[area])
    expected = {
        name: GRADE_LETTERS[grade if isinstance(grade, str) else None]
        for name, grade in zip(rows["la_name"], rows["grade"], strict=True)
    }
    slugs = {
        "".join(filter(str.isalnum, name.casefold())): letter for name, letter in expected.items()
    }
    assert {slug.replace("-", ""): letter for slug, letter in tiles} == slugs
    assert len(tiles) == len(rows)


@pytest.mark.parametrize("day", [date(2016, 6, 30), date(2025, 3, 31)])
def test_date_field_moves_every_figure(page, tables, last_day, day):
    page.get_by_label("As at", exact=True).fill(day.isoformat())
    expect_england(page, picture(tables, as_at=day, areas=MAP_AREAS), day, last_day)
    expect_tiles(page, tables, day)


def test_slider_moves_through_the_quarters(page, tables, last_day):
    quarters = quarter_ends(last_day)
    slider = page.get_by_role("slider")
    slider.focus()
    for back in (1, 2):
        page.keyboard.press("ArrowLeft")
        day = quarters[-1 - back]
        series = pictures(tables, first=day, last=day, every="quarter", areas=MAP_AREAS)
        expect_england(page, series.drop(columns=["as_at", "published_by"]), day, last_day)
        expect_tiles(page, tables, day)
        expect(page.get_by_label("As at", exact=True)).to_have_value(day.isoformat())
        expect(slider).to_be_focused()


def test_judgement_on_the_map_is_followed_by_waits_and_chart(page, tables, last_day):
    chart = page.locator("[data-chart=time] [role=graphics-document]")
    before = chart.get_attribute("aria-label")
    page.get_by_label("Judgement on the map, over time and in the waits").select_option(
        "help_protection"
    )
    counts = picture(tables, as_at=last_day, areas=MAP_AREAS)
    expect_england(page, counts, last_day, last_day, "help_protection")
    expect_tiles(page, tables, last_day, "help_protection")
    expect(chart).not_to_have_attribute("aria-label", before)
    expect_waits(page, tables, last_day, "help_protection")


def expect_waits(page, tables, day, area):
    longest = waits(tables, area=area, as_at=day).dropna(subset="days").head(LONGEST)
    shown = rows_of(page.get_by_role("region", name="Longest waits"))
    assert [(name, waited, grade_in(grade)) for name, _, waited, grade in shown] == [
        (name, age_words(days), None if pd.isna(grade) else grade)
        for name, days, grade in longest[["la_name", "days", "grade"]].astype(object).to_numpy()
    ]
    ranges = wait_ranges(tables, area=area, as_at=day)[::-1]
    shown = rows_of(page.get_by_role("region", name="Range of waits by grade"))
    assert [(grade_in(row[0]), int(row[1])) for row in shown] == list(
        zip(ranges["grade"], ranges["n"], strict=True)
    )
    assert [row[4] for row in shown if len(row) > 4] == [
        age_words(days) for days in ranges["median"].dropna().astype(int)
    ]


def test_groups_are_those_chosen(page, tables, last_day):
    page.get_by_label("One row for each").select_option("type")
    table = page.get_by_role("region", name="Good or outstanding by type of authority")
    expect(table).to_be_visible()
    good = good_or_outstanding(picture(tables, as_at=last_day, areas=MAP_AREAS, by="la_type"))
    shown = {row[0]: row[2] for row in rows_of(table)}
    for _, row in good[good["judgement_area"] == LEADERS].iterrows():
        assert f"({row['n']} of {row['judged']})" in shown[row["group"]]


def test_tile_leads_to_the_profile_of_that_date_and_back(context, server, tables, last_day):
    day = date(2019, 3, 31)
    page = alive(context, server, f"national?as_at={day}")
    page.locator(".ilacs-national-tile").filter(has_text="Suffolk").click()
    expect_alive(page)
    expect(status_of(page)).to_contain_text("Suffolk, as at 31 March 2019")
    page.go_back()
    expect_alive(page)
    expect_england(page, picture(tables, as_at=day, areas=MAP_AREAS), day, last_day)
    page.get_by_label("As at", exact=True).fill("2020-03-31")  # and it is alive
    expect(status_of(page)).to_contain_text("31 March 2020")


def test_keyboard_alone_is_enough(page, last_day):
    quarters = quarter_ends(last_day)
    tab_to(page, page.get_by_label("As at", exact=True))
    tab_to(page, page.get_by_role("slider"))
    page.keyboard.press("Home")
    expect(status_of(page)).to_contain_text(day_words(quarters[0]))
    expect(page.get_by_role("slider")).to_be_focused()
    page.keyboard.press("End")
    expect(status_of(page)).to_contain_text(day_words(quarters[-1]))
    tab_to(page, page.get_by_label("Judgement on the map, over time and in the waits"))
    page.keyboard.type("Care")
    expect(status_of(page)).to_contain_text("graded on care leavers")
    tab_to(page, page.locator(".ilacs-national-tile").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/profile?la=*")


def test_changes_are_spoken(page):
    expect_spoken(page, lambda: page.get_by_label("As at", exact=True).fill("2021-03-31"))

"""What's new: the reports since a day, what they changed among whom, and files of exactly these."""

import io
import re
from datetime import date

import openpyxl
import pandas as pd
import pytest
from factories import SHOWN_AREAS, inspected, some_tables
from whole_pages import regions_of

import ilacs_bench as ib
from ilacs_bench.benchmark.published import changes_in_words, published_reports
from ilacs_bench.dashboard import Page
from ilacs_bench.dashboard.pages import new

SINCE = "since=2026-05-20"


def page_of(tables):
    made = Page(tables, **new.filters(tables))
    made.status(new.status)
    made.download("Excel", new.excel)
    made.download("CSV", new.csv)
    for name in ("changes", "reports", "improvements"):
        made.show(getattr(new, name))
    return made


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture(scope="module")
def page(tables):
    return page_of(tables)


def text_of(page, view, query):
    html = regions_of(page, query)[view]
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_it_opens_three_months_before_the_end_of_the_data(page):
    assert page.defaults["since"] == ("2026-05-20",)
    assert page.answer("")["status"].startswith(
        "13 reports were published from 21 May to 20 August"
    )


@pytest.mark.parametrize("since", ["2026-05-20", "2025-04-01"])
def test_reports_and_what_they_changed_are_those_of_the_library(page, tables, since):
    rows = published_reports(ib.published_since(tables, since, areas=SHOWN_AREAS))
    answer = page.answer(f"since={since}")
    day = date.fromisoformat(since)
    assert answer["status"] == changes_in_words(rows, day, date(2026, 8, 20))
    html = answer["regions"]["reports"][1]
    named = re.findall(r'<th scope="row"><a href="council[?]la=([^"]+)">([^<]+)</a>', html)
    assert [name for _, name in named] == rows["la_name"].to_list()
    assert all(url in html for url in rows["source_url"].dropna())


def test_a_grade_says_in_words_from_which_one_it_came(page):
    html = regions_of(page, SINCE)["reports"]
    row = next(part for part in html.split("<tr") if "Trafford" in part)
    words = " ".join(re.sub("<[^>]+>", " ", row).split())
    assert "Inadequate ▼ declined from Requires improvement" in words
    assert "Good ▲ improved from Requires improvement" in words
    assert "= no change" in text_of(page, "reports", SINCE)


def test_group_and_region_of_a_council_are_counted_and_named(page, tables):
    text = text_of(page, "changes", f"{SINCE}&la=hull")
    assert "Statistical neighbours (2025 model). A grade went up: Wolverhampton" in text
    region = set(ib.comparators(tables, "Hull", "region")["la_name"])
    rows = published_reports(ib.published_since(tables, "2026-05-20"))
    up = rows[rows["la_name"].isin(region) & (rows["n_improved"] > 0)]["la_name"]
    assert f"Humber. A grade went up: {' , '.join(up)}" in text.replace(",", " ,").replace(
        "  ", " "
    )
    assert "Group and region" in text_of(page, "reports", "since=2025-12-01&la=hull")
    assert "Group or region" not in text_of(page, "reports", SINCE)


def test_a_council_has_its_own_sentence_and_its_group_first(page, tables):
    query = f"{SINCE}&la=suffolk"
    status = page.answer(query)["status"]
    group = set(ib.comparators(tables, "Suffolk")["la_name"])
    rows = published_reports(ib.published_since(tables, "2026-05-20", areas=SHOWN_AREAS))
    new = rows[rows["la_name"].isin(group)]
    assert status.startswith(f"{len(new)} of Suffolk’s 10 statistical neighbours (2025 model) had")
    assert status.endswith(f" England: {len(rows)}.")
    for row in new.itertuples():
        assert row.la_name in status
    html = regions_of(page, query)["reports"]
    named = re.findall(r'<th scope="row"><a href="council[?]la=[^"]+">([^<]+)</a>', html)
    assert set(named[: len(new)]) == set(new["la_name"])
    assert f"its group: {len(new)} reports." in text_of(page, "improvements", query)


def test_themes_lead_to_the_pages_of_the_reports(page, tables):
    html = regions_of(page, SINCE)["improvements"]
    assert "13 reports list 51 areas for improvement." in html
    ids = set(ib.published_since(tables, "2026-05-20")["inspection_id"])
    known = tables.improvements["inspection_id"].isin(ids)
    pages = set(tables.improvements.loc[known, "page"])
    linked = re.findall(r"#page=([0-9]+)", html)
    assert {int(number) for number in linked} <= pages


@pytest.mark.parametrize(
    ("query", "words", "is_error"),
    [
        ("since=2027-01-01", "1 January 2027 is later than today", True),
        ("since=", "Choose a date from 1 November 2013", True),
        ("la=nowhere", "nowhere", True),
        ("since=2026-08-20", "Nothing to show yet: the last report here was published on", False),
        ("since=2026-09-30", "Nothing to show yet", False),
    ],
)
def test_days_to_come_are_refused_and_empty_times_said_calmly(page, query, words, is_error):
    answer = page.answer(query)
    assert words in answer["status"]
    assert answer["is_error"] is is_error
    if not is_error:
        for view in ("changes", "reports", "improvements"):
            assert text_of(page, view, query).endswith(" No report in this time.")


def test_files_have_exactly_these_reports(page, tables):
    rows = published_reports(ib.published_since(tables, "2026-05-20"))
    name, data = page.file(f"{SINCE}&la=hull", "csv")
    assert name == "new_reports_2026-05-20_to_2026-08-20.csv"
    shown = pd.read_csv(io.BytesIO(data))
    assert shown["Local authority"].to_list() == rows["la_name"].to_list()
    assert not any("_" in str(cell) for cell in {*shown.columns, *shown["Leaders"]})  # no codes
    name, data = page.file(f"{SINCE}&la=hull", "excel")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheet = book["Reports"].iter_rows(min_col=1, max_col=1, values_only=True)
    assert [of for (of,) in sheet][-len(rows) :] == rows["la_name"].to_list()


def test_a_part_of_england_says_so():
    part = some_tables(inspected("A", "2023-05-01", "2023-07-01", leaders="good"), coverage=())
    page = page_of(part)
    answer = page.answer("since=2023-06-01")
    assert answer["status"].startswith("Your tables: 1 report, 1 of 1 authority. 1 report was")
    regions = regions_of(page, "since=2023-06-01")
    assert not any("could not be made" in html for html in regions.values())

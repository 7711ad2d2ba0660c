"""The library's views of one council say what the library's functions give."""

import json
import re

import pandas as pd
import pytest
from factories import SHOWN_AREAS
from html_reader import Html
from whole_pages import charts_of, regions_of

import ilacs_bench as ib
from ilacs_bench.dashboard import Page, controls
from ilacs_bench.dashboard.pages import council as council_page
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, AREAS, GRADE_LABELS, THEME_LABELS

COUNCILS = ("Kingston upon Hull", "Suffolk", "Cumberland")
VIEWS = [name for name in council_page.__all__ if name not in ("excel", "word_briefing")]


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture(scope="module")
def page(tables):
    made = Page(
        tables,
        la=controls.council(tables, first=""),
        to=controls.compare_with(),
        others=controls.own_group(),
        as_at=controls.as_at(tables),
        area=controls.judgements(),
        over=controls.judgement().add_class("more"),
    )
    for name in VIEWS:
        made.show(getattr(council_page, name))
    return made


def text_of(page, view, query):
    html = regions_of(page, query)[view]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_without_a_council_the_page_asks_for_one_and_shows_nothing(page):
    answer = page.answer("")
    assert (answer["status"], answer["asks"]) == ("Choose a council.", True)
    assert "ilacs-error" not in page.slots("")["controls"]
    shown = {name: html for name, (_, html) in answer["regions"].items() if name in page.views}
    assert not any(shown.values())


def test_an_address_says_that_no_judgement_is_ticked(page):
    answer = page.answer("la=suffolk&area=")
    assert answer["status"] == "No judgement is chosen. Tick at least one."
    assert (answer["address"], answer["state"]["area"]) == ("?la=suffolk&area=", [])


@pytest.mark.parametrize("council", COUNCILS)
def test_cards_have_the_grades_now_and_where_the_group_stands(page, tables, council):
    text = text_of(page, "own-grades", f"la={council}")
    own = ib.own_grades(tables, council).set_index("judgement_area")
    positions = ib.positions(tables, council, ["neighbours"]).set_index("judgement_area")
    for area, row in positions.iterrows():
        grade = GRADE_LABELS[own.loc[area, "grade"]].removesuffix(" to be good")
        start = text.index(AREA_SHORT_LABELS[area])
        card = text[start : start + 400]
        assert grade in card
        assert f"{row['n_better']} of {row['judged'] - 1} higher" in card
        assert f"{row['n_worse']} lower" in card


@pytest.mark.parametrize(
    ("query", "area", "words"),
    [
        ("la=suffolk", "Care leavers", "2015, under the SIF: Requires improvement"),
        (
            "la=suffolk&as_at=2018-01-01",
            "Leaders",
            "2015, under the SIF, as ‘Leadership, management and governance’: Good",
        ),
    ],
)
def test_a_card_and_the_record_say_the_same_of_an_earlier_framework(page, query, area, words):
    text = text_of(page, "own-grades", query)
    assert f"Not comparable: last judged in {words}" in text[text.index(area) :]
    charts = [each for name, each in charts_of(page, query).items() if name.startswith("record")]
    record = f"{text_of(page, 'record', query)} {json.dumps(charts)}"
    assert words[:4] in record
    assert words.rpartition(": ")[2].lower() in record.lower()


def test_a_year_on_a_card_is_that_of_the_inspection(page, tables):
    own = ib.own_grades(tables, "Hull").iloc[0]
    assert (own["previous_start"].year, own["previous_published"].year) == (2022, 2023)
    text = text_of(page, "own-grades", "la=hull")
    assert "in 2022" in text
    assert "2023" not in text


def test_links_of_the_cards_are_told_apart_by_their_names(page):
    named = re.findall('aria-label="([^"]+)"', regions_of(page, "la=suffolk")["own-grades"])
    links = [name for name in named if "report page" in name]
    assert len(links) == len(set(links)) == 8
    assert "Leaders, report page 1" in links


@pytest.mark.parametrize("council", COUNCILS)
def test_standing_counts_the_others_in_each_group(page, tables, council):
    text = text_of(page, "positions", f"la={council}")
    for row in ib.positions(tables, council).to_dict("records"):
        counts = f"{row['n_better']} higher, {row['n_same'] - 1} same, {row['n_worse']} lower"
        assert counts in text
        assert row["of"] - row["judged"] == 0 or f"{row['of'] - row['judged']} without" in text


@pytest.mark.parametrize("council", COUNCILS)
def test_movements_name_those_who_moved(page, tables, council):
    html = Html(regions_of(page, f"la={council}")["movements"])
    told = {row[0]: row for row in html.rows}
    rows = ib.compare(tables, council, "neighbours")
    moved = rows[~rows["is_own"] & (rows["direction"] == "improved")]
    for area, names in moved.groupby("judgement_area")["la_name"]:
        assert told[AREA_SHORT_LABELS[area]][1:3] == [str(len(names)), ", ".join(names)]


def test_learn_from_names_whoever_is_better_and_leads_to_pages(page, tables):
    html = regions_of(page, "la=suffolk")["learn-from"]
    better = ib.better_graded(tables, "Suffolk", "neighbours", "leaders")
    praised = ib.good_elsewhere(tables, "Suffolk", "neighbours", "leaders")
    assert f"{len(better)} of 10 others are good" in re.sub(r"\s+", " ", html)
    assert all(name in html for name in better["la_name"])
    first = praised.iloc[0]
    assert f"{first['source_url']}#page={first['page']}" in html
    assert "themes?la=suffolk&amp;to=neighbours&amp;kind=better&amp;area=leaders" in html
    own_list = regions_of(page, "la=suffolk&others=Kent")["learn-from"]
    assert "themes?" not in own_list  # no other page has such a group


def test_learn_from_is_of_the_group_that_is_chosen(page, tables):
    text = text_of(page, "learn-from", "la=suffolk&to=region")
    better = ib.better_graded(tables, "Suffolk", "region", "leaders")
    assert all(name in text for name in better["la_name"])


def test_improvements_are_those_of_the_latest_report_with_the_same_theme_before(page, tables):
    html = regions_of(page, "la=suffolk")["improvements"]
    latest = ib.own_grades(tables, "Suffolk")["inspection_id"][0]
    items = tables.improvements[tables.improvements["inspection_id"] == latest]
    assert html.count("<li>") == len(items) > 0
    assert html.count("Also named in 2019 (") == 1
    assert "1 of 7 has a theme that the inspection of 8 April 2019 also named." in html
    scilly = page.answer("la=isles-of-scilly")["regions"]["improvements"][1]
    again = ib.same_theme_again(tables, "Isles of Scilly")
    said = re.findall(r"Also named in \d+:? (.*?)</span>", scilly)
    assert len(said) == again["improvement_id"].nunique()
    assert all(len(set(one.split("; "))) == len(one.split("; ")) for one in said)  # each once
    first = text_of(page, "improvements", "la=cumberland")
    assert "Cumberland has no earlier inspection of its own to compare with." in first


def test_wait_says_the_sentence_and_draws_everybody(page, tables):
    answer = page.answer("la=hull")
    sentence = ib.wait_of(tables, "Kingston upon Hull")["sentence"][0]
    assert sentence.split(":")[0] in answer["regions"]["wait"][1]
    assert any(name.startswith("wait") for name in answer["charts"])


def test_an_earlier_day_changes_every_view(page, tables):
    text = text_of(page, "own-grades", "la=suffolk&as_at=2019-12-31")
    own = ib.own_grades(tables, "Suffolk", as_at="2019-12-31").set_index("judgement_area")
    assert own.loc["leaders", "grade"] == "outstanding"
    assert "Outstanding" in text.split("Help and protection")[0]


def test_a_small_authority_far_from_all_others_has_a_page(page):
    assert not page.answer("la=isles+of+scilly")["is_error"]
    regions = regions_of(page, "la=isles+of+scilly")
    assert all("could not be made" not in html for html in regions.values())


def test_a_council_that_was_never_inspected_is_said_to_be_so_in_every_view(page, tables):
    query = "la=dorset&as_at=2013-11-01"
    never = "Dorset had no full inspection"
    for view in ("own-inspection", "improvements", "report-themes", "wait"):
        assert never in text_of(page, view, query)
    assert "has no grade in the judgements shown" in text_of(page, "learn-from", query)
    status = page.answer(query)["status"]
    assert status.startswith("Dorset, as at 1 November 2013, has no statistical neighbours to")
    assert not any(regions_of(page, query)[view] for view in ("movements", "group-grades"))
    one = "la=isles-of-scilly&as_at=2014-06-01"
    assert "1 of the group has a grade" in text_of(page, "own-grades", one)
    assert "1 of 10 has a grade" in text_of(page, "positions", one)


def test_files_are_named_for_the_council_and_the_day(page, tables):
    page.download("Excel", council_page.excel)
    page.download("Word briefing", council_page.word_briefing)
    name, data = page.file("la=suffolk&as_at=2025-03-31", "excel")
    assert (name, data[:2]) == ("suffolk_2025-03-31_benchmark.xlsx", b"PK")
    name, data = page.file("la=suffolk&as_at=2025-03-31", "word_briefing")
    assert (name, data[:2]) == ("suffolk_2025-03-31_briefing.docx", b"PK")


def test_record_has_every_grade_of_every_inspection(page, tables):
    html = regions_of(page, "la=cumberland")["record"]
    rows = ib.trajectories(tables, "Cumberland", areas=AREAS).dropna(subset=["grade"])
    assert html.count('class="ilacs-grade') == len(rows)
    assert "Cumbria" in html  # whose inspections stand apart, named
    for url in rows["source_url"].dropna().unique():
        assert f"{url}#page=" in html


def test_record_chart_has_a_lane_for_each_judgement_that_was_graded(page):
    chart = page.answer("la=suffolk")["charts"]["record"]
    rows = json.loads(chart["rows"]["rows"])
    lanes = [row["text"] for row in rows if row["kind"] in ("own", "name")]
    assert lanes == [AREA_SHORT_LABELS[area] for area in SHOWN_AREAS]
    assert chart["title"] == "Every full inspection since 2013"


def test_group_from_inspection_to_inspection_follows_the_judgement(page, tables):
    group = ib.comparators(tables, "Kent")["la_name"]
    for area in ("leaders", "in_care"):
        chart = charts_of(page, f"la=kent&over={area}")["group-record-fold"]
        rows = json.loads(chart["rows"]["rows"])
        lanes = {row["text"] for row in rows if row["kind"] in ("own", "name")}
        assert {"Kent", *group} <= lanes
        rows = ib.trajectories(tables, "Kent", "neighbours", areas=[area]).dropna(subset="grade")
        html = regions_of(page, f"la=kent&over={area}")["group-record"]
        assert len(Html(html).rows) == 1 + len(rows)
    assert "Choose a smaller group" in text_of(page, "group-record", "la=kent&to=england")


def test_councils_named_by_the_reader_are_the_group(page, tables):
    answer = page.answer("la=kent&others=hull,+surrey")
    assert "Kent and" in answer["status"]
    names = text_of(page, "group-grades", "la=kent&others=hull,+surrey")
    assert "Kingston upon Hull" in names
    assert "Surrey" in names
    assert "Essex" not in names
    assert "no other local authority" in page.answer("la=kent&others=kent")["status"]
    wrong = page.answer("la=kent&others=hull,+nowhere")
    assert wrong["is_error"]
    assert "nowhere" in wrong["status"]


def test_themes_of_our_report_are_counted_and_lead_to_their_evidence(page, tables):
    html = regions_of(page, "la=suffolk")["report-themes"]
    rows = ib.theme_profile(tables, "Suffolk")
    worst = rows.sort_values("own_weakness", ascending=False).iloc[0]
    assert f"{THEME_LABELS[worst['theme']].lower()} ({worst['own_weakness']} sentences)" in html
    assert f"themes?la=suffolk&amp;theme={worst['theme']}" in html


def test_choices_that_few_will_set_are_folded_unless_they_are_set(page):
    assert '<details class="ilacs-more-choices"><summary>' in page.slots("la=kent")["controls"]
    assert (
        '<details class="ilacs-more-choices" open>'
        in page.slots("la=kent&over=in_care")["controls"]
    )


def test_standing_has_the_group_chosen_beside_neighbours_region_and_england(page, tables):
    text = text_of(page, "positions", "la=kent&others=hull,+surrey")
    assert "(2 others)" in text
    assert "Statistical neighbours (2025 model, 10 others)" in text
    cards = text_of(page, "own-grades", "la=kent&others=hull,+surrey")
    rows = ib.compare(tables, "Kent", ["Hull", "Surrey"]).query("judgement_area == 'leaders'")
    own = rows.loc[rows["is_own"], "grade"].iloc[0]
    higher = (rows.loc[~rows["is_own"], "grade"] > own).sum()
    assert f"{higher} higher" in text
    assert f"{higher} of 2 higher" in cards


def test_the_record_has_the_newest_inspection_first_whosever_it_was(page):
    html = page.answer("la=westmorland-and-furness")["regions"]["record"][1]
    days = re.findall(r"(?:Inspected|Published) (\d+ \w+ \d{4})", html)
    assert len(days) >= 4
    assert list(pd.to_datetime(days)) == sorted(pd.to_datetime(days), reverse=True)


def test_a_council_that_no_neighbour_is_close_to_is_said_so_above_its_grades(page):
    assert "close to Isles of Scilly" in text_of(page, "own-grades", "la=isles-of-scilly")
    assert "Compare with care" not in text_of(page, "own-grades", "la=suffolk")

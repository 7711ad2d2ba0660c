"""The parts of 'National picture', from small tables: what they say is what the benchmark gives."""

from dataclasses import replace
from datetime import date

import pytest
from factories import authority, complete, inspected, some_tables
from html_reader import Html

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.pictures import count_groups, former_authorities, good_or_outstanding
from ilacs_bench.benchmark.published import published_since
from ilacs_bench.benchmark.series import shares_over_time
from ilacs_bench.benchmark.waits import wait_ranges, waits
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.widgets import national_recent_view as recent
from ilacs_bench.widgets import national_view as view
from ilacs_bench.widgets.national_map_view import map_view

AS_AT = date(2023, 12, 31)
COVERED = coverage_of(some_tables())
MOMENT = view.Moment(AS_AT, AS_AT, COVERED)
PART = view.Moment(
    AS_AT,
    AS_AT,
    coverage_of(
        some_tables(
            inspected("A", "2019-05-13", "2019-07-01", leaders="good"),
            authorities=[authority("A"), authority("B")],
            coverage=[],
        )
    ),
)
ENDED = complete("2023-12-30")
WHEN = "as at 31 December 2023 (published by 31 December 2023)"
HOSTILE = "<img src=x onerror=alert(1)> & Sons"


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        inspected("A", "2019-05-13", "2019-07-01", leaders="good", overall="good"),
        inspected("A", "2023-10-02", "2023-12-04", leaders="outstanding", overall="good"),
        inspected("B", "2022-05-02", "2022-07-01", leaders="inadequate", overall="inadequate"),
        inspected("Old", "2018-05-07", "2018-07-02", leaders="requires_improvement"),
        authorities=[
            authority("A", ofsted_region="London"),
            authority("B", ofsted_region="North West"),
            authority("E06000058", la_name=HOSTILE, ofsted_region="South West"),
            authority("Old", valid_to="2021-03-31", successor_la_codes="B"),
        ],
    )


@pytest.fixture(scope="module")
def rows(tables):
    return latest_judgements(tables, AS_AT, None, view.MAP_AREAS)


@pytest.fixture(scope="module")
def good(rows):
    return good_or_outstanding(count_groups(rows, view.MAP_AREAS))


def leaders(rows):
    return rows[rows["judgement_area"] == "leaders"]


def test_headline_has_the_share_its_counts_and_the_never_inspected(good):
    html = view.headline_view(good, {"B": HOSTILE}, MOMENT)
    assert "<strong>50%</strong> good or outstanding" in html
    assert "1 of 2 judged" in html
    assert "<strong>1</strong> had had no full inspection (&lt;img" in html
    assert "every one had had" in view.headline_view(good, {}, MOMENT)


def test_mix_has_the_counts_best_first(rows):
    table = Html(view.mix_view(count_groups(rows, view.MAP_AREAS), MOMENT)).rows
    assert table[1] == ["Leaders", "1", "0", "0", "1", "2 of 3"]
    assert table[2] == ["Help and protection", "not graded then", "0 of 3"]


def test_groups_have_shares_with_their_counts(rows, good):
    regions = good_or_outstanding(count_groups(rows, view.MAP_AREAS, "ofsted_region"))
    both = view.pd.concat([good, regions], ignore_index=True)
    table = {row[0]: row[1:] for row in Html(view.groups_view(both, "region", MOMENT)).rows}
    assert table["England"][:2] == ["3", "50% (1 of 2)"]
    assert table["North West"][:2] == ["1", "0% (0 of 1)"]
    assert table["South West"][:2] == ["1", "not graded then"]


def test_table_over_time_has_the_ends_of_years_and_the_last_quarter(tables):
    shares = shares_over_time(tables, by="ofsted_region", areas=["leaders"])
    table = Html(view.time_view(shares, "leaders")).rows
    assert table[0][:3] == ["As at", "England", "London"]
    assert table[1][0] == "30 September 2023"
    assert table[2][:3] == ["31 December 2022", "50% 1 of 2", "100% 1 of 1"]


def test_every_tile_is_a_link_that_says_its_grade(rows):
    page = Html(map_view(leaders(rows), "leaders", MOMENT))
    tile = page.links["profile?la=b"]
    assert "B: inadequate on leaders, inspected May 2022" in tile
    assert len([link for link in page.links if link.startswith("profile?la=")]) == 3


def test_tile_of_a_long_name_says_both_names_and_that_nobody_inspected(rows):
    links = Html(map_view(leaders(rows), "leaders", MOMENT)).links
    said = next(text for text in links.values() if "BCP" in text or "Sons" in text)
    assert HOSTILE in said


def test_tables_of_a_part_have_no_headline_of_england(good, rows):
    html = view.headline_view(good, {"B": "Leeds"}, PART)
    assert "The 1 of 2 authorities in your tables at a glance" in html
    assert "<strong>1</strong> of 2 judged in your tables" in html
    assert "no full inspection of <strong>1</strong> is in your tables" in html
    assert "%" not in html
    assert "had had" not in html
    assert view.shown_sentence(good, "leaders", PART).startswith("The 1 of 2 authorities in your")
    assert "no shares of England" in view.groups_view(good, "Ofsted region", PART)
    chart = view.mix_chart(count_groups(rows, view.MAP_AREAS), PART)
    assert " ".join(chart.spec["title"]).startswith("Grades in the 1 of 2 authorities in your")
    assert "not in your tables" in map_view(leaders(rows), "leaders", PART)


def test_waits_past_the_coverage_may_be_out_of_date(tables):
    ended = view.Moment(
        AS_AT, AS_AT, coverage_of(replace(tables, coverage=some_tables(coverage=[ENDED]).coverage))
    )
    waiting, ranges = waits(tables, as_at=AS_AT), wait_ranges(tables, as_at=AS_AT)
    assert "may be out of date" in recent.waits_view(waiting, ranges, "overall", ended)
    assert "may be out of date" not in recent.waits_view(waiting, ranges, "overall", MOMENT)


def test_tiles_keep_the_date_where_it_is_not_the_last(rows):
    earlier = view.Moment(AS_AT, date(2024, 6, 30), COVERED)
    links = Html(map_view(leaders(rows), "leaders", earlier)).links
    assert "profile?la=a&as_at=2023-12-31" in links


def test_key_of_the_map_counts_what_is_on_it(rows):
    html = map_view(leaders(rows), "leaders", MOMENT)
    for words in ("Outstanding: <strong>1", "Inadequate: <strong>1", "Not graded: <strong>1"):
        assert words in html
    assert list(GRADE_LETTERS.values()) == ["O", "G", "RI", "I", "–"]


def test_map_and_its_table_say_the_same(rows):
    table = {row[0]: row[1:] for row in Html(map_view(leaders(rows), "leaders", MOMENT)).rows}
    assert table["A"][:3] == ["London", "Outstanding", "2 October 2023"]
    assert table[HOSTILE][1] == "no full inspection"


def test_new_reports_say_what_changed(tables):
    published = published_since(tables, "2023-10-02", as_at=AS_AT, areas=view.MAP_AREAS)
    table = Html(recent.new_view(published, MOMENT)).rows
    assert table[0] == ["Local authority", "Published", "Leaders", "Overall effectiveness"]
    assert table[1] == ["A", "4 December 2023", "Outstanding ▲ up from Good", "Good = no change"]


def test_no_new_report_is_said(tables):
    published = published_since(tables, "2023-12-30", as_at=AS_AT)
    assert "No report of a full inspection" in recent.new_view(published, MOMENT)


def test_waits_are_the_longest_first_and_promise_nothing(tables):
    waiting = waits(tables, area="leaders", as_at=AS_AT)
    ranges = wait_ranges(tables, area="leaders", as_at=AS_AT, waiting=waiting)
    assert ranges.equals(wait_ranges(tables, area="leaders", as_at=AS_AT))
    html = recent.waits_view(waiting, ranges, "leaders", MOMENT)
    table = Html(html).rows
    assert table[1] == ["B", "2 May 2022", "1 year 7 months", "Inadequate"]
    good = next(row for row in table if row[0] == "Good")
    assert good[1:3] == ["1", "4 years 4 months"]
    assert "never a promise" in html


def test_former_authorities_stand_apart(tables):
    former = former_authorities(tables, as_at=AS_AT, areas=["leaders"])
    table = Html(recent.former_view(former, MOMENT)).rows
    assert table[1] == ["Old", "31 March 2021", "B", "7 May 2018", "Requires improvement"]
    assert recent.former_view(former.head(0), MOMENT).strip() == ""


def test_hostile_name_stays_text(tables, rows):
    waiting = waits(tables, area="leaders", as_at=AS_AT)
    ranges = wait_ranges(tables, area="leaders", as_at=AS_AT)
    for html in (
        map_view(leaders(rows), "leaders", MOMENT),
        recent.waits_view(waiting, ranges, "leaders", MOMENT),
    ):
        assert "img" not in Html(html).tags


def test_every_part_says_as_at_and_published_by(rows, good):
    counts = count_groups(rows, view.MAP_AREAS)
    for html in (
        view.headline_view(good, {}, MOMENT),
        view.mix_view(counts, MOMENT),
        view.groups_view(good, "region", MOMENT),
        view.notes_view([], MOMENT),
        view.shown_sentence(good, "leaders", MOMENT),
        map_view(leaders(rows), "leaders", MOMENT),
    ):
        assert WHEN in html

"""The page 'National picture' in its states; no browser needed."""

import io
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from factories import authority, inspected, some_tables

from ilacs_bench.dashboard.state import address_of, parse_state
from ilacs_bench.errors import UnknownName
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.national_page import NationalPicture, quarter_ends, quarter_of

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page():
    tables = some_tables(
        inspected("A", "2016-05-02", "2016-07-01", help_protection="good", overall="good"),
        inspected("A", "2023-05-01", "2023-07-03", leaders="outstanding", overall="good"),
        inspected("B", "2022-05-02", "2022-07-01", leaders="inadequate", overall="inadequate"),
        inspected("C", "2023-09-04", "2023-11-20", leaders="good", overall="good"),
        authorities=[
            authority("A", ofsted_region="London"),
            authority("B", ofsted_region="North West"),
            authority("C", la_name=HOSTILE, ofsted_region="London"),
        ],
    )
    return NationalPicture(tables)


def view(page, **state):
    return page.view({**page.defaults, **state})


def test_opens_on_the_last_day_of_the_tables(page):
    assert page.defaults["as_at"] == ("2023-11-20",)
    assert view(page).said == (
        "England as at 20 November 2023 (published by 20 November 2023): 2 of 3 local authorities "
        "graded on leaders were good or outstanding."
    )


def test_quarters_end_with_the_tables_last_day():
    ends = quarter_ends(date(2023, 11, 20))
    assert (ends[0], ends[-2], ends[-1]) == (
        date(2014, 3, 31),
        date(2023, 9, 30),
        date(2023, 11, 20),
    )
    assert quarter_ends(date(2023, 9, 30))[-1] == date(2023, 9, 30)


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2013, 12, 1), 0),
        (date(2014, 3, 31), 0),
        (date(2014, 4, 1), 1),
        (date(2023, 11, 20), 39),
        (date(2030, 1, 1), 39),
    ],
)
def test_a_day_falls_in_its_quarter(day, place):
    assert quarter_of(day, quarter_ends(date(2023, 11, 20))) == place


def test_the_slider_decides_where_it_was_moved_and_the_date_follows(page):
    moved = view(page, quarter=("33",))
    assert moved.state["as_at"] == ("2022-06-30",)
    assert moved.state["settled"] == moved.state["quarter"] == ("33",)


def test_the_date_decides_where_the_slider_was_not_moved(page):
    dated = view(page, as_at=("2022-07-19",))
    assert dated.state["as_at"] == ("2022-07-19",)
    assert dated.state["quarter"] == dated.state["settled"] == ("34",)


def test_address_of_a_view_gives_the_view_again(page):
    shown = view(page, quarter=("33",), area=("overall",), by=("type",), region=("London",))
    address = address_of(shown.state, page.defaults).removeprefix("?")
    assert page.view(parse_state(unquote(address), page.defaults)) == shown


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"area": (HOSTILE,)}, "no such judgement. Choose one of: leaders, help_protection"),
        ({"by": ("x",)}, "no such grouping. Choose one of: region, ons_region, type"),
        ({"region": ("x",)}, "no such region. Choose one of: North West, London"),
        ({"quarter": ("-1",)}, "Move the slider, or choose a date"),
        ({"quarter": ("999",)}, "Move the slider, or choose a date"),
        ({"quarter": (HOSTILE,)}, "Move the slider, or choose a date"),
        ({"as_at": ("",)}, "Choose a date from"),
        ({"as_at": ("x",)}, "write it like"),
        ({"as_at": ("1999-01-01",)}, "Choose a date from"),
    ],
)
def test_bad_states_say_what_to_choose(page, state, said):
    with pytest.raises(UnknownName, match=said):
        view(page, **state)


def test_hostile_address_and_names_stay_text(page):
    html = LivePage(
        page, f"area={HOSTILE}&quarter={HOSTILE}&settled={HOSTILE}&as_at={HOSTILE}"
    ).html
    assert "<img" not in html
    assert "&lt;img" in html


def test_before_a_judgement_began_that_is_said(page):
    then = view(page, as_at=("2016-12-31",))
    assert "no latest inspection graded leaders then" in then.said
    assert "Graded were: help and protection, overall effectiveness." in then.said
    assert "not graded then" in then.regions["headline"]


def test_only_what_follows_a_choice_changes(page):
    before, after = view(page), view(page, by=("type",))
    changed = {name for name, html in after.regions.items() if before.regions[name] != html}
    assert changed == {"groups"}
    assert after.charts == before.charts


def test_every_region_and_chart_has_a_place_on_the_page(page):
    shown = view(page)
    html = LivePage(page, "").html
    for name in shown.regions:
        assert f'data-region="{name}"' in html
    for name in shown.charts:
        assert f'data-chart="{name}"' in html


def test_opens_without_any_inspection():
    page = NationalPicture(some_tables(authorities=[authority("A", ofsted_region="London")]))
    assert "No judgement had been published yet" in view(page).said
    assert "1</strong> had had no full inspection (A)" in view(page).regions["headline"]


def test_workbook_is_of_the_day_chosen(page):
    name, data = page.download({**page.defaults, "as_at": ("2022-12-31",)}, "xlsx")
    assert name == "england_2022-12-31.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert "as at 31 December 2022" in book["Cover"]["A1"].value
    headings, first, *_ = book["Grades"].iter_rows(min_row=4, values_only=True)
    assert dict(zip(headings, first, strict=True))["Inadequate"] == 1


def test_page_offers_it(page):
    assert 'data-download="xlsx"' in LivePage(page).html

"""What holds for every page of the library, whatever it shows."""

import itertools
import re
from collections import Counter
from html import unescape

import pytest
from bs4 import BeautifulSoup
from factories import (
    DEFAULT_AREAS,
    authority,
    complete,
    inspected,
    neighbours,
    sentence,
    some_tables,
)
from html_reader import Html
from notebook_pages import bundled_pages, pages_of
from whole_pages import regions_of

from ilacs_bench.dashboard.form import RESERVED
from ilacs_bench.dashboard.menu import find_pages
from ilacs_bench.dashboard.state import address_of
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.lookups.own_lists import save_own_list

NAMES = [page.name for page in find_pages()]
SHOWN = {"council": "la=suffolk"}
"""What is asked of pages that show nothing before a choice."""
HOSTILE = '"><img src=x onerror=alert(1)>'
FAILS = [
    ("council", "la=suffolk&others=nowhere", "'nowhere'", ["?la=suffolk"]),
    ("council", "la=suffolk&as_at=2013-01-01", "Choose a date from", ["?la=suffolk"]),
    (
        "council",
        "la=cumberland&as_at=2020-01-01",
        "Cumberland (E06000063) did not exist on 1 January 2020",
        ["?la=cumbria&as_at=2020-01-01", "?la=cumberland"],
    ),
    (
        "council",
        "la=cumbria",
        "Choose a date in that time, or Cumberland or Westmorland and Furness",
        ["?la=cumberland", "?la=westmorland-and-furness", "?la=cumbria&as_at=2023-03-31"],
    ),
    ("council", "la=sufolk", "Did you mean", ["?la=suffolk"]),
    ("council", "la=suffolk&as_at=2040-05-05", "later than today", ["?la=suffolk"]),
    ("find", "as_at=2040-05-05", "later than today", ["?"]),
    ("national", "as_at=2040-05-05", "later than today", ["?"]),
    ("national", "as_at=1999-01-01&area=in_care", "Choose a date from", ["?area=in_care"]),
    ("national", "region=Wales", "Wales", ["?"]),
    ("themes", "theme=tea", "tea", ["?"]),
    ("new", "since=2040-05-05", "later than today", ["?"]),
    ("extracts", "since=2040-05-05", "later than today", ["?"]),
]


@pytest.fixture(scope="module")
def pages():
    return bundled_pages()


@pytest.mark.parametrize(
    ("name", "query", "reason", "ways"), [case for case in FAILS if case[0] in NAMES]
)
def test_choice_that_fails_leaves_the_reason_and_ways_on_and_no_figure(
    pages, name, query, reason, ways
):
    page = pages[name]
    answer = page.answer(query)
    assert answer["is_error"]
    assert reason in answer["status"]
    assert {n: html for n, (_, html) in answer["regions"].items() if n in page.views and html} == {}
    assert answer["charts"] == {}
    links = Html(answer["regions"]["instead"][1]).links
    assert [way for way in ways if way not in links] == []
    for way in links:
        assert not page.answer(way.lstrip("?"))["is_error"] or way == "?"
    for file in page.files:
        with pytest.raises(IlacsBenchError):
            page.file(query, file)


@pytest.mark.parametrize("name", NAMES)
def test_states_that_are_expected_can_be_shown(pages, name):
    page = pages[name]
    for state in itertools.islice(page.common_states(), 1, 6):
        assert state.keys() == page.defaults.keys()
        query = address_of(state, page.defaults).lstrip("?")
        assert page.answer(query)["status"]
        regions = {} if page.answer(query)["is_error"] else regions_of(page, query)
        faults = [name for name, html in regions.items() if "could not be made" in html]
        assert faults == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hostile_in_an_address_becomes_a_tag(pages, name):
    page = pages[name]
    for control in page.defaults:
        asked = {**page.defaults, control: (HOSTILE,)}
        html = "".join(page.unfolded_slots(address_of(asked, page.defaults).lstrip("?")).values())
        assert "<img" not in html


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_of_a_notebook_make_the_same_page(pages, name, tables_again):
    query = SHOWN.get(name, "")
    assert tables_again[name].answer(query) == pages[name].answer(query)


@pytest.fixture(scope="module")
def tables_again():
    return pages_of(bundled_pages()["council"].tables)


def shown(pages, name):
    """What a page holds, as its cells are filled."""
    return BeautifulSoup(
        "".join(pages[name].unfolded_slots(SHOWN.get(name, "")).values()), "html.parser"
    )


def name_of(control):
    """What a control is called, and in which table or group it stands, as it is read out."""
    around = control.find_parent(["table", "fieldset"])
    within = around.find(["caption", "legend"]).get_text() if around else ""
    label = control.find_parent("label") or control
    if control.get("id") and label is control:
        label = control.find_parent("form").find("label", {"for": control["id"]})
    return control.name, control.get("aria-label") or label.get_text(), within


@pytest.mark.parametrize("name", NAMES)
def test_no_two_controls_are_called_the_same(pages, name):
    page = shown(pages, name)
    controls = page.find_all(["button", "input", "select", "textarea", "summary"])
    names = Counter(map(name_of, controls))
    assert len(names) > 5
    assert [each for each, n in names.items() if n > 1] == []
    regions = Counter(of["aria-label"] for of in page.find_all(role="region"))
    assert [each for each, n in regions.items() if n > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_days_are_said_in_words(pages, name):
    words = shown(pages, name).get_text(" ")
    assert re.findall(r"(?<![\w.-])\d{4}-\d\d-\d\d(?![\w.-])", words) == []


@pytest.mark.parametrize("typed", ["kent", "Kent", " KENT ", "886", "E10000016"])
def test_name_typed_in_any_way_is_one_state(pages, typed):
    page = pages["council"]
    assert page.answer(f"la={typed}") == page.answer("la=kent")


# Tables of a part of England, and tables with a known gap.

SUFFOLK, LEEDS = "E10000029", "E08000035"
ONE = inspected(SUFFOLK, "2023-05-01", "2023-07-01", **dict.fromkeys(DEFAULT_AREAS, "good"))
MISSING = {
    "la_code": SUFFOLK,
    "urn": "80565",
    "published": "2024-02-01",
    "title": "Children's services inspection",
    "source_url": "https://example.org/newer",
    "listed_on": "2024-03-31",
}


def tables_with(*coverage, missing_reports=()):
    return some_tables(
        ONE,
        authorities=[authority(SUFFOLK, la_name="Suffolk"), authority(LEEDS, la_name="Leeds")],
        neighbours=neighbours(SUFFOLK, LEEDS),
        coded=[sentence(ONE, "leaders", "strength", "supervision")],
        coverage=coverage,
        missing_reports=missing_reports,
    )


@pytest.fixture(scope="module")
def whole():
    return pages_of(tables_with(complete("2024-03-31"), missing_reports=[MISSING]))


@pytest.fixture(scope="module")
def part():
    return pages_of(tables_with())


def html_of(page, query):
    return unescape("".join(page.unfolded_slots(query).values()))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_how_far_its_data_go(whole, name):
    html = html_of(whole[name], SHOWN.get(name, ""))
    assert html.count("Data to 31 March 2024") == 1
    assert html.count("1 newer report is known to exist and is not in the tables (Suffolk") == 1
    assert "Your tables" not in html


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_a_part_says_so_and_never_that_nobody_inspected_the_rest(part, name):
    html = html_of(part[name], SHOWN.get(name, ""))
    assert "<strong>Your tables: 1 report, 1 of 2 authorities.</strong>" in html
    assert "had no full inspection" not in html
    assert "had had no full" not in html
    assert "All of England" not in html.replace('placeholder="All of England"', "")


def test_a_council_that_is_not_in_the_tables_is_said_not_to_be(part, whole):
    html = html_of(part["council"], "la=leeds")
    assert "No full inspection of Leeds is in your tables" in html
    assert "Leeds had no full inspection" not in html
    assert "Leeds had no full inspection" in html_of(whole["council"], "la=leeds")


def test_group_and_list_do_not_say_that_nobody_inspected_who_is_not_in_the_tables(part):
    for name, view in (("council", "group-grades"), ("find", "found-table")):
        html = regions_of(part[name], SHOWN.get(name, ""))[view]
        cells = [cell for row in Html(html).rows for cell in row]
        assert "no inspection here" in cells  # true of a part, and of all of England
        assert "not inspected" not in cells


def test_a_day_past_the_coverage_is_answered_with_it(whole):
    for name, la in (("national", ""), ("council", "la=suffolk&"), ("find", "")):
        said = whole[name].answer(f"{la}as_at=2024-04-01")["status"]
        assert "Reports published after 31 March 2024 are not all counted here" in said
        assert "are not all counted" not in whole[name].answer(f"{la}as_at=2024-03-31")["status"]


# Lists saved on the computer.


@pytest.fixture
def saved(tmp_path, monkeypatch):
    place = tmp_path / "own_lists.csv"
    monkeypatch.setattr("ilacs_bench.lookups.own_lists.own_lists_file", lambda: place)


def test_page_follows_a_saved_list_and_keeps_it_in_the_address(saved, pages):
    save_own_list("North coast", ["Hull"])
    page = pages_of(pages["council"].tables, "council")["council"]
    answer = page.answer("la=kent&to=NORTH+COAST")
    assert "own list ‘North coast’" in answer["status"]
    assert answer["address"] == "?la=kent&to=North+coast"


def test_name_of_a_list_stays_text(saved, pages):
    save_own_list(HOSTILE, ["Hull"])
    page = pages_of(pages["council"].tables, "council")["council"]
    html = "".join(page.unfolded_slots(address_of({"to": (HOSTILE,)}, {"to": ("",)})[1:]).values())
    assert "<img" not in html
    assert "&lt;img" in html


def test_reserved_regions_are_no_views(pages):
    assert not {name for page in pages.values() for name in page.views} & {*RESERVED}

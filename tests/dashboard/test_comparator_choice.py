"""Whom the pages offer to compare with: comparators, and saved lists by name."""

import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.dashboard.comparator_choice import (
    COMPARED_WITH,
    chosen_comparator,
    comparator_options,
    saved_lists,
)
from ilacs_bench.dashboard.state import address_of, parse_state
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.own_lists import save_own_list
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.profile_page import CouncilProfilePage

SUSSEX, KENT, HULL = "E10000011", "E10000016", "E06000010"
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """The file of saved lists, of nobody's own."""
    place = tmp_path / "own_lists.csv"
    monkeypatch.setattr("ilacs_bench.lookups.own_lists.own_lists_file", lambda: place)
    return place


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        inspected(SUSSEX, "2023-12-11", "2024-02-06", leaders="good"),
        inspected(KENT, "2022-05-09", "2022-07-01", leaders="outstanding"),
        inspected(HULL, "2024-09-02", "2024-11-08", leaders="inadequate"),
        authorities=[
            authority(SUSSEX, la_name="East Sussex"),
            authority(KENT, la_name="Kent"),
            authority(HULL, la_name="Kingston upon Hull"),
        ],
        neighbours=neighbours(SUSSEX, KENT),
    )


def test_saved_lists_stand_after_the_comparators(file):
    save_own_list("North coast", ["Hull", "Kent"])
    save_own_list("Inland", ["Leeds"])
    assert comparator_options({})[len(COMPARED_WITH) :] == [
        ("North coast", "Saved list ‘North coast’: 2 councils"),
        ("Inland", "Saved list ‘Inland’: 1 council"),
    ]


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        ("neighbours", "neighbours"),
        ("statistical_neighbours_2025", "neighbours"),
        ("all", "england"),
        ("north coast", "North coast"),
        ("own", "neighbours"),
        ("alone", "neighbours"),
    ],
)
def test_every_name_of_a_comparator_leads_to_its_option(asked, option):
    save_own_list("North coast", ["Hull", "Kent"])
    assert chosen_comparator(asked) == option


def test_unknown_comparator_is_said():
    with pytest.raises(UnknownName, match="'south coast' is not a comparator, nor a list saved"):
        chosen_comparator("south coast")


def test_broken_file_costs_the_lists_and_no_page(file):
    file.write_bytes(b"\xff\xfe\x00")
    assert saved_lists() == {}
    with pytest.raises(UnknownName, match="is not a comparator"):
        chosen_comparator("north coast")


def test_list_that_a_word_of_the_pages_hides_is_not_offered(file):
    file.write_text(f"name,la_code\nOwn,{KENT}\nCoast,{KENT}\n")
    assert list(saved_lists()) == ["Coast"]


def test_compare_page_follows_a_saved_list_and_keeps_it_in_the_address(tables):
    save_own_list("North coast", ["Hull"])
    page = CompareCouncils(tables)
    view = page.view({**page.defaults, "to": ("NORTH COAST",)})
    assert "beside 1 council: own list ‘North coast’" in view.said
    assert address_of(view.state, page.defaults) == "?to=North+coast"
    again = page.view(parse_state("to=North+coast", page.defaults))
    assert again.regions == view.regions


def test_profile_and_its_extract_follow_a_saved_list(tables):
    save_own_list("North coast", ["Hull"])
    page = CouncilProfilePage(tables)
    state = {**page.defaults, "to": ("North coast",)}
    assert "own list ‘North coast’" in page.view(state).regions["themes"]
    name, data = page.download(state, "extract")
    assert (name, data[:2]) == ("east_sussex_profile_2024-11-08.xlsx", b"PK")


@pytest.mark.parametrize("made", [CompareCouncils, CouncilProfilePage])
def test_name_of_a_list_stays_text(tables, made):
    save_own_list(HOSTILE, ["Hull"])
    page = made(tables)
    html = LivePage(page, address_of({"to": (HOSTILE,)}, {"to": ("",)})[1:]).html
    assert "<img" not in html
    assert "&lt;img" in html


def test_council_of_a_list_that_is_gone_by_then_is_said(tables):
    save_own_list("Coast", ["Cumberland"])
    page = CompareCouncils(tables)
    with pytest.raises(UnknownName, match=r"Cumberland|E06000063"):
        page.view({**page.defaults, "to": ("Coast",)})

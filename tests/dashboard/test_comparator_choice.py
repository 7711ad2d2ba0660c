"""Whom the pages offer to compare with: comparators, and saved lists by name."""

import pytest

from ilacs_bench.dashboard.comparator_choice import (
    COMPARED_WITH,
    chosen_comparator,
    comparator_options,
    saved_lists,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.own_lists import save_own_list

SUSSEX, KENT, HULL = "E10000011", "E10000016", "E06000010"
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """The file of saved lists, of nobody's own."""
    place = tmp_path / "own_lists.csv"
    monkeypatch.setattr("ilacs_bench.lookups.own_lists.own_lists_file", lambda: place)
    return place


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

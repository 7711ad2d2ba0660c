"""The page of extracts: what is chosen is shown and taken away; a bad choice is told in words."""

import io

import openpyxl
import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.dashboard.state import address_of, parse_state
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.extracts import KINDS
from ilacs_bench.widgets.extracts_page import ExtractsAndTrust
from ilacs_bench.widgets.live_widget import LivePage

SUSSEX, KENT = "E10000011", "E10000016"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def page():
    return ExtractsAndTrust(
        some_tables(
            inspected(SUSSEX, "2023-12-11", "2024-02-06", leaders="good"),
            inspected(KENT, "2022-05-09", "2022-07-01", leaders="outstanding"),
            authorities=[
                authority(SUSSEX, la_name="East Sussex"),
                authority(KENT, la_name="Kent"),
            ],
            neighbours=neighbours(SUSSEX, KENT),
        )
    )


def asked(page, query):
    return parse_state(query, page.defaults)


def test_opens_on_england_on_the_last_day_of_the_tables(page):
    said = page.view(page.defaults).said
    assert said == (
        "Judgements as at a date: 8 rows. All of England, as at 6 February 2024 "
        "(published by 6 February 2024)."
    )


@pytest.mark.parametrize("what", KINDS)
def test_every_table_can_be_shown_and_taken_away(page, what):
    state = asked(page, f"what={what}")
    assert KINDS[what].label in page.view(state).said
    for ending in ("xlsx", "csv"):
        name, data = page.download(state, ending)
        assert name.endswith(f".{ending}")
        assert data


def test_address_round_trip(page):
    state = asked(page, "what=history&la=east-sussex&to=region&since=2020-01-01")
    view = page.view(state)
    assert view.state["la"] == ("East Sussex",)
    address = address_of(view.state, page.defaults)
    assert page.view(asked(page, address.removeprefix("?"))) == view


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("what=secrets", "Choose one of: Judgements as at a date"),
        ("to=friends", "'friends' is not a comparator"),
        ("la=nowhere-at-all", "no local authority that we know"),
        ("as_at=soon", "is no date"),
        ("as_at=", "Choose a date"),
        ("since=2024-02-01&until=2024-01-01", "ends before it begins"),
        ("area=shoe-size", "Tick at least one"),
    ],
)
def test_bad_choice_says_what_to_choose(page, query, words):
    with pytest.raises(UnknownName, match=words):
        page.view(asked(page, query))


@pytest.mark.parametrize("name", ["what", "la", "to", "as_at", "since", "until", "area"])
def test_hostile_address_never_reaches_the_page(page, name):
    html = LivePage(page, f"{name}={HOSTILE}").html
    assert HOSTILE not in html
    assert "<h2" in html


def test_file_says_of_whom_and_when_and_has_the_rows_chosen(page):
    name, data = page.download(asked(page, "la=kent&to=alone"), "xlsx")
    assert name == "judgements_kent_2024-02-06.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["Extract"].iter_rows(min_row=5))
    assert [row[0].value for row in rows] == ["Kent"] * 4
    assert rows[0][3].value == "Outstanding"


def test_page_works_without_any_inspection():
    empty = ExtractsAndTrust(some_tables(authorities=[authority(SUSSEX, la_name="East Sussex")]))
    html = LivePage(empty, "what=history").html
    assert "no rows" in html
    assert "The tables hold no inspection" in html

"""The page 'council profile': it follows its state, and says what to choose where it can't."""

import io
import re

import openpyxl
import pytest
from factories import authority, bullet, inspected, neighbours, sentence, some_tables

from ilacs_bench.dashboard.state import address_of, parse_state
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.profile_page import CouncilProfilePage

SUSSEX, KENT = "E10000011", "E10000016"
FIRST = inspected(SUSSEX, "2023-12-11", "2024-02-06", leaders="good", overall="good")
SECOND = inspected(KENT, "2022-05-09", "2022-07-01", leaders="outstanding")


@pytest.fixture(scope="module")
def page():
    tables = some_tables(
        FIRST,
        SECOND,
        authorities=[authority(SUSSEX, la_name="East Sussex"), authority(KENT, la_name="Kent")],
        neighbours=neighbours(SUSSEX, KENT),
        coded=[
            sentence(FIRST, "leaders", "strength", "supervision"),
            sentence(FIRST, "leaders", "weakness", "supervision"),
            bullet(FIRST, "training"),
        ],
    )
    return CouncilProfilePage(tables)


def asked(page, **state):
    return page.view({**page.defaults, **{name: (value,) for name, value in state.items()}})


def test_opens_without_a_theme(page):
    view = asked(page)
    assert "East Sussex, as at 6 February 2024" in view.said
    assert "Choose a theme" in view.regions["evidence"]
    assert set(view.charts) == set()


def test_theme_and_polarity_choose_the_evidence(page):
    every = asked(page, theme="supervision").regions["evidence"]
    strong = asked(page, theme="supervision", polarity="strength").regions["evidence"]
    assert (every.count("ilacs-profile-sign"), strong.count("ilacs-profile-sign")) == (2, 1)
    assert "ilacs-profile-weakness" not in strong


def test_theme_changes_no_other_region(page):
    before, after = asked(page).regions, asked(page, theme="training").regions
    assert {n for n in before if before[n] != after[n]} == {"themes", "evidence"}


def test_council_whose_report_was_not_coded_says_so(page):
    view = asked(page, la="kent", to="england", theme="training")
    assert "was not coded" in view.regions["themes"]
    assert "was not coded" in view.regions["evidence"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("la", " ", "Type its name or code"),
        ("la", "Atlantis", "'Atlantis' is no local authority"),
        ("to", "<script>", "is not a comparator"),
        ("as_at", "", "Choose a date"),
        ("as_at", "yesterday", "write it like"),
        ("theme", "weather", "theme. Choose one"),
        ("polarity", "bad", "findings to show. Choose one"),
    ],
)
def test_impossible_choice_says_what_to_choose(page, name, value, said):
    with pytest.raises(IlacsBenchError, match=said):
        asked(page, **{name: value})


@pytest.mark.parametrize("name", ["la", "to", "as_at", "theme", "polarity"])
def test_hostile_address_stays_text(page, name):
    html = LivePage(page, f"{name}=%22%3E%3Cimg%20src%3Dx%3E").html
    assert "<img" not in html
    assert 'data-error="yes"' in html


def test_address_leads_back_to_the_view(page):
    view = asked(page, la="Kent", to="england", theme="training", polarity="weakness")
    address = address_of(view.state, page.defaults)
    assert address == "?la=kent&to=england&theme=training&polarity=weakness"
    again = page.view(parse_state(address[1:], page.defaults))
    assert again.regions == view.regions


def test_every_control_has_a_label_and_every_region_its_place(page):
    view = asked(page, theme="training")
    html = LivePage(page, "theme=training").html
    for label in ("Local authority", "Compare with", "As at", "Theme", "Findings"):
        assert re.search(rf"<label[^>]*>(<span>)?{label}<", html)
    for region in view.regions:
        assert f'data-region="{region}"' in html
    assert '<option value="training" selected>' in html


def test_extract_is_a_workbook(page):
    name, data = page.download(page.defaults, "extract")
    assert name == "east_sussex_profile_2024-02-06.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {"Own grades", "Grades over time", "Themes", "Evidence"} <= set(book.sheetnames)

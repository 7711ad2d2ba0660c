"""The page follows its controls; no browser needed."""

from datetime import date

import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.widgets.compare_page import CompareCouncilsPage

SUSSEX, KENT, HULL, CUMBERLAND = "E10000011", "E10000016", "E06000010", "E06000063"


@pytest.fixture
def page():
    tables = some_tables(
        inspected(SUSSEX, "2023-12-11", "2024-02-06", leaders="good", overall="good"),
        inspected(KENT, "2022-05-09", "2022-07-01", leaders="outstanding", overall="outstanding"),
        inspected(HULL, "2024-09-02", "2024-11-08", leaders="inadequate"),
        authorities=[
            authority(SUSSEX, la_name="East Sussex"),
            authority(KENT, la_name="Kent"),
            authority(HULL, la_name="Kingston upon Hull"),
            authority(CUMBERLAND, la_name="Cumberland", valid_from="2023-04-01"),
        ],
        neighbours=neighbours(SUSSEX, KENT),
    )
    return CompareCouncilsPage(tables)


def is_shown(part):
    return part.layout.display != "none"


def test_opens_on_the_last_publication(page):
    assert page.as_at.value == date(2024, 11, 8)
    assert "East Sussex beside 1 council" in page.status.text


def test_opens_on_the_last_day_on_site_where_no_report_has_its_publication():
    read_without_manifest = some_tables(
        inspected(SUSSEX, "2023-12-11", None, end="2023-12-15", leaders="good"),
        authorities=[authority(SUSSEX, la_name="East Sussex")],
    )
    page = CompareCouncilsPage(read_without_manifest)
    assert page.as_at.value == date(2023, 12, 15)
    assert "11 to 15 December 2023" in page.summary.html


def test_opens_without_any_inspection():
    page = CompareCouncilsPage(some_tables(authorities=[authority(SUSSEX, la_name="East Sussex")]))
    assert "had no full inspection" in page.summary.html


@pytest.mark.parametrize("typed", ["hull", "810", HULL, "Kingston upon Hull, City of"])
def test_authority_is_found_by_alias_and_code(page, typed):
    page.authority.value = typed
    assert page.authority.value == "Kingston upon Hull"
    assert page.comparison.la_code == HULL


def test_every_part_follows_the_comparator(page):
    before = (page.summary.html, page.counts.html, page.detail.html, page.chart.spec)
    page.comparator.value = "england"
    after = (page.summary.html, page.counts.html, page.detail.html, page.chart.spec)
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_empty_name_is_said_in_words(page):
    page.authority.value = " "
    assert page.status.text == "No local authority is chosen. Type its name or code."
    assert not is_shown(page.shown)


def test_empty_group_has_no_chart_and_no_counts(page):
    page.comparator.value = "statistical_neighbours_2021"
    assert not is_shown(page.of_group)
    page.comparator.value = "england"
    assert is_shown(page.of_group)


def test_overall_is_shown_only_when_chosen(page):
    assert "Overall effectiveness" not in page.detail.html
    page.areas.value = ["leaders", "overall"]
    assert "Overall effectiveness" in page.detail.html


def test_own_list_is_offered_for_an_own_choice_only(page):
    assert not is_shown(page.own_list)
    page.comparator.value = "own_list"
    assert is_shown(page.own_list)
    page.own_list.value = [HULL]
    assert list(page.comparison.group["la_name"]) == ["Kingston upon Hull"]


def test_authority_that_does_not_exist_yet_is_not_offered(page):
    page.comparator.value = "own_list"
    page.own_list.value = [CUMBERLAND, KENT]
    page.as_at.value = date(2022, 8, 1)
    assert page.own_list.value == [KENT]
    assert list(page.comparison.group["la_name"]) == ["Kent"]
    offered = {name for name, _ in page.authority.options}
    assert {"Kent", "Cumbria"} <= offered
    assert "Cumberland" not in offered


@pytest.mark.parametrize(
    ("control", "value", "said"),
    [
        ("authority", "Atlantis", "'Atlantis' is no local authority"),
        ("as_at", None, "Choose a date"),
        ("as_at", date(2, 1, 1), "Choose a date"),
        ("areas", [], "No judgement is chosen"),
        ("comparator", "own_list", "Your choice is empty"),
    ],
)
def test_impossible_choice_is_said_and_hides_old_figures(page, control, value, said):
    possible = getattr(page, control).value
    getattr(page, control).value = value
    assert said in page.status.text
    assert page.status.is_error
    assert not is_shown(page.shown)
    assert not is_shown(page.download)
    getattr(page, control).value = possible
    assert not page.status.is_error
    assert is_shown(page.shown)


def test_bug_leaves_no_old_figures_and_no_dead_page(page, monkeypatch):
    monkeypatch.setattr("ilacs_bench.widgets.compare_page.snapshot", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        page.comparator.value = "england"
    assert not is_shown(page.shown)
    monkeypatch.undo()
    page.comparator.value = "ofsted_region"
    assert is_shown(page.shown)


def test_extract_is_a_workbook_named_for_the_comparison(page):
    name, data = page.make_extract()
    assert name == "east_sussex_statistical_neighbours_2025_2024-11-08.xlsx"
    assert data.startswith(b"PK")

"""The page 'compare councils' in its states; no browser needed."""

import json

import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.errors import UnknownName
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.live_widget import LivePage

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
    return CompareCouncils(tables)


def view(page, **state):
    return page.view({**page.defaults, **state})


def test_opens_on_the_last_publication(page):
    assert page.defaults["as_at"] == ("2024-11-08",)
    assert "East Sussex beside 1 council" in view(page).said


def test_opens_on_the_last_day_on_site_where_no_report_has_its_publication():
    read_without_manifest = some_tables(
        inspected(SUSSEX, "2023-12-11", None, end="2023-12-15", leaders="good"),
        authorities=[authority(SUSSEX, la_name="East Sussex")],
    )
    page = CompareCouncils(read_without_manifest)
    assert page.defaults["as_at"] == ("2023-12-15",)
    assert "11 to 15 December 2023" in view(page).regions["summary"]


def test_opens_without_any_inspection():
    page = CompareCouncils(some_tables(authorities=[authority(SUSSEX, la_name="East Sussex")]))
    assert "had no full inspection" in view(page).regions["summary"]


@pytest.mark.parametrize("typed", ["hull", "810", HULL, "kingston-upon-hull", "Hull City Council"])
def test_authority_is_found_by_alias_and_code(page, typed):
    shown = view(page, la=(typed,))
    assert shown.state["la"] == ("Kingston upon Hull",)
    assert shown.said.startswith("Kingston upon Hull")


def test_every_part_follows_the_comparator(page):
    before, after = view(page), view(page, to=("england",))
    for name in ("summary", "counts", "detail"):
        assert before.regions[name] != after.regions[name]
    assert before.charts["grades"].spec["data"] != after.charts["grades"].spec["data"]


def test_empty_group_has_no_chart_and_no_counts(page):
    shown = view(page, to=("neighbours_2021",))
    assert shown.charts.keys() == {"trajectories"}  # its own alone
    assert shown.regions["counts"] == ""
    assert view(page, to=("england",)).charts.keys() == {"grades", "trajectories"}


def test_overall_is_shown_only_when_chosen(page):
    assert "Overall effectiveness" not in view(page).regions["detail"]
    chosen = view(page, area=("leaders", "overall"))
    assert "Overall effectiveness" in chosen.regions["detail"]


def test_own_choice_is_whom_to_compare_with(page):
    shown = view(page, to=("own",), **{"with": (HULL,)})
    assert "Kingston upon Hull" in shown.regions["detail"]
    assert "Kent" not in shown.regions["detail"]


def test_authority_that_does_not_exist_yet_is_not_offered(page):
    shown = view(page, as_at=("2022-08-01",), **{"with": (CUMBERLAND, KENT)})
    assert shown.state["with"] == (KENT,)
    assert "Cumberland" not in shown.regions["councils"]
    assert "Cumbria" in shown.regions["councils"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"la": ("Atlantis",)}, "'Atlantis' is no local authority"),
        ({"la": (" ",)}, "No local authority is chosen"),
        ({"as_at": ("",)}, "Choose a date"),
        ({"as_at": ("0002-01-01",)}, "Choose a date"),
        ({"as_at": ("soon",)}, "'soon' is no date"),
        ({"area": ()}, "No judgement is chosen"),
        ({"area": ("<b>",)}, "No judgement is chosen"),
        ({"over": ("<b>",)}, "no judgement to follow"),
        ({"to": ("own",)}, "Your choice is empty"),
        ({"to": ("europe",)}, "'europe' is not a comparator"),
    ],
)
def test_impossible_choice_is_said(page, state, said):
    with pytest.raises(UnknownName, match=said):
        view(page, **state)


def test_extract_is_a_workbook_named_for_the_comparison(page):
    name, data = page.download(page.defaults, "extract")
    assert name == "east_sussex_statistical_neighbours_2025_2024-11-08.xlsx"
    assert data.startswith(b"PK")


def test_page_has_a_form_of_its_state_and_every_region_and_chart(page):
    html = LivePage(page, query="la=hull&to=england&area=leaders").html
    assert 'value="Kingston upon Hull"' in html
    assert '<option value="england" selected>England</option>' in html
    for name in view(page).regions:
        assert f'data-region="{name}"' in html
    assert 'data-chart="grades"' in html
    charts = html.partition("data-charts>")[2].partition("</script>")[0]
    assert json.loads(charts).keys() == {"grades", "trajectories"}

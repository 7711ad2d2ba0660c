"""The line at the head of every page, and that tables of a part never speak for England."""

import json

import pytest
from factories import authority, complete, inspected, neighbours, sentence, some_tables
from html_reader import Html

import ilacs_bench as ib
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.paths import bundled
from ilacs_bench.vocabulary import DEFAULT_AREAS
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.national_page import NationalPicture
from ilacs_bench.widgets.profile_page import CouncilProfilePage

PAGES = [NationalPicture, CompareCouncils, CouncilProfilePage]
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
        authorities=[
            authority(SUFFOLK, la_name="Suffolk"),
            authority(LEEDS, la_name="Leeds"),
        ],
        neighbours=neighbours(SUFFOLK, LEEDS),
        coded=[sentence(ONE, "leaders", "strength", "supervision")],
        coverage=coverage,
        missing_reports=missing_reports,
    )


WHOLE = tables_with(complete("2024-03-31"), missing_reports=[MISSING])
PART = tables_with()


def page_of(kind, tables, query=""):
    named = kind in (CompareCouncils, CouncilProfilePage)
    dashboard = kind(tables, "Suffolk") if named else kind(tables)
    return LivePage(dashboard, query).html


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_every_page_says_how_far_its_data_go(kind):
    html = page_of(kind, WHOLE)
    assert html.count("Data to 31 March 2024") == 1
    assert "1 newer report is known to exist and is not in the tables (Suffolk, published" in html
    assert "Your tables" not in html


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_every_page_of_a_part_says_so_and_never_that_nobody_inspected_the_rest(kind):
    html = page_of(kind, PART)
    assert "<strong>Your tables: 1 report, 1 of 2 authorities.</strong>" in html
    assert "had no full inspection" not in html
    assert "had had no full" not in html


@pytest.mark.parametrize("query", ["la=suffolk", "la=suffolk&to=england"])
@pytest.mark.parametrize("name", ["council", "find", "themes", "extracts"])
def test_a_page_of_cells_says_once_what_is_missing_and_what_is_there(name, query, monkeypatch):
    whole, part = (shown_by(name, tables, query, monkeypatch) for tables in (WHOLE, PART))
    assert whole.count("Data to 31 March 2024") == 1
    assert whole.count("1 newer report is known to exist and is not in the tables (Suffolk") == 1
    assert part.count("<strong>Your tables: 1 report, 1 of 2 authorities.</strong>") == 1
    assert "All of England" not in part.replace('placeholder="All of England"', "")


def shown_by(name, tables, query, monkeypatch):
    """All that a notebook shows of these tables."""
    monkeypatch.setattr(ib, "load", lambda: tables)
    cells = json.loads((bundled("dashboards") / f"{name}.ipynb").read_text())["cells"]
    names = {}
    exec("\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code"), names)
    return "".join(names["page"].slots(query).values())


@pytest.mark.parametrize("kind", [CompareCouncils, CouncilProfilePage])
def test_a_council_that_is_not_in_the_tables_is_said_not_to_be(kind):
    html = page_of(kind, PART, "la=leeds")
    assert "No full inspection of Leeds is in your tables" in html
    assert "Leeds had no full inspection" not in html
    assert "Leeds had no full inspection" in page_of(kind, WHOLE, "la=leeds")


def test_the_group_says_who_is_not_in_the_tables():
    cells = [cell for row in Html(page_of(CompareCouncils, PART)).rows for cell in row]
    assert "not in your tables" in cells
    assert "no full inspection" not in cells


def test_a_day_past_the_coverage_is_answered_with_it():
    for kind in (NationalPicture, CompareCouncils, CouncilProfilePage):
        html = page_of(kind, WHOLE, "as_at=2024-04-01")
        status = html.partition("data-status")[2].partition("</p>")[0]
        assert "Reports published after 31 March 2024 are not all counted here" in status
        assert "are not all counted" not in page_of(kind, WHOLE, "as_at=2024-03-31")


def test_the_words_of_a_ground_are_escaped():
    row = complete("2024-03-31") | {"source": "<b>all</b>"}
    assert "&lt;b&gt;all" in data_line(tables_with(row))

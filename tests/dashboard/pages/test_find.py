"""The page that finds councils gives the rows of the function and of the command."""

import io
import json

import pandas as pd
import pytest
from whole_pages import regions_of

import ilacs_bench as ib
from ilacs_bench.cli import main
from ilacs_bench.dashboard import Page
from ilacs_bench.dashboard.pages import find

EXAMPLES = {
    "outstanding unitary authorities in the South West": (
        "overall=outstanding&ofsted_region=South+West&la_type=Unitary+authority",
        {
            "grades": {"overall": "outstanding"},
            "ofsted_region": "South West",
            "la_type": "Unitary authority",
        },
        [
            *("--ofsted-region", "South West", "--la-type", "Unitary authority"),
            *("--grade", "overall=outstanding"),
        ],
    ),
    "inspected under the framework of April 2026": (
        "framework=ilacs_2026",
        {"framework": "ilacs_2026"},
        ["--framework", "ilacs_2026"],
    ),
    "good overall but requires improvement for care leavers": (
        "overall=good&care_leavers=requires_improvement",
        {"grades": {"overall": "good", "care_leavers": "requires_improvement"}},
        ["--grade", "overall=good", "--grade", "care_leavers=requires_improvement"],
    ),
}


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture(scope="module")
def page(tables):
    made = Page(tables, **find.filters(tables))
    made.status(find.count_sentence)
    made.show(find.found_table)
    made.download("Excel", find.excel)
    made.download("CSV", find.csv)
    return made


@pytest.mark.parametrize("name", EXAMPLES)
def test_page_function_command_and_files_give_the_same_rows(page, tables, name, capsys):
    query, filters, options = EXAMPLES[name]
    rows = ib.find_councils(tables, **filters)
    assert 0 < len(rows) < 153
    assert main(["find", *options, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    told = told if isinstance(told, list) else told["rows"]
    assert [row["la_code"] for row in told] == rows["la_code"].to_list()
    answer = page.answer(query)
    assert answer["status"].startswith(f"{len(rows)} of 153 local authorities: ")
    html = answer["regions"]["found-table"][1]
    assert [html.count(f">{name}</a>") for name in rows["la_name"]] == [1] * len(rows)
    _, data = page.file(query, "csv")
    assert pd.read_csv(io.BytesIO(data))["GSS code"].to_list() == rows["la_code"].to_list()
    _, data = page.file(query, "excel")
    assert len(data) > 5000


def test_a_row_leads_to_the_page_of_its_council(page):
    html = regions_of(page, "name=hull")["found-table"]
    assert 'href="council?la=kingston-upon-hull"' in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("overall=splendid", "splendid"),
        ("ofsted_region=Mars", "Mars"),
        ("neighbours_of=Atlantis", "Atlantis"),
        ("as_at=2040-01-01", "later than today"),
    ],
)
def test_what_is_not_offered_is_a_sentence(page, query, words):
    answer = page.answer(query)
    assert answer["is_error"]
    assert words in answer["status"]
    assert answer["regions"]["found-table"][1] == ""


def test_all_of_england_without_a_filter(page):
    assert page.answer("")["status"] == "153 of 153 local authorities, as at 20 August 2026."


def test_columns_are_chosen(page):
    def heads(query):
        return regions_of(page, query)["found-table"].split("</thead>")[0]

    assert "Framework" in heads("name=hull")
    assert "Published" not in heads("name=hull")
    chosen = heads("name=hull&columns=published")
    assert "Published" in chosen
    assert "Framework" not in chosen

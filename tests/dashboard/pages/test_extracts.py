"""Extracts and trust: the rows shown are those of the file, and what they rest on is said."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from factories import authority, inspected, neighbours, some_tables
from html_reader import Html
from whole_pages import regions_of

import ilacs_bench as ib
from ilacs_bench.benchmark.accuracy import accuracy_by_theme, coder_accuracy
from ilacs_bench.benchmark.holdings import held_by_framework, problems_of_councils
from ilacs_bench.benchmark.reconciliation import compare_tables
from ilacs_bench.dashboard import Page
from ilacs_bench.dashboard.pages import extracts
from ilacs_bench.dashboard.pages.extracts import trust
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.extracts import KINDS
from ilacs_bench.lookups.own_lists import save_own_list
from ilacs_bench.paths import bundled
from ilacs_bench.schema import PROBLEMS
from ilacs_bench.vocabulary import FRAMEWORK_LABELS

SUSSEX, KENT, HULL = "E10000011", "E10000016", "E06000010"
HOSTILE = "<img src=x onerror=alert(1)>"
SMALL = some_tables(
    inspected(SUSSEX, "2023-12-11", "2024-02-06", leaders="good"),
    inspected(KENT, "2022-05-09", "2022-07-01", leaders="outstanding"),
    authorities=[
        authority(SUSSEX, la_name="East Sussex"),
        authority(KENT, la_name="Kent"),
        authority(HULL, la_name="Kingston upon Hull"),
    ],
    neighbours=neighbours(SUSSEX, KENT),
)


def page_of(tables):
    page = Page(tables, **extracts.choices(tables))
    page.status(extracts.status)
    page.download("Excel", extracts.excel)
    page.download("CSV", extracts.csv)
    for view in (extracts.preview, trust.held, trust.unread, trust.agreement):
        page.show(view)
    page.show(trust.accuracy)
    return page


@pytest.fixture(scope="module")
def small():
    return page_of(SMALL)


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture(scope="module")
def page(tables):
    return page_of(tables)


def shown(page, view, query=""):
    return Html(regions_of(page, query)[view])


def test_opens_on_all_of_england_on_the_last_day_of_the_tables(small):
    assert small.answer("")["status"] == (
        "Judgements as at a date: 12 rows. All of England, as at 6 February 2024."
    )


@pytest.mark.parametrize("what", KINDS)
def test_every_table_is_shown_with_the_first_rows_of_its_files(page, tables, what):
    query = f"what={what}&la=suffolk"
    headings, *rows = shown(page, "preview", query).rows
    assert headings == [
        column.full_heading.removesuffix(" (days)") for column in KINDS[what].columns
    ]
    name, data = page.file(query, "csv")
    written = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert name.startswith(f"{what}_suffolk_2026-08-20")
    assert len(rows) == min(extracts.SHOWN, len(written))
    first = headings[0]
    assert [row[0] for row in rows] == [row[first] for row in written[: len(rows)]]
    assert f"{len(written):,} row" in page.answer(query)["status"]


def test_file_says_of_whom_and_when_and_has_the_rows_chosen(small):
    name, data = small.file("la=kent&to=alone", "excel")
    assert name == "judgements_kent_2024-02-06.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["Extract"].iter_rows(min_row=5))
    assert [row[0].value for row in rows] == ["Kent"] * 4
    assert rows[0][3].value == "Outstanding"


def test_address_is_in_one_spelling_and_brings_the_extract_back(small):
    answer = small.answer("what=history&la=KENT&to=ofsted_region&since=2020-01-01")
    assert answer["state"]["la"] == ["Kent"]
    assert answer["address"] == "?what=history&la=kent&to=region&since=2020-01-01"
    assert small.answer(answer["address"][1:]) == answer


def test_a_saved_list_joins_the_council(small, tmp_path, monkeypatch):
    place = tmp_path / "own_lists.csv"
    monkeypatch.setattr("ilacs_bench.lookups.own_lists.own_lists_file", lambda: place)
    save_own_list("North coast", ["Hull"])
    page = page_of(SMALL)
    assert "own list ‘North coast’" in page.answer("la=kent&to=North+coast")["status"]
    assert {row[0] for row in shown(page, "preview", "la=kent&to=North+coast").rows[1:]} == {
        "Kent",
        "Kingston upon Hull",
    }


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("what=secrets", "can't be chosen. Choose among Judgements as at a date"),
        ("to=friends", "'friends' is not a comparator"),
        ("la=nowhere-at-all", "We can’t find"),
        ("la=cumbria", "not among the authorities"),
        ("as_at=soon", "is not a date"),
        ("as_at=", "Choose a date"),
        ("since=2024-02-01&as_at=2024-01-01&what=history", "last day is before the first"),
        ("area=", "Tick at least one"),
        (f"what={HOSTILE}", "can't be chosen"),
        (f"la={HOSTILE}", "We can’t find"),
    ],
)
def test_bad_choice_says_what_to_choose_and_makes_no_file(small, query, words):
    answer = small.answer(query)
    assert answer["is_error"]
    assert words in answer["status"]
    assert not any(html for name, (_, html) in answer["regions"].items() if name in small.views)
    assert HOSTILE not in "".join(small.slots(query).values())
    with pytest.raises(UnknownName):
        small.file(query, "csv")


def test_the_first_day_may_be_the_last(small):
    assert not small.answer("since=2024-01-01&as_at=2024-01-01&what=history")["is_error"]


def test_no_judgement_ticked_stands_in_the_address_and_is_nothing_to_other_tables(small):
    assert small.answer("area=")["address"] == "?area="
    assert not small.answer("area=&what=waits")["is_error"]


def test_too_many_rows_are_said_before_a_file_is_asked_for(page):
    html = regions_of(page, "what=themes")["preview"]
    assert "Choose a local authority, or a shorter time." in html


def test_what_could_not_be_read_is_that_of_the_councils_chosen(page, tables):
    everything = problems_of_councils(tables)
    assert len(shown(page, "unread").rows) == 1 + len(everything)
    group = {"Suffolk", *ib.comparators(tables, "Suffolk", "neighbours")["la_name"]}
    rows = shown(page, "unread", "la=suffolk").rows[1:]
    assert 0 < len(rows) < len(everything)
    assert {row[0] for row in rows} <= group
    assert shown(page, "unread", "la=suffolk&to=alone").rows == []
    _, data = page.file("what=problems&la=suffolk", "csv")
    written = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["Report file"] for row in written] == [row[-1] for row in rows]


def test_a_file_of_nobody_known_is_said_where_councils_are_chosen():
    rows = [{"report": HOSTILE, "stage": "read", "message": f"Not a report: {HOSTILE}"}]
    problems = PROBLEMS.check(pd.DataFrame(rows, columns=PROBLEMS.column_names))
    page = page_of(replace(SMALL, problems=problems))
    assert shown(page, "unread").rows[1][0] == "not known"
    assert "img" not in shown(page, "unread").tags
    of_kent = regions_of(page, "la=kent&to=alone")["unread"]
    assert "1 more file is of no known local authority" in of_kent


@pytest.mark.parametrize(
    ("council", "ours", "theirs"),
    [
        ("Hackney", "21 September 2016", "20 September 2016"),
        ("Manchester", "3 September 2014", "1 September 2014"),
    ],
)
def test_of_two_dates_the_one_used_is_named_by_its_own_column(page, council, ours, theirs):
    headings, row, *_ = shown(page, "agreement", f"la={council}&to=alone").rows
    told = dict(zip(headings, row, strict=True))
    assert (told["Ours"], told["Ofsted’s statistics"]) == (ours, theirs)
    assert told["We use"] == "Ours"
    stored = shown(page, "preview", f"what=reconciliation&la={council}&to=alone").rows
    told = dict(zip(*stored[:2], strict=True))
    assert "The report says" not in told
    assert told["We use"] == "Ours"


def test_each_line_of_trust_has_the_figures_of_the_library(page, tables):
    regions = regions_of(page)
    words = " ".join(regions[view] for view in ("held", "unread", "agreement", "accuracy"))
    held, right = held_by_framework(tables), coder_accuracy()
    cells = compare_tables(tables, tables.official_judgements)
    agree = int((cells["outcome"] == "agrees").sum())
    assert f"{held['n'].sum()} full inspections, {held['n_read'].sum()} read" in words
    assert f"{len(tables.problems)} things could not be read" in words
    assert f"{agree:,} of {len(cells):,} figures" in words
    assert f"{right.precision:.0%} of those it gives are right" in words


def test_what_is_held_by_framework(page, tables):
    rows = {row[0]: row[1:] for row in shown(page, "held").rows}
    for row in held_by_framework(tables).itertuples():
        assert rows[FRAMEWORK_LABELS[row.framework]] == [
            str(row.n),
            str(row.n_read),
            str(row.n_coded),
        ]


def test_every_difference_is_listed_with_its_reason(page, tables):
    cells = compare_tables(tables, tables.official_judgements)
    reasons = {cell for row in shown(page, "agreement").rows for cell in row}
    assert set(cells.loc[cells["outcome"] != "agrees", "reason"]) <= reasons


def test_accuracy_is_on_record_and_says_who_read(page):
    html = regions_of(page)["accuracy"]
    assert "not against a person’s" in html
    rows = {row[0]: row[-1] for row in Html(html).rows}
    for theme in accuracy_by_theme().itertuples(index=False):
        assert rows[theme.theme] == f"{theme.F1:.0%}"


def test_works_without_any_inspection():
    page = page_of(some_tables(authorities=[authority(SUSSEX, la_name="East Sussex")]))
    answer = page.answer("what=history")
    assert "0 rows" in answer["status"]
    assert "No rows match" in answer["regions"]["preview"][1]
    assert "0 full inspections" in answer["regions"]["held"][1]
    assert "There are no official statistics" in answer["regions"]["agreement"][1]


def test_links_within_the_notebook_lead_to_its_headings():
    cells = json.loads((bundled("dashboards") / "extracts.ipynb").read_text())["cells"]
    prose = "".join("".join(c["source"]) + "\n" for c in cells if c["cell_type"] == "markdown")
    headings = {line[3:].replace(" ", "-") for line in prose.splitlines() if line.startswith("## ")}
    links = [part.partition(")")[0] for part in prose.split("](#")[1:]]
    assert len(links) == 4
    assert set(links) <= headings

"""The parts of the page of extracts: what is shown is what the benchmark gives, and is escaped."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from factories import authority, inspected, some_tables
from html_reader import Html

from ilacs_bench.benchmark.accuracy import accuracy_by_theme, coder_accuracy
from ilacs_bench.benchmark.holdings import held_by_framework
from ilacs_bench.benchmark.reconciliation import compare_tables, count_by_sheet, count_cells
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.export.extract_rows import Choice
from ilacs_bench.export.extracts import make_extract
from ilacs_bench.schema import PROBLEMS
from ilacs_bench.tables.store import read_tables
from ilacs_bench.vocabulary import FRAMEWORK_LABELS
from ilacs_bench.widgets import extracts_view, trust_view

HOSTILE = "<img src=x onerror=alert(1)>"
DAY = date(2024, 3, 1)


@pytest.fixture(scope="module")
def bundled_tables():
    return read_tables()


@pytest.fixture
def tables():
    made = some_tables(
        inspected("A", "2023-05-01", "2023-07-01", leaders="good"),
        inspected("B", "2022-05-02", "2022-07-01", leaders="inadequate"),
        authorities=[authority("A", la_name=HOSTILE), authority("B")],
    )
    problems = [{"report": HOSTILE, "stage": "read", "message": f"Not a report: {HOSTILE}"}]
    frame = PROBLEMS.check(pd.DataFrame(problems, columns=PROBLEMS.column_names))
    return replace(made, problems=frame)


def preview(tables, **changes):
    choice = Choice("judgements", DAY, date(2013, 11, 1), DAY, areas=("leaders",))
    return extracts_view.preview_view(
        make_extract(tables, replace(choice, **changes), "All of England")
    )


def test_preview_has_the_rows_and_their_grades(tables):
    html = preview(tables)
    headings, *rows = Html(html).rows
    grade = headings.index("Grade")
    assert {row[0]: row[grade] for row in rows} == {
        HOSTILE: "Good",
        "B": "Inadequate",
    }
    assert "the first 2 of 2 rows" in html


def test_names_are_escaped(tables):
    assert "img" not in Html(preview(tables)).tags
    assert "img" not in Html(trust_view.problems_view(tables)).tags


def test_addresses_that_are_not_ofsteds_are_not_linked(tables):
    assert not [link for link in Html(preview(tables)).links if "example.org" in link]


def test_nothing_to_show_says_what_to_do(tables):
    html = preview(tables, what="improvements")
    assert "no rows" in html
    assert "Choose another" in html


def test_long_extract_says_that_it_is_one(bundled_tables):
    html = preview(bundled_tables, what="themes")
    assert "the first 20 of" in html
    assert "Choose a local authority, or a shorter time." in html


def test_coverage_is_that_of_the_benchmark(bundled_tables):
    html = trust_view.coverage_view(bundled_tables)
    shown = {row[0]: row[1:] for row in Html(html).rows}
    counts = held_by_framework(bundled_tables)
    assert shown["All"] == [str(counts[name].sum()) for name in ("n", "n_read", "n_coded")]
    for row in counts.itertuples():
        label = FRAMEWORK_LABELS[row.framework]
        assert shown[label] == [str(row.n), str(row.n_read), str(row.n_coded)]
    assert "31 March 2025" in html


def test_every_problem_is_listed(bundled_tables):
    rows = Html(trust_view.problems_view(bundled_tables)).rows
    listed = {(row[0], row[2]) for row in rows}
    problems = bundled_tables.problems
    assert set(zip(problems["report"], problems["message"], strict=True)) <= listed


def test_reconciliation_counts_and_lists_every_difference(bundled_tables):
    cells = compare_tables(bundled_tables, bundled_tables.official_judgements)
    sheets = count_by_sheet(cells)
    assert sheets["compared"].sum() == len(cells) == count_cells(cells)["compared"].sum()
    rows = Html(trust_view.reconciliation_view(bundled_tables)).rows
    shown = {row[0]: row[1:] for row in reversed(rows)}  # the first table is that of sheets
    for sheet in sheets.itertuples():
        assert shown[sheet.official_source][0] == f"{sheet.compared:,}"
    differ = cells[cells["outcome"] != "agrees"]
    reasons = [row[-1] for row in rows]
    assert all(reason in reasons for reason in differ["reason"])
    days = differ.loc[differ["field"] == "published", "official_value"]
    shown = " ".join(cell for row in rows for cell in row)
    assert not days.empty
    assert all(day_words(date.fromisoformat(day)) in shown for day in days)


def test_accuracy_is_on_record_and_says_who_read():
    html = trust_view.accuracy_view()
    shown = {row[0]: row[1:] for row in Html(html).rows}
    assert "No person checked the codes one by one" in html
    assert f"checked on {coder_accuracy().items} findings" in html
    for row in accuracy_by_theme().itertuples(index=False):
        assert shown[row.theme][-1] == f"{row.F1:.2f}"


def test_trust_is_made_once_for_each_tables(tables):
    assert trust_view.trust_view(tables) is trust_view.trust_view(tables)


def test_headings_are_in_order(tables):
    html = trust_view.trust_view(tables)
    assert html.index("<h2") < html.index("<h3")
    assert "<h1" not in html
    assert "<h4" not in html

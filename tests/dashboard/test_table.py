"""A frame as the house's table: words, numbers, grades, and what a browser sorts and saves by."""

import re
from datetime import date

import pandas as pd
import pytest

from ilacs_bench.dashboard import table as module
from ilacs_bench.dashboard.table import look_of, table_html
from ilacs_bench.vocabulary import GRADES


def cells(html):
    """Tag, attributes and content of each cell of the body."""
    body = html.partition("<tbody>")[2]
    return re.findall(r"<(t[dh])([^>]*)>(.*?)</t[dh]>", body)


def headings(html):
    return re.findall(r"data-sort>(.*?)</button>", html)


def words(values, name="name"):
    series = pd.Series(values)
    look = look_of(name, series)
    return look.kind, [str(look.words(value)) for value in series.dropna().tolist()]


def test_headings_are_words_and_numbers_stand_to_the_right():
    html = table_html(pd.DataFrame({"la_name": ["Kent"], "age_days": [1056]}), "Waits")
    assert headings(html) == ["Local authority", "Age days"]
    assert cells(html) == [
        ("th", ' scope="row"', "Kent"),
        ("td", ' class="ilacs-number" data-value="1056"', "1,056"),
    ]
    assert '<caption class="ilacs-hidden">Waits</caption>' in html
    assert 'tabindex="0" role="region" aria-label="Waits"' in html


def test_data_never_becomes_markup():
    html = table_html(pd.DataFrame({"<b>": ["<script>"]}), "<i>")
    assert "<b>" not in html
    assert "<script>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("name", "values", "kind", "shown"),
    [
        ("n", [1, 1234], "number", ["1", "1,234"]),
        ("x", [0.5, -1234.25], "number", ["0.50", "−1,234.25"]),
        ("x", [1.0, 2.5, None], "number", ["1.0", "2.5"]),
        ("year", [2025], "number", ["2025"]),
        ("share", [0.494], "number", ["49%"]),
        ("good_share", [1.0], "number", ["100%"]),
        ("x", [date(2025, 3, 31)], "date", ["31 Mar 2025"]),
        ("x", pd.to_datetime(["2025-03-31", None]), "date", ["31 Mar 2025"]),
        ("is_own", [True, False], "text", ["Yes", "No"]),
        ("framework", ["sif"], "text", ["Single inspection framework (SIF)"]),
        ("judgement_area", ["in_care"], "text", ["Children in care"]),
        ("x", [None, None], "text", []),
    ],
)
def test_values_are_shown_as_what_they_are(name, values, kind, shown):
    assert words(values, name) == (kind, shown)


def test_grades_are_chips_that_sort_by_their_order():
    grades = pd.Series(["good", None], dtype=pd.CategoricalDtype(GRADES, ordered=True))
    html = table_html(pd.DataFrame({"a": [1, 2], "grade_leaders": grades}), "T")
    assert [cell[1] for cell in cells(html)][1::2] == [' data-value="2"', ' data-value=""']
    assert '<span class="ilacs-grade ilacs-is-good">Good</span>' in html


def test_only_ofsteds_addresses_are_links():
    url = "https://files.ofsted.gov.uk/v1/file/50000000"
    assert words([url])[0] == "link"
    assert words(["javascript:alert(1)"]) == ("text", ["javascript:alert(1)"])
    assert words([url, "https://example.org"])[0] == "text"


def test_missing_is_a_dash_that_sorts_as_nothing():
    html = table_html(pd.DataFrame({"a": ["x", None], "n": [None, 1.5]}), "T")
    empty = [cell for cell in cells(html) if "–" in cell[2]]
    assert [cell[1] for cell in empty] == [' data-value=""', ' scope="row" data-value=""']


def test_index_that_says_something_comes_first():
    rows = pd.DataFrame({"la": ["a", "a", "b"], "n": [1, 2, 3]})
    assert headings(table_html(rows.groupby("la")[["n"]].sum(), "T"))[0] == "LA"
    assert headings(table_html(rows[rows["n"] > 1], "T")) == ["LA", "Number"]
    wide = rows.pivot_table(index="la", values="n", aggfunc=["sum", "max"])
    assert headings(table_html(wide, "T")) == ["LA", "Sum n", "Max n"]


def test_rows_of_the_council_chosen_stand_out():
    html = table_html(pd.DataFrame({"la_code": ["E1", "E2"]}), "T", own="E2")
    assert html.count('<tr class="ilacs-own">') == 1


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.DataFrame(index=[1, 2]),
        pd.DataFrame({"a": [[1, 2], {3}, None]}),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame({"a": [float("inf")], 7: ["x"]}),
    ],
)
def test_odd_frames_are_shown_all_the_same(frame):
    assert "data-table" in table_html(frame, "")


def test_long_table_says_that_it_is_cut_and_can_be_narrowed(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 20)
    html = table_html(pd.DataFrame({"n": range(1000)}), "All of them")
    assert "The first 20 of 1000 rows" in html
    assert len(cells(html)) == 20
    assert "data-find" in html
    assert 'data-csv="all_of_them.csv"' in html
    assert "data-find" not in table_html(pd.DataFrame({"n": range(5)}), "T")

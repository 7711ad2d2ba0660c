"""The house's table in HTML: what is in its cells, and that all of it is safe and can be read."""

import pandas as pd
import pytest
from html_reader import Html
from markupsafe import Markup

import ilacs_bench as ib
from ilacs_bench.columns.definitions import COLUMNS
from ilacs_bench.columns.html_table import MOST_ROWS, table_html
from ilacs_bench.errors import UnknownName

DAY = "2025-03-31"
REPORT = "https://files.ofsted.gov.uk/v1/file/1"


@pytest.fixture(scope="module")
def t() -> ib.Tables:
    return ib.load()


def test_grades_now_and_before_have_chips_pages_and_the_way(t):
    html = Html(table_html(ib.own_grades(t, "East Sussex", as_at="2018-09-18"), "Our grades"))
    head, *rows = html.rows
    assert head[:4] == ["Judgement", "Grade", "Previous grade", "Direction of travel"]
    overall = next(row for row in rows if row[0] == "Overall effectiveness")
    assert overall[1].startswith("Outstanding page 1")
    assert overall[2].startswith("Good")
    assert overall[3] == "▲ Improved"
    assert any(of.get("class") == "ilacs-grade ilacs-is-outstanding" for _, of in html.elements)
    assert all(url.startswith("https://files.ofsted.gov.uk/") for url in html.links)


def test_every_table_can_be_read_by_a_screen_reader(t):
    title = 'Group <of> "ours"'
    text = table_html(ib.compare(t, "Suffolk", as_at=DAY), title)
    html = Html(text)
    assert "<of>" not in text
    tags = [(tag, of) for tag, of in html.elements if tag == "th"]
    heads = [of for _, of in tags if of["scope"] == "col"]
    assert len(heads) == len(html.rows[0])
    assert sum(of["scope"] == "row" for _, of in tags) == 44
    scroll = next(of for _, of in html.elements if "ilacs-scroll" in (of.get("class") or ""))
    assert (scroll["role"], scroll["tabindex"], scroll["aria-label"]) == ("region", "0", title)
    assert "caption" in html.tags
    ways = [of for _, of in html.elements if of.get("aria-hidden")]
    assert ways


def test_one_row_a_council_tells_the_way_of_each_grade_beside_it(t):
    found = ib.find_councils(t, name="Suffolk", as_at=DAY)
    html = Html(table_html(found, "Found"))
    cell = html.rows[1][html.rows[0].index("Leaders")]
    assert cell == "Requires improvement ▼ declined"
    assert "Leaders: direction" not in html.rows[0]
    assert html.rows[1][0] == "Suffolk"


def test_rows_of_our_own_stand_out(t):
    compared = ib.compare(t, "Suffolk", as_at=DAY, areas=["leaders"])
    marked = [of for tag, of in Html(table_html(compared, "x")).elements if tag == "tr"]
    assert [of.get("class") for of in marked[1:]] == ["ilacs-own", *[None] * 10]
    found = ib.find_councils(t, as_at=DAY)
    assert table_html(found, "x", "E10000029").count('<tr class="ilacs-own">') == 1
    assert table_html(found, "x").count("ilacs-own") == 0


def cell(values: list, name: str = "value", **others: list) -> tuple[str, dict]:
    """The text and the attributes of the first cell of the second row."""
    frame = pd.DataFrame({"who": ["a", "b"], name: values, **others})
    html = Html(table_html(frame, "t", columns=["who", name]))
    cells = [of for tag, of in html.elements if tag == "td"]
    return html.rows[2][1], cells[-1]


@pytest.mark.parametrize(
    ("values", "name", "text", "key"),
    [
        ([1, 1234], "value", "1,234", "1234"),
        ([1, 2024], "year", "2024", "2024"),
        ([0.5, -1.25], "value", "−1.25", "-1.25"),
        ([10.0, 20.0], "value", "20", "20.0"),
        ([0.1, 0.456], "share", "46%", "0.456"),
        ([45.6, 99.0], "share", "99.0", "99.0"),
        ([1, 1056], "age_days", "2 years 10 months", "1056"),
        (["good", "inadequate"], "grade", "Inadequate", "3"),
        (["x", "sif"], "value", "sif", None),
        (["sif", "sif"], "framework", "Single inspection framework (SIF)", None),
        ([True, False], "value", "No", None),
        (["a", None], "value", "–", ""),
        (["good", None], "grade", "not graded", ""),
        ([["a"], ["a", "b"]], "value", "a, b", None),
        (["a", "<b>&"], "value", "<b>&", None),
    ],
)
def test_cells_have_words_and_keys(values, name, text, key):
    shown, attributes = cell(values, name)
    assert shown == text
    assert attributes.get("data-value") == key


def test_days_are_dates_in_words_sorted_by_the_calendar():
    shown, attributes = cell(list(pd.to_datetime(["2025-03-31", "2024-02-01"])))
    assert (shown, attributes["data-value"]) == ("1 Feb 2024", "2024-02-01")


def test_numbers_stand_on_the_right_below_their_heading():
    html = Html(table_html(pd.DataFrame({"who": ["a"], "n": [3]}), "t"))
    assert [of.get("class") for tag, of in html.elements if tag in ("th", "td")] == [
        None,
        "ilacs-number",
        None,
        "ilacs-number",
    ]


def test_who_was_never_inspected_is_said():
    assert cell(["good", None], "grade", inspection_id=["x", None])[0] == "no inspection here"
    assert cell(["good", None], "grade", inspection_id=["x", "y"])[0] == "not graded"


def test_a_grade_has_no_page_where_the_page_is_of_a_sentence(t):
    said = ib.good_elsewhere(t, "Suffolk", "neighbours", "leaders", as_at=DAY)
    html = Html(table_html(said, "t"))
    grade, page = html.rows[0].index("Grade"), html.rows[0].index("Report")
    assert {row[grade] for row in html.rows[1:]} <= {"Good", "Outstanding"}
    assert html.rows[1][page].startswith("page ")


def test_only_pages_of_ofsted_are_links():
    rows = pd.DataFrame(
        {"who": ["a", "b"], "page": [1, 2], "source_url": [REPORT, "https://example.org/x"]}
    )
    html = Html(table_html(rows, "t", columns=["who", COLUMNS["page"], COLUMNS["source_url"]]))
    assert set(html.links) == {f"{REPORT}#page=1", REPORT}
    assert html.rows[2] == ["b", "page 2", "not known"]


def test_cells_lead_where_they_are_told_to():
    rows = pd.DataFrame({"la_name": ["A", "B", "C"]})
    links = ["council?la=a&to=b", None, "javascript:alert(1)"]
    html = Html(table_html(rows, "t", links={"la_name": links}))
    assert html.links == {"council?la=a&to=b": "A"}


def test_an_index_that_says_something_is_a_column():
    counts = pd.Series(["a", "a", "b"], name="letter").value_counts()
    assert Html(table_html(counts.to_frame(), "t")).rows == [
        ["Letter", "Count"],
        ["a", "2"],
        ["b", "1"],
    ]
    filtered = pd.DataFrame({"x": ["a", "b"]}).iloc[1:]
    assert Html(table_html(filtered, "t")).rows == [["X"], ["b"]]
    wide = pd.DataFrame({"k": ["a"], "g": ["x"], "v": [1]}).pivot_table(index="k", columns=["g"])
    assert Html(table_html(wide, "t")).rows == [["K", "V x"], ["a", "1"]]


def test_what_can_not_be_shown_is_said():
    with pytest.raises(UnknownName, match="'grad' is no column: choose among"):
        table_html(pd.DataFrame({"grade": ["good"]}), "t", columns=["grad"])
    with pytest.raises(UnknownName, match="'start' is no column"):
        table_html(pd.DataFrame({"grade": ["good"]}), "t", columns=[COLUMNS["start"]])


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.DataFrame(index=[1, 2]),
        pd.DataFrame({"a": [[1, 2], {3}, None]}),
        pd.DataFrame({"a": [float("inf"), None], 7: ["x", "y"]}),
        pd.DataFrame({"start": [pd.NaT, None], "grade": [None, None], "la_name": [None, "x"]}),
        pd.DataFrame({"share": [0.5, float("nan")], "page": [1, 2], "age_days": [1.0, None]}),
    ],
)
def test_odd_frames_are_shown_all_the_same(frame):
    assert "data-table" in table_html(frame, "{}")


def test_columns_of_the_same_name_are_both_shown():
    twice = pd.DataFrame([[1, 2]], columns=["x", "x"])
    assert Html(table_html(twice, "t")).rows == [["X", "X (2)"], ["1", "2"]]


def test_an_empty_and_a_long_frame_are_said():
    assert "<p>No rows.</p>" in table_html(pd.DataFrame({"x": []}), "t")
    long = table_html(pd.DataFrame({"x": range(MOST_ROWS + 1)}), "t")
    assert "The first 2,000 of 2,001 rows" in long
    assert long.count("<tr>") == MOST_ROWS + 1
    assert "data-find" in long
    assert "data-find" not in table_html(pd.DataFrame({"x": range(5)}), "t")


def test_rows_are_found_by_the_other_names_of_their_council(t):
    found = ib.find_councils(t, as_at=DAY)
    html = Html(table_html(found, "Found"))
    trs = [of for tag, of in html.elements if tag == "tr"]
    rows = zip(html.rows, trs, strict=True)
    known_as = {cells[0]: of.get("data-known-as") for cells, of in rows}
    assert known_as["Barking and Dagenham"] == "LBBD"
    assert known_as["Hammersmith and Fulham"] == "H&F; LBHF"
    assert known_as["Kingston upon Hull"].startswith("Kingston Upon Hull, City of")
    assert known_as["Barnet"] is None


def test_html_in_cells_stands_as_given_and_is_sorted_and_saved_as_words():
    rows = pd.DataFrame({"theme": ["A", "B"], "who": [("Kent & Hull", "Bath"), ("Leeds",)]})
    links = [Markup('<a href="council?la=kent">Kent</a>'), Markup("<b>Leeds</b>")]
    text = table_html(rows, "T", html={"who": links})
    assert '<td data-value="Kent &amp; Hull, Bath" data-words><a href="council?la=kent">' in text
    assert Html(text).rows[2] == ["B", "Leeds"]

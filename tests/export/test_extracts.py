"""Extracts of tables: the files hold what the frames hold, and text stays text."""

import csv
import io
from datetime import date
from itertools import pairwise

import openpyxl
import pandas as pd
import pytest
from factories import authority, bullet, inspected, neighbours, sentence, some_tables

from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.columns.links import Link
from ilacs_bench.errors import UnknownName
from ilacs_bench.export import extracts
from ilacs_bench.export.csv_text import csv_cell
from ilacs_bench.export.extract_rows import ExtractChoice
from ilacs_bench.export.extracts import KINDS, extract_csv, extract_workbook, make_extract
from ilacs_bench.vocabulary import GRADE_LABELS, THEME_LABELS

FIRST, LAST, MADE_ON = date(2013, 11, 1), date(2024, 1, 1), date(2024, 1, 15)
OLD = inspected("A", "2019-05-01", "2019-07-01", leaders="good", overall="good")
NEW = inspected("A", "2023-05-01", "2023-07-01", leaders="inadequate", help_protection="good")
OTHER = inspected("B", "2022-05-02", "2022-07-01", leaders="outstanding")
TABLES = some_tables(
    OLD,
    NEW,
    OTHER,
    authorities=[authority("A"), authority("B"), authority("C", la_name="=C()")],
    neighbours=neighbours("A", "C"),
    coded=[
        bullet(NEW, "supervision", "assessment", text="+ Supervision"),
        sentence(OTHER, "leaders", "strength", "supervision"),
    ],
)


def chosen(what="judgements", **changes):
    values = {"as_at": LAST, "since": FIRST, "until": LAST, "areas": ("leaders",)} | changes
    return make_extract(TABLES, ExtractChoice(what, **values), "All of England")


def sheet_rows(data, name="Extract"):
    book = openpyxl.load_workbook(io.BytesIO(data))
    if name not in book:
        return []
    return [[cell.value for cell in row] for row in book[name].iter_rows(min_row=4)]


def csv_rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("what", KINDS)
def test_excel_has_every_row_and_explains_every_column(what):
    extract = chosen(what)
    data = extract_workbook(extract, made_on=MADE_ON)
    headings, *rows = sheet_rows(data) or [list(extract.frame.columns)]
    assert headings == list(extract.frame.columns)
    assert len(rows) == len(extract.rows)
    explained = sheet_rows(data, "Data dictionary")[1:]
    assert [row[1] for row in explained] == headings
    assert all(row[2] for row in explained)


def test_excel_has_the_grades_of_the_benchmark():
    expected = latest_judgements(TABLES, LAST, areas=["leaders"])
    headings, *rows = sheet_rows(extract_workbook(chosen(), made_on=MADE_ON))
    grades = expected["grade"].astype("str").map(GRADE_LABELS).astype(object)
    assert [row[headings.index("Grade")] for row in rows] == grades.where(
        grades.notna(), "[z]"
    ).to_list()
    assert [row[0] for row in rows] == expected["la_name"].to_list()


def test_cover_says_when_of_whom_and_from_where():
    book = openpyxl.load_workbook(io.BytesIO(extract_workbook(chosen(), made_on=MADE_ON)))
    cover = [cell.value for cell in book["Cover"]["A"]]
    after = dict(pairwise(cover))
    assert after["As at"].date() == after["Published by"].date() == LAST
    assert after["Local authorities"] == "All of England"
    assert "Open Government Licence v3.0" in cover
    assert "Crown copyright" in after["Copyright and licence"]


def test_text_is_no_formula_in_excel():
    book = openpyxl.load_workbook(io.BytesIO(extract_workbook(chosen(), made_on=MADE_ON)))
    cell = next(row[0] for row in book["Extract"].iter_rows() if row[0].value == "=C()")
    assert cell.data_type == "s"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "'"])
def test_text_is_no_formula_in_csv(sign):
    assert csv_cell(f"{sign}1+1") == f"'{sign}1+1"


def test_csv_cells_keep_their_values():
    assert csv_cell(-1) == "-1"
    assert csv_cell(pd.Timestamp("2024-02-03")) == "2024-02-03"
    assert csv_cell(Link("Report", "https://example.org/1")) == "https://example.org/1"
    assert csv_cell(pd.NA) == csv_cell(None) == csv_cell(pd.NaT) == ""


def test_csv_opens_in_excel_and_has_every_row_with_its_time_and_source():
    data = extract_csv(chosen())
    assert data.startswith(b"\xef\xbb\xbf")
    headings, *rows = csv_rows(data)
    assert headings[-2:] == ["Of what time", "Source"]
    assert {row[0] for row in rows} == {"A", "B", "'=C()"}
    assert {row[-2] for row in rows} == {"As at 1 January 2024"}
    assert all("Open Government Licence" in row[-1] for row in rows)


def test_history_is_of_the_time_chosen_the_newest_first():
    assert chosen("history").rows["inspection_id"].to_list() == [
        *[NEW.inspection_id] * 2,
        OTHER.inspection_id,
        *[OLD.inspection_id] * 2,
    ]
    some = chosen("history", since=date(2019, 7, 1), until=date(2022, 7, 1))
    assert set(some.rows["inspection_id"]) == {OLD.inspection_id, OTHER.inspection_id}


def test_history_of_one_day_is_there_and_of_a_day_before_the_first_is_refused():
    day = OTHER.row()["published"]
    that_day = {"since": date.fromisoformat(day), "until": date.fromisoformat(day)}
    assert set(chosen("history", **that_day).rows["inspection_id"]) == {OTHER.inspection_id}
    with pytest.raises(UnknownName, match="The last day is before the first"):
        chosen("history", since=date(2022, 7, 2), until=date(2022, 7, 1))


def test_areas_for_improvement_have_their_themes():
    row = chosen("improvements").frame.iloc[0]
    labels = {THEME_LABELS["supervision"], THEME_LABELS["assessment"]}
    assert set(row["Themes"].split("; ")) == labels
    assert row["Words of the report"] == "+ Supervision"


def test_theme_codes_are_one_row_each():
    assert len(chosen("themes").rows) == 3
    assert len(chosen("themes", la="B").rows) == 1


def test_council_comes_alone_or_with_its_group():
    assert chosen(la="A").rows["la_code"].to_list() == ["A"]
    assert set(chosen(la="A", to="neighbours").rows["la_code"]) == {"A", "C"}


def test_group_is_told_with_its_reason():
    row = chosen("comparators", la="A", to="neighbours").frame.iloc[0]
    assert (row["Local authority"], row["Compared with"], row["Rank"]) == ("A", "=C()", 1)
    assert "statistical neighbour" in row["Reason"]


def test_unknown_table_says_what_to_choose():
    with pytest.raises(UnknownName, match="Judgements as at a date"):
        chosen("secrets")


@pytest.mark.parametrize("write", [extract_workbook, extract_csv])
def test_too_many_rows_say_what_to_do(monkeypatch, write):
    monkeypatch.setattr(extracts, "MOST_ROWS", 2)
    with pytest.raises(UnknownName, match="shorter time"):
        write(chosen())

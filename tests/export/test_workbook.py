"""The writer of workbooks, on a table of its own: values, text, links, what it will not write."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import guidance_rules
import numpy as np
import openpyxl
import pandas as pd
import pytest
import repair_rules
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.columns.links import Link
from ilacs_bench.export import workbook, worksheets
from ilacs_bench.export.sheet_xml import LONGEST_TEXT
from ilacs_bench.export.workbook import write_workbook
from ilacs_bench.export.workbook_model import Chart, Colours, Sheet, SheetColumn, WorkbookModel

DAY = date(2026, 9, 1)
FRAME = pd.DataFrame(
    {
        "Name": ["Kent", "Hull", "=1+1"],
        "Count": pd.array([3, None, 0], dtype="Int64"),
        "Share": [0.25, float("nan"), 1.0],
        "Day": pd.to_datetime(["2025-03-31", None, "2025-04-01"]),
        "Report": [Link("Report, page 1", "https://example.org/r#page=1"), None, None],
        "Grade": ["Good", "[z]", "Inadequate"],
        "Again": pd.array([True, None, False], dtype="boolean"),
    }
)


def sheet_of(frame: pd.DataFrame = FRAME, name: str = "Own grades", **units: str) -> Sheet:
    columns = [SheetColumn(h, f"What {h} means", units.get(h, "")) for h in frame.columns]
    return Sheet(name, "Grades of Kent", "One row is one thing.", frame, columns)


def write(*sheets: Sheet, made_on: date = DAY, title: str = "Grades & more", **parts) -> bytes:
    book = WorkbookModel(
        title, "What it is", "Source: us.", [("Made on", [DAY])], sheets, ["A note."]
    )
    colours = {"Good": Colours("#80cdc1", "#1a1a1a")}
    return write_workbook(WorkbookModel(**(vars(book) | parts)), made_on=made_on, colours=colours)


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def sheet():
    return read(write(sheet_of(Share="share")))["Own grades"]


def test_cells_keep_their_types_and_say_where_there_is_nothing(sheet):
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[0] == tuple(FRAME.columns)
    assert rows[1][:3] == ("Kent", 3, 0.25)
    assert rows[1][3].date() == date(2025, 3, 31)
    assert rows[2] == ("Hull", "[x]", "[x]", "[x]", "[x]", "[z]", "[x]")
    assert rows[3][1:3] == (0, 1)
    assert [row[6] for row in rows[1:]] == ["Yes", "[x]", "No"]


def test_values_look_like_what_they_are(sheet):
    assert sheet["C5"].number_format == "0.0%"
    assert sheet["D5"].number_format == "d mmmm yyyy"
    assert sheet["B5"].alignment.horizontal == sheet["B6"].alignment.horizontal == "right"
    assert sheet["D5"].alignment.horizontal == sheet["D6"].alignment.horizontal == "left"
    assert sheet["F5"].fill.fgColor.rgb.endswith("80cdc1")
    assert sheet["F7"].fill.fill_type is None


def test_one_named_table_with_frozen_headings(sheet):
    assert dict(sheet.tables.items()) == {"Own_grades": "A4:G7"}
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$1:$4"
    assert sheet["E5"].hyperlink.target == "https://example.org/r#page=1"


def test_printed_pages_are_whole_and_say_what_they_are_of(sheet):
    book = sheet.parent
    assert {s.oddFooter.center.text for s in book} == {"&A, page &P of &N"}
    cover, table = book["Cover"], sheet
    assert {cover.page_setup.orientation, table.page_setup.orientation} == {"portrait"}
    assert (cover.page_setup.fitToHeight, table.page_setup.fitToHeight) == (1, 0)
    assert (cover.page_setup.fitToWidth, table.page_setup.fitToWidth) == (1, 1)
    assert all(s.sheet_properties.pageSetUpPr.fitToPage for s in book)


@pytest.mark.parametrize(("columns", "pages"), [(2, 1), (8, 2), (30, 7)])
def test_wide_table_is_printed_on_several_pages_none_of_them_with_little(columns, pages):
    frame = pd.DataFrame({f"Column {n}": ["word " * 11] for n in range(columns)})
    page = read(write(sheet_of(frame)))["Own grades"].page_setup
    assert (page.fitToWidth, page.fitToHeight) == (pages, 0)


def test_very_long_and_wide_table_is_printed_with_its_first_columns_and_says_so():
    frame = pd.DataFrame({f"Column {n}": ["word " * 11] * 600 for n in range(8)})
    long, short = (read(write(sheet_of(part)))["Own grades"] for part in (frame, frame.head(90)))
    assert long.print_area == "'Own grades'!$A$1:$E$604"
    assert long.page_setup.fitToWidth == 1
    assert " On paper it has its first 5 columns. " in long["A3"].value
    assert "On paper" not in short["A3"].value
    assert short.print_area == "'Own grades'!$A$4:$H$94"


def test_title_of_a_table_on_pages_side_by_side_is_in_their_head():
    frame = pd.DataFrame({f"Column {n}": ["word " * 11] for n in range(8)})
    made = replace(sheet_of(frame), title="Research & practice", about="One row is one word. " * 20)
    sheet = read(write(made))["Own grades"]
    head = sheet.oddHeader.left.text
    assert head.startswith("&BResearch && practice&B\nOne row is one word. ")
    assert len(head) < 255
    assert head.endswith("…")
    assert sheet.print_title_rows == "$4:$4"
    assert read(write(sheet_of()))["Own grades"].oddHeader.left.text is None


def test_properties_say_what_and_when():
    properties = read(write(sheet_of())).properties
    assert (properties.title, properties.subject) == ("Grades & more", "What it is")
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == DAY


def test_same_content_gives_the_same_bytes():
    assert write(sheet_of()) == write(sheet_of())
    assert write(sheet_of()) != write(sheet_of(), made_on=date(2026, 9, 2))


def test_long_text_gets_room_to_be_read_and_short_text_no_more_than_it_needs():
    rows = {f"Column {n}": ["a"] for n in range(6)} | {"Note": ["word " * 60]}
    sheet = read(write(sheet_of(pd.DataFrame(rows))))["Own grades"]
    assert sheet.column_dimensions["G"].width == 70
    assert sheet.column_dimensions["A"].width < 15
    assert 4 * 15 < sheet.row_dimensions[5].height < 7 * 16
    short = read(write(sheet_of()))["Own grades"]
    assert short.row_dimensions[5].height == 15.75


def test_heading_takes_three_lines_at_most():
    heading = "Share in the later of the two years (%)"
    sheet = read(write(sheet_of(pd.DataFrame({"Name": ["a"], heading: [1]}))))["Own grades"]
    assert sheet.row_dimensions[4].height <= 3 * 15.75 + 3
    assert sheet.column_dimensions["B"].width < 25


def test_words_of_a_grade_are_coloured_in_tables_alone():
    frame = pd.DataFrame({"Good": ["Good"]})
    book = read(write(sheet_of(frame)))
    assert book["Own grades"]["A5"].fill.fill_type == "solid"
    assert book["Data dictionary"]["B5"].value == "Good"
    assert book["Data dictionary"]["B5"].fill.fill_type is None


def test_address_is_seen_whole():
    url = "https://example.org/" + "a" * 30
    frame = pd.DataFrame({f"Column {n}": ["a"] for n in range(6)} | {"Url": [Link(url, url)]})
    sheet = read(write(sheet_of(frame)))["Own grades"]
    assert sheet.column_dimensions["G"].width > 45
    assert sheet.row_dimensions[5].height == 15.75


def test_no_row_is_higher_than_a_spreadsheet_shows():
    frame = pd.DataFrame({"Note": ["word " * 6000, "a\nb\nc"]})
    sheet = read(write(sheet_of(frame)))["Own grades"]
    assert sheet.row_dimensions[5].height == 409
    assert sheet.row_dimensions[6].height == 3 * 15.75


@pytest.mark.parametrize("text", ["word " * 8000, "🙂" * 20_000, "a" * LONGEST_TEXT + "b"])
def test_text_that_no_cell_holds_is_cut_and_says_so(text):
    content = write(sheet_of(pd.DataFrame({"Text": [text]})))
    value = read(content)["Own grades"]["A5"].value
    assert value.endswith("Cut here: a cell of Excel holds no more.")
    assert text.startswith(value[:1000])
    assert repair_rules.risks(content) == []


def test_text_that_just_fits_is_whole():
    text = "🙂" * (LONGEST_TEXT // 2)
    assert read(write(sheet_of(pd.DataFrame({"Text": [text]}))))["Own grades"]["A5"].value == text


def test_text_that_looks_like_an_escape_is_kept():
    content = write(sheet_of(pd.DataFrame({"Text": ["a_x0041_b"]})))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"a_x005F_x0041_b" in archive.read("xl/worksheets/sheet4.xml")


def test_day_that_excel_has_none_for_is_text_and_infinity_too():
    days = np.array(["1899-12-31", "1900-02-28", "1900-03-01"], dtype="datetime64[us]")
    frame = pd.DataFrame({"Day": days, "Number": [float("inf"), 1e15, -1.5]})
    rows = list(read(write(sheet_of(frame)))["Own grades"].iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows[:2]] == ["1899-12-31", "1900-02-28"]
    assert rows[2][0].date() == date(1900, 3, 1)
    assert [row[1] for row in rows] == ["inf", "1000000000000000.0", -1.5]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_only_web_addresses_become_links(url):
    cell = read(write(sheet_of(pd.DataFrame({"Link": [Link("Words", url)]}))))["Own grades"]["A5"]
    assert (cell.value, cell.hyperlink) == ("Words", None)


def test_more_links_than_a_sheet_opens_are_addresses(monkeypatch):
    monkeypatch.setattr(worksheets, "MOST_LINKS", 2)
    links = [Link("Report", f"https://example.org/{n}") for n in range(3)]
    sheet = read(write(sheet_of(pd.DataFrame({"Link": links}))))["Own grades"]
    assert [sheet[f"A{n}"].value for n in (5, 6, 7)] == [link.url for link in links]
    assert sheet["A5"].hyperlink is None


def test_table_without_a_row_is_left_out_and_so_is_its_chart():
    chart = Chart("A chart", "A", "What it shows", "bars", "Group", "Name", ("Count",), "Count")
    sheets = [sheet_of(), sheet_of(FRAME.head(0), "Group")]
    book = read(write(*sheets, charts=[chart]))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Own grades", "Data dictionary"]
    assert ("Group", 0) in {(r[0].value, r[2].value) for r in book["Contents"].iter_rows(min_row=5)}


@pytest.mark.parametrize("kind", ["bars", "stacked", "lines"])
def test_chart_stands_on_a_sheet_of_its_own_with_its_words(kind):
    frame = pd.DataFrame({"Name": ["a", "b", "c"], "One": [1, 2, 3], "Two": [2, 1, 0]})
    alt = 'Bars: "one" & two, for each name of three names.'
    chart = Chart(
        "A chart", "A title", alt, kind, "Own grades", "Name", ("One", "Two"), "Count", first=1
    )
    content = write(sheet_of(frame), charts=[chart])
    written = guidance_rules.Written(content)
    (drawn,) = written.book["A chart"]._charts
    assert [s.val.numRef.f for s in drawn.series] == [f"'Own grades'!${c}$6:${c}$7" for c in "BC"]
    assert [s.tx.strRef.f for s in drawn.series] == ["'Own grades'!$B$4", "'Own grades'!$C$4"]
    assert list(guidance_rules.charts_are_told_in_words(written)) == []
    assert repair_rules.risks(content) == []


@pytest.mark.parametrize(("rows", "orientation"), [(4, "landscape"), (36, "portrait")])
def test_chart_is_printed_on_one_page_that_suits_it(rows, orientation):
    frame = pd.DataFrame({"Name": [*map(str, range(rows))], "One": range(rows), "Two": range(rows)})
    chart = Chart(
        "A chart", "Title", "Bars.", "bars", "Own grades", "Name", ("One", "Two"), "Count"
    )
    page = read(write(sheet_of(frame), charts=[chart]))["A chart"]
    assert page.page_setup.orientation == orientation
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([sheet_of(name="History")], "Excel, or another sheet"),
        ([sheet_of(name="a" * 32)], "31 characters"),
        ([sheet_of(name="a/b")], "31 characters"),
        ([sheet_of(), sheet_of(name="OWN GRADES")], "another sheet"),
        ([sheet_of(pd.DataFrame({"A": [1], "a": [2]}))], "headings must differ"),
        ([sheet_of(pd.DataFrame({" ": [1]}))], "headings must differ"),
    ],
)
def test_what_no_spreadsheet_holds_is_refused(sheets, said):
    with pytest.raises(ValueError, match=said):
        write(*sheets)


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(ValueError, match="3 rows; a sheet holds 2"):
        write(sheet_of())


DANGEROUS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "=cmd|' /C calc'!A0", "\x00="])
TEXTS = st.builds(str.__add__, DANGEROUS, st.text(max_size=20)) | st.text(max_size=40)


@settings(max_examples=20, deadline=None)
@given(TEXTS, TEXTS)
def test_text_never_becomes_a_formula_and_the_file_always_opens(text, other):
    frame = pd.DataFrame({"Text": [text, other], "Link": [Link(text, "#A1"), Link(other, "x")]})
    sheet = Sheet("Texts", text, other, frame, sheet_of(frame).columns)
    content = write(sheet, title=text, notes=[text], cover=[(text, [other, Link(text, "#A1")])])
    written = guidance_rules.Written(content)
    cells = [cell for ws in written.book for row in ws.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert list(guidance_rules.text_is_no_formula(written)) == []
    assert list(guidance_rules.every_cell_filled(written)) == []


READABLE = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), min_size=1
)


@settings(max_examples=15, deadline=None)
@given(READABLE.filter(str.strip))
def test_readable_text_comes_back_as_it_was(text):
    value = read(write(sheet_of(pd.DataFrame({"Text": [text]}))))["Own grades"]["A5"].value
    assert value.replace("_x005F_", "_") == text.replace("_x005F_", "_")

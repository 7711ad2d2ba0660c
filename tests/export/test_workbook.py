import io
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.export.workbook import Colours, Cover, Link, Sheet, write_workbook

DAY = date(2026, 9, 1)
COVER = Cover(
    "Grades & more", [("Made on", DAY), ("Licence", Link("OGL", "https://example.org/l"))]
)
FRAME = pd.DataFrame(
    {
        "Name": ["Kent", "Hull", "=1+1"],
        "Count": pd.array([3, None, 0], dtype="Int64"),
        "Share": [0.25, float("nan"), 1.0],
        "Day": pd.to_datetime(["2025-03-31", None, "2025-04-01"]),
        "Report": [Link("Report, page 1", "https://example.org/r#page=1"), None, None],
        "Grade": ["Good", None, "Inadequate"],
    }
)
SHEET = Sheet("Own grades", "Grades of Kent", "One row a thing.", FRAME)


def write(*sheets: Sheet, cover: Cover = COVER, made_on: date = DAY) -> bytes:
    colours = {"Good": Colours("#80cdc1", "#1a1a1a")}
    return write_workbook(cover, sheets, made_on=made_on, colours=colours)


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def sheet():
    return read(write(SHEET))["Own grades"]


def test_cells_keep_their_types_and_empty_stays_empty(sheet):
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == tuple(FRAME.columns)
    assert rows[1][:3] == ("Kent", 3, 0.25)
    assert rows[1][3].date() == date(2025, 3, 31)
    assert rows[2] == ("Hull", None, None, None, None, None)
    assert rows[3][1] == 0


def test_one_named_table_a_sheet_with_headings_frozen_and_nothing_merged(sheet):
    assert dict(sheet.tables.items()) == {"Own_grades": "A3:F6"}
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$1:$3"
    assert not sheet.merged_cells.ranges
    assert sheet["A1"].value == "Grades of Kent"
    assert sheet["A2"].value == "One row a thing."


def test_links_lead_where_they_say(sheet):
    assert sheet["E4"].value == "Report, page 1"
    assert sheet["E4"].hyperlink.target == "https://example.org/r#page=1"


def test_grades_are_words_and_fills(sheet):
    assert sheet["F4"].value == "Good"
    assert sheet["F4"].fill.fgColor.rgb.endswith("80cdc1")
    assert sheet["F6"].fill.fill_type is None


def test_cover_names_the_sheets_and_leads_to_them():
    workbook = read(write(SHEET))
    cover = workbook["Cover"]
    assert workbook.sheetnames == ["Cover", "Own grades"]
    assert cover["A1"].value == "Grades & more"
    assert cover["B2"].value.date() == DAY
    assert cover["B3"].hyperlink.target == "https://example.org/l"
    assert cover["B4"].value == "Own grades: Grades of Kent"
    assert cover["B4"].hyperlink.location == "'Own grades'!A1"


def test_properties_say_what_and_when():
    properties = read(write(SHEET)).properties
    assert properties.title == "Grades & more"
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == DAY


def test_table_without_a_row_keeps_its_headings_and_is_no_table():
    sheet = read(write(Sheet("Group", "Nobody", "None.", FRAME.head(0))))["Group"]
    assert [cell.value for cell in sheet[3]] == list(FRAME.columns)
    assert not sheet.tables


def test_same_content_gives_the_same_bytes():
    assert write(SHEET) == write(SHEET)
    assert write(SHEET) != write(SHEET, made_on=date(2026, 9, 2))


def test_long_text_gets_room_to_be_read():
    frame = pd.DataFrame({"Note": ["word " * 60], "Short": ["a"]})
    sheet = read(write(Sheet("Notes", "Notes", "Notes.", frame)))["Notes"]
    assert sheet.column_dimensions["A"].width == 60
    assert sheet.column_dimensions["B"].width == 10
    assert sheet.row_dimensions[4].height > 3 * 14


DANGEROUS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "=cmd|' /C calc'!A0", "\x00="])
TEXTS = st.builds(str.__add__, DANGEROUS, st.text(max_size=20)) | st.text(max_size=40)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_text_never_becomes_a_formula_and_the_file_always_opens(text, heading):
    sheet = Sheet("Texts", text, text, pd.DataFrame({f"h{heading}": [text, Link(text, "#A1")]}))
    content = write(sheet, cover=Cover(text, [(text, text)]))
    workbook = read(content)
    cells = [cell for ws in workbook for row in ws.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in part or b"<f " in part for part in parts)
    kept = [cell for cell in workbook["Texts"]["A"][3:] if cell.value]
    for cell in kept:
        assert cell.quotePrefix == cell.value.startswith(("=", "+", "-", "@", "\t", "\n"))


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), min_size=1))
def test_readable_text_comes_back_as_it_was(text):
    sheet = Sheet("Texts", "Title", "About.", pd.DataFrame({"Text": [text]}))
    assert read(write(sheet))["Texts"]["A4"].value == text

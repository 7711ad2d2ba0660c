"""Every workbook keeps the guidance and opens without repair; each rule finds its breach."""

import io
import re
import zipfile

import guidance_rules
import openpyxl
import pytest
import repair_rules
from every_workbook import CASES, workbook_of, written_of
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table


@pytest.mark.parametrize(("of", "kind"), CASES)
def test_workbook_keeps_the_guidance_and_needs_no_repair(of, kind):
    written = written_of(of, kind)
    looked_at = [sheet.dimensions for sheet in written.book]
    assert guidance_rules.breaches(written) == []
    assert [sheet.dimensions for sheet in written.book] == looked_at  # else others see empty cells
    assert repair_rules.risks(workbook_of(of, kind)) == []


# The rules find breaches: a good workbook is spoilt in one way at a time.


def resaved(spoil) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of("small", "benchmark")))
    spoil(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with the first `old` of a part replaced."""
    spoilt = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook_of("small", "benchmark")))
    with source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert re.search(old, content), f"{old!r} is not in {part}"
                content = re.sub(old, new, content, count=1)
            target.writestr(name, content)
    return spoilt.getvalue()


def name_styles_away(book):
    book["Group"]["A5"].font = Font(name="Comic Sans MS", size=8)


def set_cell(sheet, cell, value):
    def spoil(book):
        book[sheet][cell].value = value

    return spoil


def unquoted(book):
    book["Group"]["C5"].value = "+44"
    book["Group"]["C5"].quotePrefix = False


def formula(book):
    book["Group"]["C5"].value = "=1+1"


def second_table(book):
    book["Group"]["H1"].value = "x"
    book["Group"]["H2"].value = "y"
    book["Group"].add_table(Table(displayName="Another", ref="H1:H2"))


SPOILT = {
    "order_of_sheets": lambda book: book.move_sheet("Notes", 3),
    "cover": lambda book: book["Cover"].insert_rows(3),
    "nothing_merged_or_hidden": lambda book: book["Group"].merge_cells("A1:C1"),
    "one_named_table_a_sheet": second_table,
    "titles": set_cell("Group", "A3", "From somewhere"),
    "every_cell_filled": set_cell("Group", "C6", None),
    "shorthand_explained": set_cell("Group", "C6", "[q]"),
    "headings_stand_alone": set_cell("Group", "C4", "Local authority"),
    "filters_and_frozen_headings": lambda b: setattr(b["Group"], "freeze_panes", "A2"),
    "widths_fit": lambda b: setattr(b["Group"].column_dimensions["A"], "width", 3),
    "real_values": set_cell("Judgements", "F5", "2024-06-03"),
    "grades_can_be_sorted": set_cell("Judgements", "S4", "Something"),
    "every_column_explained": set_cell("Group", "C4", "Unheard of"),
    "contents_lead_everywhere": lambda b: b.create_sheet("Another", 5),
    "document_says_what_it_is": lambda b: setattr(b.properties, "subject", None),
    "letters_can_be_read": name_styles_away,
    "text_is_no_formula": unquoted,
    "charts_are_told_in_words": set_cell("Distribution", "B5", "[z]"),
    "opens_at_the_front": lambda b: setattr(b, "active", 3),
}


def test_good_workbook_is_good_when_saved_again():
    found = guidance_rules.breaches(guidance_rules.Written(resaved(lambda book: None)))
    assert {breach.partition(":")[0] for breach in found} <= {"charts_are_told_in_words"}


@pytest.mark.parametrize("rule", SPOILT)
def test_rule_of_guidance_finds_its_breach(rule):
    written = guidance_rules.Written(resaved(SPOILT[rule]))
    assert list(getattr(guidance_rules, rule)(written))


def test_every_rule_of_guidance_was_broken():
    assert {rule.__name__ for rule in guidance_rules.RULES} == set(SPOILT)


def test_formula_is_found():
    written = guidance_rules.Written(resaved(formula))
    assert list(guidance_rules.text_is_no_formula(written))


SHEET = "xl/worksheets/sheet7.xml"  # Judgements
BROKEN = {
    "parts_are_known": ("[Content_Types].xml", rb'Extension="xml"', b'Extension="abc"'),
    "relations_resolve": ("xl/worksheets/_rels/sheet7.xml.rels", rb"table6\.xml", b"table99.xml"),
    "sheet_names": ("xl/workbook.xml", rb'name="Group"', b'name="History"'),
    "defined_names": ("xl/workbook.xml", rb"'Group'!", b"'Nowhere'!"),
    "elements_in_order": (SHEET, rb"<pageMargins[^>]*/>", b"<sheetPr/>"),
    "fonts_in_order": ("xl/styles.xml", rb"(<sz[^>]*/>)(<name[^>]*/>)", rb"\2\1"),
    "cells_in_order": (SHEET, rb'<c r="B5"', b'<c r="A5"'),
    "texts_fit": (SHEET, rb'preserve">[^<]', b'preserve">' + b"x" * 40_000),
    "tables_are_their_cells": ("xl/tables/table6.xml", rb'name="Grade"', b'name="Mark"'),
    "links_open": ("xl/worksheets/_rels/sheet7.xml.rels", rb'Target="https:', b'Target="a b'),
    "dates_are_dates": (SHEET, rb"<v>4\d{4}</v>", b"<v>-5</v>"),
    "drawings_have_ids": (
        "xl/drawings/drawing1.xml",
        rb"<xdr:nvGraphicFramePr>|<nvGraphicFramePr>",
        b'<x:cNvPr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'id="1"/>\\g<0>',
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_rule_of_repair_finds_its_breach(rule):
    package = repair_rules.Package(replaced(*BROKEN[rule]))
    assert list(getattr(repair_rules, rule)(package))


def test_every_rule_of_repair_was_broken():
    assert {rule.__name__ for rule in repair_rules.RULES} == set(BROKEN)

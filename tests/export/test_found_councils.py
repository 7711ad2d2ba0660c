"""The workbook of councils found has exactly those, and says what was asked."""

import io
from datetime import date

import openpyxl

import ilacs_bench as ib
from ilacs_bench.cli import main

ASKED = {"ofsted_region": "South West", "grades": {"overall": ["good", "outstanding"]}}
MADE = date(2026, 8, 21)


def read(workbook: bytes) -> dict[str, list[tuple]]:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in sheets}


def test_the_rows_are_those_of_the_function_in_its_order():
    t = ib.load()
    found = ib.find_councils(t, **ASKED, as_at="2025-03-31")
    sheets = read(ib.councils_workbook(t, **ASKED, as_at="2025-03-31", made_on=MADE))
    headings, *rows = sheets["Local authorities"][3:]
    at = {heading: place for place, heading in enumerate(headings)}
    assert [row[at["GSS code"]] for row in rows] == found["la_code"].to_list()
    assert {row[at["Overall effectiveness"]] for row in rows} == {"Good", "Outstanding"}
    assert [row[at["DfE number"]] for row in rows] == found["dfe_number"].to_list()
    assert "Children in care: graded as" in headings
    assert len(sheets["Judgements"]) - 4 == 5 * len(found)


def test_it_says_what_was_asked_and_how_many_there_are():
    t = ib.load()
    n = len(ib.find_councils(t, **ASKED, as_at="2025-03-31"))
    cover = read(ib.councils_workbook(t, **ASKED, as_at="2025-03-31", made_on=MADE))["Cover"]
    said = f"{n} local authorities: Ofsted region: South West; overall effectiveness: good or"
    assert any(str(row[0]).startswith(said) for row in cover)


def test_nobody_found_is_a_workbook_that_says_so():
    sheets = read(ib.councils_workbook(ib.load(), ons_region="London", la_type="County"))
    assert "Local authorities" not in sheets
    assert any("0 local authorities" in str(row[0]) for row in sheets["Cover"])


def test_the_command_writes_it(tmp_path, capsys):
    place = tmp_path / "found.xlsx"
    assert main(["find", "--name", "Suffolk", "--out", str(place)]) == 0
    assert str(place) in capsys.readouterr().out
    assert read(place.read_bytes())["Local authorities"][4][0] == "Suffolk"

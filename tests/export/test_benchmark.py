import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import openpyxl
import pandas as pd
import pytest
from factories import DEFAULT_AREAS, authority, inspected, neighbours, some_tables

from ilacs_bench.benchmark.compare import Comparison, snapshot
from ilacs_bench.benchmark.standing import standing
from ilacs_bench.columns.empty import SHORTHAND
from ilacs_bench.export.benchmark import benchmark_bundle, benchmark_workbook
from ilacs_bench.export.bundle import LICENCE_URL
from ilacs_bench.export.worksheets import HEADING_ROW
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADE_LABELS

DAY = date(2024, 1, 1)
MADE_ON = date(2024, 1, 15)
AREAS = (*DEFAULT_AREAS, "overall")
TABLES = some_tables(
    inspected("A", "2019-05-01", "2019-07-01", leaders="good", in_care_and_care_leavers="good"),
    inspected(
        "A",
        "2023-05-01",
        "2023-07-01",
        leaders="requires_improvement",
        help_protection="inadequate",
        in_care="outstanding",
        care_leavers="good",
        overall="good",
    ),
    inspected("B", "2022-05-02", "2022-07-01", leaders="good", in_care_and_care_leavers="good"),
    authorities=[authority("A"), authority("B"), authority("C", la_name="=C")],
    neighbours=neighbours("A", "C", "B"),
)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return snapshot(TABLES, "A", "statistical_neighbours_2025", as_at=DAY, areas=AREAS)


@pytest.fixture(scope="module")
def workbook(comparison) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(benchmark_workbook(comparison, made_on=MADE_ON)))


def table(workbook: openpyxl.Workbook, name: str) -> pd.DataFrame:
    """The table of a sheet; shorthand is what has no value."""
    headings, *rows = workbook[name].iter_rows(min_row=HEADING_ROW, values_only=True)
    values = [[None if value in SHORTHAND else value for value in row] for row in rows]
    return pd.DataFrame(values, columns=headings)


def texts(values: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in values]


def days(values: pd.Series) -> list[date | None]:
    return [None if pd.isna(value) else value.date() for value in values]


def test_sheets_are_a_cover_and_one_table_each(workbook):
    assert workbook.sheetnames == [
        "Cover",
        "Summary",
        "Contents",
        "Notes",
        "Positions",
        "Matrix",
        "Judgements",
        "Distribution",
        "Group",
        "Data dictionary",
    ]


def test_summary_is_one_page_with_cards_matrix_and_a_native_chart(workbook, comparison):
    sheet = workbook["Summary"]
    assert workbook.active is sheet
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("portrait", 1, 1)
    rows = table(workbook, "Summary").set_index("Local authority or group")
    assert rows.columns.to_list() == [AREA_SHORT_LABELS[area] for area in AREAS]
    leaders = rows["Leaders"]
    assert leaders["A: grade now (2023)"] == "Requires improvement to be good"
    assert leaders["A: grade before (2019)"] == "Good"
    assert leaders["Statistical neighbours (2025 model, 2 others)"] == (
        "1 higher, 0 same, 0 lower, 1 without a grade"
    )
    assert (leaders["B"], leaders["=C"]) == ("Good", "No inspection here")
    assert [cell.fill.fill_type for cell in sheet["B"][4:6]] == ["solid", "solid"]
    (chart,) = sheet._charts
    patterned = [one.graphicalProperties.pattFill is not None for one in chart.series]
    assert patterned == [
        False,
        False,
        True,
        True,
    ]  # or a print in grey takes the last for the first
    counted = comparison.distribution["judgement_area"].nunique()
    assert chart.series[0].val.numRef.f == f"'Distribution'!$B$5:$B${4 + counted}"


def test_every_sheet_is_read_by_one_line_and_can_be_pivoted(comparison, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(benchmark_workbook(comparison, made_on=MADE_ON))
    sheets = pd.read_excel(path, sheet_name=None, header=3, engine="openpyxl")
    del sheets["Cover"]
    for frame in sheets.values():
        assert len(frame)
        assert not frame.columns.str.contains("Unnamed").any()
        assert frame.notna().all(axis=None)
    pivot = sheets["Judgements"].pivot_table("Local authority", "Judgement", "Grade", "count")
    assert pivot.loc["Leaders", "Good"] == 1
    book = openpyxl.load_workbook(path)
    assert all(len(ws.tables) == 1 and not ws.merged_cells for ws in book if ws.title != "Cover")


def test_no_share_is_given_of_few_councils(comparison):
    everybody = [authority(f"C{n}") for n in range(31)]
    tables = some_tables(inspected("C0", "2023-05-01", "2023-07-01"), authorities=everybody)
    many = snapshot(tables, "C0", "england", as_at=DAY)
    for of, expected in ((comparison, False), (many, True)):
        (part,) = (p for p in benchmark_bundle(of).parts if p.name == "Distribution")
        assert any(column.kind == "share" for column in part.columns) is expected


def test_judgements_come_back_as_they_were(workbook, comparison):
    written, rows = table(workbook, "Judgements"), comparison.matrix
    assert texts(written["Judgement"]) == texts(rows["judgement_area"].map(AREA_SHORT_LABELS))
    assert texts(written["Grade"]) == texts(rows["grade"].astype("str").map(GRADE_LABELS))
    assert texts(written["Previous grade"]) == texts(
        rows["previous_grade"].astype("str").map(GRADE_LABELS)
    )
    assert days(written["First day on site"]) == days(rows["start"])
    assert days(written["Published"]) == days(rows["published"])
    assert written["Age (days)"].astype("Int64").to_list() == rows["age_days"].to_list()
    assert texts(written["Direction of travel"].str.lower()) == texts(rows["direction"])


def test_combined_judgement_is_marked(workbook):
    rows = table(workbook, "Judgements").set_index(["GSS code", "Judgement"])
    in_care = "Children in care"
    assert rows.loc[("A", in_care), "Graded as"] == "Children in care"
    assert rows.loc[("B", in_care), "Graded as"] == "Children in care and care leavers (until 2022)"


def test_matrix_has_a_row_an_authority_and_grades_as_words_and_fills(workbook, comparison):
    rows = table(workbook, "Matrix")
    assert rows["GSS code"].to_list() == ["A", "C", "B"]
    assert rows["Local authority"].to_list() == ["A", "=C", "B"]
    assert texts(rows["Leaders"]) == ["Requires improvement to be good", None, "Good"]
    assert texts(rows["Leaders: direction"]) == ["Declined", None, None]
    assert texts(rows["Rank"]) == [None, "1.0", "2.0"]
    assert texts(rows["Children in care: graded as"]) == [
        "Children in care",
        None,
        "Children in care and care leavers (until 2022)",
    ]
    assert "Leaders: graded as" not in rows
    cell = workbook["Matrix"].cell(HEADING_ROW + 1, list(rows.columns).index("Leaders") + 1)
    assert cell.fill.fill_type == "solid"


def test_positions_are_of_three_groups_and_count_the_others(workbook, comparison):
    written, rows = table(workbook, "Positions"), standing(comparison.selection)
    assert written["Sentence to quote"].to_list() == rows["sentence"].to_list()
    assert written["Group"].nunique() == 3
    for heading, name in (("Same grade", "n_same"), ("Graded lower", "n_lower")):
        assert written[heading].to_list() == rows[name].to_list()


def test_distribution_and_group_come_back_as_they_were(workbook, comparison):
    written = table(workbook, "Distribution").set_index("Judgement")
    for row in comparison.distribution.itertuples():
        cells = written.loc[AREA_SHORT_LABELS[row.judgement_area]]
        assert cells[GRADE_LABELS[row.grade]] == row.n
        assert (cells["Graded"], cells["Local authorities"]) == (row.judged, row.of)
    group = table(workbook, "Group")
    assert group["GSS code"].to_list() == comparison.group["la_code"].to_list()
    assert group["Rank"].to_list() == comparison.group["rank"].to_list()


def test_links_lead_to_the_page_of_the_report(workbook, comparison):
    sheet = workbook["Judgements"]
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    now = sheet.cell(HEADING_ROW + 1, headings.index("Report") + 1)
    before = sheet.cell(HEADING_ROW + 1, headings.index("Previous report") + 1)
    assert now.value == "Report, page 1"
    assert now.hyperlink.target == f"{comparison.own.loc[0, 'source_url']}#page=1"
    assert before.hyperlink.target == f"{comparison.own.loc[0, 'previous_source_url']}#page=1"


def test_cover_says_dates_sources_licence_and_notes_every_note(workbook, comparison):
    cover = [cell.value for cell in workbook["Cover"]["A"]]
    after = dict(pairwise(cover))
    assert after["As at"].date() == comparison.as_at
    assert after["Published by"].date() == comparison.published_by
    assert after["Made on"].date() == MADE_ON
    assert after["Local authority"] == "A (A)"
    assert after["Compared with"] == "2 local authorities: statistical neighbours (2025 model)"
    assert LICENCE_URL in {c.hyperlink.target for c in workbook["Cover"]["A"] if c.hyperlink}
    assert "Crown copyright" in after["Copyright and licence"]
    notes = table(workbook, "Notes").set_index("Note")["What it says"]
    assert notes[notes.index.str.startswith("Note ")].to_list() == list(comparison.notes)
    assert comparison.notes


def test_cells_without_a_value_say_why(workbook):
    headings, *rows = workbook["Judgements"].iter_rows(min_row=HEADING_ROW, values_only=True)
    first = {row[headings.index("GSS code")]: dict(zip(headings, row, strict=True)) for row in rows}
    never, was = first["C"], first["B"]
    assert never["Grade"] == never["Published"] == never["Report"] == "[z]"
    assert was["Previous grade"] == was["Previous first day"] == "[z]"
    group = dict(
        zip(*workbook["Matrix"].iter_rows(min_row=4, max_row=5, values_only=True), strict=True)
    )
    assert group["Rank"] == "[z]"


def test_day_that_is_not_known_is_not_available():
    unknown = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
    tables = some_tables(unknown)
    tables = replace(tables, inspections=tables.inspections.assign(end=pd.NaT))
    data = benchmark_workbook(snapshot(tables, "A", "england", as_at=DAY), made_on=MADE_ON)
    rows = openpyxl.load_workbook(io.BytesIO(data))["Judgements"].iter_rows(min_row=4)
    headings, cells = ([cell.value for cell in row] for row, _ in zip(rows, range(2), strict=False))
    assert cells[headings.index("Last day on site")] == "[x]"


def test_name_that_looks_like_a_formula_stays_a_name(workbook):
    cells = [cell for row in workbook["Group"].iter_rows() for cell in row if cell.value == "=C"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_group_of_nobody_is_left_out_and_said():
    nobody = snapshot(TABLES, "B", "statistical_neighbours_2025", as_at=DAY)
    workbook = openpyxl.load_workbook(io.BytesIO(benchmark_workbook(nobody, made_on=MADE_ON)))
    assert "Group" not in workbook.sheetnames
    contents = table(workbook, "Contents").set_index("Sheet")
    assert contents.loc["Group", "Rows"] == 0
    assert "left out" in contents.loc["Group", "What it holds"]
    assert len(table(workbook, "Judgements")) == len(DEFAULT_AREAS)
    assert workbook["Summary"]._charts == []


def test_same_day_gives_the_same_bytes(comparison):
    first = benchmark_workbook(comparison, made_on=MADE_ON)
    assert first == benchmark_workbook(comparison, made_on=MADE_ON)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", None])
def test_only_web_addresses_become_links(url):
    inspections = TABLES.inspections.assign(source_url=url)
    tables = pd.Series(vars(TABLES)).to_dict() | {"inspections": inspections}
    comparison = snapshot(type(TABLES)(**tables), "A", "england", as_at=DAY)
    workbook = openpyxl.load_workbook(io.BytesIO(benchmark_workbook(comparison, made_on=MADE_ON)))
    assert table(workbook, "Judgements")["Report"].isna().all()

import pickle

import pandas as pd
import pytest
from report_pages import CARE_LEAVERS, ILACS_TABLES, Ilacs, sif_2017

from ilacs_bench.errors import NotAReport, ReadError
from ilacs_bench.parse.report import parse_report
from ilacs_bench.reports import read_report
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.rows import ReportRows, rows_of_error, rows_of_report


@pytest.fixture
def rows(tmp_path) -> ReportRows:
    path = Ilacs(skip=frozenset({7})).pdf().save(tmp_path / "some.pdf")
    return rows_of_report(parse_report(read_report(path)))


def test_rows_fit_their_tables(rows):
    for name in ("judgements", "improvements", "findings", "problems"):
        frame = pd.DataFrame(getattr(rows, name), columns=TABLES[name].column_names)
        assert len(TABLES[name].check(frame)) == len(getattr(rows, name))
        assert getattr(rows, name)


def test_keys_say_authority_day_and_place(rows):
    assert rows.inspection["inspection_id"] == "80467_2023-12-04"
    assert rows.inspection["inspection_type"] == "short"
    assert rows.inspection["inspection_type_basis"] == "inferred"
    ids = [row["finding_id"] for row in rows.findings]
    assert "80467_2023-12-04_summary_s1" in ids
    assert "80467_2023-12-04_p6_s3" in ids
    assert [row["improvement_id"] for row in rows.improvements] == [
        "80467_2023-12-04_area_for_improvement_1",
        "80467_2023-12-04_area_for_improvement_2",
    ]


def test_a_doubt_is_a_problem_of_the_same_report(rows):
    assert [row["report"] for row in rows.problems] == ["some.pdf"]
    assert "no paragraph 7" in rows.problems[0]["message"]


def test_an_area_not_judged_has_no_row(tmp_path):
    table = {**ILACS_TABLES["ilacs_2023"], CARE_LEAVERS: "Not judged"}
    path = Ilacs(table=table).pdf().save(tmp_path / "some.pdf")
    areas = [
        r["judgement_area"] for r in rows_of_report(parse_report(read_report(path))).judgements
    ]
    assert areas == ["leaders", "help_protection", "in_care", "overall"]


def test_a_sif_report_has_no_type(tmp_path):
    path = sif_2017().save(tmp_path / "some.pdf")
    inspection = rows_of_report(parse_report(read_report(path))).inspection
    assert inspection["inspection_type"] is None
    assert inspection["inspection_type_basis"] is None


def test_the_same_inspection_has_one_id_with_a_manifest_and_without(tmp_path):
    title = ("Inspection of Northamptonshire local", "authority children’s services")
    path = Ilacs("ilacs_2018", title, dates="17 to 28 June 2019").pdf()
    report = parse_report(read_report(path.save(tmp_path / "some.pdf")))
    without, listed = rows_of_report(report).inspection, rows_of_report(report, "80541").inspection
    assert without["inspection_id"] == listed["inspection_id"] == "E10000021_2019-06-17"
    assert (without["urn"], listed["urn"]) == (None, "80541")


def test_an_error_is_one_row_that_says_where_it_stopped():
    rows = rows_of_error(ReadError("a.pdf", "The file is empty.", page=3))
    assert rows.inspection is None
    assert rows.problems == [
        {"report": "a.pdf", "stage": "read", "page": 3, "message": "The file is empty."}
    ]
    assert rows_of_error(NotAReport("a.pdf", "A letter.")).problems[0]["stage"] == "recognise"


def test_rows_cross_to_another_process(rows):
    assert pickle.loads(pickle.dumps(rows)) == rows

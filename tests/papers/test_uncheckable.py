"""Claims that rest on what the tables may lack can't be checked."""

from dataclasses import replace

import pandas as pd
import pytest
from factories import complete, some_tables
from papers.papers import a_paper

from ilacs_bench.papers.check import check_paper
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import load

FACTS = load()
PAST = "1 October 2026"


def with_rows(table: str, *rows: dict):
    frame = pd.DataFrame(list(rows), columns=TABLES[table].column_names)
    return TABLES[table].check(frame)


ENDED = replace(FACTS, coverage=with_rows("coverage", complete("2018-09-17")))
PART = replace(FACTS, coverage=with_rows("coverage"))
LACKING = replace(
    FACTS,
    missing_reports=with_rows(
        "missing_reports",
        {
            "la_code": "E10000011",
            "urn": "80467",
            "published": "2026-09-03",
            "title": "Children's services inspection",
            "source_url": "https://example.org/newer",
            "listed_on": "2026-09-10",
        },
    ),
)


def findings(tables, tmp_path, *sentences, day="18 September 2018"):
    checked = check_paper(tables, a_paper(tmp_path, "\n\n".join(sentences), day=day))
    return [(one.verdict, one.data) for one in checked.findings]


def test_a_count_of_a_day_past_the_data_is_not_checked(tmp_path):
    claim = "We are one of six councils judged outstanding."
    assert findings(FACTS, tmp_path, claim)[0][0] == "agrees"
    ((verdict, data),) = findings(ENDED, tmp_path, claim)
    assert verdict == "cannot be checked"
    assert data.startswith("The data end on 17 September 2018. As the tables stand: 6 of 152")
    dated = "As at 17 September 2018, 6 of 152 local authorities were rated outstanding overall."
    assert {one for one, _ in findings(ENDED, tmp_path, dated)} == {"agrees"}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("We are judged outstanding overall.", "agrees"),
        ("We are judged inadequate overall.", "cannot be checked"),
        ("In 2014 the overall judgement was inadequate.", "disagrees"),
    ],
    ids=["as known", "a later inspection may say so", "an inspection that is known"],
)
def test_a_grade_past_the_data_is_wrong_only_where_no_later_inspection_can_be_meant(
    tmp_path, claim, verdict
):
    assert [one for one, _ in findings(ENDED, tmp_path, claim)] == [verdict]


@pytest.mark.parametrize(
    "cited",
    [
        "Ofsted inspected the council from 7 to 18 September 2026.",
        "The inspection of September 2026 is reported here.",
        "The Ofsted report was published on 28 September 2026.",
    ],
)
def test_a_later_inspection_that_the_paper_cites_settles_its_grades(tmp_path, cited):
    claim = "Overall effectiveness: outstanding"
    told = findings(FACTS, tmp_path, cited, claim, day=PAST)
    assert [verdict for verdict, _ in told] == ["cannot be checked"]
    assert "cites an inspection of September 2026, later than the tables hold" in told[0][1]


@pytest.mark.parametrize(
    "other",
    [
        "The inspection plan will be reviewed in December 2026.",
        "A focused visit took place in September 2026.",
        "Ofsted inspected the council in July 2018.",
        "Cabinet meets on 28 September 2026.",
    ],
)
def test_other_days_cite_no_later_inspection(tmp_path, other):
    claim = "At its inspection in 2018 the overall judgement was outstanding."
    told = findings(FACTS, tmp_path, other, claim, day=PAST)
    assert [verdict for verdict, _ in told][-1:] == ["agrees"]


def test_a_report_known_to_be_missing_settles_nothing(tmp_path):
    told = findings(LACKING, tmp_path, "Overall effectiveness: outstanding", day=PAST)
    assert told[0][0] == "cannot be checked"
    assert "newer report of the council is known to exist" in told[0][1]
    assert findings(LACKING, tmp_path, "Overall effectiveness: outstanding")[0][0] == "agrees"


def test_tables_of_a_part_check_grades_and_no_counts(tmp_path):
    told = findings(
        PART,
        tmp_path,
        "Overall effectiveness: outstanding",
        "We were one of the first 16 councils to be inspected under the new framework.",
    )
    assert [verdict for verdict, _ in told] == ["agrees", "cannot be checked"]
    assert "who came first is not known" in told[1][1]
    few = replace(PART, inspections=PART.inspections[PART.inspections["la_code"] == "E10000011"])
    ((verdict, data),) = findings(few, tmp_path, "We are one of six councils judged outstanding.")
    assert verdict == "cannot be checked"
    assert data.startswith("Only 1 of the 152 local authorities are in your tables.")


def test_an_authority_without_an_inspection_in_the_tables(tmp_path):
    told = findings(some_tables(authorities=FACTS.authorities.to_dict("records")), tmp_path,
                    "Overall effectiveness: good")  # fmt: skip
    assert told[0][0] == "cannot be checked"

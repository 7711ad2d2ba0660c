import pytest
from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.selection import select

DAY = "2024-01-01"
A1 = inspected("A", "2019-05-01", "2019-07-01", leaders="good")
A2 = inspected("A", "2023-05-01", "2023-07-01", leaders="outstanding")
B1 = inspected("B", "2019-05-01", "2019-07-01")
B2 = inspected("B", "2023-05-01", "2023-07-01")
TABLES = some_tables(
    A1,
    A2,
    B1,
    B2,
    authorities=[authority(code) for code in "ABC"],
    coded=[
        bullet(A1, "supervision"),
        sentence(A1, "leaders", "weakness", "supervision", text="An older sentence."),
        sentence(A2, "leaders", "strength", "supervision", page=4, text="Words of ours."),
        sentence(A2, "in_care", "strength", "voice"),
        bullet(A2, "supervision", "training", text="Our own bullet."),
        bullet(A2),
        bullet(B1, "training"),
        bullet(B2),
        sentence(B1, "leaders", "weakness", "supervision"),
    ],
)


def evidence(code, theme, as_at=DAY):
    rows = report_evidence(select(TABLES, code, as_at=as_at))
    return rows[rows["theme"] == theme]


def test_evidence_is_of_the_latest_report_and_the_theme_only():
    rows = evidence("A", "supervision")
    assert rows[["section", "polarity", "page"]].to_numpy().tolist() == [
        ["leaders", "strength", 4],
        ["what_needs_to_improve", "weakness", 2],
    ]
    assert set(rows["inspection_id"]) == {A2.inspection_id}


def test_words_are_those_of_the_finding_or_the_improvement():
    rows = evidence("A", "supervision")
    assert rows["text"].to_list() == ["Words of ours.", "Our own bullet."]
    assert evidence("A", "voice")["text"].isna().all()


def test_evidence_follows_the_date():
    rows = evidence("A", "supervision", "2020-01-01")
    assert "An older sentence." in rows["text"].to_list()


@pytest.mark.parametrize("code", ["B", "C"])
def test_no_earlier_report_stands_in(code):
    assert evidence(code, "supervision").empty

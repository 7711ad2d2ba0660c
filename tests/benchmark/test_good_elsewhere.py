from datetime import date

import pytest
from factories import authority, inspected, neighbours, sentence, some_tables

from ilacs_bench.benchmark.good_elsewhere import better_graded, good_elsewhere
from ilacs_bench.errors import UnknownName

DAY = date(2024, 1, 1)
NEIGHBOURS = "statistical_neighbours_2025"
A = inspected(
    "A", "2023-05-01", "2023-07-01", in_care="requires_improvement", leaders="good", overall="good"
)
B1 = inspected("B", "2019-05-06", "2019-07-01", leaders="outstanding")
B = inspected("B", "2023-05-01", "2023-07-01", in_care="good", leaders="good")
C = inspected("C", "2021-05-03", "2021-07-01", in_care_and_care_leavers="outstanding")
D = inspected("D", "2023-05-01", "2023-07-01", in_care="inadequate", leaders="outstanding")
E = inspected("E", "2023-05-01", "2023-07-01", in_care="good", leaders="outstanding")
TABLES = some_tables(
    A,
    B1,
    B,
    C,
    D,
    E,
    authorities=[authority(code) for code in "ABCDEF"],
    neighbours=[*neighbours("A", "E", "D", "C", "B", "F"), *neighbours("F", "B", "D")],
    coded=[
        sentence(B1, "leaders", "strength", "stability"),
        sentence(B, "in_care", "strength", "stability", "voice", paragraph=12, page=5),
        sentence(B, "in_care", "strength", "stability", paragraph=13, text="Few children move."),
        sentence(B, "in_care", "weakness", "stability", paragraph=14),
        sentence(B, "in_care", "mixed", "stability", paragraph=15),
        sentence(B, "leaders", "strength", "stability", paragraph=16),
        sentence(B, "summary", "strength", "stability", paragraph=None),
        sentence(C, "in_care_and_care_leavers", "strength", "stability", paragraph=20),
        sentence(D, "in_care", "strength", "stability", paragraph=21),
        sentence(D, "leaders", "strength", "training", paragraph=2),
    ],
)


def better(la_code, area, **options):
    rows = better_graded(TABLES, la_code, NEIGHBOURS, area, as_at=DAY, **options)
    return rows.set_index("la_code")


def test_better_graded_are_good_or_outstanding_in_the_order_of_the_group():
    rows = better("A", "in_care")
    assert rows.index.to_list() == ["E", "C", "B"]
    assert rows["grade"].to_list() == ["good", "outstanding", "good"]
    assert rows["graded_as"].to_list() == ["in_care", "in_care_and_care_leavers", "in_care"]
    assert rows["rank"].to_list() == [1, 3, 4]


def test_report_that_was_not_coded_is_marked():
    assert better("A", "in_care")["coded"].to_dict() == {"E": False, "C": True, "B": True}


def test_only_outstanding_is_better_than_good():
    assert better("A", "leaders").index.to_list() == ["E", "D"]


def test_authority_never_inspected_learns_from_all_good_ones():
    assert better("F", "in_care").index.to_list() == ["B"]
    assert better("F", "leaders").index.to_list() == ["B", "D"]


def test_nobody_is_better_than_outstanding_or_where_none_is_graded():
    england = better_graded(TABLES, "D", "england", "leaders", as_at=DAY)
    assert england.empty
    assert better("A", "care_leavers").empty


def test_better_graded_follows_the_date():
    early = better_graded(TABLES, "A", NEIGHBOURS, "leaders", as_at=date(2020, 1, 1))
    assert early["inspection_id"].to_list() == [B1.inspection_id]


def strengths(area, **options):
    return good_elsewhere(TABLES, "A", NEIGHBOURS, area, as_at=DAY, **options)


def test_strengths_stand_in_the_section_of_the_area_as_graded():
    rows = strengths("in_care", theme="stability")
    assert rows[["la_code", "section", "paragraph", "page"]].to_numpy().tolist() == [
        ["C", "in_care_and_care_leavers", 20, 3],
        ["B", "in_care", 12, 5],
        ["B", "in_care", 13, 3],
    ]
    assert rows["item_id"].to_list() == [
        "C_2021-05-03_p20_s1",
        "B_2023-05-01_p12_s1",
        "B_2023-05-01_p13_s1",
    ]
    assert set(rows["report"]) == {f"{C.inspection_id}.pdf", f"{B.inspection_id}.pdf"}
    assert set(rows["theme_group"]) == {"children_in_care"}


def test_every_theme_without_one_asked():
    rows = strengths("in_care")
    assert rows["theme"].to_list() == ["stability", "stability", "voice", "stability"]


def test_text_stands_where_it_is_at_hand():
    rows = strengths("in_care", theme="stability")
    assert rows["text"].dropna().to_dict() == {2: "Few children move."}


@pytest.mark.parametrize(
    ("area", "theme"), [("in_care", "fostering"), ("care_leavers", "stability")]
)
def test_no_strength_has_no_rows_but_columns(area, theme):
    rows = strengths(area, theme=theme)
    assert rows.empty
    assert list(rows) == list(strengths("in_care"))


def test_nothing_coded_has_no_rows():
    tables = some_tables(A, B)
    rows = good_elsewhere(tables, "A", "england", "in_care", as_at=DAY)
    assert rows.empty
    better = better_graded(tables, "A", "england", "in_care", as_at=DAY)
    assert better[["la_code", "coded"]].to_numpy().tolist() == [["B", False]]


def test_unknown_theme_and_area_say_what_to_choose():
    with pytest.raises(UnknownName, match="'homes' is no theme of the taxonomy"):
        strengths("in_care", theme="homes")
    with pytest.raises(UnknownName, match=r"\['schools'\]: choose judgement areas"):
        strengths("schools")

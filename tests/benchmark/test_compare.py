from datetime import date

import pandas as pd
import pytest
from factories import authority, inspected, neighbours, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.vocabulary import GRADES

DAY = date(2024, 1, 1)
NEIGHBOURS = "statistical_neighbours_2025"
TABLES = some_tables(
    inspected("A", "2019-05-01", "2019-07-01", leaders="good", in_care_and_care_leavers="good"),
    inspected(
        "A",
        "2023-05-01",
        "2023-07-01",
        leaders="good",
        help_protection="inadequate",
        in_care="outstanding",
        care_leavers="good",
    ),
    inspected(
        "B",
        "2022-05-02",
        "2022-07-01",
        leaders="outstanding",
        help_protection="good",
        in_care_and_care_leavers="good",
        overall="good",
    ),
    inspected("C", "2023-09-04", "2023-11-01", leaders="good", help_protection="good"),
    authorities=[authority(code) for code in "ABCD"],
    neighbours=neighbours("A", "C", "B", "D") + neighbours("D", "A", "B"),
)


@pytest.fixture(scope="module")
def comparison():
    return snapshot(TABLES, "A", NEIGHBOURS, as_at=DAY)


def test_matrix_has_the_authority_first_then_its_group_in_order(comparison):
    assert comparison.matrix["la_code"].unique().tolist() == ["A", "C", "B", "D"]
    assert comparison.matrix["is_own"].sum() == len(comparison.areas)
    assert len(comparison.matrix) == 4 * len(comparison.areas)


def test_own_rows_are_those_of_the_matrix(comparison):
    own = comparison.matrix[comparison.matrix["is_own"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(comparison.own, own)


def test_distribution_leaves_the_authority_itself_out(comparison):
    leaders = comparison.distribution[comparison.distribution["judgement_area"] == "leaders"]
    assert dict(zip(leaders["grade"], leaders["n"], strict=True)) == {
        "inadequate": 0,
        "requires_improvement": 0,
        "good": 1,
        "outstanding": 1,
    }
    assert set(leaders["judged"]) == {2}
    assert set(leaders["of"]) == {3}


@pytest.mark.parametrize(
    ("area", "same", "better", "worse", "judged"),
    [
        ("leaders", 2, 1, 0, 3),
        ("help_protection", 1, 2, 0, 3),
        ("in_care", 1, 0, 1, 2),
        ("care_leavers", 1, 0, 0, 1),
    ],
)
def test_positions_count_the_authority_among_its_group(
    comparison, area, same, better, worse, judged
):
    row = comparison.positions.set_index("judgement_area").loc[area]
    assert row[["n_same", "n_better", "n_worse", "judged", "of"]].to_list() == [
        same,
        better,
        worse,
        judged,
        4,
    ]


def test_position_is_a_sentence_that_can_be_checked(comparison):
    sentences = comparison.positions.set_index("judgement_area")["sentence"]
    assert sentences["leaders"] == (
        "A is one of 2 of 3 local authorities with a grade (of 4) judged good on leaders, as at "
        "1 January 2024, among it and its 3 statistical neighbours "
        "(2025 model): 1 is judged higher, none lower."
    )
    assert sentences["in_care"].startswith("A is the only one of 2 local authorities ")
    assert sentences["in_care"].endswith("none is judged higher, 1 lower.")
    assert sentences["care_leavers"] == (
        "A is judged good on care leavers, as at 1 January 2024; "
        "there is no grade on care leavers among its 3 statistical neighbours (2025 model)."
    )


def test_position_without_a_grade_says_why_and_what_the_others_have():
    tables = some_tables(
        inspected("A", "2022-05-02", "2022-07-01", in_care_and_care_leavers="good"),
        inspected("B", "2023-05-01", "2023-07-01", care_leavers="good"),
        authorities=[authority(code) for code in "ABC"],
    )

    def sentence(la_code: str) -> str:
        areas = ["care_leavers"]
        return snapshot(tables, la_code, "england", as_at=DAY, areas=areas).positions.loc[
            0, "sentence"
        ]

    assert sentence("A") == (
        "A has no grade on care leavers from its inspection under ILACS 2018 to 2022, as at 1 "
        "January 2024; of the 2 other local authorities of England, "
        "1 with a grade: 1 good."
    )
    assert sentence("C").startswith("C had no full inspection, as at")


def test_position_without_a_grade_among_inspected_others_without_one():
    tables = some_tables(
        inspected("B", "2016-05-02", "2016-07-01", leadership="good"),
        authorities=[authority(code) for code in "AB"],
    )
    rows = snapshot(tables, "A", "england", as_at=DAY, areas=["leaders"]).positions
    assert rows.loc[0, "sentence"] == (
        "A had no full inspection, as at 1 January 2024; there is no "
        "grade on leaders among the 1 other local authority of England."
    )


def test_position_says_when_the_grade_is_of_the_combined_judgement():
    rows = snapshot(TABLES, "B", "england", as_at=DAY).positions.set_index("judgement_area")
    assert (
        "on children in care, graded as 'children in care and care leavers"
        in (rows.loc["in_care", "sentence"])
    )


@pytest.mark.parametrize(
    ("comparator", "label", "words"),
    [
        ("england", "England", "local authorities in England with a grade (of 4)"),
        ("ofsted_region", "Ofsted region: North", "of the Ofsted region North:"),
        ("ons_region", "ONS region: North", "of the ONS region North:"),
        (["B"], "councils you chose", "1 council you chose"),
        ("la_type", "authority type: unitary", "of the authority type unitary:"),
        (NEIGHBOURS, "statistical neighbours (2025 model)", "its 3 statistical neighbours (2025"),
    ],
)
def test_group_is_named_in_label_and_sentence(comparator, label, words):
    result = snapshot(TABLES, "A", comparator, as_at=DAY)
    assert result.comparator_label == label
    assert words in result.positions.loc[0, "sentence"]


def test_areas_are_those_asked_for_once_each():
    result = snapshot(TABLES, "A", "england", as_at=DAY, areas=["overall", "leaders", "overall"])
    assert result.areas == ("overall", "leaders")
    assert result.own["judgement_area"].to_list() == ["overall", "leaders"]


def test_published_by_is_the_as_at_date_where_not_given(comparison):
    assert comparison.published_by == DAY
    earlier = snapshot(TABLES, "C", "england", as_at=DAY, published_by=date(2023, 10, 1))
    assert earlier.published_by == date(2023, 10, 1)
    assert earlier.own["inspection_id"].isna().all()


def test_group_of_nobody_is_empty_and_said():
    result = snapshot(TABLES, "C", NEIGHBOURS, as_at=DAY)
    assert result.group.empty
    assert result.distribution["n"].sum() == 0
    assert result.positions["n_same"].dropna().to_list() == [1, 1]
    assert result.positions.loc[0, "sentence"] == (
        "C is judged good on leaders, as at 1 January 2024; there "
        "is no local authority to compare it with."
    )
    assert result.positions.loc[3, "sentence"].endswith(
        "; there is no local authority to compare it with."
    )
    assert "The model gives C no statistical neighbours: choose another group." in result.notes


GRADES_OR_NONE = st.sampled_from([*GRADES, None])


@settings(max_examples=8, deadline=None)
@given(st.lists(GRADES_OR_NONE, min_size=1, max_size=12))
def test_positions_add_up_to_those_judged(grades):
    rows = [
        inspected(f"{number:03}", "2023-05-01", "2023-07-01", **({"leaders": g} if g else {}))
        for number, g in enumerate(grades)
    ]
    row = snapshot(
        some_tables(*rows), "000", "england", as_at=DAY, areas=["leaders"]
    ).positions.loc[0]
    assert row["judged"] == len(grades) - grades.count(None)
    assert row["of"] == len(grades)
    if grades[0] is None:
        assert row[["n_same", "n_better", "n_worse"]].isna().all()
    else:
        assert row["n_same"] == grades.count(grades[0])
        assert row[["n_same", "n_better", "n_worse"]].sum() == row["judged"]

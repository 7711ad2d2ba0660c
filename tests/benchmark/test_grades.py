from datetime import date

import pandas as pd
import pytest
from factories import DEFAULT_AREAS, authority, inspected, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.grades import count_grades, latest_judgements
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import GRADES

DAY = date(2024, 1, 1)
SPLIT = inspected(
    "A", "2023-05-01", "2023-07-01", leaders="good", in_care="good", care_leavers="inadequate"
)
COMBINED = inspected(
    "A", "2019-05-01", "2019-07-01", leaders="good", in_care_and_care_leavers="outstanding"
)
SIF = inspected(
    "A",
    "2016-05-02",
    "2016-07-01",
    leadership="requires_improvement",
    looked_after="good",
    care_leavers="outstanding",
)


def judgement(*inspections, area: str, as_at: date = DAY) -> pd.Series:
    return latest_judgements(some_tables(*inspections), as_at, areas=[area]).iloc[0]


def test_every_authority_has_a_row_for_every_area():
    tables = some_tables(SPLIT, authorities=[authority("A"), authority("B")])
    rows = latest_judgements(tables, DAY)
    assert list(zip(rows["la_code"], rows["judgement_area"], strict=True)) == [
        (code, area) for code in "AB" for area in DEFAULT_AREAS
    ]
    assert rows["grade"].notna().sum() == 3


def test_combined_judgement_stands_under_children_in_care_and_is_marked():
    row = judgement(COMBINED, area="in_care")
    assert (row["grade"], row["graded_as"]) == ("outstanding", "in_care_and_care_leavers")


def test_combined_judgement_is_never_a_care_leaver_grade():
    row = judgement(SIF, COMBINED, area="care_leavers")
    assert pd.isna(row["grade"])
    assert pd.isna(row["direction"])
    assert (row["previous_grade"], row["previous_framework"]) == ("outstanding", "sif")


def test_care_leaver_grade_two_inspections_ago_is_no_previous_grade():
    row = judgement(SIF, COMBINED, SPLIT, area="care_leavers")
    assert row["grade"] == "inadequate"
    assert pd.isna(row["previous_grade"])
    assert pd.isna(row["direction"])


@pytest.mark.parametrize("area", ["leaders", "in_care"])
def test_sif_grade_is_not_shown_as_a_later_judgement(area):
    assert pd.isna(judgement(SIF, area=area)["grade"])


@pytest.mark.parametrize(
    ("inspections", "area", "previous_area", "direction"),
    [
        ((SIF, COMBINED), "leaders", "leadership", "improved"),
        ((SIF, COMBINED), "in_care", "looked_after", "improved"),
        ((SIF, COMBINED), "in_care_and_care_leavers", "looked_after", "improved"),
        ((COMBINED, SPLIT), "leaders", "leaders", "same"),
        ((COMBINED, SPLIT), "in_care", "in_care_and_care_leavers", "declined"),
    ],
)
def test_direction_is_from_the_inspection_before(inspections, area, previous_area, direction):
    row = judgement(*inspections, area=area)
    assert (row["previous_area"], row["direction"]) == (previous_area, direction)
    assert row["previous_inspection_id"] == inspections[0].inspection_id


def test_previous_inspection_is_never_of_another_authority():
    row = latest_judgements(
        some_tables(COMBINED, inspected("B", "2023-05-01", "2023-07-01", leaders="good")), DAY
    ).set_index(["la_code", "judgement_area"])
    assert pd.isna(row.loc[("B", "leaders"), "previous_inspection_id"])


def test_overall_effectiveness_is_not_carried_forward():
    row = judgement(
        inspected("A", "2023-05-01", "2023-07-01", overall="good", leaders="good"),
        inspected("A", "2026-05-11", "2026-07-01", leaders="good"),
        area="overall",
        as_at=date(2026, 9, 1),
    )
    assert pd.isna(row["grade"])
    assert row["previous_grade"] == "good"


def test_age_counts_days_from_the_first_day_on_site():
    assert judgement(SPLIT, area="leaders", as_at=date(2024, 5, 1))["age_days"] == 366


def test_age_is_empty_where_only_the_publication_is_known():
    published = inspected("A", None, "2016-02-10", framework="sif", overall="good")
    row = judgement(published, area="overall")
    assert row["grade"] == "good"
    assert pd.isna(row["age_days"])


@pytest.mark.parametrize("areas", [[], ["leader"]])
def test_unknown_area_says_which_there_are(areas):
    with pytest.raises(UnknownName, match=r"choose judgement areas among.*'leaders'"):
        latest_judgements(some_tables(SPLIT), DAY, areas=areas)


def test_counts_include_zeros_and_those_without_a_grade():
    tables = some_tables(SPLIT, authorities=[authority("A"), authority("B")])
    counts = count_grades(latest_judgements(tables, DAY, areas=["leaders"]), ["leaders"])
    assert counts["grade"].to_list() == list(GRADES)
    assert counts["n"].to_list() == [0, 0, 1, 0]
    assert counts["share"].to_list() == [0, 0, 1, 0]
    assert set(counts["judged"]) == {1}
    assert set(counts["of"]) == {2}


def test_counts_of_nobody_have_no_share():
    nobody = latest_judgements(some_tables(SPLIT), DAY).head(0)
    counts = count_grades(nobody, DEFAULT_AREAS)
    assert counts["n"].sum() == 0
    assert counts["share"].isna().all()
    assert len(counts) == len(DEFAULT_AREAS) * len(GRADES)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from([*GRADES, None]), min_size=1))
def test_shares_of_an_area_sum_to_one_where_anybody_is_graded(grades):
    rows = [
        inspected(f"{number:03}", "2023-05-01", "2023-07-01", **({"leaders": g} if g else {}))
        for number, g in enumerate(grades)
    ]
    judgements = latest_judgements(some_tables(*rows), DAY, areas=["leaders"])
    counts = count_grades(judgements, ["leaders"])
    judged = len(grades) - grades.count(None)
    assert dict(zip(counts["grade"], counts["n"], strict=True)) == {
        g: grades.count(g) for g in GRADES
    }
    assert counts["share"].sum() == pytest.approx(1 if judged else 0)
    assert set(counts["of"]) == {len(grades)}

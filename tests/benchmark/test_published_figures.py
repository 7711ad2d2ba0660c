"""The as-at rule gives the figures that Ofsted published, on the bundled facts."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from factories import DEFAULT_AREAS

from ilacs_bench.benchmark.compare import compare, own_grades, positions, snapshot
from ilacs_bench.benchmark.grades import count_grades, latest_judgements
from ilacs_bench.benchmark.in_words import age_words
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.pictures import good_or_outstanding, picture
from ilacs_bench.benchmark.published import inspections_by_year
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.benchmark.transitions import count_changes
from ilacs_bench.benchmark.waits import wait_of
from ilacs_bench.tables.store import Tables, read_tables
from ilacs_bench.vocabulary import GRADES


@pytest.fixture(scope="module")
def facts() -> Tables:
    return read_tables()


def best_first(counts) -> list[int]:
    return counts["n"].to_list()[::-1]


def counts_as_at(facts, as_at, published_by, *, overrides=False):
    """How many local authorities of England have each grade for overall effectiveness."""
    rows = latest_judgements(facts, as_at, published_by, ["overall"], overrides=overrides)
    return count_grades(rows, ["overall"])


@pytest.mark.parametrize(
    ("as_at", "published_by", "published", "judged"),
    [
        (date(2025, 3, 31), date(2025, 6, 30), [36, 67, 31, 19], 153),
        (date(2024, 3, 31), date(2024, 6, 30), [30, 61, 43, 17], 151),
        (date(2022, 7, 19), date(2022, 7, 19), [23, 58, 52, 17], 150),
    ],
)
def test_overall_effectiveness_of_england(facts, as_at, published_by, published, judged):
    counts = counts_as_at(facts, as_at, published_by)
    assert best_first(counts) == published
    assert set(counts["judged"]) == {judged}


def test_half_were_good_or_outstanding_in_august_2019(facts):
    counts = counts_as_at(facts, date(2019, 8, 31), date(2019, 9, 30)).set_index("grade")
    assert set(counts["judged"]) == {149}
    assert round(counts.loc[["good", "outstanding"], "share"].sum(), 2) == 0.49


def test_leadership_of_the_sif_under_leaders_in_august_2019(facts):
    """Ofsted, Children's social care in England 2019: 56% good or outstanding."""
    asked = {"as_at": "2019-08-31", "published_by": "2019-09-30", "areas": ["leaders"]}
    rows = picture(facts, **asked, with_earlier_forms=True)
    counted = good_or_outstanding(rows).iloc[0]
    assert (counted["n"], counted["judged"], round(counted["share"], 2)) == (84, 149, 0.56)
    without = good_or_outstanding(picture(facts, **asked)).iloc[0]
    assert counted["judged_earlier"] == counted["judged"] - without["judged"] > 0


@pytest.mark.parametrize(
    ("overrides", "counted", "judged"),
    [(True, [25, 65, 48, 14], 152), (False, [25, 66, 48, 13], 152)],
)
def test_march_2023_needs_south_tyneside_by_exception(facts, overrides, counted, judged):
    counts = counts_as_at(facts, date(2023, 3, 31), date(2023, 4, 30), overrides=overrides)
    assert best_first(counts) == counted
    assert set(counts["judged"]) == {judged}


def test_first_round_of_the_single_inspection_framework(facts):
    known = inspection_index(facts).inspections  # oldest first within each authority
    first = known[known["framework"] == "sif"].drop_duplicates("la_code")
    overall = facts.judgements[facts.judgements["judgement_area"] == "overall"]
    grades = first.merge(overall, on="inspection_id", validate="one_to_one")["grade"]
    assert grades.value_counts().reindex(GRADES[::-1]).to_list() == [3, 51, 65, 33]
    assert len(first) == 152


def test_six_were_outstanding_when_east_sussex_told_its_cabinet(facts):
    rows = latest_judgements(facts, date(2018, 9, 18), areas=["overall"])
    outstanding = rows.loc[rows["grade"] == "outstanding", "la_name"].to_list()
    assert len(outstanding) == 6
    assert "East Sussex" in outstanding


REGIONS_2025 = {
    "London": (29, 33),
    "North East, Yorkshire and the Humber": (20, 27),
    "South East": (14, 19),
    "East of England": (7, 11),
    "East Midlands": (6, 10),
    "West Midlands": (8, 14),
    "South West": (8, 15),
    "North West": (11, 24),
}
"""Ofsted, local authority outcomes as at 31 March 2025: good or outstanding, of how many."""


def good_by_region(facts: Tables, as_at: str, published_by: str) -> dict[str, tuple[int, int]]:
    counts = picture(
        facts, as_at=as_at, published_by=published_by, areas=["overall"], by="ofsted_region"
    )
    rows = good_or_outstanding(counts)
    return {r.group: (r.n, r.judged) for r in rows.itertuples()}


def test_regions_in_march_2025(facts):
    assert good_by_region(facts, "2025-03-31", "2025-06-30") == REGIONS_2025


def test_london_and_the_north_west_in_march_2024(facts):
    """Ofsted, Children's social care in England 2024: 85% and 36%."""
    regions = good_by_region(facts, "2024-03-31", "2024-06-30")
    assert regions["London"] == (28, 33)
    assert regions["North West"] == (8, 22)
    assert [round(n / of, 2) for n, of in (regions["London"], regions["North West"])] == [
        0.85,
        0.36,
    ]


def test_what_became_of_those_inspected_more_than_once_by_march_2024(facts):
    """Ofsted, Children's social care in England 2024: of 65, 26, 15 and 12."""
    rows = count_changes(facts, as_at="2024-03-31", published_by="2024-06-30").set_index("outcome")
    assert set(rows["of"]) == {65}
    assert rows["n"].to_dict() == {
        "improved": 26,
        "stayed_good_or_outstanding": 15,
        "stayed_below_good": 12,
        "declined": 12,
    }


def test_full_inspections_by_financial_year(facts):
    """Ofsted's in-year figures of 2018-19 to 2024-25; the last as published by 30 June 2025."""
    rows = inspections_by_year(facts, as_at="2025-03-31", published_by="2025-06-30")
    by_year = rows.set_index("year")["n"].loc["2018-19":]
    assert by_year.to_dict() == {
        "2018-19": 47,
        "2019-20": 55,
        "2020-21": 0,
        "2021-22": 33,
        "2022-23": 47,
        "2023-24": 36,
        "2024-25": 52,
    }


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Slough", 1159),
        ("Wokingham", 1117),
        ("West Sussex", 1110),
        ("Isle of Wight", 879),
        ("East Sussex", 837),
        ("Surrey", 375),
    ],
)
def test_days_waited_at_27_march_2026(facts, name, days):
    """From the first days on site that the reports print; the tables may not know a later one."""
    row = wait_of(facts, name, as_at="2026-03-27").iloc[0]
    assert row["days"] == days
    assert f"{age_words(days)} before 27 March 2026" in row["sentence"]


@pytest.mark.parametrize(
    ("as_at", "of"),
    [("2019-03-31", 152), ("2019-04-01", 151), ("2021-04-01", 152), ("2023-04-01", 153)],
)
def test_denominators_follow_the_lifetimes(facts, as_at, of):
    assert set(picture(facts, as_at=as_at)["of"]) == {of}


@pytest.mark.parametrize(
    ("new", "first_day", "predecessors"),
    [
        ("Bournemouth, Christchurch and Poole", "2019-04-01", {"Bournemouth", "Dorset", "Poole"}),
        ("Dorset", "2019-04-01", {"Dorset"}),
        ("North Northamptonshire", "2021-04-01", {"Northamptonshire"}),
        ("West Northamptonshire", "2021-04-01", {"Northamptonshire"}),
        ("Cumberland", "2023-04-01", {"Cumbria"}),
        ("Westmorland and Furness", "2023-04-01", {"Cumbria"}),
    ],
)
def test_a_successor_begins_without_a_grade(facts, new, first_day, predecessors):
    begins = date.fromisoformat(first_day)
    assert own_grades(facts, new, as_at=begins)["grade"].isna().all()
    lines = trajectories(facts, new, as_at="2026-06-30", areas=["overall"])
    assert set(lines.loc[lines["relation"] == "predecessor", "la_name"]) == predecessors
    own = lines[lines["relation"] == "itself"]
    assert (own["start"] >= pd.Timestamp(begins)).all()
    assert pd.isna(own["previous_grade"].iloc[0])


@pytest.mark.parametrize(("old", "new"), [("E08000016", "E08000038"), ("E08000019", "E08000039")])
def test_barnsley_and_sheffield_answer_to_both_codes(facts, old, new):
    assert set(own_grades(facts, old, as_at="2025-03-31")["la_code"]) == {new}
    assert len(trajectories(facts, old, areas=["overall"])) >= 3


def test_surrey_split_as_its_codes_would_bring_it(facts, on_day):
    """Its two successors come as rows: they inherit nothing, and the denominator is 154."""
    on_day(date(2027, 5, 1))
    authorities = facts.authorities
    surrey = authorities["la_code"] == "E10000030"
    ended = authorities.assign(
        valid_to=authorities["valid_to"].mask(surrey, pd.Timestamp("2027-03-31")),
        successor_la_codes=authorities["successor_la_codes"].mask(surrey, "X1; X2"),
    )
    new = authorities[surrey].assign(valid_from=pd.Timestamp("2027-04-01"))
    rows = [
        new.assign(la_code=code, la_name=name, dfe_number=code, urn=code)
        for code, name in (("X1", "East Surrey"), ("X2", "West Surrey"))
    ]
    split = replace(facts, authorities=pd.concat([ended, *rows], ignore_index=True))
    assert set(picture(split, as_at="2027-03-31")["of"]) == {153}
    after = picture(split, as_at="2027-04-01")
    assert set(after["of"]) == {154}
    assert set(after["never_inspected"]) == {2}
    told = snapshot(split, "X1", "region", as_at="2027-04-01")
    assert told.own["grade"].isna().all()
    assert any("took over from Surrey" in note for note in told.notes)
    assert not any("is to be replaced" in note for note in told.notes)


def test_reports_without_overall_effectiveness_lead_with_the_four_judgements(facts):
    rows = own_grades(facts, "Portsmouth", as_at="2026-08-31").set_index("judgement_area")
    assert rows["framework"].unique().tolist() == ["ilacs_2026"]
    assert rows.loc[list(DEFAULT_AREAS), "grade"].notna().all()
    assert pd.isna(rows.loc["overall", "grade"])
    overall = picture(facts, as_at="2026-08-31", areas=["overall"])
    four = picture(facts, as_at="2026-08-31")
    assert set(overall["judged"]) == {153 - 11}
    assert set(four.loc[four["judgement_area"] == "leaders", "judged"]) == {153}


def test_a_sentence_says_what_a_recount_says(facts):
    told = positions(facts, "East Sussex", ["england"], as_at="2018-09-18", areas=["overall"])
    said = re.match(
        r"East Sussex is one of (\d+) of (\d+) local authorities in England judged outstanding on "
        r"overall effectiveness, as at 18 September 2018",
        told["sentence"][0],
    )
    rows = latest_judgements(facts, date(2018, 9, 18), areas=["overall"])
    assert int(said[1]) == (rows["grade"] == "outstanding").sum() == 6
    assert int(said[2]) == rows["grade"].notna().sum() == 152


def test_every_authority_has_every_answer(facts):
    """No council, however odd its neighbours or its history, is without an answer."""
    for la_code in latest_judgements(facts, date(2025, 3, 31), areas=["overall"])["la_code"][::19]:
        for to in ("neighbours", "neighbours_2021", "region", "ons_region", "type", "england"):
            assert compare(facts, la_code, to, as_at="2025-03-31")["is_own"].sum() == 4
        assert len(wait_of(facts, la_code)) == 1
        assert len(trajectories(facts, la_code)) >= 4

"""The as-at rule gives the figures that Ofsted published, on the bundled facts."""

from datetime import date

import pytest

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.benchmark.grades import count_as_at, latest_judgements
from ilacs_bench.benchmark.latest import first_inspections
from ilacs_bench.tables.store import Tables, read_tables
from ilacs_bench.vocabulary import GRADES


@pytest.fixture(scope="module")
def facts() -> Tables:
    return read_tables()


def best_first(counts) -> list[int]:
    return counts["n"].to_list()[::-1]


@pytest.mark.parametrize(
    ("as_at", "published_by", "published", "judged"),
    [
        (date(2025, 3, 31), date(2025, 6, 30), [36, 67, 31, 19], 153),
        (date(2024, 3, 31), date(2024, 6, 30), [30, 61, 43, 17], 151),
        (date(2022, 7, 19), date(2022, 7, 19), [23, 58, 52, 17], 150),
    ],
)
def test_overall_effectiveness_of_england(facts, as_at, published_by, published, judged):
    counts = count_as_at(facts, as_at, published_by)
    assert best_first(counts) == published
    assert set(counts["judged"]) == {judged}


def test_half_were_good_or_outstanding_in_august_2019(facts):
    counts = count_as_at(facts, date(2019, 8, 31), date(2019, 9, 30)).set_index("grade")
    assert set(counts["judged"]) == {149}
    assert round(counts.loc[["good", "outstanding"], "share"].sum(), 2) == 0.49


@pytest.mark.parametrize(
    ("overrides", "counted", "judged"),
    [(True, [25, 65, 48, 14], 152), (False, [25, 66, 48, 13], 152)],
)
def test_march_2023_needs_south_tyneside_by_exception(facts, overrides, counted, judged):
    counts = count_as_at(facts, date(2023, 3, 31), date(2023, 4, 30), overrides=overrides)
    assert best_first(counts) == counted
    assert set(counts["judged"]) == {judged}


def test_first_round_of_the_single_inspection_framework(facts):
    first = first_inspections(facts, "sif")
    overall = facts.judgements[facts.judgements["judgement_area"] == "overall"]
    grades = first.merge(overall, on="inspection_id", validate="one_to_one")["grade"]
    assert grades.value_counts().reindex(GRADES[::-1]).to_list() == [3, 51, 65, 33]
    assert len(first) == 152


def test_six_were_outstanding_when_east_sussex_told_its_cabinet(facts):
    rows = latest_judgements(facts, date(2018, 9, 18), areas=["overall"])
    outstanding = rows.loc[rows["grade"] == "outstanding", "la_name"].to_list()
    assert len(outstanding) == 6
    assert "East Sussex" in outstanding


def test_every_authority_compares_with_every_group(facts):
    as_at = date(2025, 3, 31)
    exists = latest_judgements(facts, as_at, areas=["overall"])
    for la_code in exists["la_code"].iloc[::30]:
        for comparator in ("statistical_neighbours_2025", "statistical_neighbours_2021"):
            assert len(snapshot(facts, la_code, comparator, as_at=as_at).group) == 10
        assert len(snapshot(facts, la_code, "england", as_at=as_at).group) == 152

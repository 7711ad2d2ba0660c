from dataclasses import replace

import pytest
from factories import bullet, inspected, sentence, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.improvement_shares import (
    NO_EQUIVALENT,
    crosswalk_shares,
    improvement_shares,
    improvements_per_report,
)
from ilacs_bench.benchmark.intervals import wilson_interval
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import read_tables
from ilacs_bench.vocabulary import THEME_GROUP_LABELS, THEMES

OLD = inspected("A", "2015-05-01", "2015-07-01")
A = inspected("A", "2019-02-04", "2019-04-01")
B = inspected("B", "2019-12-02", None)
C = inspected("C", "2023-05-01", "2023-07-01")
TABLES = some_tables(
    OLD,
    A,
    B,
    C,
    coded=[
        bullet(OLD, "planning", kind="recommendation"),
        bullet(OLD, "education", kind="area_for_priority_action"),
        # 2019: four bullets; two on supervision, one of them on training too; one on nothing.
        bullet(A, "supervision", "training"),
        bullet(A, "supervision"),
        bullet(A, "voice"),
        bullet(B),
        sentence(B, "leaders", "strength", "supervision"),
        # 2023: a report without areas for improvement.
        sentence(C, "leaders", "strength", "supervision"),
    ],
)


def test_improvements_per_report_counts_reports_without_any():
    rows = improvements_per_report(TABLES)
    assert rows.to_dict("list") == {
        "period": ["2019", "2023"],
        "reports": [2, 1],
        "reports_with_any": [2, 0],
        "n": [4, 0],
        "per_report": [2.0, 0.0],
    }


def test_improvements_per_report_counts_the_kinds_asked():
    assert improvements_per_report(TABLES, frameworks=["sif"])["n"].to_list() == [0]
    kinds = ["recommendation", "area_for_priority_action"]
    rows = improvements_per_report(TABLES, frameworks=["sif"], kinds=kinds, by="framework")
    assert rows.to_dict("records") == [
        {"period": "sif", "reports": 1, "reports_with_any": 1, "n": 2, "per_report": 2.0}
    ]


def test_improvements_per_report_of_no_reports_has_no_rows():
    rows = improvements_per_report(TABLES, la_codes=[])
    assert rows.empty
    assert list(rows) == ["period", "reports", "reports_with_any", "n", "per_report"]


def test_unknown_kind_says_what_to_choose():
    with pytest.raises(UnknownName, match="'bullet' is no kind of improvement"):
        improvements_per_report(TABLES, kinds=["bullet"])


def test_bundled_reports_of_2019_have_5_point_6_each():
    rows = improvements_per_report(read_tables()).set_index("period")
    assert rows.loc["2019", "per_report"] == pytest.approx(5.6, abs=0.05)
    assert rows.loc["2026", "per_report"] < 3.1


def row_of(rows, **keys):
    for column, value in keys.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_share_is_of_all_improvements_of_the_period():
    rows = improvement_shares(TABLES)
    assert rows["period"].unique().tolist() == ["2019"]
    assert rows["theme"].to_list() == list(THEMES)
    supervision = row_of(rows, theme="supervision")
    assert supervision[["theme_group", "n", "of", "share"]].to_list() == ["leadership", 2, 4, 0.5]
    ends = supervision[["share_lower", "share_upper"]].to_list()
    assert ends == [float(end) for end in wilson_interval(2, 4)]
    assert row_of(rows, theme="training")["n"] == 1
    assert rows["n"].sum() == 4  # one bullet counts twice, another not at all


def test_group_counts_an_improvement_once():
    twice = some_tables(A, coded=[bullet(A, "supervision", "management_oversight"), bullet(A)])
    rows = improvement_shares(twice, group="theme_group")
    assert rows["theme_group"].to_list() == list(THEME_GROUP_LABELS)
    leadership = row_of(rows, theme_group="leadership")
    assert leadership[["n", "of"]].to_list() == [1, 2]
    assert "theme" not in rows


def test_shares_of_some_authorities_kinds_and_frameworks():
    assert improvement_shares(TABLES, la_codes=["B"])["of"].unique().tolist() == [1]
    rows = improvement_shares(TABLES, frameworks=["sif"], kinds=["recommendation"], by="all")
    assert row_of(rows, theme="planning")[["period", "n", "of"]].to_list() == ["all", 1, 1]
    assert row_of(rows, theme="education")["n"] == 0


def test_unknown_group_says_what_to_choose():
    with pytest.raises(UnknownName, match="'topic' is no way to group: choose 'theme' or"):
        improvement_shares(TABLES, group="topic")


@pytest.mark.parametrize("shares", [improvement_shares, crosswalk_shares])
def test_nothing_coded_has_no_rows(shares):
    uncoded = replace(TABLES, coded=TABLES.coded.iloc[:0])
    assert shares(uncoded).empty
    assert list(shares(uncoded)) == list(shares(TABLES))


def test_crosswalk_counts_the_rest_as_their_own_row():
    rows = crosswalk_shares(TABLES).set_index(["period", "category"])["n"]
    # sif: planning is casework, education has no equivalent.
    assert rows["sif"].to_dict() == {
        "performance management": 0,
        "casework": 1,
        "oversight of practice": 0,
        "multiagency working": 0,
        NO_EQUIVALENT: 1,
    }
    # 2018: supervision is oversight; voice, and the bullet without a theme, have no equivalent.
    assert rows["ilacs_2018", "oversight of practice"] == 2
    assert rows["ilacs_2018", NO_EQUIVALENT] == 2
    assert crosswalk_shares(TABLES, by="all")["of"].unique().tolist() == [6]


def test_improvement_of_two_categories_counts_for_both():
    both = some_tables(A, coded=[bullet(A, "planning", "partnership")])
    rows = crosswalk_shares(both).set_index("category")["n"]
    assert rows[["casework", "multiagency working", NO_EQUIVALENT]].to_list() == [1, 1, 0]


@settings(max_examples=10)
@given(st.lists(st.lists(st.sampled_from(THEMES), max_size=3, unique=True), min_size=1, max_size=8))
def test_shares_stay_in_bounds_whatever_the_themes(bullets):
    coded = [sentence(A, "leaders", "strength", "voice"), *(bullet(A, *b) for b in bullets)]
    tables = some_tables(A, coded=coded)
    for group in ("theme", "theme_group"):
        rows = improvement_shares(tables, group=group)
        assert (rows["n"] <= rows["of"]).all()
        assert (rows["of"] == len(bullets)).all()
        assert rows["share"].between(rows["share_lower"], rows["share_upper"]).all()
        assert rows[["share_lower", "share_upper"]].stack().between(0, 1).all()
    assert improvement_shares(tables)["n"].sum() == sum(len(b) for b in bullets)
    assert crosswalk_shares(tables)["n"].sum() >= len(bullets)

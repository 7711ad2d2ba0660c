"""What reports say by theme: the counts are those of the evidence, which is whole and in order."""

from datetime import date

import pandas as pd
import pytest
from factories import authority, bullet, inspected, sentence, some_tables

import ilacs_bench as ib
from ilacs_bench.benchmark.comparators import comparators
from ilacs_bench.benchmark.recurring import recurring_among
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.theme_evidence import (
    KINDS,
    count_themes_in,
    scope_of_better,
    scope_of_reports,
    theme_evidence,
)
from ilacs_bench.errors import UnknownName

COUNCILS = ("Kingston upon Hull", "Suffolk", "Cumberland")
AREAS = ("leaders", "help_protection", "in_care", "care_leavers")
LONG_AGO = date(2013, 1, 1)
OLD = inspected("A", "2019-05-01", "2019-07-01", leaders="outstanding", overall="good")
NEW = inspected("B", "2025-05-01", "2025-07-01", leaders="requires_improvement", overall="good")


@pytest.fixture(scope="module")
def bundled():
    return ib.load()


@pytest.fixture(scope="module")
def made():
    return some_tables(
        OLD,
        NEW,
        authorities=[authority("A", la_name="Anyshire"), authority("B", la_name="Bury")],
        coded=[
            bullet(OLD, "voice"),
            bullet(NEW, "voice"),
            bullet(NEW),
            sentence(OLD, "leaders", "strength", "voice", page=3, text="Words of ours."),
            sentence(OLD, "summary", "strength", "voice"),
            sentence(OLD, "help_protection", "strength", "voice"),
            sentence(NEW, "leaders", "weakness", "voice"),
        ],
    )


@pytest.mark.parametrize("council", COUNCILS)
def test_what_must_improve_is_what_recurs_in_the_group(bundled, council):
    codes = comparators(bundled, council)["la_code"].to_list()
    scope = scope_of_reports(select(bundled), codes, since=date(2024, 8, 21))
    pd.testing.assert_frame_equal(
        count_themes_in(bundled, scope), recurring_among(bundled, codes), check_dtype=False
    )


@pytest.mark.parametrize("council", COUNCILS)
def test_strengths_of_the_better_are_those_found_elsewhere(bundled, council):
    codes = comparators(bundled, council, "region")["la_code"]
    counts = count_themes_in(bundled, scope_of_better(select(bundled, council), codes, AREAS))
    own = ib.own_grades(bundled, council, areas=AREAS).dropna(subset="grade")
    found = [
        ib.good_elsewhere(bundled, council, "region", area)
        for area in own.loc[own["grade"] < "good", "judgement_area"]
    ]
    names = {"theme": [], "la_code": [], "item_id": []}
    rows = pd.concat([pd.DataFrame(names), *found]).drop_duplicates(["theme", "item_id"])
    n = counts.set_index("theme")["n"]
    assert n[n > 0].to_dict() == rows["theme"].value_counts().to_dict()
    councils = counts.set_index("theme")["n_authorities"]
    assert councils[n > 0].to_dict() == rows.groupby("theme")["la_code"].nunique().to_dict()


@pytest.mark.parametrize("kind", KINDS)
def test_counts_are_those_of_the_evidence(bundled, kind):
    codes = comparators(bundled, "Suffolk", "region")["la_code"].to_list()
    scope = scope_of_reports(select(bundled), codes, kind, since=date(2022, 1, 1))
    for row in count_themes_in(bundled, scope).head(3).itertuples():
        rows = theme_evidence(bundled, scope, row.theme)
        assert len(rows) == row.n
        assert rows["la_code"].nunique() == row.n_authorities
        assert rows["published"].is_monotonic_decreasing
        assert rows["published"].min() >= pd.Timestamp(2022, 1, 1)


def test_evidence_has_the_grade_of_its_judgement_and_the_words_at_hand(made):
    scope = scope_of_reports(
        select(made), ["A", "B"], "strength", since=LONG_AGO, areas=["leaders"]
    )
    rows = theme_evidence(made, scope, "voice")
    assert rows[["la_name", "judgement_area", "grade", "page", "text"]].to_numpy().tolist() == [
        ["Anyshire", "leaders", "outstanding", 3, "Words of ours."]
    ]
    improve = theme_evidence(
        made, scope_of_reports(select(made), ["A", "B"], since=LONG_AGO), "voice"
    )
    assert improve["la_name"].to_list() == ["Bury", "Anyshire"]
    assert set(improve["judgement_area"]) == {"overall"}
    assert set(improve["kind"]) == {"area_for_improvement"}


def test_time_narrows_and_the_summary_is_not_counted_twice(made):
    ever = scope_of_reports(select(made), ["A", "B"], "strength", since=LONG_AGO)
    assert (ever.reports, count_themes_in(made, ever)["n"][0]) == (2, 2)
    since = scope_of_reports(select(made), ["A", "B"], since=date(2025, 7, 1))
    (first,) = count_themes_in(made, since).head(1).itertuples()
    assert (first.theme, first.n, first.of, first.of_authorities, first.group) == (
        *("voice", 1, 2, 1, 2),
    )
    assert scope_of_reports(select(made), ["A", "B"], since=date(2025, 7, 2)).reports == 0


@pytest.mark.parametrize(
    ("kind", "areas", "theme"), [("tea", [], "voice"), ("strength", ["tea"], "voice")]
)
def test_unknown_names_say_what_there_is(made, kind, areas, theme):
    with pytest.raises(UnknownName, match="tea"):
        scope_of_reports(select(made), ["A"], kind, since=LONG_AGO, areas=areas)
    with pytest.raises(UnknownName, match="no theme"):
        theme_evidence(made, scope_of_reports(select(made), ["A"], since=LONG_AGO), "tea")

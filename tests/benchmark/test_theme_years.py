"""Counts between two years agree with those of every year, and with nothing but what was coded."""

import pytest
from factories import authority, bullet, inspected, some_tables

from ilacs_bench.benchmark import theme_years
from ilacs_bench.benchmark.improvement_shares import improvement_shares, improvements_per_report
from ilacs_bench.benchmark.intervals import FEWEST, difference_interval, wilson_interval
from ilacs_bench.benchmark.theme_years import (
    ReportsCoded,
    coded_years,
    improvements_by_year,
    reports_coded,
    theme_by_year,
    theme_shares,
)
from ilacs_bench.errors import UnknownName

A19 = inspected("A", "2019-05-01", "2019-07-01")
B20 = inspected("B", "2020-01-06", "2020-02-20")
A22 = inspected("A", "2022-05-01", "2022-07-01")
C22 = inspected("C", "2022-05-01", "2022-07-01")


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        A19,
        B20,
        A22,
        C22,
        authorities=[authority(code) for code in "ABC"],
        coded=[
            bullet(A19, "voice"),
            bullet(A19, "voice", "supervision"),
            bullet(B20),
            bullet(B20, "supervision"),
            bullet(A22, "voice"),
            bullet(C22),  # nothing of it was coded: not counted
        ],
    )


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch):
    """One improvement is enough here for a share."""
    monkeypatch.setattr(theme_years, "FEWEST", 1)


def test_fewer_than_ten_give_no_share_and_no_change(tables, monkeypatch):
    monkeypatch.setattr(theme_years, "FEWEST", FEWEST)
    rows = theme_shares(tables, 2019, 2022)
    assert rows["of"].max() < FEWEST == 10
    for name in ("share", "share_lower", "share_upper", "change", "change_lower", "change_upper"):
        assert rows[name].isna().all()
    assert (
        theme_by_year(tables, "voice", 2019, 2022)[["share", "share_upper"]].isna().all(axis=None)
    )


def row_of(rows, theme):
    return rows.set_index("theme").loc[theme]


def test_counts_are_those_of_all_years_together(tables):
    rows = theme_shares(tables, 2019, 2022)
    by_year = improvement_shares(tables).groupby("theme", sort=False)[["n", "of"]].sum()
    assert rows.set_index("theme")[["n", "of"]].equals(by_year)
    voice = row_of(rows, "voice")
    assert (voice["n"], voice["of"], voice["share"]) == (3, 5, 0.6)
    lower, upper = wilson_interval(3, 5)
    assert (voice["share_lower"], voice["share_upper"]) == (lower, upper)


def test_change_is_of_the_later_half_less_the_earlier(tables):
    voice = row_of(theme_shares(tables, 2019, 2022), "voice")
    assert (voice["n_earlier"], voice["of_earlier"]) == (2, 4)
    assert (voice["n_later"], voice["of_later"]) == (1, 1)
    assert voice["change"] == 0.5
    lower, upper = difference_interval(1, 1, 0.5, 4)
    assert (voice["change_lower"], voice["change_upper"]) == (lower, upper)


def test_one_year_has_no_change_and_no_authority_no_share(tables):
    voice = row_of(theme_shares(tables, 2019, 2019), "voice")
    assert voice["share"] == 1
    assert voice[["change", "change_lower", "change_upper"]].isna().all()
    assert theme_shares(tables, 2019, 2022, [])["share"].isna().all()


def test_authorities_narrow_the_counts(tables):
    assert row_of(theme_shares(tables, 2019, 2022, ["B"]), "supervision")[
        ["n", "of"]
    ].to_list() == [
        1,
        2,
    ]


def test_years_of_a_theme_keep_their_gaps(tables):
    rows = theme_by_year(tables, "voice", 2019, 2022)
    assert rows["year"].to_list() == [2019, 2020, 2021, 2022]
    assert rows["n"].to_list() == [2, 0, 0, 1]
    assert rows["of"].to_list() == [2, 2, 0, 1]
    assert rows["share"].isna().to_list() == [False, False, True, False]
    with pytest.raises(UnknownName, match="no theme"):
        theme_by_year(tables, "weather", 2019, 2022)


def test_improvements_of_a_report_are_those_of_its_year(tables):
    rows = improvements_by_year(tables, 2019, 2022).set_index("year")
    known = improvements_per_report(tables).set_index("period")
    for year in ("2019", "2020", "2022"):
        assert rows.loc[int(year), "per_report"] == known.loc[year, "per_report"]
    assert rows.loc[2021, "reports"] == 0


def test_coverage_tells_read_from_coded(tables):
    assert coded_years(tables) == [2019, 2020, 2022]
    assert reports_coded(tables, 2019, 2022) == ReportsCoded(inspections=4, read=4, coded=3)
    assert reports_coded(tables, 2022, 2022, ["C"]) == ReportsCoded(inspections=1, read=1, coded=0)

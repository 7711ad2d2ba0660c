import numpy as np
import pytest
from factories import inspected, sentence, some_tables

from ilacs_bench.benchmark.intervals import Z, difference_interval
from ilacs_bench.benchmark.theme_contrast import theme_contrast
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import THEMES

HIGH, LOW = "outstanding", "requires_improvement"


def reports(number, first, **grades):
    """Inspections of so many authorities, one each, all graded alike."""
    return [
        inspected(f"{first}{n:03}", "2023-05-01", "2023-07-01", **grades) for n in range(number)
    ]


def row_of(rows, theme="supervision", polarity="strength"):
    return rows.set_index(["theme", "polarity"]).loc[(theme, polarity)]


def tables_of(high, low, *, with_high, with_low, sentences=1):
    """So many of the outstanding, and of the others, have strengths on supervision."""
    strong = [*high[:with_high], *low[:with_low]] * sentences
    coded = [sentence(report, "leaders", "strength", "supervision") for report in strong]
    coded += [sentence(report, "leaders", "neutral", "voice") for report in [*high, *low]]
    return some_tables(*high, *low, coded=coded)


def test_counts_shares_and_means_of_each_side():
    high, low = reports(2, "H", leaders=HIGH), reports(4, "L", leaders=LOW)
    tables = tables_of(high, low, with_high=2, with_low=1, sentences=3)
    row = row_of(theme_contrast(tables, ["leaders"]))
    assert row[["theme_group", "reports_high", "of_high", "n_high"]].to_list() == [
        "leadership",
        2,
        2,
        2,
    ]
    assert row[["reports_low", "of_low", "n_low"]].to_list() == [4, 4, 1]
    assert row[["share_high", "share_low", "difference"]].to_list() == [1, 0.25, 0.75]
    assert row[["mean_high", "mean_low", "mean_difference"]].to_list() == [3, 0.75, 2.25]


def test_every_theme_has_both_sides_of_it():
    high, low = reports(1, "H", leaders=HIGH), reports(1, "L", leaders=LOW)
    rows = theme_contrast(tables_of(high, low, with_high=1, with_low=1), ["leaders"])
    assert rows["theme"].to_list() == [theme for theme in THEMES for _ in range(2)]
    assert row_of(rows, polarity="weakness")[["n_high", "share_high"]].to_list() == [0, 0]


def test_interval_is_newcombes_where_a_bootstrap_sees_no_doubt():
    high, low = reports(12, "H", leaders=HIGH), reports(20, "L", leaders=LOW)
    row = row_of(
        theme_contrast(tables_of(high, low, with_high=12, with_low=0), ["leaders"]), "supervision"
    )
    expected = difference_interval(1, 12, 0, 20)
    assert row[["difference_lower", "difference_upper"]].to_list() == pytest.approx(expected)
    assert row["difference_lower"] < row["difference"]


def test_interval_of_means_is_as_wide_as_their_standard_errors_say():
    high, low = reports(60, "H", leaders=HIGH), reports(90, "L", leaders=LOW)
    tables = tables_of(high, low, with_high=30, with_low=30, sentences=2)
    row = row_of(theme_contrast(tables, ["leaders"], draws=4000))
    # Each report has 0 or 2 sentences: the variance is 4 p (1 - p).
    error = 2 * np.sqrt(0.25 / 60 + (2 / 9) / 90)
    assert row["mean_difference"] == pytest.approx(1 - 2 / 3)
    width = row["mean_difference_upper"] - row["mean_difference_lower"]
    assert width == pytest.approx(2 * Z * error, rel=0.06)


@pytest.mark.parametrize(("number", "empty"), [(9, True), (10, False)])
def test_interval_of_means_is_empty_with_few_reports(number, empty):
    high, low = reports(number, "H", leaders=HIGH), reports(12, "L", leaders=LOW)
    rows = theme_contrast(tables_of(high, low, with_high=5, with_low=5), ["leaders"])
    ends = rows[["mean_difference_lower", "mean_difference_upper"]]
    assert ends.isna().all(axis=None) == empty
    assert rows["difference_lower"].notna().all()


def test_interval_is_the_same_at_each_call_and_holds_the_difference():
    high, low = reports(15, "H", leaders=HIGH), reports(15, "L", leaders=LOW)
    tables = tables_of(high, low, with_high=9, with_low=4)
    rows = theme_contrast(tables, ["leaders"])
    assert rows.equals(theme_contrast(tables, ["leaders"]))
    assert rows["difference"].between(rows["difference_lower"], rows["difference_upper"]).all()


def test_pooled_areas_have_the_same_weights_on_both_sides():
    """Leaders: 1 of 1 against 1 of 2; care leavers: 0 of 2 against 0 of 1. Both weigh 2/3."""
    both = inspected("A", "2023-05-01", "2023-07-01", leaders=HIGH, care_leavers=LOW)
    other = inspected("B", "2023-05-01", "2023-07-01", leaders=LOW, care_leavers=HIGH)
    third = inspected("C", "2023-05-01", "2023-07-01", leaders=LOW, care_leavers=HIGH)
    coded = [sentence(report, "leaders", "strength", "supervision") for report in (both, other)] + [
        sentence(report, area, "neutral", "voice")
        for report in (both, other, third)
        for area in ("leaders", "care_leavers")
    ]
    tables = some_tables(both, other, third, coded=coded)
    row = row_of(theme_contrast(tables, ["leaders", "care_leavers"]))
    assert row[["reports_high", "of_high", "n_high"]].to_list() == [3, 3, 1]
    assert row[["reports_low", "of_low", "n_low"]].to_list() == [3, 3, 1]
    assert row[["share_high", "share_low", "difference"]].to_list() == pytest.approx(
        [0.5, 0.25, 0.25]
    )


def test_pooling_one_area_with_one_that_lacks_a_side_leaves_it_as_it_was():
    high, low = reports(3, "H", leaders=HIGH), reports(4, "L", leaders=LOW)
    tables = tables_of(high, low, with_high=2, with_low=1)
    alone = theme_contrast(tables, ["leaders"])
    pooled = theme_contrast(tables, ["leaders", "in_care"])
    columns = ["share_high", "share_low", "difference"]
    assert np.allclose(alone[columns], pooled[columns])


def test_sections_of_one_report_count_as_one_for_the_intervals():
    """Two areas that say the same of each report tell no more than one of them."""
    high = reports(12, "H", leaders=HIGH, in_care=HIGH)
    low = reports(14, "L", leaders=LOW, in_care=LOW)
    coded = [
        sentence(report, area, "strength" if strong else "weakness", "supervision")
        for report, strong in [*zip(high, [1, 1, 0] * 4, strict=True), *((r, 0) for r in low)]
        for area in ("leaders", "in_care")
    ]
    tables = some_tables(*high, *low, coded=coded)
    one, two = (theme_contrast(tables, areas) for areas in (["leaders"], ["leaders", "in_care"]))
    differences = [column for column in one if "difference" in column]
    assert len(differences) == 6
    assert np.allclose(one[differences], two[differences])
    assert row_of(two)[["reports_high", "of_high", "n_high"]].to_list() == [12, 24, 16]


def test_shares_are_empty_without_one_side():
    high = reports(3, "H", leaders=HIGH)
    rows = theme_contrast(tables_of(high, [], with_high=2, with_low=0), ["leaders"])
    row = row_of(rows)
    assert row[["n_high", "of_high", "n_low", "of_low"]].to_list() == [2, 3, 0, 0]
    assert rows[["share_high", "share_low", "difference", "difference_lower"]].isna().all(axis=None)


def test_nothing_coded_compares_nothing():
    rows = theme_contrast(some_tables(*reports(2, "H", leaders=HIGH)), ["leaders"])
    assert (rows[["reports_high", "reports_low", "n_high"]] == 0).all(axis=None)
    assert rows["difference"].isna().all()


def test_contrast_of_some_authorities_and_other_grades():
    high, low = reports(2, "H", leaders="good"), reports(2, "L", leaders="inadequate")
    tables = tables_of(high, low, with_high=2, with_low=1)
    grades = {"high": "good", "low": "inadequate"}
    row = row_of(theme_contrast(tables, ["leaders"], la_codes=["H000", "L001"], **grades))
    assert row[["n_high", "of_high", "n_low", "of_low"]].to_list() == [1, 1, 0, 1]


def test_unknown_grade_says_what_to_choose():
    with pytest.raises(
        UnknownName, match=r"\['excellent'\]: no grade has this name or code. Choose among"
    ):
        theme_contrast(some_tables(), high="excellent")


@pytest.mark.parametrize(("areas", "message"), [([], "No area"), (["schools"], r"\['schools'\]")])
def test_unknown_area_says_what_to_choose(areas, message):
    with pytest.raises(UnknownName, match=f"{message}: choose judgement areas among"):
        theme_contrast(some_tables(), areas)

"""Which column of the vocabulary a column of any frame is."""

import pandas as pd
import pytest

import ilacs_bench as ib
from ilacs_bench.columns.definitions import COLUMNS, RESULTS
from ilacs_bench.columns.find_column import column_of, heading_of, shown_columns


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("la_name", ["Hull"], "text"),
        ("grade", ["good", None], "grade"),
        ("grade_overall", ["good"], "grade"),
        ("direction_leaders", ["improved"], "direction"),
        ("framework", ["sif"], "code"),
        ("start", pd.to_datetime(["2025-03-31"]), "date"),
        ("age_days", [12], "days"),
        ("days", [12], "days"),
        # of no column that we know, or with other values than ours
        ("rating", ["good", "outstanding"], "grade"),
        ("grade", ["A", "B"], "text"),
        ("framework", ["old"], "text"),
        ("start", ["spring"], "text"),
        ("age_days", ["old"], "text"),
        ("children", [1.5, None], "number"),
        ("is_near", [True], "yes_no"),
        ("day", pd.to_datetime(["2025-03-31"]), "date"),
        ("nothing", [None], "text"),
        ("report_at", ["https://files.ofsted.gov.uk/v1/file/1"], "address"),
        ("report_at", ["https://example.org"], "text"),
        ("good_share", [0.5], "share"),
        ("good_share", [50], "number"),
    ],
)
def test_a_column_is_shown_by_its_name_and_its_values(name, values, kind):
    assert column_of(name, pd.Series(values)).kind == kind


def test_a_column_not_known_has_its_name_in_words():
    assert heading_of("children_per_10000") == "Children per 10000"
    assert heading_of("own_la_code") == "Own LA code"
    assert heading_of("Spend, £m") == "Spend, £m"


def test_a_name_that_means_something_else_in_each_frame_has_no_heading_of_any():
    assert column_of("n", pd.Series([1])).heading == "Number"
    assert column_of("of", pd.Series([1])).heading == "Of"


def test_a_known_name_keeps_its_heading_whatever_its_values_are():
    assert column_of("age_days", pd.Series(["unknown"])).heading == "Age"


def test_of_a_result_a_page_shows_what_a_reader_is_meant_to_see_and_what_was_added():
    rows = ib.compare(ib.load(), "Suffolk", as_at="2025-03-31")
    shown = shown_columns(rows.assign(rate_per_10000=1.5))
    assert shown[:-1] == RESULTS["compare"].shown
    assert (shown[-1].heading, shown[-1].kind) == ("Rate per 10000", "number")


def test_the_council_is_left_out_where_all_rows_are_of_one():
    rows = ib.own_grades(ib.load(), "Suffolk", as_at="2025-03-31")
    assert shown_columns(rows)[0] is COLUMNS["judgement_area"]
    assert shown_columns(rows.head(1))[0] is COLUMNS["la_name"]

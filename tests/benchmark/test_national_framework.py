from datetime import date

from factories import bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.intervals import wilson_interval
from ilacs_bench.benchmark.national_framework import (
    TAGGED_SINCE,
    national_framework_counts,
    national_framework_themes,
)
from ilacs_bench.tables.store import read_tables
from ilacs_bench.vocabulary import NATIONAL_FRAMEWORK_LABELS, THEMES

BEFORE = inspected("A", "2024-12-02", "2025-05-01")
A = inspected("A", "2025-05-12", "2025-07-01")
B = inspected("B", "2025-12-08", "2026-01-20")
TABLES = some_tables(
    BEFORE,
    A,
    B,
    coded=[
        bullet(BEFORE, "supervision"),
        bullet(A, "stability", tags="outcome 4"),
        bullet(A, "supervision", "training", tags="enabler 2; enabler 3"),
        bullet(A, tags="outcome 4"),
        bullet(A, "supervision"),
        # B's report was read, but no theme of it was coded.
        bullet(B, tags="outcome 1"),
    ],
)
COUNTS = ["n", "tagged", "untagged"]


def test_codes_are_counted_of_the_tagged():
    rows = national_framework_counts(TABLES).set_index("code")
    assert rows.index.to_list() == list(NATIONAL_FRAMEWORK_LABELS)
    assert rows.loc["outcome 4", COUNTS].to_list() == [2, 4, 1]
    assert rows.loc["enabler 2", COUNTS].to_list() == [1, 4, 1]
    assert rows.loc["outcome 1", COUNTS].to_list() == [1, 4, 1]
    assert rows.loc["principle 6", COUNTS].to_list() == [0, 4, 1]
    assert rows.loc["outcome 4", "label"].startswith("Children in care and care leavers")
    assert rows.loc["outcome 4", "share"] == 0.5
    ends = rows.loc["outcome 4", ["share_lower", "share_upper"]].to_list()
    assert ends == [float(end) for end in wilson_interval(2, 4)]


def test_codes_by_year_authority_and_first_day_on_site():
    rows = national_framework_counts(TABLES, by="year").set_index(["period", "code"])
    assert rows.loc[("2025", "outcome 4"), COUNTS].to_list() == [2, 3, 1]
    assert rows.loc[("2026", "outcome 1"), COUNTS].to_list() == [1, 1, 0]
    only_b = national_framework_counts(TABLES, la_codes=["B"])
    assert only_b["tagged"].unique().tolist() == [1]
    earlier = national_framework_counts(TABLES, since=date(2024, 1, 1))
    assert earlier["untagged"].unique().tolist() == [2]


def test_share_is_empty_where_nothing_is_tagged():
    tables = some_tables(A, coded=[bullet(A, "voice")])
    rows = national_framework_counts(tables)
    assert rows[COUNTS].drop_duplicates().to_numpy().tolist() == [[0, 0, 1]]
    assert rows[["share", "share_lower"]].isna().all(axis=None)


def test_code_is_not_taken_for_the_beginning_of_another():
    tables = some_tables(A, coded=[bullet(A, tags="outcome 10"), bullet(A, tags="outcome 1")])
    rows = national_framework_counts(tables).set_index("code")
    assert rows.loc["outcome 1", "n"] == 1


def test_no_improvements_have_no_periods():
    tables = some_tables(A, coded=[sentence(A, "leaders", "strength", "voice")])
    rows = national_framework_counts(tables)
    assert rows.empty
    assert list(rows) == list(national_framework_counts(TABLES))


def test_themes_by_code_of_coded_reports():
    rows = national_framework_themes(TABLES).set_index(["theme", "code"])
    assert len(rows) == len(THEMES) * len(NATIONAL_FRAMEWORK_LABELS)
    columns = ["n", "of_theme", "of_code"]
    assert rows.loc[("stability", "outcome 4"), columns].to_list() == [1, 1, 2]
    # The untagged bullet on supervision is not of the tagged ones.
    assert rows.loc[("supervision", "enabler 3"), columns].to_list() == [1, 1, 1]
    assert rows.loc[("training", "enabler 2"), columns].to_list() == [1, 1, 1]
    # B was not coded: nothing is known of its bullet's themes.
    assert rows.loc[("voice", "outcome 1"), columns].to_list() == [0, 0, 0]
    assert rows["n"].sum() == 5


def test_cross_table_of_nothing_coded_holds_noughts():
    rows = national_framework_themes(some_tables(A))
    assert (rows[["n", "of_theme", "of_code"]] == 0).all(axis=None)


def test_bundled_reports_have_tags_from_the_first_day_said():
    tables = read_tables()
    rows = tables.improvements.merge(tables.inspections, on="inspection_id")
    rows = rows[rows["framework"] != "sif"]
    late = rows["start"].dt.date >= TAGGED_SINCE
    tagged = rows["national_framework"].notna()
    assert not tagged[~late].any()
    assert tagged[late].mean() > 0.95  # a report to come may leave out the tag of a bullet

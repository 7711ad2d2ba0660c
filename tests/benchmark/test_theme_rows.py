from dataclasses import replace

import pandas as pd
import pytest
from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.theme_rows import (
    COMPARED_FRAMEWORKS,
    SECTIONS,
    coded_reports,
    count_themes,
    improvement_themes,
    period_of,
    read_reports,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import FRAMEWORKS, POLARITIES, THEMES

OLD = inspected("A", "2015-05-01", "2015-07-01", leadership="good")
FIRST = inspected("A", "2019-12-02", "2020-01-20", leaders="good")
SECOND = inspected("B", "2023-05-01", "2023-07-01", leaders="good")
UNCODED = inspected("C", "2023-06-01", None)
CODED = [
    bullet(OLD, "training", kind="recommendation"),
    bullet(FIRST),
    bullet(FIRST, "supervision", "training"),
    sentence(FIRST, "leaders", "strength", "supervision"),
    sentence(FIRST, "leaders", "strength", "supervision"),
    sentence(FIRST, None, "mixed", "voice", paragraph=None),
    sentence(SECOND, "summary", "weakness", "voice", paragraph=None),
    bullet(UNCODED),
]
TABLES = some_tables(OLD, FIRST, SECOND, UNCODED, coded=CODED)


def test_reports_are_of_ilacs_unless_said_otherwise():
    assert "sif" not in COMPARED_FRAMEWORKS
    assert set(COMPARED_FRAMEWORKS) | {"sif"} == set(FRAMEWORKS)
    assert read_reports(TABLES)["la_code"].to_list() == ["A", "B", "C"]
    assert read_reports(TABLES, frameworks=["sif"])["la_code"].to_list() == ["A"]


def test_reports_of_some_authorities_only():
    assert read_reports(TABLES, la_codes=["B", "C"])["la_code"].to_list() == ["B", "C"]
    assert read_reports(TABLES, la_codes=[]).empty


def test_report_that_was_not_read_is_none():
    inspections = TABLES.inspections
    known = inspections["la_code"] == "A"
    unread = inspections.assign(report=inspections["report"].where(known))
    assert read_reports(replace(TABLES, inspections=unread))["la_code"].to_list() == ["A"]


def test_report_without_a_coded_row_was_not_coded():
    assert coded_reports(TABLES)["la_code"].to_list() == ["A", "B"]
    assert coded_reports(some_tables(FIRST)).empty


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"frameworks": ["ofsted"]}, r"'ofsted' is no framework.* Choose among \['sif', "),
        ({"la_codes": ["A", "Z"]}, r"We can’t find 'Z'"),
    ],
)
def test_unknown_filters_say_what_is_not_known(filters, message):
    with pytest.raises(UnknownName, match=message):
        count_themes(TABLES, **filters)


def test_unknown_kind_says_so():
    with pytest.raises(UnknownName, match=r"'bullet' is no kind of improvement"):
        improvement_themes(TABLES, kinds=["bullet"])


def test_former_authority_counts_as_itself():
    gone = authority("A", valid_to="2021-03-31", successor_la_codes="B")
    tables = some_tables(FIRST, SECOND, authorities=[gone, authority("B")], coded=CODED[1:7])
    assert count_themes(tables, la_codes=["B"]).reports["la_code"].to_list() == ["B"]
    assert count_themes(tables).reports["la_code"].to_list() == ["A", "B"]


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        # UNCODED has no day of publication: its first day on site stands in.
        ("year", ["2015", "2020", "2023", "2023"]),
        ("framework", ["sif", "ilacs_2018", "ilacs_2023", "ilacs_2023"]),
        ("all", ["all", "all", "all", "all"]),
    ],
)
def test_period_is_of_the_report(by, periods):
    reports = read_reports(TABLES, frameworks=tuple(FRAMEWORKS))
    period = period_of(reports, by)
    assert period.to_list() == periods
    assert list(period.cat.categories) == list(dict.fromkeys(periods))


def test_unknown_period_says_what_to_choose():
    with pytest.raises(
        UnknownName, match=r"\['month'\]: no period .* \['year', 'framework', 'all'"
    ):
        period_of(read_reports(TABLES), "month")


def test_themes_are_counted_where_they_stand():
    counts = count_themes(TABLES)
    found = {
        (
            counts.reports["la_code"][report],
            SECTIONS[section],
            THEMES[theme],
            POLARITIES[polarity],
        ): int(counts.n[report, section, theme, polarity])
        for report, section, theme, polarity in zip(*counts.n.nonzero(), strict=True)
    }
    assert found == {
        ("A", "what_needs_to_improve", "supervision", "weakness"): 1,
        ("A", "what_needs_to_improve", "training", "weakness"): 1,
        ("A", "leaders", "supervision", "strength"): 2,
        ("A", None, "voice", "mixed"): 1,
        ("B", "summary", "voice", "weakness"): 1,
    }


def test_counts_agree_with_a_plain_grouping_of_the_rows():
    counts = count_themes(TABLES, frameworks=tuple(FRAMEWORKS))
    by_report = TABLES.coded.groupby("inspection_id").size()
    assert counts.n.sum(axis=(1, 2, 3)).tolist() == [
        by_report[name] for name in counts.reports["inspection_id"]
    ]


def test_findings_leave_out_summary_and_improvements():
    assert count_themes(TABLES).in_findings().sum(axis=(1, 2)).tolist() == [3, 0]


def test_improvements_of_coded_reports_with_and_without_themes():
    improvements = improvement_themes(TABLES)
    assert improvements.rows["la_code"].to_list() == ["A", "A"]
    named = [[THEMES[n] for n in row.nonzero()[0]] for row in improvements.has]
    assert named == [[], ["supervision", "training"]]
    assert improvement_themes(TABLES, kinds=["recommendation"]).rows.empty


def test_nothing_coded_counts_nothing():
    tables = some_tables(FIRST)
    assert count_themes(tables).n.sum() == 0
    assert improvement_themes(tables).has.shape == (0, len(THEMES))
    assert period_of(coded_reports(tables), "year").empty
    assert isinstance(count_themes(tables).reports, pd.DataFrame)

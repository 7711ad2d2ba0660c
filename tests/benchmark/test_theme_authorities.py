"""The latest report of each council says whether it has a theme; an older one never does."""

import pytest
from factories import bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.theme_authorities import theme_authorities
from ilacs_bench.errors import UnknownName

OLD = inspected("A", "2019-05-01", "2019-07-01")
NEW = inspected("A", "2023-05-01", "2023-07-01")
OTHER = inspected("B", "2024-05-01", "2024-07-01")
NEVER_CODED = inspected("C", "2024-05-01", "2024-07-01")


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        OLD,
        NEW,
        OTHER,
        NEVER_CODED,
        coded=[
            sentence(OLD, "leaders", "strength", "neglect_and_domestic_abuse"),
            bullet(NEW, "voice"),
            sentence(NEW, "leaders", "weakness", "voice"),
            sentence(NEW, "summary", "weakness", "voice"),
            sentence(OTHER, "in_care", "strength", "voice"),
            sentence(OTHER, "in_care", "mixed", "voice"),
        ],
    )


def test_counts_of_the_latest_report_most_recent_first(tables):
    rows = theme_authorities(tables, "voice")
    columns = ["la_code", "n_improvement", "n_weakness", "n_strength", "of"]
    assert rows[columns].to_numpy().tolist() == [["B", 0, 0, 1, 2], ["A", 1, 1, 0, 2]]


def test_what_an_older_report_said_is_not_listed(tables):
    assert theme_authorities(tables, "neglect_and_domestic_abuse").empty
    rows = theme_authorities(tables, "neglect_and_domestic_abuse", as_at="2020-01-01")
    assert rows["la_code"].to_list() == ["A"]


def test_sections_and_authorities_narrow_the_list(tables):
    rows = theme_authorities(tables, "voice", areas=["in_care"])
    assert rows["n_weakness"].to_list() == [0, 0]
    assert theme_authorities(tables, "voice", la_codes=["A"])["la_code"].to_list() == ["A"]
    with pytest.raises(UnknownName, match="no theme"):
        theme_authorities(tables, "weather")

from datetime import date

import pytest
from factories import authority, bullet, inspected, neighbours, sentence, some_tables

from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import THEMES

DAY = date(2024, 1, 1)
A1 = inspected("A", "2019-05-01", "2019-07-01", leaders="good")
A2 = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
B1 = inspected("B", "2019-05-01", "2019-07-01")
B2 = inspected("B", "2022-05-02", "2022-07-01")
C = inspected("C", "2016-05-03", "2016-07-01")
D1 = inspected("D", "2019-05-01", "2019-07-01")
D2 = inspected("D", "2022-05-02", "2022-07-01")
OLD = inspected("Old", "2022-05-02", "2022-07-01")
CODED = [
    sentence(A1, "leaders", "weakness", "supervision"),
    sentence(A2, "leaders", "strength", "supervision"),
    sentence(A2, "in_care", "strength", "supervision", "voice"),
    sentence(A2, "summary", "strength", "supervision", paragraph=None),
    sentence(A2, "leaders", "mixed", "supervision"),
    sentence(A2, "leaders", "weakness", "training"),
    bullet(A2, "supervision"),
    # B's earlier report does not count.
    bullet(B1, "training"),
    sentence(B2, "leaders", "strength", "supervision"),
    sentence(B2, "leaders", "strength", "supervision"),
    sentence(B2, "leaders", "weakness", "supervision"),
    # C's latest is of the single inspection framework, and counts too.
    bullet(C, "supervision", kind="recommendation"),
    # D's latest report was not coded: its earlier one does not stand in.
    sentence(D1, "leaders", "strength", "supervision"),
    sentence(OLD, "leaders", "strength", "supervision"),
]
TABLES = some_tables(
    A1,
    A2,
    B1,
    B2,
    C,
    D1,
    D2,
    OLD,
    coded=CODED,
    authorities=[
        *(authority(code) for code in "ABCDE"),
        authority("Old", valid_to="2023-03-31", successor_la_codes="E"),
    ],
    neighbours=neighbours("A", "B", "C", "D", "E", "Old"),
)
OWN = ["own_strength", "own_weakness", "own_improvement"]
GROUP = ["n_strength", "n_weakness", "n_improvement", "of", "group"]


def profile(la_code="A", to="statistical_neighbours_2025", **options):
    rows = theme_profile(TABLES, la_code, to, **{"as_at": DAY, **options})
    return rows.set_index("theme")


def test_own_counts_are_of_the_latest_report_without_its_summary():
    rows = profile()
    assert rows.index.to_list() == list(THEMES)
    assert rows.loc["supervision", OWN].to_list() == [2, 0, 1]
    assert rows.loc["training", OWN].to_list() == [0, 1, 0]
    assert rows.loc["voice", OWN].to_list() == [1, 0, 0]
    assert rows[OWN].to_numpy().sum() == 5


def test_group_counts_authorities_whose_latest_report_was_coded():
    # Old no longer exists; E was never inspected and inherits nothing; D2 was not coded.
    rows = profile()
    assert rows.loc["supervision", GROUP].to_list() == [1, 1, 1, 2, 4]
    assert rows.loc["training", GROUP].to_list() == [0, 0, 0, 2, 4]


def test_profile_follows_the_date_and_the_cut_off():
    assert profile(as_at=date(2020, 1, 1)).loc["supervision", OWN].to_list() == [0, 1, 0]
    late = profile(as_at=date(2023, 6, 1), published_by=date(2023, 7, 1))
    assert late.loc["supervision", OWN].to_list() == [2, 0, 1]
    before = profile(as_at=date(2020, 1, 1)).loc["supervision", GROUP].to_list()
    assert before == [1, 0, 1, 3, 5]  # D's report of 2019 was its latest; Old existed, without one


@pytest.mark.parametrize("la_code", ["D", "E"])
def test_own_counts_are_empty_where_the_report_was_not_coded_or_there_is_none(la_code):
    rows = profile(la_code, "england")
    assert rows[OWN].isna().all(axis=None)
    assert rows["of"].unique().tolist() == [3]


def test_profile_against_an_own_list_and_against_nobody():
    assert profile(to=["B"]).loc["supervision", GROUP].to_list() == [
        1,
        1,
        0,
        1,
        1,
    ]
    nobody = profile("B")
    assert (nobody[GROUP] == 0).all(axis=None)
    assert nobody.loc["supervision", OWN].to_list() == [2, 1, 0]


def test_former_authority_has_no_profile_after_its_end():
    with pytest.raises(UnknownName, match=r"Old .* did not exist on 1 January 2024"):
        profile("Old")


def test_nothing_coded_is_of_nobody():
    tables = some_tables(A2, B2, authorities=[authority("A"), authority("B")])
    rows = theme_profile(tables, "A", "england", as_at=DAY)
    assert rows[OWN].isna().all(axis=None)
    assert rows["of"].unique().tolist() == [0]

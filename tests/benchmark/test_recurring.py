from datetime import date

import pytest
from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.recurring import recurring_among
from ilacs_bench.vocabulary import THEMES

DAY = date(2024, 1, 1)
FIRST = inspected("A", "2015-05-05", "2015-07-01")
SECOND = inspected("A", "2019-05-06", "2019-07-01")
THIRD = inspected("A", "2023-05-01", "2023-07-01")
B = inspected("B", "2022-05-02", "2022-07-01")
ITEMS = [
    bullet(FIRST, "supervision", kind="recommendation", page=5),
    bullet(FIRST, "voice", kind="recommendation"),
    bullet(SECOND, "training"),
    bullet(SECOND),
    bullet(THIRD, "supervision", "education", page=3),
    bullet(THIRD, "supervision", text="Oversee the work more often."),
    bullet(B, "supervision"),
]
TABLES = some_tables(FIRST, SECOND, THIRD, B, coded=ITEMS)


COUNTS = ["n_authorities", "of_authorities", "group", "n", "of"]


def among(tables, la_codes, **options):
    rows = recurring_among(tables, la_codes, **{"as_at": DAY, **options})
    return rows.set_index("theme")


def test_themes_among_authorities_most_widely_named_first():
    rows = among(TABLES, ["A", "B"])
    assert rows.index[:2].to_list() == ["supervision", "education"]
    assert sorted(rows.index) == sorted(THEMES)
    assert rows.loc["supervision", COUNTS].to_list() == [2, 2, 2, 3, 3]
    assert rows.loc["education", COUNTS].to_list() == [1, 2, 2, 1, 3]
    assert rows.loc["training", COUNTS].to_list() == [0, 2, 2, 0, 3]


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        ({"months": 12}, [1, 1, 2, 2, 2]),  # B was published in July 2022
        ({"months": 18}, [1, 1, 2, 2, 2]),  # on 1 July 2022, which is 18 months before: not after
        ({"months": 19}, [2, 2, 2, 3, 3]),
        ({"published_by": date(2023, 6, 30)}, [1, 1, 2, 1, 1]),  # before A was published
        ({"months": 120}, [2, 2, 2, 4, 7]),  # every report of A, not only the latest
        ({"as_at": date(2014, 1, 1)}, [0, 0, 2, 0, 0]),
    ],
)
def test_window_is_of_months_up_to_the_cut_off(options, counts):
    assert among(TABLES, ["A", "B"], **options).loc["supervision", COUNTS].to_list() == counts


def test_authority_without_a_report_in_time_is_in_the_group_only():
    tables = some_tables(
        FIRST, B, authorities=[*(authority(code) for code in "ABC")], coded=[ITEMS[0], ITEMS[-1]]
    )
    rows = among(tables, ["A", "B", "C", "C"])
    assert rows.loc["supervision", COUNTS].to_list() == [1, 1, 3, 1, 1]


def test_report_without_improvements_counts_among_the_authorities():
    tables = some_tables(
        THIRD, B, coded=[sentence(THIRD, "leaders", "strength", "voice"), ITEMS[-1]]
    )
    assert among(tables, ["A", "B"]).loc["supervision", COUNTS].to_list() == [1, 2, 2, 1, 1]


def test_nothing_coded_recurs_nowhere():
    rows = among(some_tables(THIRD, B), ["A", "B"])
    assert (rows[["n_authorities", "of_authorities", "n", "of"]] == 0).all(axis=None)
    assert rows["group"].unique().tolist() == [2]

from datetime import date

import pandas as pd
import pytest
from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.recurring import recurring_among, recurring_improvements
from ilacs_bench.errors import UnknownName
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


def came_back(rows):
    by_theme = rows.groupby("theme")["came_back"]
    assert (by_theme.nunique(dropna=False) == 1).all()
    return by_theme.first().to_dict()


def test_improvements_by_theme_oldest_first():
    rows = recurring_improvements(TABLES, "A", as_at=DAY)
    assert rows[["theme", "inspection_id", "item_id", "page"]].to_numpy().tolist() == [
        ["education", "A_2023-05-01", "A_2023-05-01_area_for_improvement_1", 3],
        ["supervision", "A_2015-05-05", "A_2015-05-05_recommendation_1", 5],
        ["supervision", "A_2023-05-01", "A_2023-05-01_area_for_improvement_1", 3],
        ["supervision", "A_2023-05-01", "A_2023-05-01_area_for_improvement_2", 2],
        ["training", "A_2019-05-06", "A_2019-05-06_area_for_improvement_1", 2],
        ["voice", "A_2015-05-05", "A_2015-05-05_recommendation_2", 2],
    ]


def test_times_counts_inspections_not_improvements():
    rows = recurring_improvements(TABLES, "A", as_at=DAY).drop_duplicates("theme")
    assert rows.set_index("theme")["times"].to_dict() == {
        "supervision": 2,
        "education": 1,
        "training": 1,
        "voice": 1,
    }
    assert rows["of"].unique().tolist() == [3]


def test_what_is_in_the_latest_and_an_earlier_one_came_back():
    rows = recurring_improvements(TABLES, "A", as_at=DAY)
    assert came_back(rows) == {
        "supervision": True,
        "education": False,
        "training": False,
        "voice": False,
    }
    assert set(rows.loc[rows["is_latest"], "inspection_id"]) == {"A_2023-05-01"}


def test_recurrence_is_as_at_the_date():
    rows = recurring_improvements(TABLES, "A", as_at=date(2020, 1, 1))
    assert came_back(rows) == {"supervision": False, "training": False, "voice": False}
    assert rows["of"].unique().tolist() == [2]
    assert rows.loc[rows["is_latest"], "theme"].to_list() == ["training"]


def test_what_came_back_is_not_known_where_the_latest_report_was_not_coded():
    coded = [item for item in ITEMS if item.inspection != THIRD]
    rows = recurring_improvements(some_tables(FIRST, SECOND, THIRD, coded=coded), "A", as_at=DAY)
    assert rows["came_back"].isna().all()
    assert not rows["is_latest"].any()


def test_what_came_back_is_not_known_where_an_earlier_report_was_not_coded():
    coded = [item for item in ITEMS if item.inspection != SECOND]
    rows = recurring_improvements(some_tables(FIRST, SECOND, THIRD, coded=coded), "A", as_at=DAY)
    known = came_back(rows)
    assert known["supervision"]  # the first report has it, whatever the second says
    assert not known["voice"]  # the latest does not have it
    assert pd.isna(known["education"])


def test_first_report_brings_nothing_back():
    rows = recurring_improvements(TABLES, "B", as_at=DAY)
    assert came_back(rows) == {"supervision": False}


def test_text_stands_where_it_is_at_hand():
    rows = recurring_improvements(TABLES, "A", as_at=DAY)
    assert rows["text"].dropna().to_list() == ["Oversee the work more often."]


def test_authority_never_inspected_and_one_without_themes_have_no_rows():
    tables = some_tables(B, authorities=[authority("A"), authority("B")], coded=[bullet(B)])
    for la_code in ("A", "B"):
        rows = recurring_improvements(tables, la_code, as_at=DAY)
        assert rows.empty
        assert {"theme", "times", "of", "came_back"} <= set(rows)


def test_successor_does_not_inherit_areas_for_improvement():
    gone = authority("A", valid_to="2023-12-31", successor_la_codes="C")
    tables = some_tables(FIRST, THIRD, authorities=[gone, authority("C")], coded=ITEMS[:2])
    assert recurring_improvements(tables, "C", as_at=DAY).empty
    assert len(recurring_improvements(tables, "A", as_at=DAY)) == 2


def test_unknown_authority_says_so():
    with pytest.raises(UnknownName, match="'Z' is no local authority"):
        recurring_improvements(TABLES, "Z", as_at=DAY)


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

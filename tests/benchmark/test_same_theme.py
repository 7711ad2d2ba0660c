"""What must improve again on the same theme: as the inspection before said, or any earlier one."""

from datetime import date

import pytest
from factories import authority, bullet, inspected, some_tables

from ilacs_bench.benchmark.areas_for_improvement import (
    areas_for_improvement,
    latest_improvements,
    repeated_words,
    same_theme_again,
)
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.selection import select
from ilacs_bench.errors import UnknownName

DAY = date(2024, 1, 1)
FIRST = inspected("A", "2015-05-05", "2015-07-01")
SECOND = inspected("A", "2019-05-06", "2019-07-01")
THIRD = inspected("A", "2023-05-01", "2023-07-01")
B = inspected("B", "2022-05-02", "2022-07-01")
ITEMS = [
    bullet(FIRST, "supervision", "voice", kind="recommendation", page=5),
    bullet(SECOND, "training", page=4, text="Train more."),
    bullet(SECOND, "training", "education", page=6),
    bullet(SECOND),
    bullet(THIRD, "voice", "supervision"),
    bullet(THIRD, "training", page=3, text="Train better."),
    bullet(THIRD),
    bullet(B, "supervision"),
]
TABLES = some_tables(FIRST, SECOND, THIRD, B, coded=ITEMS)
BOTH = ["theme", "page", "previous_page", "previous_framework", "years"]


def again(tables=TABLES, la_code="A", **asked):
    rows = same_theme_again(tables, la_code, **{"as_at": DAY, **asked})
    return rows[BOTH].to_numpy().tolist()


def test_both_items_with_framework_page_and_the_years_between():
    assert again() == [
        ["training", 3, 4, "ilacs_2018", 4.0],
        ["training", 3, 6, "ilacs_2018", 4.0],
    ]
    row = same_theme_again(TABLES, "A", as_at=DAY).iloc[0]
    assert (row["text"], row["previous_text"]) == ("Train better.", "Train more.")
    assert (row["start"].date(), row["previous_start"].date()) == (
        date(2023, 5, 1),
        date(2019, 5, 6),
    )
    assert row["previous_source_url"].endswith(SECOND.inspection_id)


def test_earlier_inspections_count_only_when_asked():
    assert again(all_earlier=True) == [
        ["supervision", 2, 5, "sif", 8.0],
        *again(),
        ["voice", 2, 5, "sif", 8.0],
    ]


def test_earlier_ones_stand_latest_first():
    items = [bullet(FIRST, "voice"), bullet(SECOND, "voice"), bullet(THIRD, "voice")]
    tables = some_tables(FIRST, SECOND, THIRD, coded=items)
    assert [row[-1] for row in again(tables, all_earlier=True)] == [4.0, 8.0]


def test_it_is_as_at_the_date():
    assert again(as_at=date(2020, 1, 1)) == []
    assert latest_improvements(select(TABLES, "A", as_at=date(2020, 1, 1)))["page"].to_list() == [
        4,
        6,
        6,
        2,
    ]


@pytest.mark.parametrize("la_code", ["B", "C"])
def test_one_inspection_or_none_has_nothing_again(la_code):
    tables = some_tables(B, authorities=[authority("B"), authority("C")], coded=ITEMS[-1:])
    assert again(tables, la_code, all_earlier=True) == []
    assert not latest_improvements(select(tables, la_code, as_at=DAY))["again"].any()


def test_successor_does_not_inherit():
    gone = authority("A", valid_to="2023-12-31", successor_la_codes="C")
    tables = some_tables(SECOND, THIRD, authorities=[gone, authority("C")], coded=ITEMS[1:6])
    assert again(tables, "C") == []
    assert again(tables, "A") != []


def test_unknown_authority_says_so():
    with pytest.raises(UnknownName, match="We can’t find 'Z'"):
        again(la_code="Z")


def test_every_improvement_has_a_row_and_says_whether_it_is_again():
    rows = latest_improvements(select(TABLES, "A", as_at=DAY))
    assert rows["number"].to_list() == [1, 1, 2, 3]
    assert rows["theme"].dropna().to_list() == ["supervision", "voice", "training"]
    assert rows["again"].dropna().to_list() == [False, False, True]


def test_whether_it_is_again_is_not_known_where_a_report_was_not_coded():
    coded = [item for item in ITEMS if item.inspection != SECOND]
    tables = some_tables(FIRST, SECOND, THIRD, coded=coded)
    assert again(tables) == []
    assert latest_improvements(select(tables, "A", as_at=DAY))["again"].isna().all()
    own = own_grades(tables, "A", as_at=DAY).iloc[0]
    told = areas_for_improvement(select(tables, "A", as_at=DAY))
    assert "is not known" in repeated_words(tables, own, told)


def test_what_we_were_told_has_its_themes_and_the_earlier_items():
    own = own_grades(TABLES, "A", as_at=DAY).iloc[0]
    told = areas_for_improvement(select(TABLES, "A", as_at=DAY))
    assert [one.themes for one in told] == [("supervision", "voice"), ("training",), ()]
    assert [[row["previous_page"] for row in one.again] for one in told] == [[], [4, 6], []]
    assert repeated_words(TABLES, own, told).startswith("1 of 3 has a theme")

"""The parts of the page 'compare councils', from small tables."""

from dataclasses import replace
from datetime import date

import pytest
from factories import authority, inspected, neighbours, some_tables
from html_reader import Html

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.widgets import compare_view as view
from ilacs_bench.widgets.compare_matrix_view import matrix_view

AS_AT = date(2025, 3, 31)
HOSTILE = "<img src=x onerror=alert(1)> & \"Sons\" 'Ltd'"


@pytest.fixture
def tables():
    return some_tables(
        inspected("A", "2018-07-16", "2018-09-04", leaders="outstanding", help_protection="good"),
        inspected(
            "A",
            "2023-12-11",
            "2024-02-06",
            end="2023-12-15",
            leaders="good",
            help_protection="good",
        ),
        inspected("B", "2022-05-09", "2022-07-01", leaders="inadequate"),
        authorities=[authority("A"), authority("B"), authority("C", la_name=HOSTILE)],
        neighbours=neighbours("A", "B", "C"),
    )


@pytest.fixture
def comparison(tables):
    areas = ("leaders", "help_protection")
    return snapshot(tables, "A", "statistical_neighbours_2025", as_at=AS_AT, areas=areas)


def test_own_grades_stand_beside_those_of_last_time(comparison):
    rows = Html(view.own_view(comparison)).rows
    assert [row[0] for row in rows[1:]] == [
        "The impact of leaders on social work practice with children and families",
        "The experiences and progress of children who need help and protection",
    ]
    assert [row[3] for row in rows[1:]] == ["▼ down from Outstanding", "= no change"]
    assert (rows[1][1].split()[0], rows[1][2].split()[0]) == ("Good", "Outstanding")


def test_own_inspections_are_dated(comparison):
    html = view.own_view(comparison)
    assert "11 to 15 December 2023" in html
    assert "published 6 February 2024" in html
    assert "1 year 3 months old on 31 March 2025" in html


def test_authority_never_inspected_is_said_to_be(tables):
    comparison = snapshot(tables, "C", "england", as_at=AS_AT)
    assert "had no full inspection" in view.own_view(comparison)


def test_matrix_says_what_is_missing_and_why(comparison):
    rows = {row[0]: row[1:] for row in Html(matrix_view(comparison)).rows}
    assert rows["B"] == [
        "1 close",
        "Inadequate no earlier grade",
        "not graded",
        "9 May 2022 2 years 10 months",
    ]
    assert rows[HOSTILE] == ["2 close", "no full inspection", "no full inspection", ""]


def test_age_not_known_is_said_beside_the_day_of_publication():
    tables = some_tables(
        inspected("A", None, "2016-06-01", framework="sif", help_protection="good"),
        authorities=[authority("A"), authority("B")],
    )
    comparison = snapshot(tables, "B", "england", as_at=AS_AT, areas=("help_protection",))
    rows = {row[0]: row[1:] for row in Html(matrix_view(comparison)).rows}
    assert rows["A"][-1] == "1 June 2016 published; age not known"


def test_last_time_tells_no_inspection_from_no_grade_and_no_grade_now():
    tables = some_tables(
        inspected("A", "2016-05-02", "2016-07-01", care_leavers="good"),
        inspected("A", "2022-05-09", "2022-07-01", leaders="good"),
        inspected("B", "2022-05-09", "2022-07-01", leaders="good"),
    )

    def own(la_code):
        areas = ("leaders", "care_leavers")
        comparison = snapshot(tables, la_code, "england", as_at=AS_AT, areas=areas)
        return [row[2:] for row in Html(view.own_view(comparison)).rows[1:]]

    assert own("A") == [["not graded", "no earlier grade"], ["Good", "no grade now"]]
    assert own("B")[0] == ["not inspected", "no earlier grade"]


def test_empty_group_is_said_in_words(tables):
    comparison = snapshot(tables, "B", "statistical_neighbours_2021", as_at=AS_AT)
    assert view.shown_sentence(comparison) == (
        "B alone, as at 31 March 2025 (published by 31 March 2025): nobody is in the group "
        "‘statistical neighbours (2021 model)’. Choose another to compare."
    )


def test_grade_of_another_judgement_is_marked():
    tables = some_tables(
        inspected("A", "2022-05-09", "2022-07-01", in_care_and_care_leavers="good"),
        inspected("B", "2022-05-09", "2022-07-01", in_care_and_care_leavers="outstanding"),
    )
    comparison = snapshot(tables, "A", "england", as_at=AS_AT, areas=("in_care",))
    marked = "graded as Children in care and care leavers (until 2022)"
    assert marked in view.own_view(comparison)
    assert matrix_view(comparison).count(marked) == 2


def test_own_row_is_marked_in_words(comparison):
    assert Html(matrix_view(comparison)).rows[1][0] == "A (chosen)"


def test_closeness_is_a_column_of_statistical_neighbours_only(tables, comparison):
    assert "Closeness" in Html(matrix_view(comparison)).rows[0][1]
    england = snapshot(tables, "A", "england", as_at=AS_AT)
    assert "Closeness" not in matrix_view(england)


def test_counts_have_their_denominator(comparison):
    rows = Html(view.distribution_view(comparison)).rows
    assert rows[0] == [
        "Judgement",
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
        "Graded, of all",
    ]
    assert rows[1] == ["Leaders", "0", "0", "0", "1", "1 of 2"]


def test_every_part_says_as_at_and_published_by(comparison):
    when = "as at 31 March 2025 (published by 31 March 2025)"
    parts = (view.own_view, view.positions_view, view.distribution_view, matrix_view)
    for part in (*parts, view.notes_view, view.shown_sentence):
        assert when in part(comparison)


def test_source_and_licence_are_named(comparison):
    html = view.notes_view(comparison)
    assert "Crown copyright" in html
    assert "Open Government Licence v3.0" in html


@pytest.mark.parametrize(
    "part",
    [
        view.own_view,
        view.positions_view,
        view.distribution_view,
        matrix_view,
        view.notes_view,
    ],
)
def test_hostile_name_stays_text(tables, part):
    html = part(snapshot(tables, "C", "england", as_at=AS_AT))
    assert "img" not in Html(html).tags


def test_only_ofsted_is_linked(comparison):
    links = Html(view.own_view(comparison) + matrix_view(comparison)).links
    assert not links  # the factory's reports lie on example.org


def test_extract_is_named_for_what_it_holds(tables):
    comparison = snapshot(tables, "C", "england", as_at=AS_AT)
    assert view.file_name(comparison) == ("img_src_x_onerror_alert_1_sons_ltd_england_2025-03-31")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("official", "(short inspection); framework"),
        ("inferred", "(short inspection, inferred from its length); framework"),
    ],
)
def test_inferred_type_of_inspection_is_marked(comparison, basis, said):
    own = comparison.own.assign(inspection_type="short", inspection_type_basis=basis)
    assert said in view.own_view(replace(comparison, own=own))

"""What became of grades: hand-worked counts."""

import pytest
from factories import authority, inspected, neighbours, some_tables

from ilacs_bench.benchmark.compare import compare
from ilacs_bench.benchmark.transitions import (
    count_changes,
    count_movements,
    movements,
    transitions,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import GRADES


def history(la_code: str, *grades: str | None) -> list:
    """Full inspections of 2016 (SIF), 2019 and 2023, as far as grades are given."""
    days = [
        ("2016-05-02", "2016-07-01"),
        ("2019-05-13", "2019-07-01"),
        ("2023-05-01", "2023-07-03"),
    ]
    return [
        inspected(la_code, start, published, **({"overall": grade} if grade else {}))
        for (start, published), grade in zip(days[-len(grades) :], grades, strict=True)
    ]


TABLES = some_tables(
    *history("A", "good", "outstanding", "good"),
    *history("B", "inadequate", "requires_improvement", "good"),
    *history("C", "good", "good"),
    *history("D", "inadequate", "inadequate"),
    *history("E", "good"),
    *history("F", "good", None),
    authorities=[
        *(authority(code) for code in "ACDEF"),
        authority("B", valid_to="2023-12-31"),
    ],
    neighbours=neighbours("E", "A", "C", "F"),
)
NOW = {"as_at": "2023-12-31"}


def n(rows, before: str, after: str, **frameworks: str) -> int:
    found = rows[(rows["previous_grade"] == before) & (rows["grade"] == after)]
    for name, framework in frameworks.items():
        found = found[found[name] == framework]
    return int(found["n"].sum())


def test_every_pair_of_frameworks_is_named_as_it_was():
    days = {"sif": "2016-05-02", "ilacs_2018": "2019-05-13", "ilacs_2023": "2023-05-01"}
    days["ilacs_2026"] = "2026-04-13"
    tables = some_tables(
        *(
            inspected("A", day, day, framework=framework, overall=grade)
            for (framework, day), grade in zip(days.items(), GRADES, strict=True)
        )
    )
    rows = transitions(tables, as_at="2026-08-01")
    rows = rows[rows["n"] > 0]
    assert rows[["previous_framework", "framework"]].to_numpy().tolist() == [
        ["sif", "ilacs_2018"],
        ["ilacs_2018", "ilacs_2023"],
        ["ilacs_2023", "ilacs_2026"],
    ]
    assert rows["previous_grade"].to_list() == list(GRADES[:3])
    assert rows["grade"].to_list() == list(GRADES[1:])


def test_consecutive_inspections_are_counted_by_framework_and_grade():
    rows = transitions(TABLES, **NOW)
    assert rows["n"].sum() == 6
    assert n(rows, "good", "outstanding", previous_framework="sif") == 1
    assert n(rows, "outstanding", "good", framework="ilacs_2023") == 1
    assert n(rows, "good", "good") == 1
    assert set(rows["of"]) == {2, 4}
    assert len(rows) == 2 * 16
    assert set(rows.loc[rows["grade"] > rows["previous_grade"], "direction"]) == {"improved"}


def test_a_pair_without_both_grades_does_not_count():
    rows = transitions(TABLES, **NOW, frameworks=["ilacs_2018", "ilacs_2023"])
    assert rows["n"].sum() == 4
    assert transitions(TABLES, area="adoption", **NOW).empty


def test_outcomes_are_of_the_authorities_inspected_more_than_once():
    rows = count_changes(TABLES, **NOW).set_index("outcome")
    assert rows["n"].to_dict() == {
        "improved": 1,
        "stayed_good_or_outstanding": 1,
        "stayed_below_good": 1,
        "declined": 1,
    }
    assert set(rows["of"]) == {4}
    assert set(rows["inspected_more_than_once"]) == {5}


def test_authorities_that_are_gone_have_no_outcome():
    assert set(count_changes(TABLES, as_at="2024-01-01")["of"]) == {3}


def test_outcome_is_of_the_last_two_inspections_only():
    both = count_changes(TABLES, **NOW, frameworks=["sif", "ilacs_2018", "ilacs_2023"])
    assert both.set_index("outcome").loc["declined", "n"] == 1


def test_who_in_the_group_moved():
    rows = movements(TABLES, "E", areas=["overall"], **NOW)
    assert rows[["la_code", "previous_grade", "grade", "direction"]].to_numpy().tolist() == [
        ["A", "outstanding", "good", "declined"]
    ]
    counts = count_movements(compare(TABLES, "E", areas=["overall"], **NOW))
    assert counts["direction"].to_list() == ["improved", "same", "declined"]
    assert counts["n"].to_list() == [0, 1, 1]
    assert set(counts["known"]) == {2}
    assert set(counts["of"]) == {3}


def test_unknown_area_is_said():
    with pytest.raises(UnknownName, match="choose judgement areas"):
        count_changes(TABLES, area="care")

"""What changed between two states of the tables, in rows and in words."""

from dataclasses import replace

import pandas as pd
from factories import inspected, some_tables

from ilacs_bench.schema import PROBLEMS
from ilacs_bench.update.changes import compare_tables

KENT, ESSEX = "E10000016", "E10000012"
BEFORE = some_tables(
    inspected(KENT, "2019-03-04", "2019-05-01", leaders="good", overall="good"),
    inspected(ESSEX, "2018-11-05", "2019-01-08", leaders="outstanding"),
)
AUTHORITIES = {"authorities": BEFORE.authorities.to_dict("records")}


def test_the_same_tables_have_no_changes():
    changes = compare_tables(BEFORE, BEFORE)
    assert list(changes.lines()) == []
    assert changes.latest == changes.inspections == changes.grades == []


def test_a_new_inspection_is_said_with_its_grades_and_that_it_is_the_latest():
    after = some_tables(
        inspected(KENT, "2019-03-04", "2019-05-01", leaders="good", overall="good"),
        inspected(KENT, "2023-03-06", "2023-05-03", leaders="inadequate"),
        inspected(ESSEX, "2018-11-05", "2019-01-08", leaders="outstanding"),
        **AUTHORITIES,
    )
    changes = compare_tables(BEFORE, after)
    (new,) = changes.inspections
    assert (new["start"], new["grades"]) == ("2023-03-06", {"leaders": "inadequate"})
    (latest,) = changes.latest
    assert (latest["before"], latest["after"]) == (f"{KENT}_2019-03-04", f"{KENT}_2023-03-06")
    said = "\n".join(changes.lines())
    assert "inspected from 2023-03-06, published 2023-05-03" in said
    assert "Inadequate" in said
    assert "Latest inspection of" in said


def test_a_changed_grade_is_never_silent_whatever_the_inspection_is_called_now():
    after = some_tables(
        inspected(KENT, "2019-03-05", "2019-05-01", leaders="inadequate", help_protection="good"),
        inspected(ESSEX, "2018-11-05", "2019-01-08", leaders="outstanding"),
        **AUTHORITIES,
    )
    changes = compare_tables(BEFORE, after)
    assert changes.inspections == changes.removed == changes.latest == []
    assert {(row["judgement_area"], row["before"], row["after"]) for row in changes.grades} == {
        ("leaders", "good", "inadequate"),
        ("overall", "good", None),
        ("help_protection", None, "good"),
    }
    said = list(changes.lines())
    assert len(said) == 3
    assert any("was Good, is Inadequate" in line for line in said)
    assert any("was Good, is not judged" in line for line in said)


def test_what_is_gone_is_said():
    after = some_tables(
        inspected(ESSEX, "2018-11-05", "2019-01-08", leaders="outstanding"), **AUTHORITIES
    )
    changes = compare_tables(BEFORE, after)
    assert [row["inspection_id"] for row in changes.removed] == [f"{KENT}_2019-03-04"]
    assert next(changes.lines()).startswith("No longer in the tables: ")


def test_only_problems_that_are_new_are_said():
    def with_problems(*messages):
        rows = [{"report": "a.pdf", "stage": "parse", "message": each} for each in messages]
        frame = pd.DataFrame(rows, columns=PROBLEMS.column_names)
        return replace(BEFORE, problems=PROBLEMS.check(frame))

    changes = compare_tables(with_problems("old"), with_problems("old", "new"))
    assert [row["message"] for row in changes.problems] == ["new"]
    assert list(changes.lines()) == ["Problem: a.pdf: new"]

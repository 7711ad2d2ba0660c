from datetime import date

import pytest
from factories import DEFAULT_AREAS, authority, complete, inspected, neighbours, some_tables

from ilacs_bench.benchmark.compare import snapshot
from ilacs_bench.benchmark.notes import coming_notes

DAY = date(2023, 7, 1)
ALL_AREAS = (*DEFAULT_AREAS, "overall")
NEIGHBOURS = "statistical_neighbours_2025"
FOUR = dict.fromkeys(DEFAULT_AREAS, "good")
NOW = inspected("A", "2023-05-01", "2023-07-01", **FOUR, overall="good")


def notes(*inspections, areas=DEFAULT_AREAS, comparator="england", as_at=DAY, **columns) -> str:
    """All notes on A, as one text."""
    tables = some_tables(*inspections, **columns)
    return "\n".join(snapshot(tables, "A", comparator, as_at=as_at, areas=areas).notes)


def test_nothing_to_note_is_no_note():
    assert notes(NOW) == ""


def test_date_after_the_coverage_is_noted():
    coverage = [complete("2023-07-01")]
    assert notes(NOW, coverage=coverage) == ""
    assert notes(NOW, as_at=date(2023, 7, 2), coverage=coverage) == (
        "Data to 1 July 2023: all that was published by 2023-07-01. Reports published after 1 July "
        "2023 are not all counted here: an authority may have been inspected since."
    )


def test_tables_that_hold_a_part_never_say_that_nobody_inspected_the_rest():
    both = [authority("A"), authority("B")]
    said = notes(NOW, authorities=both, coverage=[]).splitlines()
    assert said[0].startswith("Your tables: 1 report, 1 of 2 authorities.")
    assert said[1:] == [
        "Of 1 of 2 local authorities no full inspection by 1 July 2023 is in your tables (B): they "
        "may have been inspected."
    ]


def test_who_was_graded_before_care_leavers_had_a_judgement():
    before = inspected(
        "B",
        "2022-05-02",
        "2022-07-01",
        leaders="good",
        help_protection="good",
        in_care_and_care_leavers="good",
    )
    assert notes(NOW, before).splitlines() == [
        "The latest inspections were under different frameworks: 1 under ILACS 2023 to March "
        "2026, 1 under "
        "ILACS 2018 to 2022.",
        "1 of 2 local authorities has no grade on care leavers: last inspected under ILACS 2018 to "
        "2022, which does not grade it (B).",
        "1 of 2 local authorities was graded on 'The experiences and progress of children in care "
        "and care leavers', shown under children in care as Ofsted's own statistics do (B).",
    ]


def test_overall_effectiveness_has_its_own_denominator():
    without = inspected("B", "2026-05-11", "2026-07-01", **FOUR)
    said = notes(NOW, without, areas=ALL_AREAS, as_at=date(2026, 9, 1))
    assert "1 of 2 local authorities has no grade on overall effectiveness" in said
    assert "under ILACS from April 2026, which does not grade it (B)." in said
    assert "counted for the 1 of 2 local authorities with a grade on it." in said


def test_overall_effectiveness_is_not_mentioned_where_not_asked():
    assert "verall" not in notes(NOW)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            {"authorities": [authority("A"), authority("B")]},
            "1 of 2 local authorities had no full inspection by 1 July 2023 (B).",
        ),
        (
            {
                "authorities": [authority("A", valid_from="2021-04-01")]
                + [
                    authority(old, valid_to="2021-03-31", successor_la_codes="A; C")
                    for old in ("O", "P")
                ]
            },
            "A took over from O, P (until 31 March 2021): the grades given to a former local "
            "authority are not its own and are not counted.",
        ),
        (
            {
                "comparator": NEIGHBOURS,
                "authorities": [authority("A"), authority("O", valid_to="2021-03-31")],
                "neighbours": neighbours("A", "O"),
            },
            "O is a statistical neighbour, but did not exist on 1 July 2023.",
        ),
        (
            {
                "comparator": NEIGHBOURS,
                "authorities": [authority("A"), authority("B")],
                "neighbours": neighbours("A", "B", closeness="not close"),
            },
            "1 of 1 statistical neighbour is published as 'not close' to A: compare with care (B).",
        ),
    ],
    ids=["never inspected", "predecessors", "neighbour of another time", "not close"],
)
def test_group_is_explained(columns, said):
    assert said in notes(NOW, **columns).splitlines()


def test_a_former_authority_of_the_same_name_is_called_so():
    old = authority("O", la_name="A", valid_to="2021-03-31", successor_la_codes="A")
    said = notes(NOW, authorities=[authority("A", valid_from="2021-04-01"), old])
    assert "A took over from the former A (until 31 March 2021): " in said


def test_neighbours_that_are_close_need_no_note():
    both = {"authorities": [authority("A"), authority("B")], "neighbours": neighbours("A", "B")}
    assert "close" not in notes(NOW, comparator=NEIGHBOURS, **both)


def test_missing_dates_are_said():
    undated = inspected("B", None, "2016-02-10", framework="sif", **FOUR)
    unpublished = inspected("C", "2023-05-01", None, end="2023-05-12", **FOUR)
    said = notes(NOW, undated, unpublished)
    assert "For 1 of 3 local authorities only the day of publication is known" in said
    assert "(B): no age is given." in said
    assert "(C): it counts from the last day on site." in said


def test_direction_from_another_judgement_is_said():
    before = inspected("A", "2016-05-02", "2016-07-01", leadership="good", help_protection="good")
    assert notes(before, NOW) == (
        "On leaders, the direction of travel of 1 of 1 local authority is from the earlier "
        "judgement 'Leadership, management and governance' (A)."
    )


def test_long_lists_of_names_are_left_out():
    others = [
        inspected(f"B{number}", "2022-05-02", "2022-07-01", leaders="good") for number in range(11)
    ]
    said = notes(NOW, *others, areas=["care_leavers"])
    assert "11 of 12 local authorities have no grade on care leavers" in said
    assert "B1" not in said


def test_a_coming_change_is_noted_until_the_tables_have_it():
    def said(as_at: date, **ends: str) -> list[str]:
        tables = some_tables(authorities=[authority("E10000030", **ends)])
        return list(coming_notes(tables, {"E10000030": "Surrey", "A": "A"}, as_at))

    announced = (
        "Surrey is to be replaced by East Surrey and West Surrey on 1 April 2027: a new local "
        "authority starts with no grade."
    )
    assert said(date(2026, 1, 1)) == [announced]
    (after,) = said(date(2027, 4, 1))
    assert after == f"{announced} The tables do not have them yet and go on with Surrey."
    assert said(date(2027, 4, 1), valid_to="2027-03-31") == []

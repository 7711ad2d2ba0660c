"""What tables say of how far they go: complete, past their end, a part, with reports lacking."""

from dataclasses import replace
from datetime import date

import pytest
from factories import authority, complete, inspected, some_tables

from ilacs_bench.benchmark.compare import positions
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.pictures import good_or_outstanding, picture
from ilacs_bench.benchmark.series import pictures
from ilacs_bench.tables.store import load

END, LATER = date(2024, 3, 31), date(2024, 4, 1)
ONE = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
FOUR = [authority(code) for code in "ABCD"]
LIST = complete("2024-03-31")
OLD_LIST = complete("2023-12-31", ground="official_statistics")
MISSING = {
    "la_code": "A",
    "urn": "A",
    "published": "2024-02-01",
    "title": "Children's services inspection",
    "source_url": "https://example.org/newer",
    "listed_on": "2024-03-31",
}


def covered(*coverage, **columns):
    return coverage_of(some_tables(ONE, authorities=FOUR, coverage=coverage, **columns))


def test_complete_tables_say_to_which_day_and_on_what_ground():
    one = covered(OLD_LIST, LIST)
    assert one.headline == "Data to 31 March 2024"
    assert one.sentence(END) == "Data to 31 March 2024: all that was published by 2024-03-31."
    assert list(one.notes(END)) == []
    assert one.waits_note(END) == ""
    assert [day for day, _ in one.grounds] == [END, date(2023, 12, 31)]
    assert one.fields(END) == {
        "complete_to": "2024-03-31",
        "within_coverage": True,
        "coverage": one.sentence(END),
    }


def test_data_are_old_after_a_month():
    one = covered(LIST)
    assert one.old_from == date(2024, 5, 2)
    assert one.old_words in one.sentence(END, stated_on=date(2024, 5, 2))
    assert one.old_words not in one.sentence(END, stated_on=date(2024, 5, 1))
    assert covered().old_from is None
    assert one.old_words not in covered().sentence(END, stated_on=date(2034, 5, 2))


def test_past_the_last_day_every_answer_says_so():
    one = covered(LIST)
    (said,) = one.notes(LATER)
    assert said == one.sentence(LATER)
    assert "Reports published after 31 March 2024 are not all counted here" in said
    assert "may be out of date: the data end on 31 March 2024" in one.waits_note(LATER)
    assert one.fields(LATER)["within_coverage"] is False


def test_tables_without_a_ground_for_england_hold_a_part_however_many_they_have():
    whole = some_tables(*(replace(ONE, la_code=code) for code in "ABCD"), coverage=[])
    assert coverage_of(whole).is_partial
    one = covered()
    assert one.headline == "Your tables: 1 report, 1 of 4 authorities"
    assert one.whom == "the 1 of 4 authorities in your tables"
    assert "give no figure of England" in one.sentence(END)
    assert list(one.notes(END)) == [one.sentence(END)]
    assert one.fields(END)["complete_to"] is None
    assert one.no_inspection("B") == "not in your tables"
    assert one.no_inspection_of("B", "Ilford") == "No full inspection of Ilford is in your tables"


def test_who_is_known_in_full_was_not_inspected():
    one = covered(complete("2024-03-31", la_code="B"))
    assert one.is_partial
    assert one.no_inspection_of("B", "Ilford") == "Ilford had no full inspection"
    assert one.no_inspection("C") == "not in your tables"
    assert covered(LIST).no_inspection("C") == "no full inspection"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "1 newer report is known to exist and is not in the tables (A, published on"),
        ({"published": "2023-07-01"}, ""),
        ({"published": None}, "is not in the tables (A)."),
        (
            {"la_code": None, "urn": "99"},
            "not in the tables (URN 99, published on 1 February 2024)",
        ),
        ({"published": "2024-04-02"}, ""),
    ],
    ids=["newer", "at hand or older", "no day", "authority not known", "published later"],
)
def test_a_newer_report_that_is_not_at_hand_is_said(changes, said):
    one = covered(LIST, missing_reports=[MISSING | changes])
    found = one.missing_words(LATER)
    assert said in found
    assert bool(found) == bool(said)
    assert one.is_whole(END) == (not said)
    assert len(one.details()) == 1 + (changes.get("published") != "2023-07-01")


def test_several_missing_reports_stand_in_one_sentence():
    other = MISSING | {"la_code": "C", "source_url": "https://example.org/other"}
    one = covered(LIST, missing_reports=[other, MISSING])
    assert one.missing_words(END).startswith("2 newer reports are known to exist and are not in")
    assert [missing.la_code for missing in one.missing] == ["A", "C"]


def test_tables_without_any_inspection():
    one = coverage_of(some_tables(coverage=[]))
    assert one.headline == "Your tables: 0 reports, 0 of 0 authorities"


def test_the_bundled_facts():
    one = coverage_of(load())
    assert one.sentence(date(2026, 8, 20)) == (
        "Data to 20 August 2026: all reports of all 153 authorities on Ofsted's site as listed on "
        "22 August 2026."
    )
    assert one.of == one.authorities == 153


def part_tables():
    better = inspected("B", "2023-05-01", "2023-07-01", leaders="outstanding")
    ungraded = inspected("C", "2023-05-01", "2023-07-01", overall="good")
    return some_tables(ONE, better, ungraded, authorities=FOUR, coverage=[])


def test_a_position_says_how_many_of_the_group_are_in_the_tables():
    said = positions(part_tables(), "A", ["england"], as_at=END, areas=["leaders"])["sentence"][0]
    assert (
        "one of 2 local authorities in England with a grade (3 of 4 in your tables) judged good"
        in said
    )
    said = positions(part_tables(), "D", ["england"], as_at=END, areas=["leaders"])["sentence"][0]
    assert said.startswith("No full inspection of D is in your tables, as at 31 March 2024")
    assert "England (3 of 4 in your tables), 2 with a grade" in said


def test_a_picture_of_a_part_does_not_say_who_was_never_inspected():
    rows = picture(part_tables(), as_at=END, areas=["leaders"])
    assert rows["never_inspected"].isna().all()
    assert set(rows["of"]) == {4}
    assert good_or_outstanding(rows)["n"].to_list() == [2]
    series = pictures(part_tables(), last=END, every="year", areas=["leaders"])
    assert series["never_inspected"].isna().all()
    whole = replace(part_tables(), coverage=some_tables().coverage)
    assert set(picture(whole, as_at=END, areas=["leaders"])["never_inspected"]) == {1}

"""Whose paper it is and of which day, or that it can't be told."""

from datetime import date

import pytest

from ilacs_bench.errors import UnknownName
from ilacs_bench.papers.paper_file import Paper, text_passages
from ilacs_bench.papers.subject import council_of, days_of


def a_paper(text):
    return Paper("x.md", text_passages(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Inspection of Kent County Council", "Kent"),
        ("Report to the London Borough of Barnet\n\nNeighbours: Enfield.", "Barnet"),
        ("Kent County Council\n\nOur neighbour Medway is a unitary.", "Kent"),
        ("Hull City Council's children's services", "Kingston upon Hull"),
        ("Royal Borough of Greenwich: cabinet", "Greenwich"),
        ("Ofsted’s inspection of services in Leeds", "Leeds"),
    ],
)
def test_council_is_read(text, name):
    assert council_of(a_paper(text), date(2025, 1, 1)).la_name == name


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted in Suffolk\n\nWe are like Norfolk County Council in size.",
        "Kent County Council and Medway Council",
        "Ofsted in Kent and Medway",
    ],
)
def test_two_councils_are_not_guessed_between(text):
    with pytest.raises(UnknownName, match="several councils"):
        council_of(a_paper(text), date(2025, 1, 1))


def test_a_verb_is_no_council():
    assert (
        council_of(a_paper("Barnet Council\n\nAfter reading the report…"), None).la_name == "Barnet"
    )


def test_a_name_with_two_lives_is_that_of_the_day():
    paper = a_paper("Dorset Council: cabinet")
    assert council_of(paper, date(2025, 1, 1)).dfe_number == "838"
    assert council_of(paper, date(2016, 1, 1)).dfe_number == "835"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date of meeting: 18 September 2018", date(2018, 9, 18)),
        ("Meeting date\n\n3rd July, 2024", date(2024, 7, 3)),
        ("Date: 05/02/2025", date(2025, 2, 5)),
        ("Cabinet, 4 March 2022\n\nInspected from 31 January 2022.", date(2022, 3, 4)),
        ("Date of meeting: 4 March 2022\n\nDate of publication: 1 March 2022", None),
        ("We were inspected in July 2018.", None),
        ("Date of meeting: 31 June 2020", None),
    ],
)
def test_day_of_the_meeting(text, day):
    assert days_of(a_paper(text)) == (day, None)

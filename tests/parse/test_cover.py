from datetime import date

import pytest
from printed_lines import document

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.cover import Cover, find_team_lead, parse_cover

TITLE = ("Inspection of Somewhere local", "authority children’s services")
DATES = "Inspection dates: 10 to 21 July 2023"
TABLE = ("Judgement Grade", "The impact of leaders on social work practice Good")


def cover(*lines: str) -> Cover:
    return parse_cover(document(*TITLE, *lines, *TABLE))


def test_title_dates_lead_and_place_of_the_table():
    read = cover(DATES, "Lead inspector: Ada Byron, His Majesty’s Inspector")
    assert read.title == " ".join(TITLE)
    assert (read.start, read.end) == (date(2023, 7, 10), date(2023, 7, 21))
    assert read.lead_inspector == "Ada Byron"
    assert read.table == 4


@pytest.mark.parametrize(
    "lines",
    [
        ("Inspection dates: 10 to 21 July", "2023"),
        ("Inspection dates:", "10 to 21 July 2023"),
        ("Inspection date 10 July 2023 to", "21 July 2023"),
        ("INSPECTION DATES – 10 to 21 July 2023",),
        ("Dates of inspection: 10–21 July 2023",),
    ],
)
def test_dates_on_one_line_or_two(lines):
    read = cover(*lines)
    assert (read.start, read.end) == (date(2023, 7, 10), date(2023, 7, 21))
    assert read.table == 2 + len(lines)


def test_two_windows_the_second_on_the_next_line():
    read = cover("Inspection dates: 5 to 9 December 2022", "and 14 to 15 February 2023")
    assert (read.start, read.end) == (date(2022, 12, 5), date(2023, 2, 15))
    assert read.inferred_type == "short"


@pytest.mark.parametrize(
    ("dates", "kind"), [("10 to 14 July 2023", "short"), ("10 to 21 July 2023", "standard")]
)
def test_type_is_inferred_from_the_longest_stay(dates, kind):
    assert cover(f"Inspection dates: {dates}").inferred_type == kind


@pytest.mark.parametrize(
    ("lines", "lead"),
    [
        (["Lead inspector: Ada Byron HMI"], "Ada Byron"),
        (["Lead inspector: Ada Byron, Her Majesty’s Inspector"], "Ada Byron"),
        (["Lead inspector: Ada Byron, Her Majesty’s", "Inspector"], "Ada Byron"),
        (["Lead inspector: Ada Byron", "Her Majesty’s Inspector"], "Ada Byron"),
        (["Lead inspector: Ada", "Byron, His Majesty’s Inspector"], "Ada Byron"),
        (["Lead inspector:", "Ada Byron, Senior HMI"], "Ada Byron"),
        (["Lead inspector – Ada Byron, Ofsted Inspector"], "Ada Byron"),
        (["Lead inspector: Ada Byron, Her Majestys Inspector"], "Ada Byron"),
        (["Lead inspector: Ada Byron, Regional Director"], "Ada Byron"),
        (
            ["Lead inspector: Ada Byron, His Majesty’s Inspector,", "Children’s Social Care"],
            "Ada Byron",
        ),
        (["Lead inspector: Máire Ní O’Neill-Smith, HMI"], "Máire Ní O’Neill-Smith"),
        (["Lead inspectors: Ada Byron and Mary Fairfax"], "Ada Byron and Mary Fairfax"),
        (
            ["Joint lead inspectors: Ada Byron", "and Mary Fairfax, Her Majesty’s Inspectors"],
            "Ada Byron and Mary Fairfax",
        ),
        (["Lead inspector: His Majesty’s Inspector"], None),
        ([], None),
    ],
)
def test_lead_inspectors_without_ranks_and_offices(lines, lead):
    read = cover(DATES, *lines)
    assert read.lead_inspector == lead
    assert read.table == 3 + len(lines)


def test_day_of_publication():
    read = cover("Inspection date: 1 to 25 February 2016", "Report published: 20 April 2016")
    assert read.published == date(2016, 4, 20)
    assert read.table == 4


def test_an_unreadable_day_of_publication_is_missing():
    assert cover(DATES, "Report published: soon").published is None


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["No dates at all"], "No line 'Inspection dates' was found"),
        (["Inspection dates: to be confirmed"], r"page 1: The inspection dates can't be read"),
    ],
)
def test_without_dates_the_cover_says_where(lines, message):
    with pytest.raises(ParseError, match=message):
        cover(*lines)


def test_lead_in_the_list_of_the_team():
    found = find_team_lead(document("The inspection team", "Lead inspector: Ada Byron, HMI"))
    assert found == "Ada Byron"


def test_a_sentence_on_a_lead_inspector_names_nobody():
    assert find_team_lead(document("Lead inspectors meet each day")) is None

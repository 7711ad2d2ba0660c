import pytest
from printed_lines import document
from report_pages import ILACS_TABLES

from ilacs_bench.errors import NotAReport, ParseError
from ilacs_bench.parse.report import parse_report

TABLE = [f"{label} {grade}" for label, grade in ILACS_TABLES["ilacs_2023"].items()]


@pytest.mark.parametrize(
    ("front", "what_it_is"),
    [
        (
            ["Inspection of looked after children services", "Somewhere", "Inspection dates: 2013"],
            "looked-after-children services under the framework of 2013",
        ),
        (
            ["Somewhere", "Review of the effectiveness of the Local Safeguarding Children Board"],
            "Local Safeguarding Children Board on its own",
        ),
        (["Focused visit to Somewhere local authority children’s services"], "focused visit"),
        (["Monitoring visit to Somewhere children’s services"], "monitoring visit"),
        (["Joint targeted area inspection of Somewhere"], "JTAI"),
        (["Report to: Cabinet", "Date of meeting: 18 September 2018"], "a council's own"),
        (["Area SEND inspection of Somewhere"], "special educational needs"),
        (["Minutes of the allotment society"], "does not look like the report"),
    ],
)
def test_other_documents_are_named(front, what_it_is):
    with pytest.raises(NotAReport, match=what_it_is) as raised:
        parse_report(document(*front, "Dear director", "We came and we saw good work."))
    assert "Set aside" in raised.value.message


@pytest.mark.parametrize(
    "front",
    [
        ["Report to: Cabinet", "Outcome of the inspection of East Sussex children’s services"],
        ["Children’s Services Scrutiny Committee", "Report of the Director"],
        ["Somewhere Council", "Agenda item 7: East Sussex children’s services"],
    ],
)
def test_a_councils_paper_that_quotes_dates_and_the_whole_table(front):
    paper = document(*front, "Inspection dates: 10 to 21 July 2023", *TABLE)
    with pytest.raises(NotAReport, match="council's own"):
        parse_report(paper)


def test_a_paper_of_many_words_before_the_dates_quotes_a_report():
    words = ["East Sussex was seen by inspectors, and this is what we make of it all."] * 6
    paper = document(*words, "Inspection dates: 10 to 21 July 2023", *TABLE)
    with pytest.raises(NotAReport, match="a paper that quotes a report"):
        parse_report(paper)


def test_a_visit_with_dates_and_lead_inspector_is_still_a_visit():
    title = "Focused visit to East Sussex local authority children’s services"
    letter = document(
        title, "Inspection dates: 4 to 5 June 2024", "Lead inspector: Ada Byron", "Dear director"
    )
    with pytest.raises(NotAReport, match="focused visit"):
        parse_report(letter)


@pytest.mark.parametrize(
    "lines",
    [
        ["Lead inspector: Ada Byron", *TABLE],
        ["Inspection dates: some time", "Lead inspector: Ada Byron", *TABLE],
        ["Inspection dates: 10 to 21 July 2023", "Lead inspector: Ada Byron", "All is well."],
    ],
)
def test_a_report_that_cannot_be_read_never_passes_for_something_else(lines):
    title = "Inspection of East Sussex local authority children’s services"
    with pytest.raises(ParseError):
        parse_report(document(title, *lines))

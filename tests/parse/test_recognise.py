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
    ],
)
def test_a_councils_paper_that_quotes_dates_and_the_whole_table(front):
    paper = document(*front, "Inspection dates: 10 to 21 July 2023", *TABLE)
    with pytest.raises(NotAReport, match="council's own"):
        parse_report(paper)


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

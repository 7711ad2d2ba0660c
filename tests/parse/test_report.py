"""Whole reports of every framework, as PDFs made by the tests."""

from dataclasses import replace
from datetime import date

import pytest
from report_pages import (
    CARE_LEAVERS,
    HELP,
    ILACS_TABLES,
    IN_CARE,
    SIF_TABLE,
    Ilacs,
    sentences,
    sif_2014,
    sif_2017,
)

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.report import Report, parse_report
from ilacs_bench.parse.wording import grade_of, judgement_area_of
from ilacs_bench.reports import read_report


@pytest.fixture
def read(tmp_path):
    """Reads pages back from a file."""
    return lambda pages: parse_report(read_report(pages.save(tmp_path / "some.pdf")))


def grades(report: Report) -> dict[str, str | None]:
    return {judgement.area: judgement.grade for judgement in report.table.judgements}


@pytest.mark.parametrize("framework", ILACS_TABLES)
@pytest.mark.parametrize("columns_apart", [False, True])
def test_ilacs_of_each_era(read, framework, columns_apart):
    report = read(Ilacs(framework, columns_apart=columns_apart).pdf())
    table = ILACS_TABLES[framework]
    assert report.framework.code == framework
    assert report.authority.la_name == "East Sussex"
    assert report.lead_inspector == "Ada Byron"
    assert grades(report) == {judgement_area_of(k, "ilacs"): grade_of(v) for k, v in table.items()}
    assert [(i.page, i.national_framework) for i in report.improvements] == [
        (1, "outcome 1"),
        (1, "enabler 2"),
    ]
    assert report.doubts == ()


@pytest.mark.parametrize("pages", [sif_2014, sif_2017])
def test_sif_of_both_styles(read, pages):
    report = read(pages())
    assert report.framework.code == "sif"
    assert report.inspection_type is None
    assert report.lead_inspector == "Ada Byron"
    assert report.cover.published in (date(2014, 12, 9), date(2017, 4, 7))
    overall = {"overall": "requires_improvement"}
    areas = {judgement_area_of(k, "sif"): grade_of(v) for k, v in SIF_TABLE.items()}
    assert grades(report) == overall | areas
    assert {finding.section for finding in report.findings} == {"summary", *areas}
    assert "board" not in " ".join(item.text for item in report.improvements)
    first = len(report.improvements) + 1
    assert {f.paragraph for f in report.findings} - {None} == set(range(first, first + 15))


def test_every_sentence_of_every_paragraph_is_a_finding(read):
    report = read(Ilacs(paragraphs=12).pdf())
    assert report.last_paragraph == 48
    for number in range(1, 49):
        texts = [f.text for f in report.findings if f.paragraph == number]
        assert len(texts) == 3
        assert " ".join(texts) == sentences(number)


def test_findings_know_section_and_page(read):
    report = read(Ilacs(paragraphs=12).pdf())
    sections = {f.paragraph: f.section for f in report.findings if f.paragraph}
    assert [sections[n] for n in (1, 13, 25, 37)] == [
        "leaders",
        "help_protection",
        "in_care",
        "care_leavers",
    ]
    pages = [f.page for f in report.findings]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, report.pages))


def test_no_running_head_page_number_or_footnote_in_any_sentence(read):
    pages = Ilacs(paragraphs=12).pdf()
    report = read(pages)
    texts = [f.text for f in report.findings]
    assert not [text for text in texts if "Inspection of East Sussex" in text]
    assert not [text for text in texts if text.rstrip(".").isdigit()]


def test_raised_marks_and_footnotes_are_taken_away(read):
    pages = Ilacs(summary="Families are heard.").pdf()
    pages.heading("Overall effectiveness of nothing")
    pages.marked("This stands on the last page", "1", " for all to see.", "A note of no weight.")
    words = " ".join(f.text for f in read(pages).findings)
    assert "no weight" not in words
    assert "last page1" not in words


def test_no_list_where_one_is_announced_is_a_doubt(read):
    pages = Ilacs(improvements=())
    assert read(pages.pdf()).doubts == ()
    report = read(replace(pages, announced="There is little here that must improve.").pdf())
    assert [(doubt.message, doubt.page) for doubt in report.doubts] == [
        ("No list was found under the heading of what must improve.", 1)
    ]


def test_a_note_on_words_is_no_finding_and_the_others_keep_their_places(read):
    note = "In this report care leavers are called young adults, the term that they prefer."
    summary = ("Families in this place are heard.", note, "Leaders do what they promise.")
    found = [f for f in read(Ilacs(summary=" ".join(summary)).pdf()).findings if not f.paragraph]
    assert [(f.sentence, f.text) for f in found] == [(1, summary[0]), (3, summary[2])]


def test_a_skipped_paragraph_is_a_doubt_and_nothing_else_is_lost(read):
    report = read(Ilacs(skip=frozenset({7})).pdf())
    assert report.last_paragraph == 17
    assert [doubt.message for doubt in report.doubts] == [
        "There is no paragraph 7: the report skips it, or it was not read."
    ]


def test_priorities_before_improvements(read):
    report = read(Ilacs(priorities=("The safety of children at night.",)).pdf())
    assert [(item.kind, item.number) for item in report.improvements] == [
        ("area_for_priority_action", 1),
        ("area_for_improvement", 1),
        ("area_for_improvement", 2),
    ]


def test_two_windows_start_with_the_first_and_end_with_the_last(read):
    report = read(Ilacs("ilacs_2023").pdf())
    assert (report.cover.start, report.cover.end) == (date(2023, 12, 4), date(2024, 2, 15))
    assert report.inspection_id == "80467_2023-12-04"


def test_misprinted_label_of_care_leavers(read):
    table = dict(ILACS_TABLES["ilacs_2026"])
    table["The experiences and progress of children care leavers"] = table.pop(CARE_LEAVERS)
    assert grades(read(Ilacs("ilacs_2026", table=table).pdf()))["care_leavers"] == "inadequate"


def test_heading_and_table_that_disagree_are_a_doubt(read):
    report = read(Ilacs(headings={HELP: "outstanding"}).pdf())
    assert grades(report)["help_protection"] == "requires_improvement"
    assert [doubt.page for doubt in report.doubts] == [2]
    assert "says 'outstanding'" in report.doubts[0].message


def test_a_trust_in_the_title(read):
    title = ("Inspection of Sandwell Children’s", "Trust")
    assert read(Ilacs(title=title).pdf()).authority.la_name == "Sandwell"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"title": ("Inspection of Camelot",)},
            "'Inspection of Camelot', names no local authority",
        ),
        ({"dates": "soon"}, "The inspection dates can't be read"),
        ({"dates": "10 to 21 July 2022"}, r"No framework in force on 2022-07-10 \(ilacs_2018\)"),
        ({"table": {IN_CARE: "Good"}}, "Its table of judgements can't be read"),
    ],
)
def test_what_cannot_be_read_for_certain_is_an_error(read, change, message):
    title = {"title": ("Inspection of East Sussex local", "authority children’s services")}
    with pytest.raises(ParseError, match=message):
        read(Ilacs(**{**title, **change}).pdf())

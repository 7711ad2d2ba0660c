"""The briefing says by itself what a council told its cabinet, and says what is not known."""

from dataclasses import replace
from datetime import date

import pytest
from factories import authority, inspected, sentence, some_tables

from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.briefing.content import briefing
from ilacs_bench.briefing.model import Figure, Grid, Link, Listing, Paragraph
from ilacs_bench.briefing.word import word_document
from ilacs_bench.papers.check import check_paper
from ilacs_bench.tables.store import read_tables

MADE = date(2026, 1, 5)


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def make(tables, council, as_at, **options):
    return briefing(tables, council, as_at=as_at, made_on=MADE, picture=False, **options)


def said(line):
    return "".join(word.text if isinstance(word, Link) else word for word in line)


def section_of(paper, heading):
    every = [part for section in paper.sections for part in (section, *section.sections)]
    return next(section for section in every if section.heading == heading)


def words_of(section):
    """All text of a section, a line a paragraph, item or row."""
    lines = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lines.append(f"{block.lead} {said(block.line)}")
        elif isinstance(block, Listing):
            lines += map(said, block.items)
        elif isinstance(block, Grid):
            lines += [" | ".join(map(said, row)) for row in block.rows]
    return "\n".join([*lines, *map(words_of, section.sections)])


@pytest.fixture(scope="module")
def east_sussex(tables):
    return make(tables, "East Sussex", "2018-09-18")


def test_in_brief_tells_what_the_council_told_its_cabinet(east_sussex):
    told = words_of(section_of(east_sussex, "In brief"))
    assert "judged outstanding overall, at the inspection from 16 July 2018 to 20 July 2018" in told
    assert "from 14 January 2014 to 5 February 2014" in told
    assert "was judged good overall" in told
    assert "one of 6 of 152 local authorities judged outstanding on overall effectiveness" in told
    assert "one of the first 16 local authorities" in told
    assert "The report lists two areas for improvement." in told


def test_background_says_rules_length_and_kind_and_on_what_ground(east_sussex):
    told = words_of(section_of(east_sussex, "Background"))
    assert "under ILACS 2018 to 2022, for inspections begun from 1 January 2018" in told
    assert "It was a short inspection (by Ofsted’s statistics)." in told
    assert "it took 5 days" in told
    assert "published on 4 September 2018" in told


def test_judgements_now_and_last_time_with_their_pages(east_sussex):
    section = section_of(east_sussex, "Judgements")
    rows = words_of(section)
    (grid,) = (block for block in section.blocks if isinstance(block, Grid))
    assert grid.headings[1::2] == ("Grade now (2018)", "Grade before (2014)", "Previous report")
    assert "and care leavers | Outstanding | page 1 | Good | Children looked after" in rows
    assert "Overall effectiveness | Outstanding | page 1 | Good | – | page 1" in rows
    assert "The experiences and progress of care leavers: requires improvement" in rows
    (link,) = section.blocks[0].rows[0][2]
    assert link.url.endswith("#page=1")


def test_every_improvement_has_a_row_and_a_row_of_the_plan(east_sussex):
    rows = words_of(section_of(east_sussex, "Areas for improvement"))
    assert "Area for improvement 2 | Pre-proceedings and court work | No | page 3" in rows
    (plan,) = section_of(east_sussex, "Action plan").blocks
    assert [said(row[0]).split(":")[0] for row in plan.rows] == [
        "Area for improvement 1",
        "Area for improvement 2",
    ]
    assert {said(cell) for row in plan.rows for cell in row[1:]} == {"[to fill in]"}


def test_without_the_words_it_says_how_to_get_them(east_sussex):
    for heading in ("Areas for improvement", "What the report says, by theme"):
        assert "ilacs-bench update --words" in words_of(section_of(east_sussex, heading))


def test_machine_coding_and_licence_are_said(east_sussex):
    told = words_of(section_of(east_sussex, "Sources and caveats"))
    assert "machine-coded" in told
    assert "Open Government Licence" in told
    assert "https://files.ofsted.gov.uk/" in told


def test_between_site_visit_and_publication_the_inspection_before_counts(tables):
    paper = make(tables, "East Sussex", "2018-09-03")
    told = words_of(section_of(paper, "In brief"))
    assert "judged good overall" in told
    assert "outstanding overall" not in told
    caveats = words_of(section_of(paper, "What to know beside the numbers"))
    assert "begun on 16 July 2018; its report was published on 4 September 2018" in caveats
    later = make(tables, "East Sussex", "2018-09-03", published_by="2018-09-04")
    assert "judged outstanding overall" in words_of(section_of(later, "In brief"))


def test_a_council_never_inspected_is_told_without_a_grade(tables):
    paper = make(tables, "Cumberland", "2023-06-01")
    assert "had no full inspection" in words_of(section_of(paper, "Background"))
    assert "There is no judgement" in words_of(section_of(paper, "Judgements"))
    caveats = words_of(section_of(paper, "What to know beside the numbers"))
    assert "took over from Cumbria" in caveats
    assert word_document(paper)[:2] == b"PK"


def front_of(paper):
    return {block.lead: said(block.line) for block in paper.front}


def test_the_first_page_says_how_far_the_data_go(tables, east_sussex):
    told = front_of(east_sussex)["How far the data go"]
    assert told.startswith("Data to 20 August 2026: all reports of all 153 authorities")
    past = front_of(make(tables, "East Sussex", "2026-08-21"))["How far the data go"]
    assert "Reports published after 20 August 2026 are not all counted here" in past


def test_tables_of_a_part_give_no_headline_of_england(tables):
    few = tables.inspections["la_code"].isin(["E10000011", "E10000029"])
    part = replace(tables, inspections=tables.inspections[few], coverage=tables.coverage.iloc[:0])
    paper = make(part, "East Sussex", "2025-03-31")
    assert "2 of 153 authorities" in front_of(paper)["How far the data go"]
    brief = words_of(section_of(paper, "In brief"))
    assert "England" not in brief
    assert "in your tables) judged" in brief
    absent = make(part, "Leeds", "2025-03-31")
    assert "No full inspection of Leeds is in your tables" in words_of(
        section_of(absent, "Background")
    )
    everything = front_of(absent)["Purpose"] + "".join(map(words_of, absent.sections))
    assert "had no full inspection" not in everything


def test_no_overall_grade_is_made_up_since_april_2026(tables):
    paper = make(tables, "North Northamptonshire", "2026-08-18")
    told = words_of(section_of(paper, "In brief"))
    assert "it gave no overall grade" in told
    assert "no overall effectiveness" in words_of(section_of(paper, "Background"))
    section = section_of(paper, "Judgements")
    labels = [said(row[0]) for row in section.blocks[0].rows]
    assert len(labels) == 4
    assert "Overall effectiveness" not in labels
    assert "Overall effectiveness: requires improvement" in words_of(section)  # the one before


def test_report_words_stand_with_their_place_where_they_are_at_hand():
    report = inspected("A", "2024-05-06", "2024-07-01", leaders="good", overall="good")
    items = [
        sentence(report, "leaders", "strength", "supervision", page=4, paragraph=7, text="Ours!"),
    ]
    tables = some_tables(report, authorities=[authority("A"), authority("B")], coded=items)
    paper = make(tables, "A", "2025-01-01", to=["B"])
    assert "“Ours!” (paragraph 7, page 4)" in words_of(section_of(paper, "Strengths"))


def test_no_cell_and_no_line_is_empty(tables):
    for council, day in (("East Sussex", "2018-09-18"), ("Suffolk", "2026-08-18")):
        paper = make(tables, council, day)
        text = [words_of(section) for section in paper.sections]
        assert not any(line.strip() in ("", "|") for part in text for line in part.splitlines())
        for section in paper.sections:
            for grid in (block for block in section.blocks if isinstance(block, Grid)):
                assert all(said(cell).strip() for row in grid.rows for cell in row)
                assert sum(grid.widths) == pytest.approx(1)


@pytest.mark.parametrize(("day", "first"), [("2018-09-18", 0), ("2026-08-18", 3)])
def test_any_council_at_any_date_makes_a_document(tables, day, first):
    names = existing_authorities(tables, date.fromisoformat(day))["la_name"].to_list()
    assert len(names) in (152, 153)
    for name in names[first::13]:
        assert word_document(make(tables, name, day))[:2] == b"PK"


def test_the_chart_is_drawn_with_its_words(tables):
    paper = briefing(tables, "Suffolk", as_at="2025-03-31", made_on=MADE)
    (figure,) = [b for b in section_of(paper, "In counts").blocks if isinstance(b, Figure)]
    assert figure.png.startswith(b"\x89PNG")
    assert "Leaders: " in figure.description


def test_our_own_paper_agrees_with_the_data(tables, east_sussex, tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(word_document(east_sussex))
    checked = check_paper(tables, path)
    assert (checked.la_name, checked.as_at) == ("East Sussex", date(2018, 9, 18))
    assert checked.agrees
    assert sum(one.verdict == "agrees" for one in checked.findings) > 30

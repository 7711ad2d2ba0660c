"""The briefing says what the pages say, on few pages, and says calmly what is not known."""

from dataclasses import replace
from datetime import date

import pytest
from factories import authority, bullet, inspected, sentence, some_tables

import ilacs_bench as ib
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.briefings.content import briefing
from ilacs_bench.briefings.document import Box, Figure, Graded, Grid, Link, Listing, TextBlock
from ilacs_bench.briefings.word import word_document
from ilacs_bench.papers.check import check_paper
from ilacs_bench.vocabulary import GRADE_LABELS

MADE = date(2026, 1, 5)


@pytest.fixture(scope="module")
def tables():
    return ib.load()


def make(tables, council, as_at, **options):
    return briefing(tables, council, as_at=as_at, made_on=MADE, picture=False, **options)


def said(line):
    return "".join(word if isinstance(word, str) else word.text for word in line)


def section_of(paper, words):
    return next(section for section in paper.sections if words in section.heading)


def grid_of(paper, words):
    (grid,) = (block for block in section_of(paper, words).blocks if isinstance(block, Grid))
    return grid


def words_of(section):
    """All text of a section, a line a paragraph, item or row."""
    lines = []
    for block in section.blocks:
        if isinstance(block, TextBlock):
            lines.append(f"{block.lead} {said(block.line)}")
        elif isinstance(block, Box):
            lines += [f"{one.lead} {said(one.line)}" for one in block.paragraphs]
        elif isinstance(block, Listing):
            lines += map(said, block.items)
        elif isinstance(block, Grid):
            lines += [" | ".join(map(said, row)) for row in block.rows]
    return "\n".join(lines)


def text_of(paper):
    return "\n".join(map(words_of, paper.sections))


@pytest.fixture(scope="module")
def suffolk(tables):
    return make(tables, "Suffolk", "2026-08-18")


def test_it_opens_with_the_cards_that_the_library_counts(tables, suffolk):
    grid = grid_of(suffolk, "is judged")
    assert suffolk.sections[0].blocks[0] is grid
    assert grid.headings[:4] == (
        "Judgement",
        "Grade now (2024)",
        "Grade before (2019)",
        "Direction of travel",
    )
    areas = ["leaders", "help_protection", "in_care", "care_leavers", "overall"]
    rows = ib.positions(tables, "Suffolk", as_at="2026-08-18", areas=areas)
    told = {said(row[0]): row for row in grid.rows}
    leaders = rows[rows["judgement_area"] == "leaders"]
    for cell, of in zip(told["Leaders"][4:], leaders.itertuples(), strict=True):
        counts = f"{of.n_better} higher, {of.n_same - 1} same, {of.n_worse} lower"
        assert said(cell).replace("\u00a0", " ") == counts
    (now,), (before,) = told["Leaders"][1:3]
    assert now == Graded("Requires improvement", "requires_improvement")
    assert before.grade == "outstanding"
    assert GRADE_LABELS[before.grade] == before.text


def test_every_improvement_has_its_page_and_room_for_the_plan(tables, suffolk):
    grid = grid_of(suffolk, "must improve")
    latest = ib.own_grades(tables, "Suffolk", as_at="2026-08-18")["inspection_id"][0]
    listed = tables.improvements[tables.improvements["inspection_id"] == latest]
    assert len(grid.rows) == len(listed) == 7
    assert grid.headings[-3:] == ("Action", "Owner", "Due")
    assert {cell for row in grid.rows for cell in row[-3:]} == {()}
    links = [row[1][0] for row in grid.rows]
    assert all(link.url.endswith(link.text.replace("page ", "#page=")) for link in links)
    assert "Also named in 2019 (page 2)" in words_of(section_of(suffolk, "must improve"))


def test_who_to_learn_from_is_whoever_is_better_graded(tables, suffolk):
    grid = grid_of(suffolk, "learn from")
    better = ib.better_graded(tables, "Suffolk", "neighbours", "leaders", as_at="2026-08-18")
    judgement, councils, praised = grid.rows[0]
    assert said(judgement) == "Leaders: requires improvement here"
    assert [word.text for word in councils if isinstance(word, Link)] == better["la_name"].to_list()
    assert any(isinstance(word, Link) and "#page=" in word.url for word in praised)
    none = words_of(section_of(make(tables, "Hull", "2026-08-18"), "learn from"))
    assert "good or outstanding in every judgement shown" in none


def test_sentences_to_quote_stand_in_the_annex_one_a_judgement(tables, suffolk):
    annex = words_of(section_of(suffolk, "Annex")).splitlines()
    england = ib.positions(tables, "Suffolk", ["england"], as_at="2026-08-18")["sentence"]
    assert annex[:4] == england.to_list()
    assert len(annex) == 5


def test_no_command_stands_in_it_and_caveats_stand_in_one_box(suffolk):
    told = text_of(suffolk)
    assert "ilacs-bench" not in told
    (box,) = section_of(suffolk, "Sources").blocks
    words = words_of(section_of(suffolk, "Sources"))
    assert isinstance(box, Box)
    assert words.count("Data to 20 August 2026") == 1
    assert "Open Government Licence" in words


def test_inspections_are_told_with_their_rules_days_and_reports(tables):
    told = text_of(make(tables, "East Sussex", "2018-09-18"))
    assert "from 16 July 2018 to 20 July 2018 under ILACS 2018 to 2022" in told
    assert "published on 4 September 2018" in told
    assert "The previous inspection was from 14 January 2014 to 5 February 2014" in told
    assert "The previous inspection also graded: Adoption performance: outstanding" in told


def test_between_site_visit_and_publication_the_inspection_before_counts(tables):
    paper = make(tables, "East Sussex", "2018-09-03")
    overall = [row for row in grid_of(paper, "is judged").rows if "Overall" in said(row[0])]
    assert said(overall[0][1]) == "Good"
    assert "begun on 16 July 2018; its report was published on 4 September" in text_of(paper)


def test_a_council_never_inspected_is_told_without_a_grade(tables):
    paper = make(tables, "Cumberland", "2023-06-01")
    told = text_of(paper)
    assert "Cumberland had no full inspection, as at 1 June 2023" in told
    assert "took over from Cumbria" in told
    assert {said(row[1]) for row in grid_of(paper, "is judged").rows} == {"No inspection here"}
    assert "9 of 10 have a grade" in told
    assert "There is no report yet." in told


def test_under_the_sif_its_own_judgements_are_the_cards(tables):
    rows = grid_of(make(tables, "Leeds", "2015-06-01"), "is judged").rows
    labels = [said(row[0]) for row in rows]
    assert "Leadership, management and governance (SIF)" in labels
    assert "Leaders" not in labels


def test_tables_of_a_part_give_no_figure_of_england(tables):
    few = tables.inspections["la_code"].isin(["E10000011", "E10000029"])
    part = replace(tables, inspections=tables.inspections[few], coverage=tables.coverage.iloc[:0])
    told = text_of(make(part, "East Sussex", "2025-03-31"))
    assert "2 of 153 authorities" in told
    assert "not in these tables" in told
    assert "without a grade" not in told
    assert "(1 of 11 in your tables)" in told
    absent = text_of(make(part, "Leeds", "2025-03-31"))
    assert "No full inspection of Leeds is in your tables" in absent
    assert "had no full inspection" not in absent


def test_no_overall_grade_is_made_up_since_april_2026(tables):
    paper = make(tables, "North Northamptonshire", "2026-08-18")
    assert len(grid_of(paper, "is judged").rows) == 4
    assert "also graded: Overall effectiveness: requires improvement" in text_of(paper)


def test_report_words_stand_with_their_page_and_no_link_leads_off_ofsteds_site():
    report = inspected("A", "2024-05-06", "2024-07-01", leaders="inadequate", overall="inadequate")
    other = inspected("B", "2024-05-06", "2024-07-01", leaders="good", overall="good")
    tables = some_tables(
        report,
        other,
        authorities=[authority("A"), authority("B")],
        coded=[
            bullet(report, "supervision", text="Do better."),
            sentence(other, "leaders", "strength", "supervision", page=4, text="Ours!"),
        ],
    )
    assert "1. Do better. (Supervision)" in text_of(make(tables, "A", "2025-01-01", to=["B"]))
    inspections = tables.inspections.assign(source_url="javascript:alert(1)")
    paper = make(replace(tables, inspections=inspections), "A", "2025-01-01", to=["B"])
    assert "B (good)" in text_of(paper)
    written = word_document(paper)
    assert b"javascript" not in written


@pytest.mark.parametrize(("day", "first"), [("2018-09-18", 0), ("2026-08-18", 3)])
def test_any_council_at_any_date_makes_a_document_without_an_empty_cell(tables, day, first):
    names = existing_authorities(tables, date.fromisoformat(day))["la_name"].to_list()
    for name in names[first::51]:
        paper = make(tables, name, day)
        assert word_document(paper)[:2] == b"PK"
        for section in paper.sections:
            for grid in (block for block in section.blocks if isinstance(block, Grid)):
                filled = len(grid.headings) - grid.to_fill_in
                assert all(said(cell).strip() for row in grid.rows for cell in row[:filled])
                assert sum(grid.widths) == pytest.approx(1, abs=0.01)


def test_strips_are_drawn_with_their_words(tables):
    paper = briefing(tables, "Suffolk", as_at="2025-03-31", made_on=MADE)
    (figure,) = (b for b in paper.sections[0].blocks if isinstance(b, Figure))
    assert figure.png.startswith(b"\x89PNG")
    assert "Suffolk requires improvement to be good" in figure.description


def test_our_own_paper_agrees_with_the_data(tables, tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(word_document(make(tables, "East Sussex", "2018-09-18")))
    checked = check_paper(tables, path, as_at="2018-09-18")
    assert checked.la_name == "East Sussex"
    assert checked.agrees
    assert sum(one.verdict == "agrees" for one in checked.findings) > 10


@pytest.mark.parametrize("council", ["Suffolk", "Hull", "Cumberland", "East Sussex"])
def test_our_own_paper_of_today_names_its_day_and_is_read_whole(tables, tmp_path, council):
    path = tmp_path / "paper.docx"
    path.write_bytes(word_document(briefing(tables, council, made_on=MADE, picture=False)))
    checked = check_paper(tables, path)
    assert checked.as_at == date(2026, 8, 20)
    assert checked.agrees
    assert {one.verdict for one in checked.findings} == {"agrees"}
    read = " ".join(one.read_as for one in checked.findings)
    for kind in ("at the inspection", "others graded lower", "one of"):
        assert kind in read

"""The Word document is one that a screen reader can use."""

import zipfile
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from ilacs_bench.briefings.content import briefing
from ilacs_bench.briefings.document import Briefing, BriefingSection, Grid, Link, TextBlock
from ilacs_bench.briefings.word import word_document
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.tables.store import read_tables

MADE = date(2026, 1, 5)


@pytest.fixture(scope="module")
def written():
    return word_document(briefing(read_tables(), "Suffolk", as_at="2025-03-31", made_on=MADE))


@pytest.fixture(scope="module")
def document(written):
    return Document(BytesIO(written))


def test_headings_are_styles_and_skip_no_level(document):
    names = [p.style.name for p in document.paragraphs]
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert names[0] == "Title"
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == 5


def test_every_table_has_a_header_row_that_repeats_and_a_name(document):
    assert len(document.tables) == 3
    for table in document.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_rows_say_what_they_are_in_words_that_office_knows(document):
    """Office takes on and off, or nothing, for a row's properties; 'true' breaks its schema."""
    rows = [row._tr.trPr for table in document.tables for row in table.rows]
    said = [mark.get(qn("w:val")) for row in rows for mark in row if "Height" not in mark.tag]
    assert len(said) > len(rows)  # no row is torn, and headings are headings
    assert set(said) <= {None, "on", "off"}


def test_nothing_is_merged_nested_or_empty_but_the_plan(document):
    body = document.element.body
    for name in ("w:gridSpan", "w:vMerge"):
        assert list(body.iter(qn(name))) == []
    for table in document.tables:
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    _, plan, _ = document.tables
    filled = [p.xpath(".//w:t[normalize-space()] | .//w:drawing") for p in body.iter(qn("w:p"))]
    assert filled.count([]) == 3 * (len(plan.rows) - 1)


def test_grades_stand_in_their_colours_and_in_words(document):
    cell = document.tables[0].rows[1].cells[1]
    assert cell.text == "Requires improvement"
    look = GRADE_COLOURS["requires_improvement"]
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == look.fill.removeprefix("#")


def test_sources_stand_in_one_frame(document):
    styles = [p.style.name for p in document.paragraphs]
    framed = [place for place, name in enumerate(styles) if name == "Box text"]
    assert framed == list(range(framed[0], framed[0] + len(framed)))
    assert document.styles["Box text"].element.pPr.find(qn("w:pBdr")) is not None


def test_language_title_and_subject_are_set(document):
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    properties = document.core_properties
    assert properties.title == "Ofsted’s inspection of children’s services in Suffolk"
    assert "31 March 2025" in properties.subject
    assert properties.language == "en-GB"


def test_picture_has_alt_text(document):
    (picture,) = document.inline_shapes
    assert "A square for each council" in picture._inline.docPr.get("descr")


def test_links_say_where_they_lead(document):
    links = list(document.element.body.iter(qn("w:hyperlink")))
    targets = {document.part.rels[link.get(qn("r:id"))].target_ref for link in links}
    assert all("".join(link.itertext()).strip() for link in links)
    assert all(target.startswith("https://") for target in targets)
    assert any(target.endswith("#page=1") for target in targets)


def test_the_same_paper_gives_the_same_bytes(written):
    again = word_document(briefing(read_tables(), "Suffolk", as_at="2025-03-31", made_on=MADE))
    assert again == written


def test_words_that_no_xml_file_may_hold_do_no_harm():
    odd = "a\x00b<&>\x0b\ud800"
    grid = Grid("x", (odd,), (((odd, Link(odd, "https://example.org/?a=1&b=<2>")),),), (1.0,))
    section = BriefingSection(odd, (TextBlock((odd,), lead=odd), grid))
    document = Document(BytesIO(word_document(Briefing(odd, odd, MADE, (section,)))))
    assert document.paragraphs[0].text == "ab<&>"
    assert document.tables[0].rows[1].cells[0].text == "ab<&>ab<&>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_addresses_become_links(url):
    section = BriefingSection("x", (TextBlock((Link("report", url),)),))
    document = Document(BytesIO(word_document(Briefing("x", "x", MADE, (section,)))))
    assert list(document.element.body.iter(qn("w:hyperlink"))) == []
    assert url not in {one.target_ref for one in document.part.rels.values()}
    assert document.paragraphs[-1].text == "report"


def test_styles_are_said_once(written):
    with zipfile.ZipFile(BytesIO(written)) as archive:
        names = archive.namelist()
        assert [n for n in names if n.startswith("word/styles")] == ["word/styles.xml"]
        assert "stylesWithEffects" not in archive.read("[Content_Types].xml").decode()


def test_parts_of_the_file_are_dated_alike(written):
    with zipfile.ZipFile(BytesIO(written)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}

"""Papers as files: every kind is read, and a hostile one costs nothing but an error in words."""

import os
import signal
import zipfile

import pytest
from docx import Document
from fpdf import FPDF
from papers.papers import a_word_paper

from ilacs_bench.errors import ReadError
from ilacs_bench.papers import paper_file
from ilacs_bench.papers.paper_file import Paper, paper_in, text_passages
from ilacs_bench.reports import content_of, word

RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_paper(path) -> Paper:
    """As the library does, but in this process."""
    return paper_in(path, content_of(path, paper_file.LARGEST_PAPER, "paper"))


def a_docx(path, body, *, before=""):
    """A Word file with this XML inside its body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}" '
            f'xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>',
        )
    return path


def a_run(words):
    return f"<w:r><w:t>{words}</w:t></w:r>"


def texts(path):
    return [passage.text for passage in read_paper(path).passages]


def test_paragraphs_and_rows_keep_their_order_and_places(tmp_path):
    path = a_word_paper(tmp_path, ["One", "Two"], [["Judgement", "Grade"], ["Overall", "Good"]])
    told = [(p.place, p.text, p.table) for p in read_paper(path).passages]
    assert told == [
        ("paragraph 1", "One", 0),
        ("paragraph 2", "Two", 0),
        ("table 1, row 1", "Judgement Grade", 1),
        ("table 1, row 2", "Overall Good", 1),
    ]


def test_a_table_inside_a_cell_is_part_of_the_cell(tmp_path):
    document = Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[0]
    cell.text = "Outer"
    cell.add_table(rows=1, cols=1).rows[0].cells[0].text = "Inner"
    document.save(tmp_path / "x.docx")
    (row,) = read_paper(tmp_path / "x.docx").passages
    assert row.cells == ("Outer Inner", "")


def test_deleted_and_repeated_words_are_not_read(tmp_path):
    body = (
        f"<w:p>{a_run('We are ')}<w:del>{a_run('not ')}</w:del><w:ins>{a_run('good')}</w:ins>"
        f"<mc:Fallback>{a_run(' twice')}</mc:Fallback></w:p>"
    )
    assert texts(a_docx(tmp_path / "x.docx", body)) == ["We are good"]


def test_entities_are_refused_before_they_are_read(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for number, before in enumerate((bomb, outside)):
        path = a_docx(tmp_path / f"{number}.docx", f"<w:p>{a_run('&a;')}</w:p>", before=before)
        with pytest.raises(ReadError, match="document type"):
            read_paper(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "MOST_BYTES", 2**20)
    path = a_docx(tmp_path / "x.docx", f"<w:p>{a_run(' ' * 2**21)}</w:p>")
    assert path.stat().st_size < 10_000
    with pytest.raises(ReadError, match="unpacks to more than 1 MB"):
        read_paper(path)


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(paper_file, "LARGEST_PAPER", 10)
    path = tmp_path / "x.txt"
    path.write_text("a" * 11, encoding="utf-8")
    with pytest.raises(ReadError, match="no paper"):
        read_paper(path)


def test_a_file_of_too_many_paragraphs_is_refused(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("a\n\n" * 20_001, encoding="utf-8")
    with pytest.raises(ReadError, match="20,000 paragraphs"):
        read_paper(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.docx", b"not a zip", "no Word document"),
        ("x.docx", b"\xd0\xcf\x11\xe0 an old or locked file", "protected by a password"),
        ("x.txt", b"ab\0c", "not text"),
        ("x.txt", b"  \n ", "no text"),
    ],
)
def test_what_is_no_paper_is_said(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=said):
        read_paper(path)


def test_a_paper_is_read_where_it_can_do_no_harm_and_what_is_none_is_said(tmp_path):
    (tmp_path / "x.md").write_text("# A paper", encoding="utf-8")
    assert paper_file.read_paper(tmp_path / "x.md").passages[0].text == "A paper"
    for name, said in (("x.txt", "not text"), ("x.odt", "save it as one of these")):
        (tmp_path / name).write_bytes(b"a\0")
        with pytest.raises(ReadError, match=said) as raised:
            paper_file.read_paper(tmp_path / name)
        assert raised.value.report == name


def test_a_paper_that_ends_its_reader_is_said(tmp_path, monkeypatch):
    (tmp_path / "x.txt").write_text("A paper.")
    monkeypatch.setattr(paper_file, "paper_in", end_the_reader)
    with pytest.raises(ReadError, match="crashed its reader"):
        paper_file.read_paper(tmp_path / "x.txt")


def end_the_reader(path, content):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_zip_that_is_no_word_file_and_damaged_xml_are_said(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(ReadError, match="no text inside"):
        read_paper(tmp_path / "a.docx")
    with pytest.raises(ReadError, match="damaged"):
        read_paper(a_docx(tmp_path / "b.docx", "<w:p>"))


def test_missing_file_is_said(tmp_path):
    with pytest.raises(ReadError, match="can't be opened"):
        read_paper(tmp_path / "nowhere.md")


def test_text_keeps_sentences_over_lines_and_tells_rows_from_rules():
    text = (
        "# Title\n\nWe are one\nof six.\n- First\n- Second\n\n"
        "| A | B |\n|---|---|\n| **c** | <b>d</b> |\n"
    )
    told = [(p.place, p.text, p.cells, p.table) for p in text_passages(text)]
    assert told == [
        ("line 1", "Title", (), 0),
        ("line 3", "We are one of six.", (), 0),
        ("line 5", "- First", (), 0),
        ("line 6", "- Second", (), 0),
        ("line 8", "A B", ("A", "B"), 1),
        ("line 10", "c d", ("c", "d"), 1),
    ]


def test_two_tables_are_told_apart():
    text = "A\tB\nc\td\n\nWords between.\n\nE\tF\ng\th\n"
    assert [p.table for p in text_passages(text)] == [1, 1, 0, 2, 2]


def test_sentences_of_a_pdf_are_read_by_page(tmp_path):
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for words in ("We are one of six councils.", "There are two areas for improvement."):
        pdf.add_page()
        pdf.multi_cell(0, text=words)
    pdf.output(str(tmp_path / "x.pdf"))
    told = [(passage.place, passage.text) for passage in read_paper(tmp_path / "x.pdf").passages]
    assert told == [  # and the checker says that its tables may not be found
        ("page 1", "We are one of six councils."),
        ("page 2", "There are two areas for improvement."),
    ]


def test_a_device_is_no_paper_whatever_its_name(tmp_path):
    for name in ("x.md", "x.docx"):
        (tmp_path / name).symlink_to("/dev/zero")
        with pytest.raises(ReadError, match="no file"):
            read_paper(tmp_path / name)


def test_cells_over_several_columns_and_rows_stand_in_each(tmp_path):
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Grade"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Leaders"
    for at, words in enumerate(("2019", "Good")):
        table.cell(at + 1, 1).text = words
    document.save(tmp_path / "x.docx")
    rows = [passage.cells for passage in read_paper(tmp_path / "x.docx").passages]
    assert rows == [("", "Grade", "Grade"), ("Leaders", "2019", ""), ("Leaders", "Good", "")]


def test_headings_items_and_content_controls_are_read(tmp_path):
    document = Document()
    document.add_heading("Outcome")
    document.add_paragraph("First", style="List Bullet")
    document.save(tmp_path / "x.docx")
    told = [(one.text, one.role) for one in read_paper(tmp_path / "x.docx").passages]
    assert told == [("Outcome", "heading"), ("First", "item")]
    held = f"<w:sdt><w:sdtContent><w:p>{a_run('Held')}</w:p></w:sdtContent></w:sdt>"
    assert texts(a_docx(tmp_path / "y.docx", held)) == ["Held"]

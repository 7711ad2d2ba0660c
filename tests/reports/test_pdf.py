import pytest
from fpdf import FPDF
from pdf_pages import LEFT, ReportPdf
from report_pages import Ilacs

from ilacs_bench.paths import bundled
from ilacs_bench.reports.document import Line
from ilacs_bench.reports.pdf import find_damage, read_pdf_pages


def first_lines(pages: FPDF, tmp_path) -> list[Line]:
    path = tmp_path / "some.pdf"
    pages.output(str(path))
    return list(read_pdf_pages(path.name, path.read_bytes())[0].lines)


def test_lines_know_page_place_size_and_weight(tmp_path):
    pages = ReportPdf().large("A title").heading("A heading").prose("Some text.")
    title, heading, text, *_ = first_lines(pages, tmp_path)
    assert [line.text for line in (title, heading, text)] == ["A title", "A heading", "Some text."]
    assert [round(line.size) for line in (title, heading, text)] == [26, 14, 12]
    assert [line.bold for line in (title, heading, text)] == [False, True, False]
    assert title.y > heading.y > text.y
    assert title.x == pytest.approx(LEFT, abs=4)


def test_type_set_at_size_one_and_enlarged_has_its_printed_size(tmp_path):
    pages = FPDF(unit="pt")
    pages.add_page()
    pages.set_font("Helvetica", size=1)
    with pages.rotation(0), pages.local_context():
        pages._out("12 0 0 12 72 0 cm")
        pages.text(0, 6, "Text of twelve points")
    assert [round(line.size) for line in first_lines(pages, tmp_path)] == [12]


@pytest.mark.parametrize(
    ("before", "mark", "after", "text"),
    [
        ("Families are heard.", "1", " They say so.", "Families are heard. They say so."),
        ("A plan", "12", ", soon.", "A plan, soon."),
        ("A heading", "3", "", "A heading"),
    ],
)
def test_raised_digits_are_footnote_marks(tmp_path, before, mark, after, text):
    pages = ReportPdf().marked(before, mark, after, "A note.")
    body = [line.text for line in first_lines(pages, tmp_path) if line.size == 12]
    assert " ".join(body) == text


def test_a_footnote_below_a_word_that_is_broken_over_two_pages_is_a_line_of_its_own(tmp_path):
    pages = ReportPdf().prose("Managers say who took each decision-")
    pages.footnotes.append("1 A note about words.")
    lines = first_lines(pages, tmp_path)
    assert [(line.text, line.size) for line in lines[:2]] == [
        ("Managers say who took each decision-", 12),
        ("1 A note about words.", 10),
    ]
    assert lines[0].y > lines[1].y + 100


def test_a_word_broken_over_two_lines_ends_the_first(tmp_path):
    pages = ReportPdf()
    pages.set_font("Helvetica", size=12)
    for n, text in enumerate(("A multi-", "agency plan")):
        pages.text(LEFT, 100 + 15 * n, text)
    lines = first_lines(pages, tmp_path)
    assert [line.text for line in lines] == ["A multi-", "agency plan", "1"]
    assert lines[0].y - lines[1].y == pytest.approx(15, abs=0.1)


def test_digits_on_the_line_are_kept(tmp_path):
    pages = ReportPdf().prose("In year 2019, form A1 and COVID-19 came. Key stage 2.")
    assert "2019, form A1 and COVID-19 came. Key stage 2." in first_lines(pages, tmp_path)[0].text


def test_letters_that_their_font_does_not_name_are_marked(tmp_path):
    pages = FPDF(unit="pt")
    pages.add_page()
    pages.add_font("some", fname=bundled("data", "fonts", "BenchmarkSans-Regular.ttf"))
    for n, (font, text) in enumerate([("some", "Children’s"), ("Helvetica", "In plain letters.")]):
        pages.set_font(font, size=12)
        pages.text(LEFT, 100 + 30 * n, text)
    path = tmp_path / "some.pdf"
    pages.output(str(path))
    texts = [line.text for line in read_pdf_pages(path.name, path.read_bytes())[0].lines]
    assert texts == ["Children’s", "In plain letters."]
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/ToNothing"))
    spoilt, plain = (line.text for line in read_pdf_pages(path.name, path.read_bytes())[0].lines)
    assert set(spoilt) == {"\ufffd"}
    assert plain == "In plain letters."


def test_pages_come_in_order(tmp_path):
    path = Ilacs(paragraphs=12).pdf().save(tmp_path / "some.pdf")
    pages = read_pdf_pages(path.name, path.read_bytes())
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert {round(page.height) for page in pages} == {842}


def test_a_part_that_can_not_be_unpacked_is_said_though_its_reader_passes_over_it(tmp_path):
    whole = Ilacs().pdf().save(tmp_path / "whole.pdf").read_bytes()
    assert find_damage(whole) == []
    at = whole.index(b"stream\n", whole.index(b"/FlateDecode")) + 60
    for spoilt in (whole[:at] + b"\0\0" + whole[at + 2 :], whole[:at] + whole[at + 9 :]):
        (doubt,) = find_damage(spoilt)
        assert "1 of its parts can't be unpacked whole" in doubt.message
        assert read_pdf_pages("spoilt.pdf", spoilt)
    assert find_damage(b"%PDF-1.7\n/Encrypt\n" + spoilt) == []

"""Files that hold other pages than those of one report, each once and in order."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from report_pages import Ilacs, sif_2014, sif_2017

from ilacs_bench.errors import ReadError
from ilacs_bench.parse.report import Report, parse_report
from ilacs_bench.reports import read_report
from ilacs_bench.reports.document import Line, ReportPage
from ilacs_bench.reports.own_pages import own_pages

SUFFOLK = ("Inspection of Suffolk local", "authority children’s services")


@pytest.fixture(scope="module")
def east_sussex(tmp_path_factory) -> Path:
    return Ilacs(paragraphs=12).pdf().save(tmp_path_factory.mktemp("one") / "east_sussex.pdf")


@pytest.fixture(scope="module")
def suffolk(tmp_path_factory) -> Path:
    pages = Ilacs(paragraphs=12, title=SUFFOLK, running_head="Inspection of Suffolk").pdf()
    return pages.save(tmp_path_factory.mktemp("other") / "suffolk.pdf")


@pytest.fixture
def bound(tmp_path):
    """Binds pages of files into one: each is a path and the indices of its pages."""

    def bind(*parts: tuple[Path, Sequence[int]]) -> Path:
        whole = pdfium.PdfDocument.new()
        for path, indices in parts:
            if indices:
                with pdfium.PdfDocument(path) as part:
                    whole.import_pages(part, list(indices))
        whole.save(tmp_path / "bound.pdf")
        whole.close()
        return tmp_path / "bound.pdf"

    return bind


def length(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        return len(document)


def read(path: Path) -> Report:
    return parse_report(read_report(path))


def said(report: Report) -> list:
    """What a report says, wherever in a file it stands."""
    return [
        [(judgement.area, judgement.grade) for judgement in report.table.judgements],
        [(item.kind, item.text) for item in report.improvements],
        [(finding.section, finding.paragraph, finding.text) for finding in report.findings],
    ]


@pytest.mark.parametrize("make", [Ilacs(paragraphs=12).pdf, sif_2014, sif_2017])
def test_a_report_as_published_has_no_doubts(tmp_path, make):
    assert read(make().save(tmp_path / "some.pdf")).doubts == ()


@pytest.mark.parametrize("order", ["each", "whole", "one"])
def test_pages_that_stand_twice_are_read_once(east_sussex, bound, order):
    n = length(east_sussex)
    orders = {
        "each": [index for index in range(n) for _ in "ab"],
        "whole": [*range(n), *range(n)],
        "one": [0, 1, 2, 1, *range(3, n)],
    }
    report = read(bound((east_sussex, orders[order])))
    assert said(report) == said(read(east_sussex))
    (doubt,) = report.doubts
    assert doubt.page == {"each": 2, "whole": n + 1, "one": 4}[order]
    assert "what is on another page: it was read once" in doubt.message


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("page", [0, 1, 2, -1])
def test_a_page_of_another_report_is_left_out(east_sussex, suffolk, bound, place, page):
    n = length(east_sussex)
    index = page % length(suffolk)
    path = bound((east_sussex, range(place)), (suffolk, [index]), (east_sussex, range(place, n)))
    report = read(path)
    assert said(report) == said(read(east_sussex))
    assert [doubt.page for doubt in report.doubts] == [place + 1], report.doubts
    (doubt,) = report.doubts
    assert "is not of this report" in doubt.message


def test_a_page_of_another_report_in_the_place_of_one_is_left_out_and_the_gap_said(
    east_sussex, suffolk, bound
):
    n = length(east_sussex)
    report = read(bound((east_sussex, [0, 1]), (suffolk, [2]), (east_sussex, range(3, n))))
    messages = [doubt.message for doubt in report.doubts]
    assert "'inspection of suffolk'" in messages[0]
    assert "There is no page 3: look for a copy that is whole." in messages
    whole = {finding.text for finding in read(east_sussex).findings}
    cut = [finding.text for finding in report.findings if finding.text not in whole]
    assert [text.count("[…]") for text in cut] == [1]


def test_a_missing_page_is_said_and_no_sentence_goes_over_it_unmarked(east_sussex, bound):
    n = length(east_sussex)
    report = read(bound((east_sussex, [0, *range(2, n)])))
    assert "There is no page 2: look for a copy that is whole." in [
        doubt.message for doubt in report.doubts
    ]
    whole = {finding.text for finding in read(east_sussex).findings}
    assert all("[…]" in finding.text for finding in report.findings if finding.text not in whole)


@pytest.mark.parametrize("order", [reversed, lambda pages: [0, 2, 1, *list(pages)[3:]]])
def test_pages_in_disorder_are_read_in_the_order_of_their_numbers(east_sussex, bound, order):
    report = read(bound((east_sussex, list(order(range(length(east_sussex)))))))
    assert said(report) == said(read(east_sussex))
    assert [doubt.message for doubt in report.doubts] == [
        "Its pages are not in the order of their numbers: they were read in that order."
    ]


@pytest.mark.parametrize("make", [Ilacs("ilacs_2018", title=SUFFOLK).pdf, sif_2014, sif_2017])
def test_a_second_report_in_the_file_is_named(east_sussex, tmp_path, bound, make):
    second = make().save(tmp_path / "second.pdf")
    n, m = length(east_sussex), length(second)
    report = read(bound((east_sussex, range(n)), (second, range(m))))
    assert said(report) == said(read(east_sussex))
    (doubt,) = report.doubts
    title = {True: "Inspection of Suffolk local authority", False: "East Sussex"}
    assert title[make not in (sif_2014, sif_2017)] in doubt.message
    assert f"Another report begins on page {n + 1} of the file" in doubt.message
    assert f"Save pages {n + 1} to {n + m} as a file of its own." in doubt.message


def page(number: int, *texts: str, printed: int | None, size: float = 8) -> ReportPage:
    """A page of lines one below the other, with its number at the foot."""
    lines = [Line(text, number, 71, 700 - 15 * n, 12, False) for n, text in enumerate(texts)]
    foot = [Line(str(printed), number, 520, 30, size, False)] if printed else []
    return ReportPage(number, 842, (*lines, *foot))


def body(number: int, first: int) -> list[str]:
    """Three numbered paragraphs, from `first` on."""
    return [
        f"{first + n}. Words that stand on this page only, as does {number} {n}." for n in range(3)
    ]


def numbered_pages(*firsts: int) -> list[ReportPage]:
    """A cover, and pages with paragraphs from these numbers on; none has a running head."""
    cover = page(1, "A title", "Dates and grades of some inspection of a council", printed=1)
    rest = [page(n, *body(n, first), printed=n) for n, first in enumerate(firsts, start=2)]
    return [cover, *rest]


def test_of_two_pages_with_one_number_the_paragraphs_tell_which_is_the_report_s():
    pages = numbered_pages(1, 4, 7, 10)
    stranger = page(4, *body(99, 40), printed=3)
    own, doubts = own_pages("some.pdf", [*pages[:3], stranger, *pages[3:]])
    assert own == pages
    assert [doubt.message for doubt in doubts] == [
        "Page 4 of the file is not of this report: it bears the number 3, as does another page "
        "that fits better. It was left out."
    ]


def test_where_nothing_tells_neither_page_is_read():
    pages = [
        page(n, f"Words of page {'abcde'[n]}, which has no number.", printed=n)
        for n in (1, 2, 3, 4)
    ]
    other = page(5, "Words of another page, which has no paragraphs either.", printed=3)
    own, doubts = own_pages("some.pdf", [*pages[:3], other, *pages[3:]])
    assert [kept.number for kept in own] == [1, 2, 4]
    assert "Pages 3 and 5 have the same page number, and nothing shows" in doubts[0].message


def test_of_two_fronts_none_is_chosen_where_nothing_tells():
    pages = numbered_pages(1, 4)
    other = page(
        9, "Another title", "Other dates and grades, of who knows which council", printed=1
    )
    with pytest.raises(ReadError, match="Pages 1 and 9 of the file may each be the front"):
        own_pages("some.pdf", [pages[0], other, *pages[1:]])


def test_paragraphs_that_leap_are_said():
    pages = numbered_pages(1, 4, 20)
    own, doubts = own_pages("some.pdf", pages)
    assert own == pages
    assert [(doubt.page, doubt.message[:43]) for doubt in doubts] == [
        (4, "Paragraphs 20 to 22 do not go on from those")
    ]


def test_pages_without_numbers_and_blank_pages_are_as_they_are():
    pages = [
        page(n, f"Words of page {'abcd'[n]}, which has no number.", printed=None) for n in range(3)
    ]
    assert own_pages("some.txt", pages) == (pages, [])
    assert own_pages("some.txt", []) == ([], [])
    blank = [ReportPage(4, 842, ()), ReportPage(5, 842, ())]
    assert own_pages("some.txt", [*pages, *blank])[1] == []


def test_a_page_that_the_report_leaves_without_a_number_is_its_own():
    pages = [
        *numbered_pages(1, 4),
        page(4, *body(4, 7), printed=None),
        page(5, *body(5, 10), printed=5),
    ]
    assert own_pages("some.pdf", pages) == (pages, [])

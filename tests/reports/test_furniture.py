from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.reports.document import Line, ReportPage
from ilacs_bench.reports.furniture import body_lines

HEIGHT = 842.0


def line(text: str, y: float, *, page: int = 1, size: float = 12, x: float = 71) -> Line:
    return Line(text, page, x, y, size, bold=False)


def page(number: int, *lines: Line) -> ReportPage:
    return ReportPage(number, HEIGHT, lines)


def body(number: int) -> list[Line]:
    """Thirty lines of the report's own words, no two alike."""
    return [
        line(f"Word {chr(97 + number)}{chr(97 + row)} of the body of this report.", 700 - 15 * row)
        for row in range(30)
    ]


def texts(*pages: ReportPage) -> list[str]:
    return [kept.text for kept in body_lines(pages)]


def test_running_heads_and_page_numbers_go():
    pages = [
        page(n, line("Inspection of Somewhere", 800, size=8), *body(n), line(f"{n}", 30, size=8))
        for n in range(1, 5)
    ]
    assert texts(*pages) == [kept.text for n in range(1, 5) for kept in body(n)]


def test_running_heads_with_their_page_number_in_them_go():
    pages = [page(n, *body(n), line(f"Page {n} of 4", 30)) for n in range(1, 5)]
    assert not [text for text in texts(*pages) if "Page" in text]


def test_what_stands_once_in_the_margin_stays():
    pages = [page(n, line(f"Text {'abcd'[n]} goes on here", 790), *body(n)) for n in range(1, 4)]
    assert len(texts(*pages)) == 3 * 31


def test_a_paragraph_number_alone_at_the_top_of_pages_stays():
    pages = [page(n, line(f"{n}.", 790, x=85), *body(n)) for n in range(1, 5)]
    assert [text for text in texts(*pages) if text.rstrip(".").isdigit()] == [
        "1.",
        "2.",
        "3.",
        "4.",
    ]


def test_footnotes_go_small_print_among_the_text_stays():
    notes = [line("1 A note at the foot,", 100, size=10), line("over two lines.", 88, size=10)]
    table = line("Small print in a table", 500, size=10)
    kept = texts(page(1, table, *body(1), *notes))
    assert "Small print in a table" in kept
    assert not [text for text in kept if "note" in text or "two lines" in text]


def test_raised_marks_on_lines_of_their_own_go():
    assert texts(page(1, *body(1), line("12", 400, size=7))) == [kept.text for kept in body(1)]


def test_everything_from_the_imprint_on_goes():
    imprint = line("The Office for Standards in Education, Children’s Services and Skills", 600)
    after = line("Address and telephone", 500)
    assert texts(page(1, *body(1)), page(2, imprint, after)) == [kept.text for kept in body(1)]


def test_no_lines_at_all():
    assert texts(page(1)) == []


@given(st.integers(1, 9))
def test_the_body_is_kept_whole_however_many_pages_there_are(n):
    pages = [page(i, *body(i)) for i in range(1, n + 1)]
    assert texts(*pages) == [kept.text for i in range(1, n + 1) for kept in body(i)]


def test_a_word_that_ends_three_pages_of_twelve_stays():
    ends = {2: "inadequate", 5: "inadequate", 9: "inadequate"}
    pages = [
        page(n, *body(n), line(ends.get(n, f"end {'abcdefghijklm'[n]}"), 60)) for n in range(1, 13)
    ]
    assert texts(*pages).count("inadequate") == 3

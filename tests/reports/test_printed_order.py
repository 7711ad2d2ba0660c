from hypothesis import given
from hypothesis import strategies as st
from printed_lines import printed

from ilacs_bench.reports.printed_order import in_printed_order


def test_a_block_that_is_stored_last_and_printed_first_comes_first():
    first = printed("the end of a sentence", "from the page before.", top=740)
    rest = printed("1. A paragraph", "of two lines.", "2. Another.", top=690)
    assert in_printed_order([*rest, *first]) == [*first, *rest]


def test_a_heading_that_is_stored_last_goes_where_it_is_printed():
    above = printed("The end of one section.", top=700)
    heading = printed("Another section is good", top=660)
    below = printed("3. Its first paragraph", "goes on.", top=630)
    assert in_printed_order([*above, *below, *heading]) == [*above, *heading, *below]


def test_columns_that_are_stored_one_after_the_other_stay_so():
    labels = printed("Leaders", "Help", "Care", top=700)
    grades = printed("Good", "Good", "Inadequate", top=700, x=300)
    below = printed("Words below the table.", top=600)
    assert in_printed_order([*labels, *grades, *below]) == [*labels, *grades, *below]
    assert in_printed_order([*labels, *below, *grades]) == [*labels, *below, *grades]


@given(st.lists(st.sampled_from(printed(*"abcdefgh")), unique=True))
def test_no_line_is_lost(lines):
    assert sorted(in_printed_order(lines), key=id) == sorted(lines, key=id)

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_lines import LEADING, printed
from report_pages import CARE_LEAVERS, HELP, ILACS_TABLES, IN_CARE, LEADERS, OVERALL, SIF_TABLE

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.judgements import parse_judgements
from ilacs_bench.parse.wording import grade_of, judgement_area_of
from ilacs_bench.reports.document import Line

TABLE_2023 = ILACS_TABLES["ilacs_2023"]
GRADES_2023 = {
    judgement_area_of(label, "ilacs"): grade_of(grade) for label, grade in TABLE_2023.items()
}
WORDINGS = ["Outstanding", "Good", "Requires improvement to be good", "Inadequate", "Not judged"]


def grades_of(lines: list[Line]) -> dict[str, str | None]:
    table = parse_judgements("some.pdf", lines, 0)
    return {judgement.area: judgement.grade for judgement in table.judgements}


def two_columns(rows: dict[str, str]) -> tuple[list[Line], list[Line]]:
    """Labels and grades as separate lines; long labels and grades fill two of them."""
    labels, grades = [], []
    top = 600.0
    for label, grade in rows.items():
        half = label.rfind(" ", 0, 38) if len(label) > 38 else len(label)
        labels += printed(label[:half], *filter(None, [label[half:].strip()]), x=77, top=top)
        words = grade.partition(" to be")
        grades += printed(words[0], *filter(None, ["".join(words[1:]).strip()]), x=303, top=top)
        top -= 3 * LEADING
    return labels, grades


def test_rows_are_read_by_label_in_any_order():
    rows = list(TABLE_2023.items())
    random.Random(1).shuffle(rows)
    lines = printed("Judgement Grade", *(f"{label} {grade}" for label, grade in rows))
    assert grades_of(lines) == GRADES_2023


@given(st.lists(st.sampled_from(WORDINGS), min_size=5, max_size=5))
def test_columns_stored_apart_keep_each_grade_beside_its_label(wordings):
    rows = dict(zip(TABLE_2023, wordings, strict=True))
    labels, grades = two_columns(rows)
    expected = {judgement_area_of(label, "ilacs"): grade_of(w) for label, w in rows.items()}
    assert grades_of([*labels, *grades]) == expected
    assert grades_of([*grades, *labels]) == expected


def test_a_grade_stored_before_the_second_half_of_its_label():
    lines = [
        *printed("The impact of leaders on social work", x=77, top=600),
        *printed("Good", x=303, top=593),
        *printed("practice with children and families", x=77, top=600 - LEADING),
        *printed(f"{HELP} Good", f"{IN_CARE} Good", f"{CARE_LEAVERS} Good", x=77, top=550),
        *printed(f"{OVERALL} Good", x=77, top=450),
    ]
    assert set(grades_of(lines).values()) == {"good"}


def test_one_cell_stored_at_the_end_loses_no_row():
    labels, grades = two_columns(TABLE_2023)
    lines = printed(*(f"{label} {g}" for label, g in list(TABLE_2023.items())[1:]), top=500)
    first = [*labels[:2], *lines, grades[0]]
    assert grades_of(first) == GRADES_2023


def test_grades_that_stand_beside_other_labels_than_they_follow_are_not_taken():
    tops = [600 - 3 * LEADING * row for row in range(len(TABLE_2023))]
    lines = []
    for label, grade, top, other_top in zip(
        TABLE_2023, TABLE_2023.values(), tops, reversed(tops), strict=True
    ):
        lines += printed(label, x=77, top=top) + printed(grade, x=403, top=other_top)
    with pytest.raises(ParseError, match="another on the page"):
        parse_judgements("some.pdf", lines, 0)


def test_words_between_cover_and_table_do_no_harm():
    rows = [f"{label} {grade}" for label, grade in TABLE_2023.items()]
    assert grades_of(printed("Children’s social care", "Judgements", *rows)) == GRADES_2023


def test_not_judged_is_an_area_without_a_grade():
    rows = {**TABLE_2023, CARE_LEAVERS: "Not judged"}
    lines = printed(*(f"{label} {grade}" for label, grade in rows.items()))
    assert grades_of(lines) == {**GRADES_2023, "care_leavers": None}


def test_grades_in_the_text_after_the_table_are_not_taken():
    rows = [f"{label} {grade}" for label, grade in TABLE_2023.items()]
    after = "Children are safe and help is good."
    assert grades_of(printed(*rows, after)) == GRADES_2023
    table = parse_judgements("some.pdf", printed(*rows, after), 0)
    assert table.after == len(rows)


def test_a_label_that_stands_twice_says_where():
    rows = [f"{label} {grade}" for label, grade in TABLE_2023.items()]
    with pytest.raises(ParseError, match=r"some\.pdf, page 1: Its table judges overall twice"):
        grades_of(printed(*rows, f"{OVERALL} Good"))


def test_a_section_heading_right_below_the_table_is_no_second_row():
    rows = [f"{label} {grade}" for label, grade in TABLE_2023.items()]
    assert grades_of(printed(*rows, f"{LEADERS}: good", "1. Leaders listen.")) == GRADES_2023


def test_an_unknown_label_says_where_and_what():
    lines = printed(f"{LEADERS} Good", "The shape of things to come Good", f"{HELP} Good")
    with pytest.raises(ParseError, match=r"some\.pdf, page 1: .*'the shape of things to come'"):
        grades_of(lines)


def test_no_table_says_so():
    with pytest.raises(ParseError, match="No table of judgements was found"):
        grades_of(printed("A letter about something else", "Services are good."))


@pytest.mark.parametrize(
    "overall",
    [
        "The overall judgement is that children’s services are good",
        "The overall judgement is good",
        "Children’s services in Somewhere are good",
        "Children’s services in Somewhere are not yet outstanding but are judged to be good",
        "Children’s social care services in Somewhere are good",
    ],
)
def test_sif_tables(overall):
    rows = [f"{label} {grade}" for label, grade in SIF_TABLE.items()]
    assert grades_of(printed(overall, "These are the judgements:", *rows)) == {
        "overall": "good",
        "help_protection": "good",
        "looked_after": "requires_improvement",
        "adoption": "outstanding",
        "care_leavers": "good",
        "leadership": "inadequate",
    }


def test_sif_columns_stored_apart():
    labels, grades = two_columns(SIF_TABLE)
    lines = [*printed("The overall judgement is good"), *labels, *grades]
    assert list(grades_of(lines).values())[1:] == [
        "good",
        "requires_improvement",
        "outstanding",
        "good",
        "inadequate",
    ]


def test_the_boards_grade_is_not_the_authoritys():
    rows = [f"{label} {grade}" for label, grade in SIF_TABLE.items()]
    board = "The effectiveness of the Local Safeguarding Children Board is outstanding"
    assert "board" not in grades_of(printed("The overall judgement is good", *rows, board))
    assert grades_of(printed("The overall judgement is good", *rows, board))["overall"] == "good"


def test_each_judgement_keeps_its_page_and_words():
    lines = printed(*(f"{label} {grade}" for label, grade in TABLE_2023.items()), page=2)
    first = parse_judgements("some.pdf", lines, 0).judgements[0]
    assert first.page == 2
    assert first.printed == f"{LEADERS} Good".lower()

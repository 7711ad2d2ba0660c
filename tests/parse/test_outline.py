import pytest
from printed_lines import LEADING, printed
from report_pages import CARE_LEAVERS, HELP, IN_CARE

from ilacs_bench.parse.outline import Section, cut_sections
from ilacs_bench.reports.document import Line


def headed(*parts: tuple[str, bool]) -> list[Line]:
    """Lines one below the other; those with True are bold and stand apart."""
    lines, top = [], 740.0
    for text, bold in parts:
        top -= 3 * LEADING if bold else LEADING
        lines += printed(text, top=top, page=2, size=14 if bold else 12, bold=bold)
    return lines


def opened(lines: list[Line], family: str = "ilacs") -> list[tuple[str, list[str]]]:
    sections = cut_sections(lines, family)
    return [(section.opens, [line.text for line in section.lines]) for section in sections]


def test_sections_in_order_the_first_is_the_summary():
    lines = headed(
        ("Families are heard.", False),
        ("What needs to improve?", True),
        ("■ Pace.", False),
        (f"{HELP}: good", True),
        ("1. Help is quick.", False),
    )
    assert opened(lines) == [
        ("summary", ["Families are heard."]),
        ("area_for_improvement", ["■ Pace."]),
        ("help_protection", ["1. Help is quick."]),
    ]


def test_a_heading_over_two_lines_and_the_grade_it_prints():
    lines = headed(
        ("The experiences and progress of children in care", True),
        ("and care leavers: requires improvement to be good", True),
        ("1. Homes last.", False),
    )
    assert cut_sections(lines, "ilacs") == [
        Section("in_care_and_care_leavers", "requires improvement to be good", 2, (lines[2],))
    ]


@pytest.mark.parametrize("text", [f"{IN_CARE}", "Recommendations", "What needs to improve"])
def test_the_same_words_in_running_text_open_nothing(text):
    lines = headed(
        ("The leaders", True),
        ("This report says more below, under the headings", False),
        (text, False),
        ("and under those that come after them.", False),
    )
    assert [opens for opens, _ in opened(lines)] == ["summary"]


def test_plain_text_has_headings_by_their_grade_or_by_standing_apart():
    lines = printed("Families are heard.", f"{CARE_LEAVERS}: good", "1. Homes last.")
    assert opened(lines) == [
        ("summary", ["Families are heard."]),
        ("care_leavers", ["1. Homes last."]),
    ]


@pytest.mark.parametrize(
    "board",
    [
        "Section 2: The effectiveness of the Local Safeguarding Children Board",
        "The effectiveness of the Local Safeguarding Children Board (LSCB)",
        "The LSCB requires improvement because:",
        "Inspection findings – the LSCB",
    ],
)
def test_the_boards_own_recommendations_are_not_the_authoritys(board):
    lines = headed(
        ("Recommendations", True),
        ("1. Ask parents.", False),
        (board, True),
        ("Recommendations", True),
        ("2. Meet in the place.", False),
        ("Inspection findings", True),
        ("3. The board meets.", False),
        ("Information about this inspection", True),
        ("Six people came.", False),
    )
    assert [(opens, len(texts)) for opens, texts in opened(lines, "sif")] == [
        ("recommendation", 1),
        ("board", 1),
        ("board", 1),
        ("other", 1),
    ]


def test_inspection_findings_go_on_with_their_area():
    lines = headed(
        ("Adoption performance", True),
        ("Good", False),
        ("Inspection findings", True),
        ("9. Families wait less.", False),
    )
    assert [opens for opens, _ in opened(lines, "sif")] == ["adoption", "adoption"]

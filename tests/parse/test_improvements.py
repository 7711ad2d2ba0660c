import pytest
from printed_lines import LEADING, printed

from ilacs_bench.parse.improvements import parse_improvements, split_items
from ilacs_bench.parse.outline import Section
from ilacs_bench.parse.prose import BULLETS
from ilacs_bench.reports.document import Line


def items(lines: list[Line]) -> list[str]:
    return [" ".join(line.text for line in item) for item in split_items(lines)]


def section(opens: str, *lines: str) -> Section:
    return Section(opens, None, 1, tuple(printed(*lines)))


@pytest.mark.parametrize("bullet", [*BULLETS[:20], "\uf06e", "\uf0b7", "-", "–", "*"])
def test_bullets_of_every_kind(bullet):
    assert items(printed(f"{bullet} The pace of help", "\tfor families.", f"{bullet} More.")) == [
        "The pace of help for families.",
        "More.",
    ]


def test_a_bullet_without_a_space_or_alone_on_its_line():
    assert items(printed("■The pace of help.", "■", "\tMore.")) == ["The pace of help.", "More."]


def test_a_bullet_parted_from_its_words_by_a_blank_line():
    lines = [
        Line(text, 1, 0, y, 12, False)
        for text, y in (("◼", 700), ("Plans.", 671), ("◼", 642), ("Visits.", 613))
    ]
    assert items(lines) == ["Plans.", "Visits."]


@pytest.mark.parametrize("mark", ["1.", "1)", "1. "])
def test_numbered_recommendations(mark):
    two = mark.replace("1", "2")
    assert items(printed(f"{mark} Ask parents", "\tfirst.", f"{two} Tell them.")) == [
        "Ask parents first.",
        "Tell them.",
    ]


def test_sub_bullets_belong_to_their_bullet():
    lines = printed("■ The pace of help, in", "\t- visits", "\t- plans", "■ More.")
    assert items(lines) == ["The pace of help, in - visits - plans", "More."]


def test_sub_bullets_of_the_same_sign_further_in():
    assert len(items(printed("■ The pace of", "\t■ visits", "\t■ plans", "■ More."))) == 2


def test_a_bullet_that_goes_on_over_the_page():
    lines = [*printed("■ The pace of", top=90), *printed("\thelp.", "■ More.", top=740, page=2)]
    assert items(lines) == ["The pace of help.", "More."]
    assert [item[0].page for item in split_items(lines)] == [1, 2]


def test_words_before_and_after_the_list_are_no_items():
    lines = [
        *printed("These should improve:", "■ The pace of help.", "■ More."),
        *printed("Inspectors will come again.", top=700 - 5 * LEADING),
    ]
    assert items(lines) == ["The pace of help.", "More."]


def test_an_unknown_heading_ends_the_list():
    lines = [
        *printed("■ The pace of help."),
        *printed("Something new in reports", top=650, size=14, bold=True),
        *printed("■ A point about something else.", top=620),
    ]
    assert items(lines) == ["The pace of help."]


def test_prose_without_a_list_has_no_items():
    assert items(printed("Nothing much needs to change here.")) == []


def test_a_year_at_the_start_of_a_line_is_no_item():
    assert items(printed("■ The pace of help since", "\t2019.", "■ More.")) == [
        "The pace of help since 2019.",
        "More.",
    ]


def test_items_are_numbered_within_their_kind_and_tags_split_off():
    found = parse_improvements(
        [
            section("area_for_priority_action", "■ Safety (outcome 3, national framework)."),
            section("leaders", "■ no list of improvements"),
            section("area_for_improvement", "■ Pace.", "■ Records. (Enabler two)"),
        ]
    )
    assert [(i.kind, i.number, i.text, i.national_framework) for i in found] == [
        ("area_for_priority_action", 1, "Safety.", "outcome 3"),
        ("area_for_improvement", 1, "Pace.", None),
        ("area_for_improvement", 2, "Records.", "enabler 2"),
    ]

import pytest

from ilacs_bench.charts.palette import INK, NOT_GRADED
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.vocabulary import GRADES


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [*GRADE_COLOURS.values(), NOT_GRADED], ids=lambda c: c.fill)
def test_text_can_be_read_on_its_fill(colours):
    assert contrast(colours.fill, colours.text) >= 4.5


def test_ink_can_be_read_on_white():
    assert contrast(INK, "#ffffff") >= 7


def test_every_grade_has_a_colour_of_its_own():
    assert tuple(GRADE_COLOURS) == GRADES
    assert len({colours.fill for colours in GRADE_COLOURS.values()}) == len(GRADES)


def test_neighbouring_grades_differ_in_lightness_or_side_of_the_ramp():
    fills = [colours.fill for colours in GRADE_COLOURS.values()]
    assert contrast(fills[0], fills[1]) > 3
    assert contrast(fills[2], fills[3]) > 3
    red, _, blue = (int(fills[1][i : i + 2], 16) for i in (1, 3, 5))
    assert red > blue, "requires improvement is brown"
    red, _, blue = (int(fills[2][i : i + 2], 16) for i in (1, 3, 5))
    assert blue > red, "good is teal"

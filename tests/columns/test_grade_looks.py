"""Colours and patterns of grades are said once, and drawn from there everywhere."""

import json
import re
from pathlib import Path

import pytest

import ilacs_bench
from ilacs_bench.columns.grade_looks import (
    GRADE_COLOURS,
    PATTERNED,
    PATTERNS,
    cell_styles,
    svg_pattern,
)
from ilacs_bench.dashboard.styles import page_styles
from ilacs_bench.vocabulary import GRADES

PACKAGE = Path(ilacs_bench.__file__).parent


def test_every_grade_has_a_look_of_its_own():
    assert set(GRADE_COLOURS) == set(GRADES)
    assert len({look.fill for look in GRADE_COLOURS.values()}) == len(GRADES)
    assert len({cell_styles(grade).replace(grade, "") for grade in GRADES}) == len(GRADES)
    assert set(PATTERNED) == {"inadequate", "requires_improvement"}


@pytest.mark.parametrize("grade", PATTERNED)
def test_a_mark_and_a_cell_have_lines_as_far_apart(grade):
    of = PATTERNS[GRADE_COLOURS[grade].pattern]
    assert f"width='{of.step}'" in svg_pattern(grade, "x")
    assert cell_styles(grade).count(f" {of.step}px)") == of.path.count("M")


def test_pages_have_the_patterns_with_their_styles():
    text = re.search(r"--ilacs-patterns: (\".*?\");", page_styles())[1]
    svg = json.loads(text)
    assert [f"id='ilacs-{grade}'" in svg for grade in PATTERNED] == [True, True]
    for grade in GRADES:
        assert f".ilacs-page .ilacs-is-{grade} {{ {cell_styles(grade)};" in page_styles()


def test_no_colour_of_a_grade_is_written_anywhere_else():
    colours = {look.fill for look in GRADE_COLOURS.values()}
    texts = [
        path
        for kind in ("py", "js", "j2")
        for path in PACKAGE.rglob(f"*.{kind}")
        if any(colour in path.read_text(encoding="utf-8") for colour in colours)
    ]
    assert texts == []

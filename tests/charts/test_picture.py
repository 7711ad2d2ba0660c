"""Pictures to paste: their words, their letters, the same bytes each time, nothing from outside."""

import struct
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import bundled
from ilacs_bench.vocabulary import GRADES

COUNTS = pd.DataFrame(
    {"judgement_area": "overall", "grade": GRADES, "n": [1, 2, 3, 4], "judged": 10, "of": 11}
)
TITLE = "Grades of <Here> & there, as at 1 May 2025"
NOTE = "Source: a made-up table & nothing else. " * 5
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return draw_picture(grade_distribution_spec(COUNTS, TITLE), NOTE)


@pytest.fixture(scope="module")
def root(drawn):
    return ET.fromstring(drawn.svg)


def printed(root):
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def test_title_and_note_stand_in_the_picture_as_text(root):
    assert TITLE in printed(root)
    assert NOTE.strip() in printed(root)


def test_words_for_a_screen_reader_come_first(root):
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    assert (root[0].tag, root[0].text) == (f"{SVG}title", TITLE)
    assert "4 outstanding, 3 good" in root[1].text
    assert "made-up table" in root[1].text


def test_note_lies_inside_the_picture(root):
    height = float(root.get("height"))
    lines = [float(text.get("y")) for text in root.findall(f"{SVG}g/{SVG}text")]
    assert len(lines) == 2
    assert max(lines) < height


def test_letters_are_our_own_and_come_along(drawn, root):
    fonts = {text.get("font-family") for text in root.iter() if text.get("font-family")}
    assert {font.split(",")[0].strip('"') for font in fonts} == {"Benchmark Sans"}
    assert drawn.svg.count("@font-face") == 2


def test_nothing_is_loaded_from_outside(root):
    addresses = [
        value for node in root.iter() for name, value in node.attrib.items() if "href" in name
    ]
    assert addresses == []


def test_the_same_chart_gives_the_same_bytes(drawn):
    again = draw_picture(grade_distribution_spec(COUNTS, TITLE), NOTE)
    assert again.svg == drawn.svg
    assert again.png() == drawn.png()


def test_png_has_twice_the_pixels_and_is_not_blank(drawn, root):
    png = drawn.png()
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert len(png) > 5000


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<svg"), ("b.PNG", b"\x89PNG")])
def test_the_ending_says_what_is_written(drawn, tmp_path, name, begins):
    assert drawn.save(tmp_path / name).read_bytes()[:4] == begins


def test_another_ending_is_refused_in_words(drawn, tmp_path):
    with pytest.raises(IlacsBenchError, match=r"ends in \.svg or \.png"):
        drawn.save(tmp_path / "a.gif")


def test_the_fonts_come_with_their_licence_and_no_reserved_name():
    folder = bundled("data", "fonts")
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert {path.stem for path in folder.glob("*.ttf")} == {
        "BenchmarkSans-Regular",
        "BenchmarkSans-Bold",
    }


def test_lower_grades_have_patterns_in_colour_or_without(root):
    drawn_with = {part.get("fill") for part in root.iter(f"{SVG}path")}
    for grade in ("requires_improvement", "inadequate"):
        assert f"url(#{grade})" in drawn_with
        (pattern,) = [one for one in root.iter(f"{SVG}pattern") if one.get("id") == grade]
        assert pattern.find(f"{SVG}rect").get("fill") == GRADE_COLOURS[grade].fill
        assert len(pattern.findall(f"{SVG}path")) == 1

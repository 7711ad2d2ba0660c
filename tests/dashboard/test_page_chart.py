"""Charts of the pages as pictures to save: each says what it is of, when, and where it is from."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from ilacs_bench import read_tables
from ilacs_bench.errors import UnknownName
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.national_page import NationalPicture
from ilacs_bench.widgets.profile_page import CouncilProfilePage
from ilacs_bench.widgets.themes_page import ThemesOfReports

SVG = "{http://www.w3.org/2000/svg}"
CHOSEN = {
    NationalPicture: {"region": ("South East",)},
    CompareCouncils: {"la": ("Bournemouth, Christchurch and Poole",), "to": ("ofsted_region",)},
    CouncilProfilePage: {},
    ThemesOfReports: {
        "theme": ("planning",),
        "group": ("help_and_protection",),
        "side": ("weakness",),
    },
}


@pytest.fixture(scope="module")
def charts():
    """The charts of each page in a state, by page and name."""
    tables = read_tables()
    return {
        (page, name): chart
        for page, choices in CHOSEN.items()
        for name, chart in shown(page(tables), choices)
    }


def shown(page, choices):
    return page.view({**page.defaults, **choices}).charts.items()


def test_there_are_eight(charts):
    assert [name for _, name in charts] == [
        *("mix", "time"),
        *("grades", "trajectories"),
        "record",
        *("years", "grades", "contrast"),
    ]


def test_every_title_says_the_date_and_every_note_the_source(charts):
    for chart in charts.values():
        title = " ".join(chart.spec["title"])
        assert re.search(r"(as at|to) \d+ [A-Z][a-z]+ 2026", title)
        assert "Source: Ofsted" in chart.note
        assert "Open Government Licence" in chart.note


def test_themes_say_that_a_machine_coded_them_and_of_which_group_they_are(charts):
    for name in ("years", "grades", "contrast"):
        assert "machine-coded" in charts[ThemesOfReports, name].note
    for name in ("grades", "contrast"):
        assert "of the group ‘" in charts[ThemesOfReports, name].note


def test_files_are_named_for_what_they_show(charts):
    names = [chart.file_name for chart in charts.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+(-\d\d-\d\d)?", name) for name in names)
    group = charts[CompareCouncils, "grades"].file_name
    assert group == "bournemouth_christchurch_and_poole_ofsted_region_grades_2026-08-20"


def test_picture_has_the_title_the_note_and_a_white_ground(charts):
    chart = charts[NationalPicture, "time"]
    name, svg = chart.picture("svg")
    assert name == "england_over_time_leaders_south_east_2026-06-30.svg"
    root = ET.fromstring(svg)
    words = " ".join(line for text in root.iter(f"{SVG}text") for line in text.itertext())
    assert " ".join(chart.spec["title"]) in words
    assert chart.note in words
    assert root.find(f"{SVG}rect").get("fill") == "white"
    assert b"var(" not in svg


def test_png_is_one(charts):
    name, png = charts[CouncilProfilePage, "record"].picture("png")
    assert name == "east_sussex_record_2026-08-20.png"
    assert png.startswith(b"\x89PNG\r\n")


def test_another_kind_is_refused_in_words(charts):
    with pytest.raises(UnknownName, match="SVG or as PNG"):
        charts[NationalPicture, "mix"].picture("pdf")


def test_pages_load_what_draws_pictures_at_the_press_only():
    """Kernels are forked from a process that has all of this loaded."""
    pages = "national_page", "compare_page", "profile_page", "themes_page", "live_page"
    imports = "; ".join(f"import ilacs_bench.widgets.{page}" for page in pages)
    subprocess.run(
        [sys.executable, "-c", f"import sys; {imports}; assert 'vl_convert' not in sys.modules"],
        check=True,
    )

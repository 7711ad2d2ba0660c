"""The page 'National picture': what stands on it is what the benchmark counts."""

import re
from datetime import date

import pytest

from ilacs_bench.benchmark.pictures import good_or_outstanding, picture
from ilacs_bench.benchmark.waits import waits
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import WORDS_AND_THEMES, read_tables
from ilacs_bench.vocabulary import GRADES
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.national_page import NationalPicture, quarter_ends, quarter_of


@pytest.fixture(scope="module")
def page():
    return NationalPicture(read_tables(without=WORDS_AND_THEMES))


def view(page, **state):
    return page.view({**page.defaults, **state})


def test_headline_is_the_share_of_the_judged(page):
    shown = view(page, as_at=("2025-03-31",))
    rows = good_or_outstanding(picture(page.tables, as_at="2025-03-31"))
    for n, judged in zip(rows["n"], rows["judged"], strict=True):
        assert re.search(rf"\b{n} of {judged} judged", shown.regions["headline"])
    assert "31 March 2025" in shown.said


def test_every_current_authority_is_one_tile_with_its_grade_in_words(page):
    shown = view(page, as_at=("2025-03-31",))
    tiles = re.findall(r'href="profile\?la=([\w-]+)', shown.regions["map"].split("<details")[0])
    assert len(tiles) == len(set(tiles)) == 153
    counts = picture(page.tables, as_at="2025-03-31", areas=["leaders"]).set_index("grade")["n"]
    for grade in GRADES:
        words = {"requires_improvement": "requires improvement"}.get(grade, grade)
        said = re.findall(rf": {words}[^<]* on leaders", shown.regions["map"])
        assert len(said) == counts[grade]


def test_chart_has_the_counts_of_the_picture(page):
    shown = view(page, as_at=("2025-03-31",))
    counts = picture(page.tables, as_at="2025-03-31", areas=["leaders"])
    bars = [row for row in shown.charts["mix"].spec["data"]["values"] if row["area"] == "Leaders"]
    assert sorted(row["n"] for row in bars if row["grade"] != "Not graded") == sorted(counts["n"])


def test_longest_waits_are_those_of_the_benchmark(page):
    longest = waits(page.tables, as_at=page.last_day)["la_name"].head(3)
    assert all(name in view(page).regions["waits"] for name in longest)


def test_slider_and_date_say_the_same(page):
    moved = view(page, quarter=("10",))
    assert moved.state["as_at"] == (page.quarters[10].isoformat(),)
    dated = view(page, as_at=("2016-08-15",))
    assert dated.state["quarter"] == (str(quarter_of(date(2016, 8, 15), page.quarters)),)
    assert dated.state["as_at"] == ("2016-08-15",)


def test_quarters_end_on_their_last_days_and_with_the_tables():
    ends = quarter_ends(date(2015, 2, 1))
    assert [str(day) for day in ends[:4]] == [
        "2014-03-31",
        "2014-06-30",
        "2014-09-30",
        "2014-12-31",
    ]


def test_before_a_judgement_existed_nobody_is_counted_on_it(page):
    shown = view(page, as_at=("2016-12-31",))
    assert "not graded then" in shown.regions["headline"].casefold()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"as_at": ("soon",)}, "no date"),
        ({"as_at": ("1999-01-01",)}, "Choose a date"),
        ({"area": ("<b>",)}, "judgement"),
        ({"by": ("county",)}, "grouping"),
        ({"region": ("Wales",)}, "region"),
    ],
)
def test_impossible_choice_is_said(page, state, said):
    with pytest.raises(UnknownName, match=said):
        view(page, **state)


def test_page_holds_every_region_and_chart(page):
    html = LivePage(page, query="as_at=2025-03-31").html
    shown = view(page)
    for name in shown.regions:
        assert f'data-region="{name}"' in html
    for name in shown.charts:
        assert f'data-chart="{name}"' in html

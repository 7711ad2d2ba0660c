"""The page of England says what the library counts, for any day, region and judgement."""

import json
import re
from datetime import date

import pytest
from factories import SHOWN_AREAS, authority, inspected, some_tables
from whole_pages import regions_of

import ilacs_bench as ib
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.pictures import good_or_outstanding
from ilacs_bench.benchmark.waits import waits_in_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.dashboard import Page, beside
from ilacs_bench.dashboard.pages import national
from ilacs_bench.dashboard.pages.national import quarters_beside
from ilacs_bench.dashboard.pages.waits import waits
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FIRST_DAY, GRADES

DAYS = ("2026-08-20", "2025-03-31", "2016-06-30")
VIEWS = ("quarters", "grades", "tile_map", "over_time", "groups", "former_and_notes")


@pytest.fixture(scope="module")
def tables():
    return ib.load()


def page_of(tables):
    made = Page(tables, **national.filters(tables))
    made.status(national.status)
    made.download("Excel", national.excel)
    for name in VIEWS:
        made.show(getattr(national, name))
    made.show(waits)
    return made


@pytest.fixture(scope="module")
def page(tables):
    return page_of(tables)


def html_of(page, view, query=""):
    return regions_of(page, query)[view]


def rows_of(html):
    """The words of the cells of a table's body, row by row; each grade as its word."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr")[1:]]
    return [[" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.parametrize("day", DAYS)
def test_sentence_and_grades_are_those_of_the_picture(page, tables, day):
    counts = ib.picture(tables, as_at=day, areas=SHOWN_AREAS)
    good = good_or_outstanding(counts).set_index("judgement_area")
    shown = {row[0]: row[1:] for row in rows_of(html_of(page, "grades", f"as_at={day}"))}
    for area, row in good.iterrows():
        of_area = counts[counts["judgement_area"] == area].set_index("grade")["n"]
        label = AREA_SHORT_LABELS[area]
        assert [int(n) for n in shown[label][:4]] == [of_area[grade] for grade in GRADES[::-1]]
        assert shown[label][4] == str(row["n"])
        assert shown[label][6:8] == [str(row["judged"]), str(row["of"])]
    told = good.loc["help_protection"]
    said = page.answer(f"as_at={day}&area=help_protection")["status"]
    assert f"{told['n']} of {told['judged']} local authorities are good" in said


@pytest.mark.parametrize("area", ["leaders", "care_leavers"])
@pytest.mark.parametrize("day", DAYS[:2])
def test_each_local_authority_has_one_tile_that_leads_to_its_page_on_that_day(
    page, tables, day, area
):
    html = html_of(page, "tile-map", f"as_at={day}&area={area}")
    tiles = re.findall(r'<a href="council\?([^"]+)" title="([^:]+): .*?<b[^>]*>(.+?)</b>', html)
    rows = latest_judgements(tables, date.fromisoformat(day), areas=[area])
    grades = rows["grade"].astype(object).where(rows["grade"].notna(), None)
    expected = dict(zip(rows["la_name"], map(GRADE_LETTERS.get, grades), strict=True))
    assert len(tiles) == len(rows)
    assert {name.replace("&#39;", "'"): letter for _, name, letter in tiles} == expected
    assert all(("as_at" in query) == (day != DAYS[0]) for query, _, _ in tiles)


@pytest.mark.parametrize(("by", "column"), [("type", "la_type"), ("ons_region", "ons_region")])
def test_groups_are_counted_and_england_stands_first(page, tables, by, column):
    rows = rows_of(html_of(page, "groups", f"by={by}&area=in_care"))
    good = good_or_outstanding(ib.picture(tables, areas=["in_care"], by=column))
    assert rows[0][0] == "England"
    told = {row[0]: (row[5], row[7], row[8]) for row in rows[1:]}
    assert told == {
        row["group"]: (str(row["n"]), str(row["judged"]), str(row["of"]))
        for row in good.to_dict("records")
    }


def test_lines_name_england_and_the_region_that_is_picked_out(page):
    chart = page.answer("region=London&area=help_protection")["charts"]["over-time"]
    rows = json.loads(chart["rows"]["rows"])
    named = [row["label"] for row in rows if row.get("is_last") and row["kind"] != "other"]
    assert [re.sub(r" \d+%", "", label) for label in named] == ["England, June 2026", "London"]
    assert "legend" not in str(json.loads(chart["form"])["layer"])
    for other in ("region=South East", ""):  # a page goes on with the chart that it has drawn
        assert (
            page.answer(f"{other}&area=help_protection")["charts"]["over-time"]["form"]
            == chart["form"]
        )


def test_the_table_of_the_lines_has_their_quarters_and_nothing_else(page):
    chart = page.answer("region=London")["charts"]["over-time"]
    drawn = [row for row in json.loads(chart["rows"]["rows"]) if row.get("group")]
    told = rows_of(html_of(page, "over-time", "region=London"))
    assert [row[0] for row in told] == [
        f"{day:%-d %b %Y}"
        for day in sorted({date.fromisoformat(row["day"]) for row in drawn}, reverse=True)
    ]
    shares = [cell for row in told for cell in row[1:] if cell.endswith("%")]
    assert len(shares) == len(drawn)


def test_every_chart_tells_its_marks(page):
    for name, chart in page.answer("")["charts"].items():
        layers = json.loads(chart["form"])["layer"]
        told = [layer for layer in layers if "tooltip" in layer.get("encoding", {})]
        assert told, name


def test_waits_and_former_authorities(page, tables):
    html = html_of(page, "waits", "as_at=2025-03-31")
    assert waits_in_words(tables, as_at="2025-03-31") in html
    former = rows_of(html_of(page, "former-and-notes"))
    assert [row[0] for row in former] == [
        *("Bournemouth", "Cumbria", "Dorset", "Northamptonshire", "Poole"),
    ]


def test_quarters_are_ways_to_the_days_beside(page):
    html = html_of(page, "quarters", "as_at=2025-05-01&by=type")
    assert 'data-set=\'{"as_at": ["2025-03-31"]}\'' in html
    assert "national?as_at=2025-06-30&amp;area=leaders&amp;by=type" in html
    assert "Nothing later" in html_of(page, "quarters")


def test_quarters_end_with_the_data():
    assert quarters_beside(FIRST_DAY, FIRST_DAY) == (None, None)
    assert quarters_beside(date(2013, 12, 31), date(2015, 1, 1)) == (None, date(2014, 3, 31))
    assert quarters_beside(date(2026, 11, 30), date(2026, 8, 20)) == (date(2026, 9, 30), None)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_at=2040-01-01", "later than today"),
        ("as_at=soon", "is not a date"),
        ("area=weather", "Judgement: 'weather' can't be chosen. Choose among Leaders"),
        ("region=Wales", "Region to pick out: 'Wales' can't be chosen"),
        ("as_at=2016-06-30", "leaders had not been graded. Choose among help and protection"),
        ("as_at=2013-12-01", "had not been graded. Choose a later date."),
    ],
)
def test_what_cannot_be_shown_is_said(page, query, words):
    assert words in page.answer(query)["status"]


def test_a_part_of_england_gives_no_share_of_it():
    part = some_tables(
        inspected("A", "2023-05-01", "2023-07-01", leaders="good"),
        authorities=[authority("A", ofsted_region="London"), authority("B")],
        coverage=(),
    )
    page = page_of(part)
    answer = page.answer("")
    assert "1 of 2 authorities in your tables" in answer["status"]
    for view in ("over-time", "groups"):
        assert "no share of England" in answer["regions"][view][1]
    assert not any("could not be made" in html for html in regions_of(page).values())


def test_workbook_is_named_for_the_day(page):
    name, data = page.file("as_at=2025-03-31", "excel")
    assert (name, data[:2]) == ("england_2025-03-31.xlsx", b"PK")


def test_views_beside_each_other_are_one_view_with_the_charts_of_both(tables):
    page = Page(tables, **national.filters(tables))
    page.show(beside(national.grades, national.groups))
    answer = page.answer("")
    (name,) = page.views
    assert list(answer["charts"]) == [name, f"{name}-2"]
    assert answer["regions"][name][1].count("ilacs-figures") == 2

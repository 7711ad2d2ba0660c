"""Themes: what recurs, where it is said and who is praised, as the library counts them."""

import io
import re

import openpyxl
import pytest
from factories import authority, bullet, inspected, sentence, some_tables
from whole_pages import regions_of

import ilacs_bench as ib
from ilacs_bench.benchmark.accuracy import coder_accuracy
from ilacs_bench.benchmark.theme_years import theme_shares
from ilacs_bench.dashboard import Page
from ilacs_bench.dashboard.pages import themes
from ilacs_bench.dashboard.pages.themes import analysis, evidence
from ilacs_bench.vocabulary import THEME_LABELS

COUNCILS = ("Kingston upon Hull", "Suffolk", "Cumberland")
ANALYSIS = ("shares", "years", "by_grade", "contrast", "national_framework", "counted")
HOSTILE = "<img src=x onerror=alert(1)>"
OLD = inspected("A", "2019-05-01", "2019-07-01", leaders="outstanding")
NEW = inspected("B", "2025-05-01", "2025-07-01", leaders="requires_improvement")


def page_of(tables):
    page = Page(tables, **themes.filters(tables))
    page.status(themes.status)
    page.download("Excel", themes.excel)
    page.download("CSV", themes.csv)
    for view in (evidence.found, evidence.ranked, evidence.evidence):
        page.show(view)
    for name in ANALYSIS:
        page.show(getattr(analysis, name))
    return page


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture(scope="module")
def page(tables):
    return page_of(tables)


@pytest.fixture(scope="module")
def own_words():
    """Two reports in words of our own, one of them hostile; only a part of England."""
    return some_tables(
        OLD,
        NEW,
        authorities=[
            authority("A", la_name=HOSTILE, ofsted_region="London"),
            authority("B", la_name="Bury", ofsted_region="North West"),
        ],
        coded=[
            bullet(OLD, "voice", text="Plans of ours."),
            bullet(NEW, "voice", text=f"Odd {HOSTILE}", page=2),
            sentence(OLD, "leaders", "strength", "voice", text="Made-up children’s PLANS."),
        ],
        coverage=(),
    )


def text_of(page, view, query):
    html = regions_of(page, query)[view]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def rows_of(page, view, query):
    """Words of the cells of each row of the first table of a view."""
    html = regions_of(page, query)[view].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("to", ["neighbours", "region", "england"])
def test_list_is_what_recurs_in_the_group_in_24_months(page, tables, council, to):
    query = f"la={council}&to={to}"
    known = ib.recurring_in_group(tables, council, to).head(5)
    shown = rows_of(page, "ranked", query)[:5]
    expected = [
        [THEME_LABELS[row.theme], str(row.n_authorities), str(row.n)] for row in known.itertuples()
    ]
    assert [row[:3] for row in shown] == expected
    of = known.iloc[0]
    assert f"Local authorities, of {of['of_authorities']}" in text_of(page, "ranked", query)
    assert f"{of['of']} areas for improvement in" in page.answer(query)["status"]


@pytest.mark.parametrize("council", COUNCILS)
def test_those_praised_are_those_who_are_better_where_we_are_not_good(page, tables, council):
    query = f"la={council}&kind=better&area=leaders"
    better = ib.better_graded(tables, council, "neighbours", "leaders")
    grade = ib.own_grades(tables, council, areas=["leaders"])["grade"][0]
    if ib.GRADES.index(grade) >= ib.GRADES.index("good"):
        assert page.answer(query)["status"].startswith(f"None of {council}’s 10 statistical")
        assert regions_of(page, query)["evidence"].count("<table") == 0
        return
    (first, *_) = rows_of(page, "ranked", query)
    theme = next(code for code, words in THEME_LABELS.items() if words == first[0])
    said = ib.good_elsewhere(tables, council, "neighbours", "leaders", theme=theme)
    assert int(first[1]) == said["la_code"].nunique()
    assert int(first[2]) == len(said)
    shown = rows_of(page, "evidence", query)
    assert {row[0] for row in shown} <= set(better["la_name"])
    assert sum(int(row[1]) for row in shown) == len(said)
    assert {row[2] for row in shown} <= {"Good", "Outstanding"}


def test_a_theme_keeps_the_council_and_leads_to_its_evidence(page, tables):
    query = "la=suffolk&region=london&theme=supervision"
    answer = page.answer(query)
    assert "la=suffolk" in answer["address"]
    assert "Suffolk" in text_of(page, "ranked", query)
    links = re.findall(
        r'href="(themes\?[^"]+)" data-set="([^"]+)" data-leads-to="(\w+)"',
        answer["regions"]["ranked"][1],
    )
    assert len(links) > 5
    for href, sets, to in links:
        assert "la=suffolk" in href
        assert "region=london" in href
        assert "theme" in sets
        assert to in page.views
    assert answer["status"].startswith("Supervision: ")
    london = tables.authorities.loc[tables.authorities["ofsted_region"] == "London", "la_name"]
    assert {row[0] for row in rows_of(page, "evidence", query)} <= set(london)


def test_evidence_leads_to_the_page_of_the_report(page, tables):
    html = regions_of(page, "la=hull")["evidence"]
    assert re.search(r'href="https://files\.ofsted\.gov\.uk/v1/file/\d+#page=\d+"', html)
    assert html.count("Follow a link to read") == 1
    assert "ilacs-bench" not in html


@pytest.mark.parametrize(
    "query", ["la=hull", "region=london&kind=strength&area=leaders&theme=voice"]
)
def test_files_have_exactly_the_rows_of_the_evidence(page, query):
    _, data = page.file(query, "csv")
    name, book = page.file(query, "excel")
    rows = len(data.decode("utf-8-sig").strip().splitlines()) - 1
    assert rows > 1
    assert re.search(rf"say it {rows} (areas|strengths)", text_of(page, "evidence", query))
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Evidence"]
    assert sum(1 for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]) == rows
    assert name.endswith("2026-08-20.xlsx")


@pytest.mark.parametrize("query", ["la=suffolk&kind=better", "la=hull&kind=strength&region=london"])
def test_without_words_a_page_of_a_report_is_one_row_and_all_are_counted(page, query):
    rows = [tuple(row) for row in rows_of(page, "evidence", query)]
    assert len(set(rows)) == len(rows)
    said = text_of(page, "evidence", query)
    if "are shown" not in said:
        assert f"{sum(int(row[1]) for row in rows)} strengths." in said


def test_machine_and_accuracy_are_said_once_and_intervals_only_in_the_analysis(page):
    regions = regions_of(page, "la=hull")
    first = regions["ranked"] + regions["evidence"]
    assert first.count("A program gives the themes") == 1
    assert f"{100 * coder_accuracy().precision:.0f} of 100" in first
    assert "interval" not in first
    for name in ("shares", "years", "by-grade", "contrast"):
        assert "<h2" not in regions[name]
        folds = 2 if name == "contrast" else 1  # how chance is reckoned stands folded in it
        assert regions[name].count('<details class="ilacs-folded"') == folds


def test_no_share_and_no_change_from_fewer_than_ten(page, tables):
    codes = ib.comparators(tables, "Cumberland")["la_code"].to_list()
    known = theme_shares(tables, 2018, 2026, codes)
    assert known["share"].notna().all()
    few = page_of(some_tables(OLD, NEW, coded=[bullet(OLD, "voice"), bullet(NEW, "voice")]))
    for name in ("shares", "years", "by-grade", "contrast"):
        assert not re.search(r"\d%|\+\d", text_of(few, name, "").replace("95% intervals", ""))


def test_part_of_england_is_called_a_part(own_words):
    page = page_of(own_words)
    answer = page.answer("since=2018")
    assert "the 2 of 2 authorities in your tables" in answer["status"]
    said = [answer["status"], *regions_of(page, "since=2018").values()]
    assert not any(
        re.search(
            r"\bEngland\b(?! count)", re.sub("give no figure of England|and in England", "", text)
        )
        for text in said
    )


def test_words_are_shown_where_they_are_at_hand_and_found(own_words):
    page = page_of(own_words)
    html = regions_of(page, "since=2018&q=plans")
    assert "Plans of ours." in html["evidence"]
    assert "Follow a link to read" not in html["evidence"]
    assert "1 sentence with ‘plans’, on 1 local authority" in html["found"]
    assert page.answer("since=2018&q=plans")["status"].startswith("1 sentence with ‘plans’")
    assert "<mark>PLANS</mark>" in html["found"]
    assert all("<img" not in text for text in html.values())
    assert regions_of(page, "since=2018&q=%22")["found"].strip() == ""


@pytest.mark.parametrize(
    "query", ["theme=tea", "since=1066", "area=overall", "region=atlantis", "kind=better"]
)
def test_what_cannot_be_shown_says_what_to_choose(page, query):
    answer = page.answer(query)
    assert answer["is_error"]
    assert "hoose" in answer["status"]


@pytest.mark.parametrize(
    "query",
    ["since=2026&as_at=2019-01-31", "la=isles+of+scilly", "la=kent&as_at=2016-01-31&theme=voice"],
)
def test_choices_without_rows_say_so(page, query):
    assert not page.answer(query)["is_error"]
    assert all("could not be made" not in html for html in regions_of(page, query).values())


def test_tables_without_a_report_still_open():
    page = page_of(some_tables(authorities=[authority("A")]))
    assert "0 areas for improvement in 0 reports" in page.answer("")["status"]
    assert all("could not be made" not in html for html in regions_of(page).values())

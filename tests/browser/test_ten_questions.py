"""The ten questions of a board, each for three councils: at most three clicks, and the answer.

A director begins at Our council, as the browser remembers it. What stands on the page is compared
with what the library's functions give.
"""

import io
from datetime import datetime

import docx
import openpyxl
import pytest
from browser.pages import alive, expect_alive, grade_in, rows_of, status_of, tab_to
from factories import DEFAULT_AREAS
from playwright.sync_api import Locator, Page, expect

import ilacs_bench as ib
from ilacs_bench.benchmark.published import changes_among, published_reports
from ilacs_bench.slugs import slug
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS, THEME_LABELS

COUNCILS = ("Kingston upon Hull", "Suffolk", "Cumberland")
MOST_CLICKS = 3


class Director:
    """Somebody at a page, whose clicks and changes are counted: three answer a question."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: Locator) -> None:
        self._count()
        target.click()

    def go(self, words: str) -> None:
        """Follow a link to another page."""
        self.click(self.page.get_by_role("link", name=words))
        self.page.wait_for_url(lambda url: "/council" not in url)
        expect_alive(self.page)

    def choose(self, label: str, value: str) -> None:
        self._count()
        field = self.page.get_by_label(label, exact=True)
        is_list = field.evaluate("node => node.tagName === 'SELECT'")
        (field.select_option if is_list else field.fill)(value)

    def type_council(self, name: str) -> None:
        self._count()
        box = self.page.get_by_label("Local authority", exact=True)
        box.fill(name)
        box.press("Enter")

    def file(self, button: str, name: str) -> bytes:
        with self.page.expect_download() as download:
            self.click(self.page.get_by_role("button", name=button, exact=True))
        assert download.value.suggested_filename == name
        return download.value.path().read_bytes()

    def table(self, name: str) -> list[list[str]]:
        return rows_of(self.page.get_by_role("region", name=name, exact=True))

    def _count(self) -> None:
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS


@pytest.fixture(params=COUNCILS)
def council(request) -> str:
    return request.param


@pytest.fixture
def director(context, server, council) -> Director:
    return Director(alive(context, server, f"council?la={slug(council)}"))


def below_good(tables, council) -> list[str]:
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    return own.loc[(own["grade"] < "good").fillna(False), "judgement_area"].to_list()


def themes_in(rows) -> list[tuple[str, int, int]]:
    return [(THEME_LABELS[row.theme], row.n_authorities, row.n) for row in rows.itertuples()]


def ranked(director) -> list[tuple[str, int, int]]:
    return [(row[0], int(row[1]), int(row[2])) for row in director.table("Themes")]


def test_1_grades_now_and_last_time_with_their_pages(context, server, tables, council):
    director = Director(alive(context, server, "council"))
    director.type_council(council)
    expect(director.page.get_by_role("heading", level=1)).to_have_text(council)
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    cards = director.page.locator(".ilacs-card")
    expect(cards).to_have_count(len(own))
    for card, row in zip(cards.all(), own.to_dict("records"), strict=True):
        expect(card.get_by_role("heading")).to_have_text(AREA_SHORT_LABELS[row["judgement_area"]])
        assert grade_in(card.locator(".ilacs-now").inner_text()) == row["grade"]
        links = [link.get_attribute("href") for link in card.get_by_role("link").all()]
        assert links[0] == f"{row['source_url']}#page={row['page']}"
        change = card.locator(".ilacs-change")
        if row["direction"] not in ("improved", "declined", "same"):
            expect(change).to_have_text("No earlier grade")
            continue
        words = {"improved": "Up from", "declined": "Down from", "same": "Same as in"}
        expect(change).to_contain_text(words[row["direction"]])
        if row["direction"] != "same":
            grade = change.inner_text().split(" from ")[1]
            assert grade_in(grade) == row["previous_grade"]
        assert links[1] == f"{row['previous_source_url']}#page={row['previous_page']}"


def test_2_where_we_stand_among_neighbours_region_and_england(director, tables, council):
    shown = director.table(f"Where {council} stands")
    known = ib.positions(tables, council)
    for n, (_, of) in enumerate(known.groupby("comparator", sort=False), start=1):
        counts = of[["n_better", "n_same", "n_worse"]].to_numpy().tolist()
        for row, (higher, same, lower) in zip(shown, counts, strict=True):
            assert row[n].startswith(f"{higher} higher, {same - 1} same, {lower} lower")


def test_3_a_sentence_that_can_go_to_cabinet(director, tables, council, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    name = "Copy the sentence: Leaders, England (152 others)"
    director.click(director.page.get_by_role("button", name=name))
    expect(status_of(director.page)).to_have_text("The sentence is copied.")
    known = ib.positions(tables, council, ["england"], areas=["leaders"])["sentence"][0]
    assert director.page.evaluate("navigator.clipboard.readText()") == known
    assert "of 153 local authorities" in known
    assert "20 August 2026" in known


def test_4_which_neighbours_moved_since_their_inspection_before(director, tables, council):
    rows = ib.compare(tables, council)
    others = rows[~rows["is_own"]]
    title = "Who of its 10 statistical neighbours (2025 model) moved"
    for row, area in zip(director.table(title), DEFAULT_AREAS, strict=True):
        of_area = others[others["judgement_area"] == area].set_index("direction")["la_name"]
        for way, n, names in (("improved", *row[1:3]), ("declined", *row[3:5])):
            moved = of_area[of_area.index == way].to_list()
            assert (int(n), names) == (len(moved), ", ".join(moved) or "–")


def test_5_who_is_good_where_we_are_not_and_what_is_said_there(director, tables, council):
    areas = below_good(tables, council)
    if not areas:
        learn_from = director.page.locator("[data-region=learn-from]")
        expect(learn_from.locator("details")).to_have_count(0)
        expect(learn_from).to_contain_text(council)
        return
    area = areas[0]
    better = ib.better_graded(tables, council, "neighbours", area)
    part = director.page.locator("details.ilacs-learn").first
    names = part.locator("p").first.inner_text()
    assert all(name in names for name in better["la_name"])
    director.go(f"All that their reports praise: {AREA_SHORT_LABELS[area]}")
    expect(status_of(director.page)).to_contain_text(f"{better['coded'].sum()} reports of")
    director.click(director.page.get_by_role("region", name="Themes").get_by_role("link").nth(1))
    label = ranked(director)[1][0]
    expect(status_of(director.page)).to_contain_text(f"{label}: ")
    theme = next(code for code, words in THEME_LABELS.items() if words == label)
    said = ib.good_elsewhere(tables, council, "neighbours", area, theme=theme)
    evidence = director.page.locator("[data-region=evidence] table").first
    assert {row[0] for row in rows_of(evidence)} == set(said["la_name"][:50]) or len(said) > 50
    assert ranked(director)[1][1:] == (said["la_code"].nunique(), len(said))


def test_6_what_recurs_among_neighbours_and_in_the_region(director, tables, council):
    director.go("What recurs in the areas for improvement of")
    assert ranked(director) == themes_in(ib.recurring_in_group(tables, council).head(10))
    known = ib.recurring_in_group(tables, council, "region")
    director.choose("Reports of its", "region")
    expect(status_of(director.page)).to_contain_text(f"{known['of'][0]} areas for improvement in")
    assert ranked(director) == themes_in(known.head(10))


def test_7_which_areas_for_improvement_come_back(director, tables, council):
    own = ib.own_grades(tables, council).iloc[0]
    rows = ib.recurring_improvements(tables, council)
    before = rows[rows["inspection_id"] == own["previous_inspection_id"]]
    back = before[before["came_back"].fillna(False)].drop_duplicates(["theme", "page"])
    part = director.page.locator("[data-region=improvements]")
    again = part.locator(".ilacs-again")
    expect(again).to_have_count(len(back))
    for shown, row in zip(again.all(), back.to_dict("records"), strict=True):
        expect(shown).to_contain_text(THEME_LABELS[row["theme"]])
        address = f"{row['source_url']}#page={row['page']}"
        expect(shown.get_by_role("link")).to_have_attribute("href", address)
    if back.empty:
        expect(part).to_contain_text("no earlier inspection of its own to compare with")


def test_8_how_long_since_our_inspection_and_how_long_waits_were(director, tables, council):
    told = ib.wait_of(tables, council)["sentence"][0]
    expect(director.page.locator("[data-region=wait]")).to_contain_text(told)
    director.go("England: all waits")
    director.click(director.page.get_by_text("How long earlier waits took, by grade"))
    ended = director.page.get_by_role("region", name="From one inspection since 2018 to the next")
    expect(ended).to_be_visible()
    known = ib.wait_ranges(tables, area="leaders")[::-1]
    counts = [[grade, str(n)] for grade, n in zip(known["grade"], known["n"], strict=True)]
    assert [[grade_in(row[0]), row[1]] for row in rows_of(ended)] == counts
    expect(director.page.locator("main")).to_contain_text("This is no forecast")


def test_9_what_was_published_since_my_last_board_and_what_changed(director, tables, council):
    director.go("What was published lately")
    director.choose("Since", "2025-10-01")
    title = "What changed since 1 October 2025"
    expect(director.page.get_by_role("region", name=title).get_by_role("row")).to_have_count(4)
    reports = published_reports(ib.published_since(tables, "2025-10-01"))
    known = changes_among(tables, reports, council)
    counted = known[["group", "reports", "n_up", "n_down", "n_both", "n_unchanged"]]
    shown = [[row[0], *map(int, row[1:6])] for row in director.table(title)]
    assert shown == counted.to_numpy().tolist()
    expect(status_of(director.page)).to_contain_text(f"{len(reports)} reports were published")


def test_10_a_dated_snapshot_for_a_board_paper(director, tables, council):
    name = f"{slug(council, '_')}_2026-08-20"
    book = openpyxl.load_workbook(io.BytesIO(director.file("Excel", f"{name}_benchmark.xlsx")))
    assert datetime(2026, 8, 20) in [cell.value for cell in book["Cover"]["A"]]
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    heading, *rows = book["Judgements"].iter_rows(min_row=4)
    named = [cell.value for cell in heading]
    for row, known in zip(rows, own.to_dict("records"), strict=False):
        cells = dict(zip(named, row, strict=True))
        assert cells["Local authority"].value == council
        assert cells["Grade"].value == GRADE_LABELS[known["grade"]]
        assert cells["Published"].value == known["published"]
        assert cells["Framework"].value == FRAMEWORKS[known["framework"]].label
        assert cells["Report"].hyperlink.target == f"{known['source_url']}#page={known['page']}"
    assert book["Notes"].max_row > 4  # caveats
    paper = docx.Document(io.BytesIO(director.file("Word briefing", f"{name}_briefing.docx")))
    text = "\n".join(each.text for each in paper.paragraphs)
    assert council in text
    assert "20 August 2026" in text


def test_three_questions_are_answered_by_keyboard_alone(context, server, tables):
    page = alive(context, server, "council")
    box = page.get_by_label("Local authority", exact=True)
    tab_to(page, box)
    page.keyboard.type("hull")
    page.keyboard.press("Enter")
    expect(page.locator(".ilacs-card").first).to_contain_text("Outstanding")  # 1
    with page.expect_download() as download:
        tab_to(page, page.get_by_role("button", name="Excel", exact=True))
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("benchmark.xlsx")  # 10
    tab_to(page, page.get_by_role("link", name="What recurs in the areas for improvement of"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes?*")
    expect_alive(page)
    first = ib.recurring_in_group(tables, "Hull").iloc[0]
    row = rows_of(page.get_by_role("region", name="Themes", exact=True))[0]
    assert row[:2] == [THEME_LABELS[first["theme"]], str(first["n_authorities"])]  # 6
